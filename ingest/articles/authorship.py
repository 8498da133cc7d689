"""Who a page says wrote its article: JSON-LD, ``meta``, microdata and the visible byline, weighed.

A place that names a person beats one that names an agency, a desk or a handle, and that beats one that
names only the outlet; among equals what is stated for machines comes first. The answer says its place.
"""

from collections.abc import Iterable, Iterator

from ingest.articles.authors import clean_authors, is_name
from ingest.articles.byline_marks import Mark
from ingest.articles.byline_names import names_in_byline, names_in_lines
from ingest.articles.metadata import Metadata
from ingest.articles.text import fold

_META = (
    "citation_author", "author", "authors", "article:author", "og:article:author", "byl", "parsely-author", "sailthru.author",
    "dc.creator", "dcterms.creator", "article.author", "cxenseparse:author",
    "shareaholic:article_author_name", "creator", "dcsext.author", "articleauthor", "rbauthors",
)  # fmt: skip
_PERSON, _NAMED, _OUTLET = 3, 2, 1
_LONGEST_ITEM = 80
_STATED_IN = {"json_ld": 0.6, "open_graph": 0.55, "meta": 0.55, "microdata": 0.52}
"""What decides between places that disagree. Over a half, so that ``By Ann Lee, Foreign Desk`` adds no name to Ann Lee."""

Found = tuple[list[str], str]


def choose_authors(page: Metadata, site_names: Iterable[str | None] = ()) -> Found:
    """The authors and the method: ``json_ld``, ``open_graph``, ``meta``, ``microdata``, ``byline``, ``none``."""
    stated_sites = (page.json_ld.publisher, page.first("og:site_name"))
    sites = {fold(name) for name in (*site_names, *stated_sites) if name}
    organisations = {fold(name) for name in page.json_ld.organisations}
    found = [(_rank(names, sites, organisations), names, method) for names, method in _places(page)]
    best = max((rank for rank, _, _ in found), default=0)
    places = [(names, method) for rank, names, method in found if rank == best and rank]
    if not places:
        return [], "none"
    names, method = max(places, key=lambda place: _support(place, places))
    return [name for name in names if fold(name) not in sites] or names, method


def _support(place: Found, places: list[Found]) -> float:
    """How far the other places agree with what one states."""
    own = set(map(fold, place[0]))
    others = {method: set(map(fold, names)) for names, method in places}
    shared = sum(len(own & names) / len(names) for names in others.values())
    return shared + _STATED_IN.get(place[1], 0)


def _rank(names: list[str], sites: set[str], organisations: set[str]) -> int:
    others = [name for name in names if fold(name) not in sites]
    if any(is_name(name) and fold(name) not in organisations for name in others):
        return _PERSON
    if others:
        return _NAMED
    return _OUTLET if names else 0


def _places(page: Metadata) -> Iterator[Found]:
    """What each place states, those for machines first."""
    yield clean_authors(page.json_ld.authors), "json_ld"
    for name in _META:
        stated = [value for value in page.every(name) if "://" not in value and "@" not in value]
        yield clean_authors(stated), "open_graph" if ":" in name else "meta"
    items = [item for item in page.items.get("author", [])[:1] if len(item) <= _LONGEST_ITEM]
    yield [name for item in items for name in names_in_byline(item, strong=True)], "microdata"
    yield _of_marks(page.bylines), "byline"
    yield names_in_lines(page.above_title + page.below_title), "byline"


def _of_marks(marks: list[Mark]) -> list[str]:
    """The names of the first mark that has one, and of those that stand beside it."""
    for wanted in ([mark for mark in marks if mark.below_title], marks):
        for index, mark in enumerate(wanted):
            if names := _of_mark(mark):
                beside = [other for other in wanted[index + 1 :] if other.group == mark.group]
                more = [name for other in beside for name in _of_mark(other)]
                return clean_authors([*names, *more])
    return []


def _of_mark(mark: Mark) -> list[str]:
    if mark.parts and all(map(is_name, mark.parts)):
        return list(mark.parts)
    return names_in_byline(mark.text, strong=mark.strong)
