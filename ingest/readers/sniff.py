"""Which format some bytes are in: by their first bytes, then by the media type or the extension.

Only names formats; reading them belongs in the readers.
"""

import mimetypes
import posixpath
import re
import zlib

from ingest.readers.base import Origin
from ingest.readers.tables import is_article_header

HEAD_BYTES = 8192

_MAGIC = (
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"WARC/", "warc"),
)
_BOM = re.compile(rb"\xef\xbb\xbf|\xff\xfe|\xfe\xff")
_PROLOGUE = re.compile(
    rb"(?:\s+|<\?.*?(?:\?>|>)|<!--.*?-->|<!doctype[^>\[]*(?:\[.*?\])?\s*>)", re.S | re.I
)
_FEED_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)[\s>]", re.I)
_HTML_START = re.compile(
    rb"<(?:html|head|body|title|meta|link|script|style|article|section|main|header|div|p|h[1-6]|table"
    rb"|span|a|img|br|ul|ol|center|font|b|i|strong|em|noscript|iframe|nav|figure|blockquote)[\s>/]",
    re.I,
)
_JSON_START = re.compile(rb"\{\s*[\"}]|\[\s*[{\[\]]")
_RECORD_TYPES = {
    ".jsonl": "json", ".ndjson": "json", ".json": "json",
    ".csv": "csv", ".tsv": "csv", ".tab": "csv",
    "application/json": "json", "application/x-ndjson": "json", "application/jsonl": "json",
    "text/csv": "csv", "text/tab-separated-values": "csv",
}  # fmt: skip
_TYPES = mimetypes.MimeTypes()  # the built-in table: the system's differs from machine to machine
_SETTINGS = (".yml", ".yaml", ".toml", ".ini", ".cfg", ".lock", ".sql", ".sh")
_CODE = re.compile(
    r"text/(css|javascript|x-(?!markdown|web)\S+)|application/(javascript|x-sh)|font/|audio/|video/|image/"
)


def sniff(head: bytes, origin: Origin) -> str:
    """The format: a compression, zip, tar, warc, feed, html, json, csv, text or ``unknown: why``."""
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return "warc" if name == "gz" and _packs_warc(head) else name
    if head[257:262] == b"ustar" or (origin.filename.endswith(".tar") and b"\0" in head[:512]):
        return "tar"
    return _markup(head, origin) or _records(head, origin) or _text(head, origin)


def _packs_warc(head: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(head, 5) == b"WARC/"
    except zlib.error:
        return False


def _markup(head: bytes, origin: Origin) -> str | None:
    """``feed``, ``html``, another XML, or None when it is no markup."""
    start = _BOM.sub(b"", head[:4], count=1) + head[4:]
    if b"\0" in start[:8]:
        start = start.replace(b"\0", b"")  # UTF-16: enough to see the root element
    is_xml = start.lstrip()[:5] == b"<?xml"
    # Records may hold pages: there the doctype says nothing of the file.
    is_record = _JSON_START.match(start.lstrip()) or (
        _stated_records(origin) and not start.lstrip().startswith(b"<")
    )
    is_html = b"<!doctype html" in start[:1024].lower() and not is_record
    while prologue := _PROLOGUE.match(start):
        start = start[prologue.end() :]
    if _FEED_ROOT.match(start):
        return "feed"
    if is_html or _HTML_START.match(start):
        return "html"
    return "unknown: XML that is neither a feed nor a page" if is_xml else None


def _stated_records(origin: Origin) -> str | None:
    extension = posixpath.splitext(origin.filename.lower())[1]
    return _RECORD_TYPES.get(extension) or _RECORD_TYPES.get(origin.media_type or "")


def _records(head: bytes, origin: Origin) -> str | None:
    if stated := _stated_records(origin):
        return stated
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _JSON_START.match(text):
        return "json"
    return "csv" if is_article_header(text.split(b"\n", 1)[0].decode("utf-8", "replace")) else None


def _text(head: bytes, origin: Origin) -> str:
    """Text, unless the bytes or the extension say that it is something else."""
    for magic, what in ((b"%PDF", "PDF"), (b"filedesc://", "ARC (convert it to WARC)")):
        if head.startswith(magic):
            return f"unknown: {what}"
    guessed = _TYPES.guess_type(origin.filename)[0] or ""
    if origin.filename.lower().endswith(_SETTINGS):
        return "unknown: a settings file"
    if _CODE.match(guessed):
        return f"unknown: {guessed}"
    return "text"
