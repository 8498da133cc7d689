"""What a text leaves open is closed only by the time of observation, and then says so."""

from datetime import UTC, date, datetime

import pytest

from ingest.articles import parse
from ingest.articles.relative_days import parse_yearless, resolve_year
from ingest.documents import Moment, RawDocument
from ingest.sources import SourceRegistry

PROSE = "The old ferry will sail again, the council of the islands decided after a long debate on its repairs."
THURSDAY = datetime(2021, 3, 4, 18, 0, tzinfo=UTC)


def published(
    text: str, registry: SourceRegistry, observed_at: datetime | None = THURSDAY
) -> Moment:
    raw = RawDocument("note.txt", text.encode(), "text/plain", observed_at=observed_at)
    return parse(raw, registry).published


def test_on_tuesday_is_a_range_that_ends_with_the_observation(registry: SourceRegistry) -> None:
    moment = published(f"The mayor said on Tuesday that it was late.\n\n{PROSE}", registry)
    assert (moment.value, moment.precision, moment.method) == (None, "unknown", "weekday")
    assert moment.earliest == datetime(2021, 3, 1, 10, 0, tzinfo=UTC)  # Tuesday in the first zone
    assert moment.latest == THURSDAY


def test_the_first_weekday_that_is_told_of_bounds_the_range(registry: SourceRegistry) -> None:
    text = f"The mayor said on Tuesday it was late. The yard closed on Friday.\n\n{PROSE}"
    assert published(text, registry).earliest == datetime(2021, 3, 1, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "sentence",
    [
        "The yard will open on Wednesday.",
        "The mayor said last Tuesday that it was late.",
        "Back in 2012 the mayor said on Tuesday that it was late.",
        "Ferries sail on Tuesday.",
    ],
)
def test_plans_habits_and_old_texts_bound_nothing(sentence: str, registry: SourceRegistry) -> None:
    assert published(f"{sentence}\n\n{PROSE}", registry) == Moment()


def test_without_an_observation_a_weekday_says_nothing(registry: SourceRegistry) -> None:
    text = f"The mayor said on Tuesday that it was late.\n\n{PROSE}"
    assert published(text, registry, None) == Moment()


def test_a_dateline_without_year_takes_that_of_an_observation_soon_after(
    registry: SourceRegistry,
) -> None:
    text = f"MINSK, March 2 (Xinhua) -- {PROSE}\n\n{PROSE}"
    moment = published(text, registry)
    assert (moment.local_day, moment.precision) == (date(2021, 3, 2), "day")
    assert moment.method == "year_of_observation"
    assert published(text, registry, None) == Moment()
    assert published(text, registry, datetime(2021, 8, 1, tzinfo=UTC)) == Moment()


def test_the_year_may_be_the_one_before_the_observation() -> None:
    stated = resolve_year(parse_yearless("Dec. 30"), datetime(2021, 1, 2, tzinfo=UTC))
    assert stated is not None and stated.when.date() == date(2020, 12, 30)


def test_a_weekday_that_does_not_fit_says_that_the_text_is_older() -> None:
    assert resolve_year(parse_yearless("Tuesday, March 2"), THURSDAY) is not None
    assert resolve_year(parse_yearless("Friday, March 2"), THURSDAY) is None


def test_an_age_is_a_range(registry: SourceRegistry) -> None:
    moment = published(f"By Ann Lee | 3 hours ago\n\n{PROSE}\n\n{PROSE}", registry)
    assert moment.method == "age"
    assert moment.earliest == datetime(2021, 3, 4, 14, 0, tzinfo=UTC)
    assert moment.latest == datetime(2021, 3, 4, 15, 0, tzinfo=UTC)
