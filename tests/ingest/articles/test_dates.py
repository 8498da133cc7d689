"""What a stated date allows, and what is no date."""

from datetime import UTC, datetime

import pytest

from ingest.articles.dates import parse_date
from ingest.articles.zones import abbreviated_zone, country_zone


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("2020-08-20T10:57:00+03:00", "2020-08-20T07:57:00", "second"),
        ("2020-08-20 10:57", "2020-08-20T10:57:00", "minute"),
        ("20200820T105700Z", "2020-08-20T10:57:00", "second"),
        ("Tue, 18 Aug 2020 10:57:00 +0300", "2020-08-18T07:57:00", "second"),
        ("3:45 PM EDT, Tue August 18, 2020", "2020-08-18T19:45:00", "minute"),
        ("18.08.2020, 10:57 MSK", "2020-08-18T07:57:00", "minute"),
        ("1597834567", "2020-08-19T10:56:07", "second"),
        ("1597834567000", "2020-08-19T10:56:07", "second"),
        ("August 18, 2020", "2020-08-18T00:00:00", "day"),
        ("18th of August 2020", "2020-08-18T00:00:00", "day"),
        ("2020-08-20T00:00:00+03:00", "2020-08-20T00:00:00", "day"),
        ("12/30/17", "2017-12-30T00:00:00", "day"),
        ("2020-08", "2020-08-01T00:00:00", "month"),
        ("Aug 2020", "2020-08-01T00:00:00", "month"),
        ("2020", "2020-01-01T00:00:00", "year"),
    ],
)
def test_a_statement_is_read_as_precisely_as_it_is_made(
    text: str, value: str, precision: str
) -> None:
    statement = parse_date(text)
    assert statement is not None
    moment = statement.moment("metadata")
    assert moment.value == datetime.fromisoformat(value).replace(tzinfo=UTC)
    assert (moment.precision, moment.method) == (precision, "metadata")


@pytest.mark.parametrize(
    "text",
    [
        "", "0001-11-30", "0000-00-00", "2020-02-30", "31 June 2020", "1970-01-01T00:00:00Z", "9999-12-31",
        "July 4", "In August 18, 2020 we met", "2020-08-20T25:00:00", "version 2.11.2020.5", "12345", "99999999999999",
    ],
)  # fmt: skip
def test_what_cannot_be_or_says_more_is_no_date(text: str) -> None:
    assert parse_date(text) is None


def test_month_and_day_are_told_apart_only_where_it_is_known() -> None:
    american, other, unknown = (
        parse_date("3/4/2020", month_first=first) for first in (True, False, None)
    )
    assert american and american.when.month == 3
    assert other and other.when.month == 4
    assert unknown and unknown.precision == "year"


def test_an_ambiguous_zone_is_no_zone() -> None:
    assert abbreviated_zone("IST") is None
    assert abbreviated_zone("CST") is None
    assert country_zone("US") is None
    assert country_zone("CN") is not None
