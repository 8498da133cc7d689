"""WARC files, plain or compressed record by record: every page that a crawl got with status 200.

Pictures, scripts, redirects, requests and robots.txt are no articles and are passed over in silence;
what each payload is belongs to the reader of its format.
"""

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecordType

from ingest.documents import Unreadable
from ingest.readers.base import Found, Origin, ReadOptions, tidy

ReadPayload = Callable[[bytes, Origin], Iterator[Found]]

_KINDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_PAGE_TYPE = re.compile(r"text/(html|plain|xml)|application/(xhtml|rss|atom|rdf|xml)")


def read(
    stream: BinaryIO, origin: Origin, options: ReadOptions, read_payload: ReadPayload
) -> Iterator[Found]:
    """The articles of a crawl; a file that breaks off gives what is there, and one refusal."""
    records = iter(ArchiveIterator(stream, parse_http=False))
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
    if not _may_be_article(record, url):
        return
    # freeze() allocates what Content-Length claims, and aborts the process if there is no memory
    if record.content_length > 2 * options.max_bytes:
        yield at.unreadable("too_large", f"a record of {record.content_length:,} bytes")
        return
    claimed = record.content_length
    record.freeze()
    if record.content_length < claimed:
        yield at.unreadable("malformed", "the WARC file breaks off within this record")
        return
    try:
        yield from _payload(record, at, options, read_payload)
    except OSError as error:
        yield at.unreadable("malformed", f"a record that does not decompress: {error}")


def _may_be_article(record: Any, url: str) -> bool:
    is_kind = bool(record.record_type & _KINDS)
    return is_kind and url.startswith(("http://", "https://")) and _path(url) != "/robots.txt"


def _payload(
    record: Any, at: Origin, options: ReadOptions, read_payload: ReadPayload
) -> Iterator[Found]:
    if record.is_http:
        record.parse_http(auto_decode="all", strict_mode=False)
        if record.http_headers.status_code != 200:
            return
        media_type, charset = record.http_content_type, record.http_charset
    else:
        media_type, charset = record.headers.get("Content-Type"), None
    media_type = (media_type or "text/html").partition(";")[0].strip().lower()
    if not _PAGE_TYPE.match(media_type):
        return
    content = record.reader.read(options.max_bytes + 1)
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


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
