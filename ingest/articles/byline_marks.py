"""Elements that a page marks as the byline of its article, in the order of the page.

Marks are conventions of markup: ``rel="author"``, ``itemprop="author"``, classes and ids with "author" or
"byline" in one of several languages. What comments, teasers and navigation mark so belongs to somebody
else. Reads elements, does not read names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

from ingest.articles.text import squeeze

_MARKED = re.compile(r"author|byline|autor|auteur|verfasser|writer|publisher|posted-by")
_NEVER = frozenset(("meta", "script", "style", "img", "link", "body", "html", "input", "iframe"))
_NOT_THE_NAME = re.compile(
    r"(?i)author(?:ity|iz|is(?:ed|ing)|s?[-_]*(?:box|bio|image|img|photo|pic|avatar|desc|social|info-text|thumb|role|title|email|twitter|icon|page|more|posts?$))"
    r"|about-?(?:the-?)?author|caption|copyright|credit|photo|share|bildautor|reading"
)
_OTHERS = re.compile(
    r"(?i)comment|respond|replies|repl(?:y|ies)\b|related|recommend|sidebar|widget|teaser|promo|most-?(?:read|popular|viewed)|popular"
    r"|trending|carousel|slider|newsletter|navigation|menu|search|caption|copyright|disqus|read-?more|more-?from|also-?like"
)
_A_NAME = re.compile(
    r"(?i)(?:(?:entry|post|article|meta)[-_]*)?(?:author|byline|autor)(?:[-_]*(?:name|link))?$"
)
_MOST_MARKS, _MOST_PARTS, _MOST_ABOVE, _LONGEST = 60, 8, 12, 400


@dataclass(frozen=True, slots=True)
class Mark:
    """The text of a marked element; ``group`` is the same for those that stand together."""

    text: str
    strong: bool  # a name is marked, not a line with a name in it
    below_title: bool
    group: int
    parts: tuple[str, ...] = ()  # texts of the elements in it: names of several authors


def read_marks(tree: HtmlElement) -> list[Mark]:
    """The marks of the article's own byline, innermost and outermost ones alike."""
    marks: list[Mark] = []
    around_title: set[HtmlElement] = set()
    groups: dict[HtmlElement | None, int] = {}
    for element in _marked(tree):
        if element.tag == "h1":
            around_title = around_title or set(element.iterancestors())
            continue
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if _NOT_THE_NAME.search(names) or _is_of_others(element, around_title):
            continue
        text = squeeze(" ".join(element.itertext("*")))[: _LONGEST + 1]
        if not text or len(text) > _LONGEST:
            continue
        stated = "author" in (element.get("rel"), element.get("itemprop"))
        strong = stated or any(map(_A_NAME.match, names.split()))
        group = groups.setdefault(_list_of(element), len(groups))
        marks.append(Mark(text, strong, bool(around_title), group, _parts(element)))
        if len(marks) == _MOST_MARKS:
            break
    return marks


def _marked(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Headings of the first order and marked elements; XPath takes nine times as long."""
    for element in tree.iter():
        if element.tag == "h1":
            yield element
            continue
        classes, identity = element.get("class"), element.get("id")
        is_marked = (classes and _is_marked(classes)) or (identity and _is_marked(identity))
        stated = "author" in (element.get("rel"), element.get("itemprop"))
        if (is_marked or stated) and element.tag not in _NEVER:
            yield element


@lru_cache(maxsize=8_192)
def _is_marked(names: str) -> bool:
    """Classes repeat on a page; lower case beforehand halves the time of the pattern."""
    return _MARKED.search(names.lower()) is not None


def _parts(element: HtmlElement) -> tuple[str, ...]:
    leaves = [part for part in element.iter("a", "span", "li") if not len(part)]
    texts = [squeeze(part.text or "") for part in leaves[: 2 * _MOST_PARTS]]
    parts = tuple(dict.fromkeys(filter(None, texts)))
    return parts if 2 <= len(parts) <= _MOST_PARTS else ()


def _list_of(element: HtmlElement) -> HtmlElement | None:
    """Names of several authors stand in one list, each in an item of its own."""
    above = element.getparent()
    return above.getparent() if above is not None and above.tag != "body" else above


def _is_of_others(element: HtmlElement, around_title: set[HtmlElement]) -> bool:
    """Something below the parts that the title and the byline share belongs to others."""
    for depth, above in enumerate((element, *element.iterancestors())):
        if depth == _MOST_ABOVE or above in around_title or above.tag in ("body", "main"):
            return False
        if above.tag in ("nav", "aside", "form"):
            return True
        names = f"{above.get('class', '')} {above.get('id', '')}"
        if len(names) < 200 and _OTHERS.search(names):
            return True
    return False
