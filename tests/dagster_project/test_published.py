"""Whether there is anything to build."""

from dataclasses import replace

import pytest
from few_articles import RECORDS, ingest_records
from small_warehouse_file import plan_of, write_work_warehouse

from dagster_project import published as published_module
from dagster_project.publish import publish, record_publication
from dagster_project.published import is_up_to_date, read_publication, waiting_events
from ingest.event_log import EventLog
from ingest.home import Home


@pytest.fixture
def published(home: Home, log: EventLog, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home whose published file ends where the log does, made by the code `code`."""
    import duckdb

    monkeypatch.setattr(published_module, "code_version", lambda: "code")
    ingest_records(home, RECORDS[:4])
    head = log.head()
    write_work_warehouse(home, head.position)
    with duckdb.connect(home.work_warehouse) as connection:
        connection.execute("update publication set log_hash = ?", [head.hash])
    publish(home, plan_of(head.position))
    record_publication(log, replace(plan_of(head.position), log_hash=head.hash), {}, 1, 0)
    return home


def test_nothing_published_is_not_up_to_date(home: Home, log: EventLog) -> None:
    assert read_publication(home) is None
    assert not is_up_to_date(home, log)


def test_saying_that_it_was_published_changes_nothing(published: Home, log: EventLog) -> None:
    known = read_publication(published)

    assert known is not None
    assert log.head().position == known.log_position + 1
    assert waiting_events(log, known) == 0
    assert is_up_to_date(published, log)


def test_a_file_that_the_log_does_not_know_of_is_published_again(
    published: Home, log: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(published_module, "STREAM", "of a build that died before it said so")

    assert not is_up_to_date(published, log)


def test_what_was_ingested_since_waits(published: Home, log: EventLog) -> None:
    ingest_records(published)

    assert waiting_events(log, read_publication(published)) == 2
    assert not is_up_to_date(published, log)


def test_changed_code_makes_it_stale(
    published: Home, log: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(published_module, "code_version", lambda: "changed")

    assert not is_up_to_date(published, log)


def test_another_log_makes_it_stale(published: Home, log: EventLog) -> None:
    published.ledger.unlink()
    ingest_records(published, RECORDS[2:])

    assert not is_up_to_date(published, log)
