"""The paragraph between the title of a page and its text, which extraction takes for a part of the page's head.

Found by the names that markup gives it, or by being what the page states as its description. Where it goes in
a text is decided by the caller.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from ingest.articles.text import fold, is_prose, squeeze

_NAMES = re.compile(
    r"""(?x)(?<![a-z])(?:lead(?:in|-?text|-?paragraph)? | lede | stand-?first | excerpt | intro(?:duction|-?text)? | abstract | deck | dek
    | sub-?(?:title|heading|headline|head|line) | summary | teaser(?:-?text)? | vorspann | chap[oô] | chapeau | entradilla | bajada | sumario
    | ingress | manchet(?:te)? | sommario | occhiello | perex | anleser | einleitung | strapline )(?![a-z])"""
)
_OTHERS = re.compile(
    r"comment|related|recommend|sidebar|widget|newsletter|sign-?up|popup|caption|author|byline|share|social|promo|trending|cookie|consent"
)
_CREDITED = re.compile(
    r"(?i)photograph by|\b(?:getty|shutterstock|associated press|reuters|afp|ap)\b[^.]{0,20}\)?$|\bcredit:|\bphoto:|©"
)
_MOST_ELEMENTS, _SHORTEST, _LONGEST, _LONG = 80, 40, 1_000, 80
_MOST_LINKED = 0.3
_SKIPPED = frozenset(
    ("nav", "aside", "form", "script", "style", "figure", "footer", "noscript", "a", "iframe")
)
_TEXTUAL = frozenset(("p", "h2", "h3", "strong"))
_BOXES = frozenset(("div", "section", "span", "ul"))


@dataclass(frozen=True, slots=True)
class Passage:
    """A text below the title; ``is_standfirst`` as its markup or the page's description has it."""

    text: str
    is_standfirst: bool


def passages_below(heading: HtmlElement, description: str | None) -> Iterator[Passage]:
    """The paragraphs below a heading in their order, those named or stated as a standfirst marked."""
    stated = fold(description or "")
    for element in _following(heading):
        names = " ".join(filter(None, map(element.get, ("class", "id", "itemprop")))).lower()
        is_named = bool(names) and _NAMES.search(names) is not None
        if element.tag not in (_BOXES | _TEXTUAL if is_named else _TEXTUAL):
            continue
        text = squeeze(" ".join(element.itertext("*")))
        if len(text) < _SHORTEST or not is_prose(text):
            continue
        is_stated = is_named or (bool(stated) and fold(text) == stated)
        is_standfirst = is_stated and len(text) <= _LONGEST and _is_plain(element, text)
        if is_standfirst or not is_named:
            yield Passage(text, is_standfirst)


def missing_standfirst(passages: list[Passage], body: list[str]) -> str | None:
    """The first one that ``body`` has not, unless the body begins above it."""
    known = fold("".join(body))
    for passage in passages:
        is_known = fold(passage.text) in known
        if is_known and len(passage.text) >= _LONG:
            return None
        if passage.is_standfirst and not is_known:
            return passage.text
    return None


def _is_plain(element: HtmlElement, text: str) -> bool:
    """No list of other articles, no script, no caption, nothing cut short."""
    if _CREDITED.search(text) or text.endswith(("...", "…")):
        return False
    if next(element.iter("script", "style", "form", "h1"), None) is not None:
        return False
    linked = sum(len(squeeze(" ".join(link.itertext()))) for link in element.iter("a"))
    return linked <= _MOST_LINKED * len(text)


def _following(heading: HtmlElement) -> Iterator[HtmlElement]:
    """Elements that begin after a heading, in the order of the page, without what belongs to others."""
    left = _MOST_ELEMENTS
    node: HtmlElement | None = heading
    while node is not None and node.tag != "body":
        for part in node.itersiblings("*"):
            walker = etree.iterwalk(part, events=("start",))
            for _, element in walker:
                names = f"{element.get('class', '')} {element.get('id', '')}".lower()
                if element.tag in _SKIPPED or _OTHERS.search(names):
                    walker.skip_subtree()
                    continue
                yield element
                left -= 1
                if not left:
                    return
        node = node.getparent()
