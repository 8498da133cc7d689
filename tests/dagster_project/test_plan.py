"""What a build takes: after the last one that passed, or everything."""

from dataclasses import replace

import duckdb
import pytest
from few_articles import RECORDS, ingest_records

from dagster_project import plan as plan_module
from dagster_project.plan import BuildPlan, finished, plan_build
from dagster_project.warehouse import load_events, record_build
from ingest.errors import ConfigurationError
from ingest.event_log import EventLog
from ingest.extractor_choice import ExtractorId, promote
from ingest.home import Home


@pytest.fixture
def loaded(home: Home, log: EventLog) -> Home:
    ingest_records(home, RECORDS[:4])
    load_events(home, log)
    duckdb.connect(home.work_warehouse).close()
    return home


def test_the_first_build_takes_everything(loaded: Home, log: EventLog) -> None:
    plan = plan_build(loaded, "run")

    assert (plan.from_position, plan.to_position) == (0, log.head().position)
    assert plan.log_hash == log.head().hash
    assert plan.is_full_refresh


def test_a_build_begins_where_the_last_one_that_passed_ended(loaded: Home, log: EventLog) -> None:
    first = plan_build(loaded, "first")
    record_build(loaded, finished(first))
    plan_build(loaded, "never finished")
    ingest_records(loaded)
    load_events(loaded, log)

    plan = plan_build(loaded, "second")

    assert (plan.from_position, plan.to_position) == (first.to_position, log.head().position)
    assert not plan.is_full_refresh


@pytest.mark.parametrize("what", ["asked for", "other code", "tables gone"])
def test_everything_is_built_anew_when(
    what: str, loaded: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_build(loaded, finished(plan_build(loaded, "first")))
    if what == "other code":
        monkeypatch.setattr(plan_module, "code_version", lambda: "changed")
    if what == "tables gone":
        loaded.work_warehouse.unlink()

    plan = plan_build(loaded, "run", what == "asked for")

    assert plan.is_full_refresh
    assert plan.from_position == 0


def test_another_extractor_is_an_event_to_add(loaded: Home, log: EventLog) -> None:
    record_build(loaded, finished(plan_build(loaded, "first")))
    chosen = promote(log, ExtractorId("more", "7"), reason="better", decided_by="test")
    load_events(loaded, log)

    plan = plan_build(loaded, "run")

    assert (plan.extractor, plan.extractor_version) == ("more", "7")
    assert finished(plan).extractor_id == chosen.extractor
    assert not plan.is_full_refresh


def test_a_plan_is_handed_on_between_processes(loaded: Home) -> None:
    plan = plan_build(loaded, "run")
    plan.save(loaded)

    assert BuildPlan.load(loaded) == replace(plan)


def test_without_a_plan_nothing_is_published(home: Home) -> None:
    BuildPlan.forget(home)

    with pytest.raises(ConfigurationError, match="not built as a whole"):
        BuildPlan.load(home)
