"""Whether there is anything to build."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from few_articles import RECORDS, ingest_records
from small_warehouse_file import plan_of, write_work_warehouse

from dagster_project import published as published_module
from dagster_project.publish import publish, record_publication
from dagster_project.published import is_up_to_date, read_publication, waiting_events
from ingest.event_log import EventLog
from ingest.events import ArticleExtracted, NewEvent
from ingest.extract import EXTRACTORS, VERSIONS
from ingest.extractor_choice import CONFIGURATION, SETTING, ExtractorId, promote, settle_choice
from ingest.home import Home


@pytest.fixture
def published(home: Home, log: EventLog, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home whose published file ends where the log does, made by the code `code`."""
    import duckdb

    monkeypatch.setattr(published_module, "code_version", lambda: "code")
    ingest_records(home, RECORDS[:4])
    settle_choice(log)
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


def extraction(log: EventLog, extractor: ExtractorId) -> None:
    payload = ArticleExtracted("hash", extractor.name, extractor.version, "none")
    event = NewEvent.of(
        "ArticleExtracted", extractor.stream_of("hash"), 1, payload, datetime.now(UTC)
    )
    log.append([event], actor="test", run_id="test")


def test_nothing_waits_for_what_a_candidate_found(published: Home, log: EventLog) -> None:
    extraction(log, ExtractorId("candidate", "1"))
    assert is_up_to_date(published, log)

    extraction(log, settle_choice(log).extractor)
    assert waiting_events(log, read_publication(published)) == 1


def test_a_promotion_waits_for_a_build(published: Home, log: EventLog) -> None:
    promote(log, ExtractorId("candidate", "1"), reason="better", decided_by="test")

    assert waiting_events(log, read_publication(published)) == 1
    assert not is_up_to_date(published, log)


def test_another_configured_extractor_waits_for_a_build_unless_a_person_decided(
    published: Home, log: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    current = settle_choice(log)
    assert current.decided_by == CONFIGURATION
    monkeypatch.setitem(EXTRACTORS, "other", EXTRACTORS[current.extractor.name])
    monkeypatch.setitem(VERSIONS, "other", "1")
    monkeypatch.setenv(SETTING, "other")
    assert not is_up_to_date(published, log)

    promote(log, current.extractor, reason="we stay with it", decided_by="test")
    assert settle_choice(log).extractor == current.extractor
