"""When a page says that it was published and changed: metadata, its byline, its address, its visible text.

The publisher's own statement for machines comes first. A day in the address corrects one that is more than
a day away (many systems overwrite the publication time with that of the last change). Only where nothing
is stated does htmldate search the text, which is slow.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from htmldate import find_date
from lxml.html import HtmlElement, tostring

from ingest.articles.dates import Statement, parse_date
from ingest.articles.metadata import Metadata
from ingest.articles.months import MONTHS

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "article:published:time",
    "og:published_time", "published_time", "published_at", "datepublished", "parsely-pub-date",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "cxenseparse:recs:published_time",
    "shareaholic:article_published_time", "sailthru.date", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dcterms.date", "dc.date.created", "dc:date.created", "date.created", "dc.date",
    "dc:date", "publishdate", "publish-date", "publication_date", "publisheddate", "published", "pubdate",
    "bt:pubdate", "content:publishdate", "prism.publicationdate", "citation_publication_date",
    "citation_online_date", "ya:ovs:upload_date", "article.published", "article.created", "date.available",
    "article_date_original", "release_date", "originalpublicationdate", "pdate", "tmg.pt", "srf.date", "date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "article:modified", "datemodified",
    "article:modified:time", "shareaholic:article_modified_time", "dcterms.modified", "dc.date.modified",
    "date.modified", "date.updated", "last-modified", "lastmod", "bt:moddate", "modified",
)  # fmt: skip
_ADDRESS_DAY = re.compile(
    r"[/_=-](?P<year>(?:19|20)\d{2})(?P<gap>[/_-]?)(?P<month>0?[1-9]|1[0-2])(?P=gap)(?P<day>0?[1-9]|[12]\d|3[01])(?=[/_.?&-]|$)"
)
_ADDRESS_MONTH = re.compile(r"/(?P<year>(?:19|20)\d{2})[/-]?(?P<month>0[1-9]|1[0-2])/")


def find_published(
    page: Metadata, url: str | None, *, month_first: bool | None = None
) -> tuple[Statement | None, str]:
    """The time of publication and its method.

    ``open_graph``, ``json_ld``, ``meta``, ``microdata``, ``time_element``, ``url`` or ``none``.
    """
    stated = next(_stated(page, month_first=month_first), None)
    address = address_day(url)
    if address and (stated is None or abs(_naive(stated[0]) - address.when) > timedelta(days=2)):
        return address, "url"
    return stated or (None, "none")


def find_modified(
    page: Metadata, *, month_first: bool | None = None
) -> tuple[Statement | None, str]:
    """The time of the last change, which only metadata states."""
    values = [
        (page.json_ld.modified, "json_ld"),
        *((value, "open_graph") for value in page.every(*_MODIFIED[:3])),
        *((value, "meta") for value in page.every(*_MODIFIED[3:])),
        *((value, "microdata") for value in page.items.get("datemodified", [])),
    ]
    for value, method in values:
        if (date := parse_date(value, month_first=month_first)) and date.precision != "year":
            return date, method
    return None, "none"


def address_day(url: str | None) -> Statement | None:
    """The day in ``/2020/08/18/`` or ``-20200818``."""
    for match in _ADDRESS_DAY.finditer(url or ""):
        if not match["gap"] and len(match["month"] + match["day"]) != 4:
            continue
        date = parse_date(f"{match['year']}-{match['month']:0>2}-{match['day']:0>2}")
        if date and date.when.year >= 1990:
            return date
    return None


def address_month(url: str | None) -> Statement | None:
    """The month in ``/2020/08/``."""
    match = _ADDRESS_MONTH.search(url or "")
    date = parse_date(f"{match['year']}-{match['month']}") if match else None
    return date if date and date.when.year >= 1990 else None


def _stated(page: Metadata, *, month_first: bool | None) -> Iterator[tuple[Statement, str]]:
    """Statements for machines and their methods, the most reliable first."""
    values = [
        *((value, "open_graph") for value in page.every(*_PUBLISHED[:2])),
        (page.json_ld.published, "json_ld"),
        *((value, "meta") for value in page.every(*_PUBLISHED[2:])),
        *((value, "microdata") for value in page.items.get("datepublished", [])),
        *((value, "time_element") for value in page.times[:1] if len(set(page.times)) == 1),
    ]
    for value, method in values:
        date = parse_date(value, month_first=month_first)
        if date and date.precision not in ("year", "month"):
            yield date, method


def stated_times(page: Metadata, *, month_first: bool | None = None) -> Iterator[Statement]:
    """Every time that a page states for machines, of publication or of a change."""
    values = (
        page.json_ld.published,
        page.json_ld.modified,
        *page.every(*_PUBLISHED, *_MODIFIED),
        *page.items.get("datepublished", []),
        *page.times[:4],
    )
    for value in values:
        if date := parse_date(value, month_first=month_first):
            yield date


def _naive(date: Statement) -> datetime:
    return date.when.replace(tzinfo=None)


def find_visible(tree: HtmlElement | None, url: str | None) -> tuple[Statement | None, str]:
    """A day that stands somewhere in the page and in the month of its address; else that month."""
    month = address_month(url)
    day = visible_day(tree, url) if tree is not None else None
    if day and (
        month is None or (day.when.year, day.when.month) == (month.when.year, month.when.month)
    ):
        return day, "text"
    return (month, "url") if month else (None, "none")


def visible_day(tree: HtmlElement, url: str | None) -> Statement | None:
    """The day that htmldate finds in the text of a page; slow, so the last thing to ask.

    Of "© 2026" or "February 2026" it makes the first of a month: such a day must stand in the page.
    """
    try:
        found = find_date(tree, url=url, original_date=True)
    except (ValueError, TypeError, AttributeError, IndexError, OverflowError):
        return None  # a page that the search cannot digest has no visible date
    day = parse_date(found)
    return day if day and (day.when.day != 1 or _states(tree, day.when)) else None


def _states(tree: HtmlElement, day: datetime) -> bool:
    """The first of a month stands in the page as a day."""
    markup = tostring(tree, encoding="unicode")
    names = "|".join(name for name, number in MONTHS.items() if number == day.month)
    month, year = f"0?{day.month}", f"(?:{day.year}|{day.year % 100:02d})"
    forms = (
        rf"{day.year}([-/.]?){month}\1\s?0?1(?!\d)",
        rf"(?<!\d)0?1[-/.]\s?{month}[-/.]\s?{year}(?!\d)|(?<!\d){month}[-/.]0?1[-/.]{year}(?!\d)",
        rf"(?<!\d)0?1(?:st|er|º|\.)?(?:\s+(?:of|de))?[\s-]*(?:{names})\b[\s.,-]*(?:de\s+)?{day.year}",
        rf"\b(?:{names})\.?\s+0?1(?:st)?\b[\s,]*{day.year}",
    )
    return any(re.search(form, markup, re.IGNORECASE) for form in forms)
