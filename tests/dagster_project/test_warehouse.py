"""Copying the log into the work database, and the books about builds and checks."""

from datetime import UTC, datetime

import duckdb
from few_articles import RECORDS, ingest_records

from dagster_project.check_book import add_check_results, clear_check_results
from dagster_project.warehouse import (
    FinishedBuild,
    drop_tables,
    last_finished_build,
    load_events,
    open_internal,
    record_build,
)
from expectations.runner import CheckResult
from ingest.event_log import EventLog
from ingest.home import Home


def raw_rows(home: Home, query: str) -> list[tuple[object, ...]]:
    with open_internal(home) as connection:
        return connection.execute(query).fetchall()


def test_the_raw_events_are_the_log(home: Home, log: EventLog) -> None:
    ingest_records(home)

    copied, position = load_events(home, log)

    [batch] = log.read()
    assert copied == position == log.head().position
    assert raw_rows(home, "select log_position, hash from raw.events order by 1") == [
        *zip(batch["log_position"].to_pylist(), batch["hash"].to_pylist(), strict=True)
    ]


def test_only_what_is_new_is_copied(home: Home, log: EventLog) -> None:
    ingest_records(home, RECORDS[:4])
    first, _ = load_events(home, log)
    ingest_records(home, RECORDS)

    second, position = load_events(home, log)
    third, _ = load_events(home, log)

    assert (second, third) == (2, 0)
    assert first + second == position
    assert raw_rows(home, "select count(distinct log_position) from raw.events") == [(position,)]


def test_another_log_makes_the_work_database_start_anew(home: Home, log: EventLog) -> None:
    ingest_records(home)
    load_events(home, log)
    home.ledger.unlink()
    ingest_records(home, RECORDS[:3])

    copied, position = load_events(home, log)

    assert copied == position == log.head().position
    titles = "select count(*) from raw.events where event_type = 'ArticleObserved'"
    assert raw_rows(home, titles) == [(3,)]


def test_a_log_that_is_as_long_but_another_is_noticed(home: Home, log: EventLog) -> None:
    ingest_records(home, RECORDS[:3])
    load_events(home, log)
    home.ledger.unlink()
    ingest_records(home, RECORDS[3:])

    copied, position = load_events(home, log)

    assert copied == position


def test_check_results_have_a_row_for_each_failing_key(home: Home) -> None:
    results = [
        CheckResult("holds", "claims", "error", True, "holds"),
        CheckResult("words", "claims", "error", False, "2 rows", ("c1", "c2"), ("too", "short")),
        CheckResult("share", "claims", "warn", False, "observed 0.1"),
    ]

    clear_check_results(home)
    add_check_results(home, results, 7)
    add_check_results(home, results, 7)  # a step that is tried again

    assert raw_rows(
        home, "select check_name, passed, row_key, detail from raw.check_results order by all"
    ) == [
        ("holds", True, None, "holds"),
        ("share", False, None, "observed 0.1"),
        ("words", False, "c1", "too"),
        ("words", False, "c2", "short"),
    ]


def test_a_finished_build_is_remembered_while_its_tables_are_there(home: Home) -> None:
    now = datetime.now(UTC)
    build = FinishedBuild("run", 0, 5, now, now, "code", "rules", "1", True)
    record_build(home, build)

    assert last_finished_build(home) is None  # no tables: nothing to add to
    duckdb.connect(home.work_warehouse).close()
    assert last_finished_build(home) == build


def test_the_last_build_is_the_last_one_written_down_whatever_the_clock_said(home: Home) -> None:
    later, now = datetime(2199, 1, 1, tzinfo=UTC), datetime.now(UTC)
    duckdb.connect(home.work_warehouse.parent.mkdir(parents=True) or home.work_warehouse).close()
    record_build(home, FinishedBuild("in 2199", 0, 5, later, later, "old", "rules", "1", True))
    build = FinishedBuild("now", 5, 7, now, now, "code", "rules", "1", False)
    record_build(home, build)

    assert last_finished_build(home) == build


def test_a_rebuild_begins_without_tables_but_with_the_events(home: Home, log: EventLog) -> None:
    ingest_records(home)
    _, position = load_events(home, log)
    with duckdb.connect(home.work_warehouse) as connection:
        connection.execute("create table made_by_older_code as select 1")
    with open_internal(home) as connection:
        connection.execute("create schema staging; create view staging.old as select 1")

    drop_tables(home)

    assert not home.work_warehouse.exists()
    assert raw_rows(home, "select max(log_position) from raw.events") == [(position,)]
    assert raw_rows(home, "from duckdb_schemas() where schema_name = 'staging'") == []
