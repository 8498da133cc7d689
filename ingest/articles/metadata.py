"""Everything that a page states about its article, each statement with the place it stands in.

``meta`` elements, JSON-LD, microdata, headings and visible bylines. Reads, does not judge.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from ingest.articles.byline_marks import Mark, read_marks
from ingest.articles.jsonld import Description, read_json_ld
from ingest.articles.near_title import lines_near
from ingest.articles.text import fold, squeeze

_SCRIPTS = XPath("//script[contains(@type, 'ld+json')]")
_META = XPath("//meta[@content and (@name or @property or @itemprop or @http-equiv)]")
_CANONICAL = XPath("//link[contains(concat(' ', normalize-space(@rel), ' '), ' canonical ')]/@href")
_TITLE = XPath("(//head/title | //title[not(ancestor::*[local-name() = 'svg'])])[1]")
_HEADINGS = XPath("//h1 | //h2[contains(@class, 'title') or contains(@class, 'headline')]")
_ITEMS = XPath("//*[@itemprop and not(self::meta)]")
_TIMES = XPath("//time[@datetime]")
_MOST = 40
_LONGEST_HEADING, _TITLE_WORDS = 400, 3
_KICKER = re.compile(
    r"(?i)kicker|over-?line|top-?line|dachzeile|spitzmarke|eyebrow|super-?title|pre-?title|roof"
)


@dataclass(slots=True)
class Metadata:
    """What a page states; texts are squeezed to one line, in document order."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    items: dict[str, list[str]] = field(default_factory=dict)
    json_ld: Description = field(default_factory=Description)
    canonical: str | None = None
    page_title: str | None = None
    headings: list[str] = field(default_factory=list)
    main_headings: list[str] = field(default_factory=list)  # those of the first order
    without_kicker: dict[str, str] = field(default_factory=dict)  # of headings that have one
    times: list[str] = field(default_factory=list)
    bylines: list[Mark] = field(default_factory=list)
    above_title: list[str] = field(default_factory=list)
    below_title: list[str] = field(default_factory=list)
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
        if name and (value := squeeze(element.get("content"))):
            found.meta.setdefault(name.strip().lower(), []).append(value)
    for element in _ITEMS(tree)[: 10 * _MOST]:
        value = squeeze(element.get("datetime") or element.get("content") or _text_of(element))
        if value and len(value) < 1_000:
            found.items.setdefault(element.get("itemprop").strip().lower(), []).append(value)
    found.json_ld = read_json_ld([script.text_content() for script in _SCRIPTS(tree)[:_MOST]])
    found.canonical = next(iter(_CANONICAL(tree)), None)
    found.page_title = next(_texts(_TITLE(tree)), None)
    headings = _HEADINGS(tree)[:_MOST]
    for heading in headings:
        if 0 < len(text := _text_of(heading)) < _LONGEST_HEADING:
            found.headings.append(text)
            if heading.tag == "h1":
                found.main_headings.append(text)
            if bare := _without_kicker(heading, text):
                found.without_kicker[text] = bare
    found.times = [squeeze(element.get("datetime")) for element in _TIMES(tree)[:_MOST]]
    found.bylines = read_marks(tree)
    if (title := title_heading(found, tree)) is not None:
        found.above_title, found.below_title = lines_near(title)
    return found


def _texts(elements: list[HtmlElement]) -> Iterator[str]:
    for element in elements:
        text = _text_of(element)
        if text and len(text) < 400:
            yield text


def title_heading(page: Metadata, tree: HtmlElement) -> HtmlElement | None:
    """The heading of the first order that is stated as the title too; else the first that is no label."""
    stated = (page.page_title, page.json_ld.headline, page.first("og:title"))
    titles = [fold(title) for title in stated if title]
    texts = [(heading, _text_of(heading)) for heading in islice(tree.iter("h1"), _MOST)]
    long = [(heading, text) for heading, text in texts if len(text.split()) >= _TITLE_WORDS]
    same = [pair for pair in long if any(fold(pair[1]) in title for title in titles)]
    return next((heading for heading, _ in same or long or texts), None)


def _without_kicker(heading: HtmlElement, text: str) -> str | None:
    """A heading without the kicker that some put inside: ``<h1><span class="kicker">``."""
    kickers = {
        part
        for part in heading.iterdescendants()
        if isinstance(part.tag, str) and _KICKER.search(part.get("class", ""))
    }
    if not kickers:
        return None
    rest = squeeze(" ".join(_texts_outside(heading, kickers))).strip(" -–—:|•·")
    return rest if len(rest) >= len(text) / 2 else None


def _texts_outside(element: HtmlElement, skipped: set[HtmlElement]) -> Iterator[str]:
    if element in skipped:
        return
    yield element.text or ""
    for child in element:
        yield from _texts_outside(child, skipped)
        yield child.tail or ""


def _text_of(element: HtmlElement) -> str:
    return squeeze(re.sub(r"\s+", " ", " ".join(element.itertext())))[:1_000]
