"""Records: JSON Lines and JSON; one record, one article. Read as a stream, never whole.

Which names a record may use is in ``fieldmap``; tables are read in ``tables``.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

import orjson

from ingest.documents import RawDocument, Unreadable
from ingest.readers.base import Found, Origin, ReadOptions, tidy
from ingest.readers.charset import decode, plain
from ingest.readers.fieldmap import fields_of, instant, known_fields
from ingest.readers.jsonstream import TooLong, json_values

_WRAPPERS = ("items", "articles", "data", "results", "documents", "docs", "records")


def read_json(stream: BinaryIO, origin: Origin, options: ReadOptions) -> Iterator[Found]:
    """JSON Lines, a JSON array, one object, or an object around a list (JSON Feed, search answers)."""
    is_lines = origin.filename.lower().endswith((".jsonl", ".ndjson"))
    first = stream.readline(options.max_bytes + 1)
    if is_lines or _is_record(first):
        yield from _lines(first, stream, origin, options)
    else:
        yield from _values(first, stream, origin, options)


def _is_record(line: bytes) -> bool:
    if not line.lstrip(b"\xef\xbb\xbf \t\r").startswith(b"{"):
        return False
    try:
        return isinstance(_loads(line), dict)
    except ValueError:
        return False


def _loads(raw: bytes) -> Any:
    """What orjson refuses and Python takes (NaN, lone surrogates, other charsets) is read too."""
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        pass
    decoded = decode(raw)
    try:
        return json.loads(decoded[0] if decoded else raw)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _lines(first: bytes, stream: BinaryIO, origin: Origin, options: ReadOptions) -> Iterator[Found]:
    number, line = 1, first
    while line:
        at = replace(origin, name=f"{origin.name}#L{number}", media_type="application/json")
        if len(line) > options.max_bytes:
            yield at.unreadable("too_large", f"a line of more than {options.max_bytes:,} bytes")
            while line and not line.endswith(b"\n"):
                line = stream.readline(1 << 20)
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield from _line(line.rstrip(b"\r\n"), at, options)
        number, line = number + 1, stream.readline(options.max_bytes + 1)


def _line(line: bytes, at: Origin, options: ReadOptions) -> Iterator[Found]:
    try:
        value = _loads(line)
    except ValueError as error:
        yield at.unreadable("malformed", f"not JSON: {error}", line)
        return
    yield from _expanded(value, line, at, options)


def _values(
    first: bytes, stream: BinaryIO, origin: Origin, options: ReadOptions
) -> Iterator[Found]:
    number = 0
    try:
        for value, raw in json_values(first, stream, options.max_bytes):
            number += 1
            at = replace(origin, name=f"{origin.name}#{number}", media_type="application/json")
            yield from _expanded(value, raw, at, options)
    except TooLong as error:
        yield origin.unreadable("too_large", str(error))
    except ValueError as error:
        yield origin.unreadable("malformed", f"not JSON after {number} records: {error}")


def _expanded(value: Any, raw: bytes, at: Origin, options: ReadOptions) -> Iterator[Found]:
    """A record, or the records inside an object that wraps a list of them."""
    if not isinstance(value, dict):
        yield at.unreadable("malformed", f"a {type(value).__name__}, not an object", raw)
        return
    inner = next((value[key] for key in _WRAPPERS if isinstance(value.get(key), list)), None)
    if inner and all(isinstance(item, dict) for item in inner):
        for number, item in enumerate(inner, 1):
            part = replace(at, name=f"{at.name}.{number}")
            yield document(item, json.dumps(item).encode(), part, options, "jsonl")
    else:
        yield document(value, raw, at, options, "jsonl")


def document(
    record: dict[str, Any], raw: bytes, at: Origin, options: ReadOptions, reader: str
) -> RawDocument | Unreadable:
    """One record as a document; it must hold a text, or say that its article is withdrawn."""
    if len(raw) > options.max_bytes:
        return at.unreadable("too_large", f"a record of {len(raw):,} bytes")
    fields = fields_of(record, options.field_map)
    if "text" in fields:
        fields["text"] = plain(fields["text"])
    observed_at = instant(fields.pop("observed_at", None)) or at.observed_at
    is_withdrawal = fields.get("pub_status") in ("canceled", "withheld")
    if not is_withdrawal and not fields.keys() & {"text", "html"}:
        names = ", ".join(map(str, list(record)[:12]))
        code = (
            "empty" if "text" in known_fields([str(name) for name in record]) else "not_an_article"
        )
        return at.unreadable(code, f"no text in any field of the record ({tidy(names)})", raw)
    media_type = at.media_type or "application/json"
    return RawDocument(at.name, raw, media_type, None, fields, observed_at, reader)
