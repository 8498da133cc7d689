"""What reads saved web pages: this repository's parser, and the libraries it is measured beside.

Each is called as its documentation calls it, with the address of the page where gold has one; what a library
does not look for stays empty. How answers are scored belongs in ``html_news``.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import newspaper
import readability
import trafilatura
from lxml.html import document_fromstring
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

from ingest.articles import parse
from ingest.documents import RawDocument
from ingest.errors import UnreadableInput
from ingest.sources import SourceRegistry

for _name in ("newspaper", "readability", "readability.readability"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Found:
    """What one extractor found in one page."""

    text: str = ""
    title: str | None = None
    authors: str = ""
    day: str | None = None  # as it says, in the publisher's calendar where it knows one
    instant: datetime | None = None  # where a clock time is known, in a known zone

    @property
    def utc_day(self) -> str | None:
        """The day of the instant in UTC."""
        return self.instant.astimezone(UTC).date().isoformat() if self.instant else None


Extract = Callable[[bytes, dict[str, Any]], Found]


def extractors() -> dict[str, Extract]:
    """All of them by name, ours first."""
    return {
        "newsledger": by_newsledger(SourceRegistry.load()),
        "trafilatura": by_trafilatura,
        "newspaper4k": by_newspaper,
        "readability-lxml": by_readability,
        "resiliparse": by_resiliparse,
    }


def by_newsledger(registry: SourceRegistry) -> Extract:
    """The parser of this repository; a refused page counts as an empty text."""

    def extract(content: bytes, gold: dict[str, Any]) -> Found:
        fields = {"url": gold["url"]} if gold.get("url") else {}
        try:
            article = parse(RawDocument(gold["id"], content, "text/html", fields=fields), registry)
        except UnreadableInput:
            return Found()
        published = article.published
        return Found(
            article.body_text,
            article.title,
            article.author or "",
            published.local_day.isoformat() if published.local_day else None,
            published.value if published.precision in ("second", "minute") else None,
        )

    return extract


def by_trafilatura(content: bytes, gold: dict[str, Any]) -> Found:
    """Trafilatura, with its metadata."""
    document = trafilatura.bare_extraction(
        content, url=gold.get("url") or None, with_metadata=True, include_comments=False
    )
    if document is None or isinstance(document, dict):
        return Found()
    return Found(document.text or "", document.title, document.author or "", document.date)


def by_newspaper(content: bytes, gold: dict[str, Any]) -> Found:
    """newspaper4k on markup that is at hand: nothing is fetched."""
    try:
        article = newspaper.article(
            gold.get("url") or "https://example.org/",
            input_html=_text(content),
            fetch_images=False,
            language="en",
        )
    except (newspaper.ArticleException, ValueError, AttributeError, TypeError):
        return Found()  # some pages are too broken for it
    stated = article.publish_date
    names = "; ".join(article.authors)
    if not isinstance(stated, datetime):
        return Found(article.text, article.title, names)
    instant = stated if stated.tzinfo else None
    return Found(article.text, article.title, names, stated.date().isoformat(), instant)


def by_readability(content: bytes, _: dict[str, Any]) -> Found:
    """readability-lxml: title and text alone."""
    try:
        document = readability.Document(_text(content))
        text = document_fromstring(document.summary()).text_content()
    except (readability.readability.Unparseable, ValueError, IndexError, TypeError):
        return Found()
    return Found(text, document.short_title())


def by_resiliparse(content: bytes, _: dict[str, Any]) -> Found:
    """The plain text of resiliparse's own parser: what speed alone would give."""
    return Found(extract_plain_text(_text(content), main_content=True, alt_texts=False))


def _text(content: bytes) -> str:
    return str(bytes_to_str(content, detect_encoding(content) or "utf-8"))
