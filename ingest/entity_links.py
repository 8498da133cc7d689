"""Wikidata ids from a file of the user's: which entity has which, recorded where the file and the log differ.

The file (``wikidata.csv`` in the home directory) has the columns ``wikidata_id, name`` and, where a name is a
person's and something else's, ``entity_type``; an item may have many rows. A name that two entities have, or two
items, says nothing.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from ingest.entity_memory import EntityMemory
from ingest.errors import ConfigurationError
from ingest.events import EntityLinked

_ITEM = re.compile(r"Q[1-9]\d*")
_COLUMNS = {"wikidata_id", "name"}
Row = tuple[str, str, str]
"""Item, name and type, which may be empty."""


def read_wikidata_file(path: Path) -> list[Row]:
    """The rows of the file, none where there is no file; raises ``ConfigurationError`` naming the line."""
    if not path.exists():
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            if not set(reader.fieldnames or ()) >= _COLUMNS:
                raise ConfigurationError(f"{path}: needs the columns wikidata_id and name")
            return [_row(path, reader.line_num, row) for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ConfigurationError(f"{path}: cannot be read as CSV in UTF-8: {error}") from error


def _row(path: Path, line: int, row: dict[str, str | None]) -> Row:
    item, name = (row["wikidata_id"] or "").strip(), (row["name"] or "").strip()
    if not _ITEM.fullmatch(item) or not name:
        raise ConfigurationError(f"{path}, line {line}: not an item (Q and digits) with a name")
    return item, name, (row.get("entity_type") or "").strip()


def links_due(memory: EntityMemory, rows: list[Row]) -> Iterator[EntityLinked]:
    """What the file says otherwise than the log; costs the file, not the entities."""
    wanted: dict[int, set[str]] = defaultdict(set)
    called: dict[int, str] = {}
    for item, name, entity_type in rows:
        found = memory.entities_named(name, entity_type)
        if len(found) == 1:
            wanted[found[0]].add(item)
            called.setdefault(found[0], name)
    known = memory.wikidata_ids()
    for entity in sorted(wanted.keys() | known.keys()):
        items = wanted.get(entity, set())
        sure = next(iter(items)) if len(items) == 1 else None
        if sure != known.get(entity):
            yield EntityLinked(memory.entity_id(entity), sure, called.get(entity))
