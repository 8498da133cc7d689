"""The registry of outlets: who publishes under which names and domains, from which country.

Read from the ``sources.yml`` beside this module and from the user's own file, which adds entries and
replaces those with the same id. How the files are read belongs in ``ingest.sources_file``, deciding which
outlet an article has in ``ingest.articles``.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.domains import brand_of, registrable_domain, site_host
from ingest.outlet_names import name_key, shorter_names
from ingest.sources_file import Source, check_parents, read_sources

__all__ = ["Source", "SourceRegistry"]

_SHIPPED = Path(__file__).with_name("sources.yml")


class SourceRegistry:
    """Outlets by id, by domain and by name; the first entry of a domain or a name has it."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._by_id: dict[str, Source] = {}
        for source in sources:
            self._by_id.setdefault(source.source_id, source)
        self._by_domain: dict[str, Source] = {}
        self._by_name: dict[str, Source] = {}
        for source in self:
            for domain in source.domains:
                self._by_domain.setdefault(domain, source)
            for name in (source.name, *source.aliases):
                self._by_name.setdefault(name_key(name), source)

    @classmethod
    def load(cls, extra: Path | None = None) -> "SourceRegistry":
        """The shipped registry, with the entries of ``extra`` (if that file exists) before it.

        Raises ``ConfigurationError`` where a file is wrong, or names a parent that has no entry.
        """
        own = read_sources(extra) if extra is not None and extra.exists() else []
        registry = cls([*own, *read_sources(_SHIPPED)])
        check_parents(extra or _SHIPPED, list(registry))
        return registry

    def __iter__(self) -> Iterator[Source]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def by_id(self, source_id: str | None) -> Source | None:
        """The entry with this id."""
        return self._by_id.get(source_id or "")

    def by_domain(self, host: str | None) -> Source | None:
        """The entry of a host: of its own name, of the nearest domain above it, or of its brand."""
        host = site_host(host)
        labels = host.split(".")
        for start in range(len(labels) - 1):
            name = ".".join(labels[start:])
            if start and f"*.{name}" in self._by_domain:
                return None  # a host below a network: an outlet of its own
            if source := self._by_domain.get(name):
                return source
        return self._by_domain.get(f"{brand_of(host)}.*") if len(labels) > 1 else None

    def network_of(self, host: str | None) -> Source | None:
        """The entry whose hosts are outlets of their own, for a host below it."""
        labels = site_host(host).split(".")
        above = (f"*.{'.'.join(labels[start:])}" for start in range(1, len(labels) - 1))
        return next((self._by_domain[name] for name in above if name in self._by_domain), None)

    def id_of_host(self, host: str | None) -> str | None:
        """The key of the outlet at a host: its entry's, else the domain that is its own."""
        if known := self.by_domain(host):
            return known.source_id
        return site_host(host) if self.network_of(host) else registrable_domain(host)

    def by_name(self, name: str | None) -> Source | None:
        """The entry with this name or alias; case, white space, punctuation and "the" do not count.

        A name that nobody has is tried without the section or form set off from it: "CNN (Online)".
        """
        if not name:
            return None
        tries = (self._by_name.get(name_key(one)) for one in (name, *shorter_names(name)))
        return next((source for source in tries if source), None)
