"""When an article was published and changed: what its container, its page and its text say, weighed.

What is stated for machines comes first, then what stands in bylines, in the address, beside the title and
in datelines, then what a search of the whole page finds. Each answer says where it comes from.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lxml.html import HtmlElement

from ingest.articles.dates import Statement, parse_date
from ingest.articles.metadata import Metadata
from ingest.articles.moments import Home, home_of, moment_of
from ingest.articles.plain import Reading
from ingest.articles.published import (
    address_day,
    find_modified,
    find_published,
    find_visible,
    stated_times,
)
from ingest.articles.relative_days import age_range, resolve_year, weekday_range
from ingest.articles.shown_dates import ShownDate, shown_near
from ingest.articles.urls import host_of
from ingest.documents import Moment

_MONTH_FIRST = frozenset(("US", "PH"))
_LOCALE = re.compile(r"(?i)/([a-z]{2}[-_][a-z]{2})/")
_REGION = 2  # letters of a region, as in en-GB

Found = tuple[Statement | None, str]


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that can say when an article was published."""

    fields: Mapping[str, str]
    container: str  # method of what the container states: feed | metadata
    page: Metadata
    tree: HtmlElement | None
    url: str | None
    reading: Reading
    country: str | None
    observed_at: datetime | None


def find_moments(sources: Sources) -> tuple[Moment, Moment]:
    """Published and modified."""
    month_first = _is_month_first(sources)
    page, reading = sources.page, sources.reading
    near = list(shown_near(page.above_title, page.below_title, month_first=month_first))
    home = home_of(
        sources.country, host_of(sources.url), stated_times(page, month_first=month_first)
    )
    changed = parse_date(sources.fields.get("modified_at"), month_first=month_first)
    changes: list[Found] = [
        (changed, sources.container),
        find_modified(page, month_first=month_first),
        (reading.byline.modified, "byline"),
        (next((shown.date for shown in near if shown.is_change), None), "shown"),
    ]
    modified = _first(iter(changes), home, ())
    published = _first(
        _published(sources, near, month_first=month_first), home, _days(sources, near)
    )
    return published or _range(sources) or Moment(), modified or Moment()


def _is_month_first(sources: Sources) -> bool | None:
    """Whether 3/4 is in March: as in the region that the page's language names, else in the outlet's country."""
    in_address = _LOCALE.search(sources.url or "")
    stated = in_address[1] if in_address else sources.page.language or ""
    _, dash, region = stated.replace("_", "-").rpartition("-")
    country = region.upper() if dash and len(region) == _REGION else sources.country
    return country in _MONTH_FIRST if country else None


def _range(sources: Sources) -> Moment | None:
    lines = sources.page.below_title + sources.page.above_title + sources.reading.byline.ages
    return age_range(lines, sources.observed_at) or weekday_range(
        sources.reading.paragraphs, sources.observed_at
    )


def _published(
    sources: Sources, near: list[ShownDate], *, month_first: bool | None
) -> Iterator[Found]:
    """Where the time of publication may stand, the surest place first; each is read only when asked."""
    stated = parse_date(sources.fields.get("published_at"), month_first=month_first)
    yield stated, sources.fields.get("published_at_method") or sources.container
    yield find_published(sources.page, sources.url, month_first=month_first)
    byline = sources.reading.byline
    yield byline.published, "byline"
    yield address_day(sources.url), "url"
    yield next((shown.date for shown in near if not shown.is_change), None), "shown"
    yield sources.reading.dateline_date, "dateline"
    for yearless in (byline.yearless, sources.reading.dateline_yearless):
        yield resolve_year(yearless, sources.observed_at), "year_of_observation"
    only_changes = byline.modified is not None or any(shown.is_change for shown in near)
    yield find_visible(None if only_changes else sources.tree, sources.url)


def _first(places: Iterator[Found], home: Home, shown: tuple[date, ...]) -> Moment | None:
    for stated, method in places:
        if stated:
            return moment_of(stated, method, home, shown)
    return None


def _days(sources: Sources, near: list[ShownDate]) -> tuple[date, ...]:
    """The days in the address and beside the title, which say on which day a time in UTC fell."""
    stated = [address_day(sources.url), *(shown.date for shown in near if not shown.is_change)]
    return tuple(
        statement.when.date()
        for statement in stated
        if statement and statement.precision in ("day", "minute", "second")
    )
