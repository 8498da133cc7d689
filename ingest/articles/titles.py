"""One title out of the several that a page states.

JSON-LD, Open Graph, microdata, the ``title`` element and the headings vote; what only a heading and the
front part of ``Headline | Section - Site`` share wins over the whole string. A page with one heading of the
first order shows its readers that one, whatever it says to machines. The answer says where it stands.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from ingest.articles.metadata import Metadata
from ingest.articles.text import fold, squeeze

_SEPARATOR = re.compile(r"\s+(?:[|–—•·»«›:/~<>-])+\s+|\s*\|\s*|(?<=\w)--(?=\w)")
_MOST_SITE_WORDS = 5
_SHORTEST_LABEL = 4
_SOLE, _TITLE_WORDS, _TITLE_LETTERS = 1.5, 4, 14
_MOST_OF_ONE_PLACE = 0.75  # microdata often mark the whole heading, with its kicker
_KICKER_END = re.compile(r"\s+[–—|-]\s+|:\s+")
_META = ("parsely-title", "sailthru.title", "dc.title", "dcterms.title", "headline", "title")
_HEADINGS_READ = 12
_SHORTEST_PART = 10


@dataclass(slots=True)
class _Candidate:
    text: str
    votes: float
    method: str


def choose_title(
    page: Metadata, site_names: Iterable[str] = (), host: str | None = None
) -> tuple[str | None, str]:
    """The title and its method; ``none`` where a page has no title.

    The method is ``json_ld``, ``open_graph``, ``meta``, ``microdata``, ``title_element`` or ``heading``.
    """
    sites = _site_names(page, site_names, host)
    candidates: dict[str, _Candidate] = {}
    for text, weight, method in _statements(page):
        for variant, share in _variants(text, sites):
            _vote(candidates, variant, weight * share, method)
    stated = [fold(text) for text, _, _ in _statements(page)]
    known = {key for key, found in candidates.items() if found.votes > _MOST_OF_ONE_PLACE}
    bare = {
        full: rest
        for full in page.headings[:_HEADINGS_READ]
        if fold(full) not in known
        and (rest := page.without_kicker.get(full) or _stated_tail(full, page))
    }
    headings = [bare.get(heading, heading) for heading in page.headings[:_HEADINGS_READ]]
    _headings_vote(candidates, headings, sites, stated)
    _sole_heading_votes(candidates, [bare.get(text, text) for text in page.main_headings], sites)
    best = max(candidates.values(), key=lambda candidate: candidate.votes, default=None)
    return (best.text, best.method) if best else (None, "none")


def _site_names(page: Metadata, stated: Iterable[str], host: str | None) -> set[str]:
    """What the site calls itself, folded; also the labels of its host."""
    names = (*stated, page.first("og:site_name", "application-name"), page.json_ld.publisher)
    labels = (host or "").removeprefix("www.").split(".")
    own = {"".join(labels), *(label for label in labels[:-1] if len(label) >= _SHORTEST_LABEL)}
    return {fold(name) for name in names if name} | {fold(label) for label in own} - {""}


def _is_site(part: str, sites: set[str]) -> bool:
    """``DimidoBlog`` on dimido.de: the site's name, or a little more than it."""
    key = fold(part)
    return key in sites or any(
        len(site) >= _SHORTEST_LABEL + 1 and key.startswith(site) and len(key) <= len(site) + 6
        for site in sites
    )


def _statements(page: Metadata) -> Iterator[tuple[str, float, str]]:
    """What is stated outside the text, with how much it counts and its method."""
    stated = (
        (page.json_ld.headline, 1.1, "json_ld"),
        (page.first("og:title"), 1.05, "open_graph"),
        (page.first("twitter:title"), 0.4, "meta"),
        (page.first(*_META), 0.5, "meta"),
        (next(iter(page.items.get("headline", [])), None), 0.7, "microdata"),
        (page.page_title, 0.6, "title_element"),
    )
    for text, weight, method in stated:
        if text:
            yield squeeze(unescape(text)), weight, method


def _variants(text: str, sites: set[str]) -> Iterator[tuple[str, float]]:
    """The statement itself, and what is left without a site's name or a section at either end."""
    cuts = list(_SEPARATOR.finditer(text))
    named = False
    for cut in reversed(cuts):
        head, tail = text[: cut.start()], text[cut.end() :]
        is_site = any(_is_site(part, sites) for part in _SEPARATOR.split(tail))
        named = named or is_site
        if is_site or len(tail.split()) <= _MOST_SITE_WORDS:
            yield head, 1.15 if is_site else 0.85
    for cut in cuts[:2]:
        head, tail = text[: cut.start()], text[cut.end() :]
        is_site = _is_site(head, sites)
        if is_site or len(head.split()) < len(tail.split()):
            yield tail, 1.15 if is_site else 0.6
        named = named or is_site
    yield text, 0.7 if named else 1.0


def _headings_vote(
    candidates: dict[str, _Candidate], headings: list[str], sites: set[str], stated: list[str]
) -> None:
    """The first heading may name a title that nothing else states; later ones only confirm one.

    To be either end of what is stated is half a confirmation.
    """
    seen: set[str] = set()
    first = True
    for heading in headings:
        key = fold(heading)
        if not key or key in seen or _is_site(heading, sites):
            continue
        seen.add(key)
        if key in candidates:
            candidate = candidates[key]
            candidate.votes += 1.3
            candidate.text, candidate.method = heading, "heading"
        elif votes := 0.8 * _ends(key, stated) + (1.2 if first and " " in heading else 0.0):
            _vote(candidates, heading, votes, "heading")
        first = False


def _sole_heading_votes(
    candidates: dict[str, _Candidate], headings: list[str], sites: set[str]
) -> None:
    """A sole heading of the first order, when it is no label, is what readers see as the title."""
    distinct = {fold(heading): heading for heading in headings if not _is_site(heading, sites)}
    long = [text for text in distinct.values() if len(text.split()) >= _TITLE_WORDS]
    if len(long) == 1 or len(distinct) == 1:
        [heading] = long or distinct.values()
        if len(heading.split()) >= _TITLE_WORDS - 1 or len(heading) >= _TITLE_LETTERS:
            _vote(candidates, heading, _SOLE, "heading")


def _stated_tail(heading: str, page: Metadata) -> str | None:
    """``Title`` of a heading ``Kicker - Title`` when Open Graph states the title bare or under another kicker."""
    cut, stated = _KICKER_END.search(heading), page.first("og:title")
    if not cut or not stated:
        return None
    other = _KICKER_END.search(stated)
    tails = {fold(stated), fold(stated[other.end() :]) if other else ""}
    rest, words = heading[cut.end() :], len(heading[: cut.start()].split())
    return rest if fold(rest) in tails and words <= _MOST_SITE_WORDS else None


def _ends(key: str, stated: list[str]) -> int:
    """How many statements begin or end with a heading that is a good part of them."""
    return sum(
        1
        for text in stated
        if len(key) >= max(_SHORTEST_PART, 0.35 * len(text))
        and (text.startswith(key) or text.endswith(key))
    )


def _vote(candidates: dict[str, _Candidate], text: str, votes: float, method: str) -> None:
    key = fold(text)
    if not key:
        return
    if key in candidates:
        candidates[key].votes += votes
    else:
        candidates[key] = _Candidate(text, votes, method)
