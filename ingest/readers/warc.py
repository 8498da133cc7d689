"""WARC files, plain or compressed record by record: every page that a crawl got with status 200.

Pictures, scripts, redirects, requests and robots.txt are no articles and are passed over in silence;
what each payload is belongs to the reader of its format.
"""

import posixpath
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from ingest.documents import Unreadable
from ingest.readers.base import Found, Origin, ReadOptions, tidy

ReadPayload = Callable[[bytes, Origin], Iterator[Found]]

_KINDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_PAGE_TYPE = re.compile(r"text/(html|plain|xml)|application/(xhtml|rss|atom|rdf|xml)")
_ZIPPED = {"gzip", "x-gzip", "deflate"}
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


class _Forward:
    """Just reading and counting: fastwarc would seek in a stream that only says it cannot."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        self._position += len(chunk)
        return chunk

    def tell(self) -> int:
        return self._position


def read(
    stream: BinaryIO, origin: Origin, options: ReadOptions, read_payload: ReadPayload
) -> Iterator[Found]:
    """The articles of a crawl; a file that breaks off gives what is there, and one refusal."""
    records: Any = ArchiveIterator(_Forward(stream), parse_http=False)  # type: ignore[arg-type]
    try:
        for record in records:
            yield from _record(record, origin, options, read_payload)
    except OSError as error:  # fastwarc's only error, also for broken compression
        yield origin.unreadable("malformed", f"the WARC file breaks off: {error}")


def _record(
    record: Any, origin: Origin, options: ReadOptions, read_payload: ReadPayload
) -> Iterator[Found]:
    url = tidy(record.headers.get("WARC-Target-URI") or "").strip("<> ")
    at = Origin(
        f"{origin.name}#{record.stream_pos}",
        posixpath.basename(_path(url)),
        url=url or None,
        observed_at=record.record_date and record.record_date.astimezone(UTC),
        depth=origin.depth + 1,
    )
    claimed = record.content_length
    is_wanted = _may_be_article(record, url)
    if is_wanted and claimed > 2 * options.max_bytes:
        yield at.unreadable("too_large", f"a record of {claimed:,} bytes")
        return
    block = record.reader.read() if is_wanted else b""
    if (len(block) if is_wanted else record.reader.consume()) < claimed:
        yield at.unreadable("malformed", "the WARC file breaks off within this record")
    elif is_wanted:
        try:
            yield from _payload(record, block, at, options, read_payload)
        except OSError as error:
            yield at.unreadable("malformed", f"a record that does not decompress: {error}")


def _may_be_article(record: Any, url: str) -> bool:
    is_kind = bool(record.record_type & _KINDS)
    return is_kind and url.startswith(("http://", "https://")) and _path(url) != "/robots.txt"


def _payload(
    record: Any, block: bytes, at: Origin, options: ReadOptions, read_payload: ReadPayload
) -> Iterator[Found]:
    own = _own_record(block, "transfer" if record.is_http else None)
    media_type, charset, encoding = record.headers.get("Content-Type"), None, ""
    if record.is_http:
        if own.http_headers.status_code != 200:
            return
        media_type, charset = own.http_content_type, own.http_charset
        encoding = (own.http_headers.get("Content-Encoding") or "").strip().lower()
    media_type = (media_type or "text/html").partition(";")[0].strip().lower()
    if not _PAGE_TYPE.match(media_type):
        return
    if encoding in _ZIPPED:
        content = _unzipped(own.reader.read(), options.max_bytes + 1)
    else:
        own = _own_record(block, "all") if encoding else own
        content = own.reader.read(options.max_bytes + 1)
    if len(content) > options.max_bytes:
        yield at.unreadable("too_large", f"a page of more than {options.max_bytes:,} bytes")
        return
    for found in read_payload(content, replace(at, media_type=media_type, charset=charset)):
        if isinstance(found, Unreadable):
            yield found
        elif (
            "follow" not in found.fields
        ):  # the page of a teaser has its own record, or was not crawled
            yield replace(found, reader="warc")


def _own_record(block: bytes, decode: str | None) -> Any:
    """The record by itself: after a broken payload the iterator could not go on."""
    own: Any = WarcRecord()
    own.set_bytes_content(block)
    if decode:
        own.is_http = True
        own.parse_http(auto_decode=decode, strict_mode=False)
    return own


def _unzipped(packed: bytes, most: int) -> bytes:
    """At most so many bytes of gzip or deflate; fastwarc would unpack a gigabyte to give the first of them."""
    try:
        return zlib.decompressobj(_GZIP_OR_ZLIB).decompress(packed, most)
    except zlib.error:
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most)
        except zlib.error as error:
            raise OSError(str(error)) from error


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
