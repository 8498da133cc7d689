"""Who a page says wrote its article: JSON-LD, ``meta``, microdata, then the visible byline.

The first place that names a person wins; a place that names only the outlet or a role counts as silent
until nothing else speaks.
"""

from collections.abc import Iterable, Iterator

from ingest.articles.authors import clean_authors, is_name
from ingest.articles.metadata import Metadata
from ingest.articles.text import fold

_META = (
    "author", "authors", "article:author", "og:article:author", "byl", "parsely-author", "sailthru.author",
    "dc.creator", "dcterms.creator", "citation_author", "article.author", "cxenseparse:author",
    "shareaholic:article_author_name", "creator", "dcsext.author", "rbauthors",
)  # fmt: skip
_LONGEST_BYLINE, _BYLINES_READ = 120, 2


def choose_authors(page: Metadata, site_names: Iterable[str | None] = ()) -> tuple[list[str], str]:
    """The authors and the method: ``metadata``, ``byline`` or ``none``."""
    stated_sites = (page.json_ld.publisher, page.first("og:site_name"))
    sites = {fold(name) for name in (*site_names, *stated_sites) if name}
    fallback: tuple[list[str], str] = ([], "none")
    for stated, method in _places(page):
        names = clean_authors(stated)
        persons = [name for name in names if is_name(name) and fold(name) not in sites]
        if persons and method == "byline":
            return persons, method
        if persons:
            return [name for name in names if fold(name) not in sites], method
        if names and method == "metadata" and not fallback[0]:
            fallback = names, method
    return fallback


def _places(page: Metadata) -> Iterator[tuple[list[str], str]]:
    yield page.json_ld.authors, "metadata"
    for name in _META:
        yield [value for value in page.every(name) if "://" not in value], "metadata"
    yield page.items.get("author", [])[:1], "metadata"
    for byline in page.bylines[:_BYLINES_READ]:
        if len(byline) <= _LONGEST_BYLINE:
            yield [byline], "byline"
