"""An entry of the registry, and the files that hold them: errors name file and entry.

Looking outlets up belongs in ``ingest.sources``.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ingest.errors import ConfigurationError
from ingest.outlet_names import name_key

SOURCE_TYPES = ("outlet", "agency", "government", "aggregator", "unknown")
_FIELDS = frozenset(("id", "name", "domains", "aliases", "country", "type", "parent"))
_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")
_DOMAIN = re.compile(r"(?:\*\.)?(?:[a-z0-9-]+\.)+[a-z0-9-]{2,}|[a-z0-9-]{2,}\.\*")


@dataclass(frozen=True, slots=True)
class Source:
    """What the registry says of one outlet.

    ``domains`` are hosts with all that lie below them; ``brand.*`` is every domain of that name, under
    whichever public suffix; ``*.network.com`` says that each host below is an outlet of its own, and
    this one its parent.
    """

    source_id: str
    name: str
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    country: str | None = None  # ISO 3166-1 alpha-2
    source_type: str = "outlet"
    parent: str | None = None  # source_id of the outlet that this one is a part of

    @property
    def domain(self) -> str | None:
        """The first of its domains that is one, not a pattern."""
        return next((domain for domain in self.domains if "*" not in domain), None)


def read_sources(path: Path) -> list[Source]:
    """The entries of one file, in its order."""
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
        _text(label, entry, "parent"),
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


def check_parents(path: Path, sources: Sequence[Source]) -> None:
    """Every parent has an entry, and none is its own."""
    parents = {source.source_id: source.parent for source in sources}
    for source_id, parent in parents.items():
        if parent is not None and parent not in parents:
            raise ConfigurationError(f"{path}: {source_id}: parent {parent!r} has no entry")
        above = {source_id}
        while parent is not None:
            if parent in above:
                raise ConfigurationError(f"{path}: {source_id}: is a parent of itself")
            above.add(parent)
            parent = parents[parent]
