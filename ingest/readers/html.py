"""HTML: one page, one article. The page goes on untouched; its text belongs in ``ingest.articles``."""

from collections.abc import Iterator

from ingest.documents import RawDocument
from ingest.readers.base import Found, Origin


def read(content: bytes, origin: Origin) -> Iterator[Found]:
    """One document with the page's bytes and the charset stated outside of them."""
    fields = {"url": origin.url} if origin.url else {}
    yield RawDocument(
        origin.name, content, "text/html", origin.charset, fields, origin.observed_at, "html"
    )
