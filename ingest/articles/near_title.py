"""The short lines that stand just above and below the title of a page: where bylines and dates are shown.

Lines as they stand, in the order of the page, of a ``time`` element what it states for machines; what they
say is read elsewhere.
"""

from collections.abc import Iterator
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from ingest.articles.text import squeeze

_ABOVE, _BELOW, _LONGEST = 8, 30, 160
_SKIPPED = frozenset(
    ("script", "style", "noscript", "svg", "template", "select", "nav", "aside", "form")
)


def lines_near(heading: HtmlElement) -> tuple[list[str], list[str]]:
    """Pieces of text above (nearest last) and below a heading, each at most 160 characters long."""
    above = [text for part in (heading, heading.getparent()) for text in _before(part)]
    return above[-_ABOVE:], list(islice(_after(heading), _BELOW))


def _before(element: HtmlElement | None) -> list[str]:
    if element is None or element.tag in ("body", "html"):
        return []
    parts = list(islice(element.itersiblings(preceding=True), 4))
    return [text for part in reversed(parts) for text in islice(_texts(part), _ABOVE)]


def _after(element: HtmlElement) -> Iterator[str]:
    node: HtmlElement | None = element
    while node is not None and node.tag != "body":
        for part in node.itersiblings():
            yield from _texts(part)
        node = node.getparent()


def _texts(element: HtmlElement) -> Iterator[str]:
    """Text in reading order; what is not read, and what is not the article's, is left out."""
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, part in walker:
        if event == "start":
            if part.tag in _SKIPPED:
                walker.skip_subtree()
                continue
            raw = part.get("datetime") if part.tag == "time" else None
            raw = raw or part.text
        else:
            raw = part.tail if part is not element else None
        if raw and 0 < len(text := squeeze(raw)) <= _LONGEST:
            yield text
