"""Everything that a page states about its article, each statement with the place it stands in.

``meta`` elements, JSON-LD, microdata, headings and visible bylines. Reads, does not judge.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import XPath
from lxml.html import HtmlElement

from ingest.articles.jsonld import Description, read_json_ld
from ingest.articles.text import squeeze

_SCRIPTS = XPath("//script[contains(@type, 'ld+json')]")
_META = XPath("//meta[@content and (@name or @property or @itemprop or @http-equiv)]")
_CANONICAL = XPath("//link[contains(concat(' ', normalize-space(@rel), ' '), ' canonical ')]/@href")
_TITLE = XPath("(//head/title | //title[not(ancestor::*[local-name() = 'svg'])])[1]")
_HEADINGS = XPath("//h1 | //h2[contains(@class, 'title') or contains(@class, 'headline')]")
_ITEMS = XPath("//*[@itemprop and not(self::meta)]")
_TIMES = XPath("//time[@datetime]")
_BYLINES = XPath(
    "//*[@rel='author' or @itemprop='author' or contains(@class, 'byline') or contains(@class, 'author')"
    " or contains(@class, 'Byline') or contains(@class, 'Author')]"
)
_MOST = 40


@dataclass(slots=True)
class Metadata:
    """What a page states; texts are squeezed to one line, in document order."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    items: dict[str, list[str]] = field(default_factory=dict)
    json_ld: Description = field(default_factory=Description)
    canonical: str | None = None
    page_title: str | None = None
    headings: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    language: str | None = None

    def first(self, *names: str) -> str | None:
        """The first value of the first of these ``meta`` names that the page has."""
        return next((values[0] for name in names if (values := self.meta.get(name))), None)

    def every(self, *names: str) -> list[str]:
        """All values of these ``meta`` names."""
        return [value for name in names for value in self.meta.get(name, [])]


def read_metadata(tree: HtmlElement) -> Metadata:
    """Collect the statements of a page; the tree stays as it is."""
    found = Metadata(
        language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    )
    for element in _META(tree):
        name = (
            element.get("property")
            or element.get("name")
            or element.get("itemprop")
            or element.get("http-equiv")
        )
        if value := squeeze(element.get("content")):
            found.meta.setdefault(name.strip().lower(), []).append(value)
    for element in _ITEMS(tree)[: 10 * _MOST]:
        value = squeeze(element.get("datetime") or element.get("content") or _text_of(element))
        if value and len(value) < 1_000:
            found.items.setdefault(element.get("itemprop").strip().lower(), []).append(value)
    found.json_ld = read_json_ld([script.text_content() for script in _SCRIPTS(tree)[:_MOST]])
    found.canonical = next(iter(_CANONICAL(tree)), None)
    found.page_title = next(_texts(_TITLE(tree)), None)
    found.headings = list(_texts(_HEADINGS(tree)[:_MOST]))
    found.times = [squeeze(element.get("datetime")) for element in _TIMES(tree)[:_MOST]]
    found.bylines = list(_texts(_BYLINES(tree)[:_MOST]))
    return found


def _texts(elements: list[HtmlElement]) -> Iterator[str]:
    for element in elements:
        text = _text_of(element)
        if text and len(text) < 400:
            yield text


def _text_of(element: HtmlElement) -> str:
    return squeeze(re.sub(r"\s+", " ", " ".join(element.itertext())))[:1_000]
