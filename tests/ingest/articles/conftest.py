"""The shipped registry, and a short way to parse."""

from collections.abc import Callable

import pytest

from ingest.articles import parse
from ingest.documents import ParsedArticle, RawDocument
from ingest.sources import SourceRegistry

Parse = Callable[..., ParsedArticle]


@pytest.fixture(scope="session")
def registry() -> SourceRegistry:
    return SourceRegistry.load()


@pytest.fixture(scope="session")
def parse_text(registry: SourceRegistry) -> Parse:
    """Parse bare text, with what a container may state beside it."""

    def run(text: str | bytes, **fields: str) -> ParsedArticle:
        content = text if isinstance(text, bytes) else text.encode()
        return parse(RawDocument("note.txt", content, "text/plain", fields=fields), registry)

    return run


@pytest.fixture(scope="session")
def parse_page(registry: SourceRegistry) -> Parse:
    """Parse a page, with the charset of its HTTP header and the address it came from."""

    def run(markup: str | bytes, charset: str | None = None, **fields: str) -> ParsedArticle:
        content = markup if isinstance(markup, bytes) else markup.encode()
        document = RawDocument("page.html", content, "text/html", charset=charset, fields=fields)
        return parse(document, registry)

    return run
