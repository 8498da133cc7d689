"""CSV and TSV with a header line; one row, one article. Read as a stream, never whole.

What a row becomes is in ``records``.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ingest.readers.base import Found, Origin, ReadOptions, tidy
from ingest.readers.charset import decode
from ingest.readers.fieldmap import known_fields
from ingest.readers.records import document


def is_article_header(line: str) -> bool:
    """Whether this first line names the columns of a table of articles."""
    cells = [cell.strip().strip('"') for cell in line.rstrip("\r").split(_delimiter(line))]
    known = known_fields(cells)
    return len(known) >= 2 and bool(known & {"text", "html"}) and len(line) < 1000


def read(stream: io.BufferedReader, origin: Origin, options: ReadOptions) -> Iterator[Found]:
    """A document for each row; the delimiter is the one that the header has most of."""
    charset = _charset(stream)
    header = stream.readline(options.max_bytes + 1)
    if header[:2] in (b"\xff\xfe", b"\xfe\xff") or len(header) > options.max_bytes:
        yield origin.unreadable("malformed", "a table in UTF-16, or without line ends")
        return
    taken = bytearray()
    first = _line(header.removeprefix(b"\xef\xbb\xbf"), charset)
    lines = _taking(first, stream, charset, taken, options)
    csv.field_size_limit(options.max_bytes)
    yield from _rows(csv.reader(lines, delimiter=_delimiter(first)), taken, origin, options)


def _delimiter(header: str) -> str:
    return max(",\t;|", key=header.count)


def _charset(stream: io.BufferedReader) -> str:
    """Of the lines that are not UTF-8, judged by the beginning of the table."""
    decoded = decode(stream.peek(1 << 16)[: 1 << 16])
    return decoded[1] if decoded and not decoded[1].startswith("utf") else "cp1252"


def _line(raw: bytes, charset: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(charset, "replace")


def _taking(
    first: str, stream: io.BufferedReader, charset: str, taken: bytearray, options: ReadOptions
) -> Iterator[str]:
    """The lines of the table, each noted in ``taken``: so that a row's own bytes are known."""
    yield first
    while line := stream.readline(options.max_bytes + 1):
        taken += line
        yield _line(line, charset)


def _rows(rows: Any, taken: bytearray, origin: Origin, options: ReadOptions) -> Iterator[Found]:
    try:
        names: list[str] = next(rows, [])
        taken.clear()
        if not _has_text(names, options):
            detail = f"no column holds the text; name it with a mapping: {', '.join(names)}"
            yield origin.unreadable("not_an_article", tidy(detail)[:300])
            return
        start = rows.line_num + 1
        for row in rows:
            raw = bytes(taken)
            taken.clear()
            at = replace(origin, name=f"{origin.name}#L{start}", media_type="text/csv")
            start = rows.line_num + 1
            if any(cell.strip() for cell in row):
                yield document(dict(zip(names, row, strict=False)), raw, at, options, "csv")
    except csv.Error as error:
        yield origin.unreadable("malformed", f"line {rows.line_num}: {error}")


def _has_text(names: list[str], options: ReadOptions) -> bool:
    mapped = {options.field_map.get(field) for field in ("text", "html")}
    return bool(known_fields(names) & {"text", "html"} or mapped & set(names))
