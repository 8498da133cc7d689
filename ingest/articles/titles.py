"""One title out of the several that a page states.

JSON-LD, Open Graph, the ``title`` element and the headings vote; what only a heading and the front part of
``Headline | Section - Site`` share wins over the whole string. The answer says where it stands.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from ingest.articles.metadata import Metadata
from ingest.articles.text import fold, squeeze

_SEPARATOR = re.compile(r"\s+(?:[|–—•·»«›:/~<>-])+\s+|\s*\|\s*|(?<=\w)--(?=\w)")
_MOST_SITE_WORDS = 5
_HEADINGS_READ = 12
_SHORTEST_PART = 10


@dataclass(slots=True)
class _Candidate:
    text: str
    votes: float
    method: str


def choose_title(page: Metadata, site_names: Iterable[str] = ()) -> tuple[str | None, str]:
    """The title and its method: ``metadata`` or ``heading``; ``none`` where a page has no title."""
    sites = {fold(name) for name in site_names if name} | {
        fold(name)
        for name in (page.first("og:site_name", "application-name"), page.json_ld.publisher)
        if name
    }
    candidates: dict[str, _Candidate] = {}
    for text, weight in _statements(page):
        for variant, share in _variants(text, sites):
            _vote(candidates, variant, weight * share, "metadata")
    stated = [fold(text) for text, _ in _statements(page)]
    _headings_vote(candidates, page.headings[:_HEADINGS_READ], sites, stated)
    best = max(candidates.values(), key=lambda candidate: candidate.votes, default=None)
    return (best.text, best.method) if best else (None, "none")


def _statements(page: Metadata) -> Iterator[tuple[str, float]]:
    """What is stated outside the text, with how much it counts."""
    stated = (
        (page.json_ld.headline, 1.1),
        (page.first("og:title"), 1.05),
        (page.first("twitter:title"), 0.4),
        (
            page.first(
                "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "headline", "title"
            ),
            0.5,
        ),
        (next(iter(page.items.get("headline", [])), None), 0.7),
        (page.page_title, 0.6),
    )
    for text, weight in stated:
        if text:
            yield squeeze(unescape(text)), weight


def _variants(text: str, sites: set[str]) -> Iterator[tuple[str, float]]:
    """The statement itself, and what is left without a site's name or a section at either end."""
    cuts = list(_SEPARATOR.finditer(text))
    named = False
    for cut in reversed(cuts):
        head, tail = text[: cut.start()], text[cut.end() :]
        is_site = any(fold(part) in sites for part in _SEPARATOR.split(tail))
        named = named or is_site
        if is_site or len(tail.split()) <= _MOST_SITE_WORDS:
            yield head, 1.15 if is_site else 0.85
    for cut in cuts[:2]:
        head, tail = text[: cut.start()], text[cut.end() :]
        if fold(head) in sites or len(head.split()) < len(tail.split()):
            yield tail, 1.0 if fold(head) in sites else 0.6
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
        if not key or key in sites or key in seen:
            continue
        seen.add(key)
        if key in candidates:
            candidate = candidates[key]
            candidate.votes += 1.3
            candidate.text, candidate.method = heading, "heading"
        elif votes := 0.8 * _ends(key, stated) + (1.2 if first and " " in heading else 0.0):
            _vote(candidates, heading, votes, "heading")
        first = False


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
