"""A moment means one prefix of the log, or is refused with a reason that says what to ask for."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from small_warehouse_file import plan_of

from dagster_project.moments import (
    OtherLog,
    citation,
    cited_prefix,
    parse_moment,
    prefix_of,
    published_prefix,
)
from dagster_project.publish import record_publication
from ingest.errors import ConfigurationError
from ingest.event_log import EventLog
from ingest.events import NewEvent
from ingest.home import Home

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
NOW = NOON + timedelta(days=30)
Append = Callable[..., None]


@pytest.fixture
def append(home: Home) -> Append:
    """Appends an event with the clock of the log at so many hours after noon."""

    def append_at(*hours: float) -> None:
        for hour in hours:
            clock = NOON + timedelta(hours=hour)
            log = EventLog(home.ledger, clock=lambda clock=clock: clock)
            event = NewEvent("Something", f"stream-{log.head().position}", 1, {}, NOON)
            log.append([event], actor="test", run_id="run")

    return append_at


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("2", 2),
        ("2026-03-05", 3),  # the whole day
        ("2026-03-05T12:00", 1),  # UTC, and what was recorded right then is known
        ("2026-03-05 13:59:59.999999", 1),
        ("2026-03-05T14:00:00Z", 2),
        ("2026-03-05T14:00+02:00", 1),
        ("2026-03-05T08:00-06:00", 2),
        ("2026-03-06", 3),
        ("2026-03-07", 4),
        ("2026-W10-6", 4),
    ],
)
def test_a_moment_means_all_that_was_recorded_by_then(
    append: Append, log: EventLog, text: str, position: int
) -> None:
    append(0, 2, 11.99, 42)
    assert prefix_of(log, text, NOW).position == position


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-03-04", "log begins at 2026-03-05T12:00:00Z"),
        ("2026-03-05T11:59:59", "log begins at 2026-03-05T12:00:00Z"),
        ("2026-05-01", "has not come yet.*it ends at position 2"),
        ("0", "no position 0: it has the positions 1 to 2"),
        ("3", "no position 3: it has the positions 1 to 2"),
        ("-1", "no moment"),
        ("yesterday", "no moment; write a position .1234., a date"),
        ("2026-02-30", "no moment"),
        ("2026-03-05T25:00", "no moment"),
        ("9999-12-31T23:59-23:00", "no moment"),
        ("", "no moment"),
        ("9" * 40, "no moment"),
    ],
)
def test_what_means_no_prefix_is_refused_with_the_reason(
    append: Append, log: EventLog, text: str, reason: str
) -> None:
    append(0, 1)
    with pytest.raises(ConfigurationError, match=reason):
        prefix_of(log, text, NOW)


def test_an_empty_log_says_so(log: EventLog) -> None:
    with pytest.raises(ConfigurationError, match="it is empty"):
        prefix_of(log, "1", NOW)
    with pytest.raises(ConfigurationError, match="the log is empty"):
        prefix_of(log, "2026-03-05", NOW)


def test_nothing_recorded_later_is_shown_after_a_clock_was_set_back(
    append: Append, log: EventLog
) -> None:
    append(0, 5, 1, 6)
    found = {hour: prefix_of(log, (NOON + timedelta(hours=hour)).isoformat(), NOW).position
             for hour in (0, 1, 4, 5, 6)}  # fmt: skip
    assert found == {0: 1, 1: 1, 4: 1, 5: 3, 6: 4}


def test_a_day_begins_where_before_it_is_asked_for() -> None:
    assert parse_moment("2026-03-05", end_of_day=False) == datetime(2026, 3, 5, tzinfo=UTC)


def test_a_citation_holds_as_long_as_the_log_is_the_same(
    append: Append, log: EventLog, home: Home
) -> None:
    append(0, 1, 2)
    cited = citation(prefix_of(log, "2", NOW))
    append(3)
    assert citation(cited_prefix(log, cited)) == cited
    assert cited_prefix(log, cited[:20].upper()).position == 2
    home.ledger.unlink()
    append(0, 1.5, 2)
    with pytest.raises(OtherLog, match="at position 2 this log has the hash"):
        cited_prefix(log, cited)


@pytest.mark.parametrize("text", ["2", "2:", "2:xyz", "2:0123", f"-1:{'0' * 64}", f"2:{'0' * 65}"])
def test_what_is_no_citation_is_refused(append: Append, log: EventLog, text: str) -> None:
    append(0, 1)
    with pytest.raises(ConfigurationError, match="write POSITION:HASH"):
        cited_prefix(log, text)


def test_what_readers_saw_is_the_prefix_of_the_last_build(append: Append, log: EventLog) -> None:
    append(0, 1)
    record_publication(log, plan_of(2), {}, 1, 0)
    append(2, 3)
    record_publication(log, plan_of(4), {}, 1, 0)
    shown = [published_prefix(log, prefix_of(log, text, NOW)).position for text in "3456"]
    assert shown == [2, 2, 2, 4]
    with pytest.raises(ConfigurationError, match="nothing was published yet at position 2"):
        published_prefix(log, prefix_of(log, "2", NOW))
