"""What a stated date means: an instant in UTC, its zone, the publisher's own day, and its bounds.

A clock without a zone is that of the outlet: of its country, of another time on the same page, or of the
country in its address, in this order; where none is known it stays as if UTC, says so, and its bounds
reach over every zone on earth.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from ingest.articles.dates import Statement
from ingest.articles.zones import country_zone
from ingest.documents import Moment

_CLOCK = ("second", "minute")
_EASTMOST, _WESTMOST = timedelta(hours=14), timedelta(hours=12)
_FARTHEST_WEST = timedelta(hours=10)  # where outlets are: Honolulu
_NO_OFFSET, _DAY = timedelta(0), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Home:
    """The zone in which an outlet writes, and how that is known: country | page | address | none."""

    zone: tzinfo | None = None
    method: str = "none"


def home_of(country: str | None, host: str | None, on_page: Iterable[Statement | None]) -> Home:
    """The outlet's zone; one offset other than UTC that its page states is its own."""
    if zone := country_zone(country):
        return Home(zone, "country")
    for stated in on_page:
        if stated and stated.precision in _CLOCK and stated.when.utcoffset():
            return Home(stated.when.tzinfo, "page")
    if zone := country_zone((host or "").rpartition(".")[2].upper().replace("UK", "GB")):
        return Home(zone, "address")
    return Home()


def moment_of(stated: Statement, method: str, home: Home, shown: Iterable[date] = ()) -> Moment:
    """The moment of a statement; ``shown`` are days in its address and text, the surest first."""
    is_clock = stated.precision in _CLOCK
    own = stated.when.tzinfo if is_clock else None
    zone = own or home.zone
    earliest, latest = _bounds(stated, zone)
    return replace(
        stated.moment(method, home.zone),
        zone=_name(zone, stated.when) if zone else None,
        zone_method="stated" if own else home.method,
        local_day=_local_day(stated, home, shown),
        earliest=earliest,
        latest=latest,
    )


def between(earliest: datetime, latest: datetime, method: str) -> Moment:
    """A time of which only bounds are known: no value, no precision."""
    return Moment(None, "unknown", method, earliest=earliest, latest=latest)


def _local_day(stated: Statement, home: Home, shown: Iterable[date]) -> date | None:
    """The day in the publisher's calendar; of a time in UTC the one that is shown, or that of its zone."""
    if stated.precision not in (*_CLOCK, "day"):
        return None
    day = stated.when.date()
    if stated.precision == "day" or stated.when.utcoffset() != _NO_OFFSET:
        return day
    for other in shown:
        if (stated.when - _FARTHEST_WEST).date() <= other <= (stated.when + _EASTMOST).date():
            return other
    return stated.when.astimezone(home.zone).date() if home.zone else day


def _bounds(stated: Statement, zone: tzinfo | None) -> tuple[datetime, datetime]:
    first = stated.when.replace(tzinfo=stated.when.tzinfo or zone or UTC)
    last = _last(stated, first)
    if zone is None:
        first, last = first - _EASTMOST, last + _WESTMOST
    return first.astimezone(UTC), last.astimezone(UTC)


def _last(stated: Statement, first: datetime) -> datetime:
    """The last second that the statement allows, in the zone of its first."""
    if stated.precision == "second":
        return first
    if stated.precision == "minute":
        return first + timedelta(seconds=59)
    if stated.precision == "day":
        end = first + _DAY
    elif stated.precision == "month":
        end = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    else:
        end = first.replace(year=first.year + 1)
    return end - timedelta(seconds=1)


def _name(zone: tzinfo, when: datetime) -> str:
    """``Europe/Minsk`` where a place is known, else the offset: ``+03:00``."""
    key = getattr(zone, "key", None)
    if key:
        return str(key)
    minutes = round((zone.utcoffset(when.replace(tzinfo=None)) or _NO_OFFSET).total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
