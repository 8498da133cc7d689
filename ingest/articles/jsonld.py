"""What a page says about its article in JSON-LD (schema.org), as plain values.

Reads, does not judge: which of several statements to believe is decided where they meet.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from ingest.articles.text import squeeze

_ARTICLES = (
    "article",
    "report",
    "blogposting",
    "liveblogposting",
    "reviewnewsarticle",
    "newsstory",
)
_MOST_NODES, _DEEPEST, _LONGEST_SCRIPT = 500, 12, 2_000_000


@dataclass(slots=True)
class Description:
    """The article that JSON-LD describes."""

    headline: str | None = None
    authors: list[str] = field(default_factory=list)
    organisations: list[str] = field(
        default_factory=list
    )  # those of the authors that are no persons
    published: str | None = None
    modified: str | None = None
    publisher: str | None = None
    language: str | None = None
    url: str | None = None


def read_json_ld(scripts: Iterator[str] | list[str]) -> Description:
    """The first article that the scripts describe; web page nodes fill what it does not say."""
    nodes = [node for script in scripts for node in _nodes(_load(script))]
    articles = [node for node in nodes if _types(node, _ARTICLES)]
    articles.sort(key=lambda node: not (node.get("headline") and node.get("datePublished")))
    pages = [node for node in nodes if _types(node, ("webpage",))]
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    found = Description()
    for node in articles[:1] + pages[:1]:
        is_article = node in articles
        found.headline = found.headline or (_text(node.get("headline")) if is_article else None)
        if is_article:
            stated = node.get("author") or node.get("creator")
            found.authors = _names(stated, by_id)
            found.organisations = _names(_organisations(stated, by_id), by_id)
        found.published = found.published or _text(node.get("datePublished"))
        found.modified = found.modified or _text(node.get("dateModified"))
        found.publisher = found.publisher or next(iter(_names(node.get("publisher"), by_id)), None)
        found.language = found.language or _text(node.get("inLanguage"))
        found.url = found.url or _text(node.get("url"))
    return found


def _load(script: str) -> Any:
    if len(script) > _LONGEST_SCRIPT:
        return None
    text = script.strip().removeprefix("<![CDATA[").removesuffix("]]>").strip().rstrip(";")
    for attempt in (text, unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every object of a document down to a depth, nearest first."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value[:_MOST_NODES]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in (
            "@graph",
            "mainEntity",
            "mainEntityOfPage",
            "hasPart",
            "itemListElement",
            "item",
        ):
            yield from _nodes(value.get(key), depth + 1)


def _types(node: dict[str, Any], wanted: tuple[str, ...]) -> bool:
    stated = node.get("@type")
    names = stated if isinstance(stated, list) else [stated]
    return any(
        isinstance(name, str) and name.rpartition("/")[2].lower().endswith(wanted) for name in names
    )


def _text(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    return squeeze(unescape(value)) or None if isinstance(value, str) else None


def _organisations(value: Any, by_id: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Of stated authors those that are typed as an organisation."""
    entries = value if isinstance(value, list) else [value]
    nodes = [by_id.get(str(node.get("@id")), node) for node in entries if isinstance(node, dict)]
    return [node for node in nodes if _types(node, ("organization", "corporation"))]


def _names(value: Any, by_id: dict[str, dict[str, Any]], depth: int = 0) -> list[str]:
    if isinstance(value, list) and depth < _DEEPEST:
        return [name for item in value[:50] for name in _names(item, by_id, depth + 1)]
    if isinstance(value, dict):
        value = by_id.get(str(value.get("@id")), value) if "name" not in value else value
        name = value.get("name")
        return _names(name, by_id, depth + 1) if depth < _DEEPEST else []
    text = _text(value)
    return [text] if text and "://" not in text else []
