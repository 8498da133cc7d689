"""The registry of outlets: who publishes under which names and domains, from which country.

Read from the ``sources.yml`` beside this module and from the user's own file, which adds entries and
replaces those with the same id. Deciding which outlet an article has belongs in ``ingest.articles``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ingest.errors import ConfigurationError

SOURCE_TYPES = ("outlet", "agency", "government", "aggregator", "unknown")
_FIELDS = frozenset(("id", "name", "domains", "aliases", "country", "type"))
_SHIPPED = Path(__file__).with_name("sources.yml")
_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z0-9-]{2,}")
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Source:
    """What the registry says of one outlet."""

    source_id: str
    name: str
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    country: str | None = None  # ISO 3166-1 alpha-2
    source_type: str = "outlet"


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
        """The shipped registry, with the entries of ``extra`` (if that file exists) before it."""
        own = _read(extra) if extra is not None and extra.exists() else []
        return cls([*own, *_read(_SHIPPED)])

    def __iter__(self) -> Iterator[Source]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def by_id(self, source_id: str | None) -> Source | None:
        """The entry with this id."""
        return self._by_id.get(source_id or "")

    def by_domain(self, host: str | None) -> Source | None:
        """The entry of a host: of its own name, or of the nearest domain above it."""
        labels = (host or "").lower().rstrip(".").split(".")
        for start in range(len(labels) - 1):
            if source := self._by_domain.get(".".join(labels[start:])):
                return source
        return None

    def by_name(self, name: str | None) -> Source | None:
        """The entry with this name or alias; case, white space, punctuation and "the" do not count."""
        return self._by_name.get(name_key(name)) if name else None


def name_key(name: str) -> str:
    """What two spellings of one name have in common."""
    words = _NOT_WORD.sub(" ", name.casefold()).split()
    return "".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _read(path: Path) -> list[Source]:
    try:
        content = yaml.load(path.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 (a safe loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigurationError(f"{path}: cannot be read as YAML: {error}") from error
    if not isinstance(content, list | None):
        raise ConfigurationError(f"{path}: must be a list of outlets")
    sources = [_entry(path, number, entry) for number, entry in enumerate(content or [], start=1)]
    _refuse_repeats(path, sources)
    return sources


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _entry(path: Path, number: int, entry: Any) -> Source:
    label = f"{path}: entry {number}"
    if not isinstance(entry, Mapping):
        raise ConfigurationError(f"{label}: must have fields, such as id and name")
    label = f"{label} ({entry.get('id', 'without id')})"
    if unknown := sorted(set(map(str, entry)) - _FIELDS):
        raise ConfigurationError(f"{label}: unknown field {unknown[0]!r}; known: {sorted(_FIELDS)}")
    source = Source(
        _text(label, entry, "id") or "",
        _text(label, entry, "name") or "",
        tuple(domain.lower() for domain in _texts(label, entry, "domains")),
        _texts(label, entry, "aliases"),
        _text(label, entry, "country"),
        _text(label, entry, "type") or "outlet",
    )
    _check(label, source)
    return source


def _check(label: str, source: Source) -> None:
    if not _ID.fullmatch(source.source_id):
        raise ConfigurationError(f"{label}: id must be lower-case letters, digits, '-', '_' or '.'")
    if not name_key(source.name):
        raise ConfigurationError(f"{label}: name is missing")
    if source.source_type not in SOURCE_TYPES:
        raise ConfigurationError(f"{label}: type {source.source_type!r} is none of {SOURCE_TYPES}")
    if source.country is not None and not re.fullmatch("[A-Z]{2}", source.country):
        raise ConfigurationError(f'{label}: country must be two capital letters (quote "NO")')
    for domain in source.domains:
        if not _DOMAIN.fullmatch(domain):
            raise ConfigurationError(f"{label}: {domain!r} is no domain")


def _text(label: str, entry: Mapping[str, Any], field: str) -> str | None:
    value = entry.get(field)
    if value is None or isinstance(value, str):
        return value.strip() or None if value else None
    raise ConfigurationError(f"{label}: {field} must be text, not {value!r}")


def _texts(label: str, entry: Mapping[str, Any], field: str) -> tuple[str, ...]:
    values = entry.get(field) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ConfigurationError(f"{label}: {field} must be a list of texts")
    return tuple(value.strip() for value in values if value.strip())


def _refuse_repeats(path: Path, sources: list[Source]) -> None:
    """Within one file an id, a domain and a name belong to one outlet."""
    owners: dict[tuple[str, str], str] = {}
    for source in sources:
        keys = [("id", source.source_id), *(("domain", domain) for domain in source.domains)]
        keys += sorted({("name", name_key(name)) for name in (source.name, *source.aliases)})
        for key in keys:
            if key in owners:
                raise ConfigurationError(
                    f"{path}: {source.source_id}: {key[0]} {key[1]!r} belongs to {owners[key]} already"
                )
            owners[key] = source.source_id
