"""Rows of a file of statements: CSV or JSON Lines, packed or not, one row at a time.

A broken row is told with its line and does not stop the others. What a row means is in ``ingest.statements``.
"""

import csv
import gzip
import io
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import orjson

from ingest.errors import ConfigurationError

LONGEST_LINE = 100_000
"""Characters; a longer line is no row of statements."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as plain text by column, or what is wrong with it; ``place`` names file and line."""

    place: str
    values: Mapping[str, str]
    wrong: str | None = None


def read_rows(path: Path) -> Iterator[Row]:
    """Every row of the file, by the names that it gives its columns.

    Raises ``ConfigurationError`` where the file cannot be read at all.
    """
    try:
        with ExitStack() as stack:
            raw = stack.enter_context(path.open("rb"))
            is_packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            stream = stack.enter_context(gzip.open(raw)) if is_packed else raw
            text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
            first = text.readline(LONGEST_LINE)
            is_json = first.lstrip().startswith("{")
            yield from (_json_rows if is_json else _table_rows)(str(path), first, text)
    except (OSError, EOFError) as error:
        raise ConfigurationError(f"{path}: cannot be read: {error}") from error


def _json_rows(name: str, first: str, rest: TextIO) -> Iterator[Row]:
    number, line = 1, first
    while line:
        place = f"{name}, line {number}"
        if line.strip():
            yield _json_row(place, line)
        number, line = number + 1, rest.readline(LONGEST_LINE)


def _json_row(place: str, line: str) -> Row:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return Row(place, {}, f"is not JSON: {error}")
    if not isinstance(value, dict):
        return Row(place, {}, "is no JSON object")
    return Row(place, {str(key): _plain(found) for key, found in value.items()})


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return "" if value is None else " ".join(str(value).split())


def _table_rows(name: str, first: str, rest: TextIO) -> Iterator[Row]:
    """The first line names the columns; the delimiter is the one that it has most of."""

    def lines() -> Iterator[str]:
        yield first
        while line := rest.readline(LONGEST_LINE):
            yield line

    rows = csv.reader(lines(), delimiter=max(",\t;|", key=first.count))
    try:
        columns = next(rows, [])
        for cells in rows:
            if any(cell.strip() for cell in cells):
                values = {
                    key: _plain(cell) for key, cell in zip(columns, cells, strict=False) if key
                }
                yield Row(f"{name}, line {rows.line_num}", values)
    except csv.Error as error:
        yield Row(f"{name}, line {rows.line_num}", {}, f"is no row of a table: {error}")
