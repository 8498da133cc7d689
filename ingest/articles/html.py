"""A web page as an article: its paragraphs through trafilatura, and what it states about itself.

Work is bounded: pages of more elements or more depth than any article has are read block by block instead.
"""

import logging
import re
from dataclasses import dataclass, field

import trafilatura
from lxml.html import HtmlElement

from ingest.articles.furniture import drop_furniture
from ingest.articles.layout import drop_notices, unfold_layout
from ingest.articles.markup import parse_tree, plain_lines, tree_size
from ingest.articles.metadata import Metadata, read_metadata, title_heading
from ingest.articles.standfirst import missing_standfirst, passages_below
from ingest.articles.text import fold, paragraphs

MOST_ELEMENTS, DEEPEST = 60_000, 240
"""Measured: a page of 60,000 elements takes seconds; the largest of 845 news pages has some 12,000."""
_BULLET = re.compile(r"^[-*•] (?=\S)")

# What trafilatura says of single pages is no message for people: empty pages end in quarantine.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


@dataclass(slots=True)
class Page:
    """A parsed page; ``tree`` is kept for what is asked only when all else is silent."""

    paragraphs: list[str] = field(default_factory=list)
    metadata: Metadata = field(default_factory=Metadata)
    tree: HtmlElement | None = None


def read_page(text: str, url: str | None) -> Page:
    """Text and metadata of a page; no paragraphs when there is no article in it."""
    tree = parse_tree(text)
    if tree is None:
        return Page()
    metadata = read_metadata(tree)
    elements, depth = tree_size(tree)
    if elements > MOST_ELEMENTS or depth > DEEPEST:
        return Page(plain_lines(tree), metadata, None)
    heading = title_heading(metadata, tree)
    description = metadata.first("og:description", "description")
    below = list(passages_below(heading, description)) if heading is not None else []
    drop_notices(tree)
    drop_furniture(tree)
    unfold_layout(tree)
    found = _article_paragraphs(tree, url)
    if found and (lead := missing_standfirst(below, found)):
        found.insert(_below_title(found, heading), lead)
    return Page(found, metadata, tree)


def _below_title(found: list[str], heading: HtmlElement) -> int:
    """Where a standfirst goes: below the title, if that is among the first lines."""
    title = fold("".join(heading.itertext()))
    return next((index for index, line in enumerate(found[:4], 1) if fold(line) == title), 0)


def _article_paragraphs(tree: HtmlElement, url: str | None) -> list[str]:
    found = trafilatura.bare_extraction(tree, url=url, include_comments=False)
    text = getattr(found, "text", None) or ""
    return [line for part in paragraphs(text) if (line := _BULLET.sub("", part))]
