"""From a raw document to a parsed article: the one use case of this package.

Weighs what the container, the page and the text say. What each of them says is read elsewhere.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ingest.articles import html, plain
from ingest.articles.authors import clean_authors, join_authors
from ingest.articles.authorship import choose_authors
from ingest.articles.bylines import read_byline
from ingest.articles.charset import decode
from ingest.articles.language import identify
from ingest.articles.markup import is_full_page, looks_like_markup, parse_tree, plain_lines
from ingest.articles.outlets import find_outlet
from ingest.articles.text import fold, is_prose, join_paragraphs, paragraphs, squeeze, word_count
from ingest.articles.timing import Sources, find_moments
from ingest.articles.titles import choose_title
from ingest.articles.urls import canonical_url, host_of, page_url
from ingest.documents import Moment, Outlet, ParsedArticle, RawDocument
from ingest.errors import UnreadableInput
from ingest.sources import SourceRegistry

FEWEST_WORDS = 5
"""A text of fewer words is no article; a page must have as many in its main part."""
_STATUSES = {
    "withheld": "withheld", "embargoed": "withheld", "canceled": "canceled", "cancelled": "canceled",
    "withdrawn": "canceled", "retracted": "canceled", "killed": "canceled",
}  # fmt: skip


@dataclass(slots=True)
class _Draft:
    """A document whose bytes have become paragraphs."""

    fields: Mapping[str, str]
    paragraphs: list[str]
    container: str  # method of what the container states: feed | metadata
    page: html.Page = field(default_factory=html.Page)
    url: str | None = None
    title: str | None = None
    title_method: str = "none"
    authors: list[str] = field(default_factory=list)
    author_method: str = "none"


def parse(raw: RawDocument, registry: SourceRegistry) -> ParsedArticle:
    """Text and metadata of one document; raises ``UnreadableInput`` where there is no article."""
    draft = _draft(raw, registry)
    status = _STATUSES.get(draft.fields.get("pub_status", "").strip().lower(), "usable")
    _head(draft)
    reading = plain.read_paragraphs(
        draft.paragraphs,
        registry,
        title=draft.title,
        authors=draft.authors,
        seek_title=not draft.title,
    )
    body = join_paragraphs(reading.paragraphs)
    if status == "usable":
        _require_prose(raw, reading.paragraphs, is_page=draft.page.tree is not None)
    outlet = _outlet(draft, reading, registry)
    title, title_method = _title(draft, reading)
    authors, author_method = _authors(draft, reading)
    published, modified = _moments(draft, reading, _country(outlet, registry), raw.observed_at)
    return ParsedArticle(
        body_text=body,
        title=title,
        title_method=title_method,
        author=join_authors(authors),
        author_method=author_method,
        dateline=reading.dateline,
        language=identify(body, draft.fields.get("language") or draft.page.metadata.language),
        url=draft.url,
        canonical_url=_canonical(draft),
        published=published,
        modified=modified,
        outlet=outlet,
        wire_credits=_wire_credits(reading, outlet),
        pub_status=status,
        ref=draft.fields.get("ref") or None,
    )


def _draft(raw: RawDocument, registry: SourceRegistry) -> _Draft:
    fields = {key: value for key, value in raw.fields.items() if value and value.strip()}
    url = fields.get("url") or (
        raw.retrieved_from if re.match(r"https?://", raw.retrieved_from) else None
    )
    container = "feed" if raw.reader == "feed" else "metadata"
    if "text" in fields:
        return _Draft(fields, _lines(fields["text"], registry), container, url=url)
    markup = fields.get("html")
    if markup is None:
        content = _content(raw, fields)
        if raw.media_type != "text/html" and not looks_like_markup(content):
            return _Draft(fields, _lines(content, registry), container, url=url)
        page = html.read_page(content, url)
    elif is_full_page(markup):
        page = html.read_page(markup, url)
    else:
        tree = parse_tree(markup)
        page = html.Page(paragraphs("\n".join(plain_lines(tree))) if tree is not None else [])
    return _Draft(
        fields, page.paragraphs, container, page, url or page_url(None, page.metadata.canonical)
    )


def _lines(text: str, registry: SourceRegistry) -> list[str]:
    return paragraphs(text, lambda line: read_byline(line, registry) is not None)


def _content(raw: RawDocument, fields: Mapping[str, str]) -> str:
    is_text = raw.media_type.startswith("text/")
    if "pub_status" in fields and not is_text:
        return ""
    if not is_text or not raw.content.strip():
        raise UnreadableInput(raw.retrieved_from, "empty", "there is no text in it")
    return decode(
        raw.content, raw.charset, raw.retrieved_from, markup=raw.media_type == "text/html"
    )


def _require_prose(raw: RawDocument, parts: list[str], *, is_page: bool) -> None:
    """A page of labels and links only is no article; a record or a text need not be of sentences."""
    body = join_paragraphs(parts)
    if not body or (is_page and not any(map(is_prose, parts))):
        raise UnreadableInput(
            raw.retrieved_from,
            "not_an_article",
            "there is no prose in it, only boilerplate or markup",
        )
    if word_count(body) < FEWEST_WORDS and len(fold(body)) < 8 * FEWEST_WORDS:
        raise UnreadableInput(
            raw.retrieved_from, "not_an_article", f"only {word_count(body)} words of text"
        )


def _head(draft: _Draft) -> None:
    """Title and authors as the container or the page states them; the container knows better."""
    page, fields = draft.page.metadata, draft.fields
    sites = [name for name in (fields.get("source"), page.first("og:site_name")) if name]
    if stated := squeeze(fields.get("title", "")):
        draft.title, draft.title_method = stated, draft.container
    else:
        draft.title, draft.title_method = choose_title(page, sites, host_of(draft.url))
    draft.authors, draft.author_method = clean_authors(fields.get("author")), draft.container
    if not draft.authors:
        draft.authors, draft.author_method = choose_authors(page, sites)


def _outlet(draft: _Draft, reading: plain.Reading, registry: SourceRegistry) -> Outlet:
    page = draft.page.metadata
    return find_outlet(
        registry,
        given=draft.fields.get("source_id"),
        url=draft.url,
        site_names=(draft.fields.get("source"), page.first("og:site_name"), page.json_ld.publisher),
        byline=reading.byline.outlet,
        source_line=reading.source_line,
        handles=reading.handles,
    )


def _country(outlet: Outlet, registry: SourceRegistry) -> str | None:
    known = registry.by_id(outlet.source_id)
    return known.country if known else None


def _title(draft: _Draft, reading: plain.Reading) -> tuple[str | None, str]:
    if draft.title:
        return draft.title, draft.title_method
    return reading.title, "text" if reading.title else "none"


def _authors(draft: _Draft, reading: plain.Reading) -> tuple[list[str], str]:
    if draft.authors:
        return draft.authors, draft.author_method
    authors = reading.byline.authors or clean_authors(reading.reporters)
    return authors, "byline" if authors else "none"


def _moments(
    draft: _Draft, reading: plain.Reading, country: str | None, observed_at: datetime | None
) -> tuple[Moment, Moment]:
    page = draft.page
    return find_moments(
        Sources(
            fields=draft.fields,
            container=draft.container,
            page=page.metadata,
            tree=page.tree,
            url=draft.url,
            reading=reading,
            country=country,
            observed_at=observed_at,
        )
    )


def _canonical(draft: _Draft) -> str | None:
    page = draft.page.metadata
    for stated in (page.canonical, page.first("og:url"), page.json_ld.url):
        if address := page_url(draft.url, stated):
            return canonical_url(address)
    return canonical_url(draft.url)


def _wire_credits(reading: plain.Reading, outlet: Outlet) -> tuple[str, ...]:
    """Whose copy was used: every credit but the outlet's own."""
    credited = list(reading.wire_credits)
    agency = reading.byline.outlet
    if agency and agency.source_type == "agency" and agency.name not in credited:
        credited.append(agency.name)
    own = outlet.name if outlet.method != "source_line" else None
    return tuple(name for name in credited if name != own)
