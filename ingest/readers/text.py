"""Plain text: one file, one article. Finding headline and byline in it belongs in ``ingest.articles``."""

from collections.abc import Iterator

from ingest.documents import RawDocument
from ingest.readers.base import Found, Origin
from ingest.readers.charset import decode, looks_binary, plain


def read(content: bytes, origin: Origin) -> Iterator[Found]:
    """One document with the decoded text, or the reason why it is none."""
    decoded = decode(content, origin.charset)
    if decoded is None:
        code = "unknown_format" if b"\0" in content else "broken_encoding"
        yield origin.unreadable(code, "no charset makes a text of these bytes", content)
        return
    text, charset = decoded
    if looks_binary(text):
        yield origin.unreadable("unknown_format", "binary data", content)
    elif not text.strip("\ufeff \t\r\n\f"):
        yield origin.unreadable("empty", "no text", content)
    else:
        fields = {"text": plain(text)}
        if origin.url:
            fields["url"] = origin.url
        yield RawDocument(
            origin.name, content, "text/plain", charset, fields, origin.observed_at, "text"
        )
