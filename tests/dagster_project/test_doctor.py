"""What is wrong is named with what to do, and a home that is well has no findings."""

import json
import os

import pytest
from few_articles import ingest_records

from dagster_project.build_lock import hold_build_lock
from dagster_project.doctor import examine
from dagster_project.journal import BuildJournal, note
from ingest.home import Home


def subjects(home):
    return {(finding.subject, finding.severity) for finding in examine(home)}


@pytest.fixture
def ingested(home):
    ingest_records(home)
    return home


def test_a_home_that_was_built_is_well(built):
    assert examine(built) == []


def test_a_home_that_is_not_there_says_how_it_is_made(tmp_path):
    found = examine(Home(tmp_path / "nowhere"))
    assert {finding.subject for finding in found} == {"folder", "log"}
    assert all("newsledger ingest" in finding.remedy for finding in found)


def test_a_damaged_log_is_an_error_and_the_other_checks_go_on(built):
    built.ledger.write_bytes(b"rubbish" * 1000)
    BuildJournal(run_id="x", status="failed", error="a check").save(built)
    assert {("log", "error"), ("build", "error")} <= subjects(built)


def test_builds_that_failed_or_were_killed_are_named(ingested):
    assert ("published", "warn") in subjects(ingested)
    BuildJournal(run_id="x", status="running").save(ingested)
    assert ("build", "warn") in subjects(ingested)
    with hold_build_lock(ingested.build_lock):
        assert "build" not in {subject for subject, _ in subjects(ingested)}
    note(ingested, status="failed", error="a blocking check failed")
    assert ("build", "error") in subjects(ingested)


def test_an_erasure_that_was_cut_short_says_how_to_complete_it(ingested):
    ingested.erasure_marker.write_text("{}")
    (finding,) = [one for one in examine(ingested) if one.subject == "erasure"]
    assert finding.remedy == "newsledger articles erase --resume"


def test_leftovers_old_inputs_and_broken_settings_are_found(ingested):
    (ingested.root / ".warehouse.duckdb.tmp").write_bytes(b"half")
    ingested.inbox.mkdir()
    (ingested.inbox / "old.txt").write_text("waits")
    os.utime(ingested.inbox / "old.txt", (0, 0))
    ingested.sources_file.write_text("sources: [")
    assert {("leftovers", "warn"), ("inbox", "warn"), ("settings", "error")} <= subjects(ingested)


def test_a_published_file_of_another_log_is_an_error(built, tmp_path):
    other = Home(tmp_path / "other")
    other.root.mkdir()
    ingest_records(other)
    other.ledger.replace(built.ledger)
    assert ("published", "error") in subjects(built)


def test_a_disk_that_is_nearly_full_is_an_error(ingested, monkeypatch):
    monkeypatch.setattr("dagster_project.disk.LEAST_FREE", 10**18)
    assert ("disk", "error") in subjects(ingested)


def test_a_broken_run_history_is_an_error(ingested):
    (ingested.dagster / "history").mkdir(parents=True)
    (ingested.dagster / "history" / "runs.db").write_bytes(b"no database at all" * 100)
    assert ("dagster", "error") in subjects(ingested)


def test_the_command_ends_with_an_error_only_when_something_stops_work(built, tmp_path):
    from click.testing import CliRunner

    from dagster_project.cli import main

    def run(home):
        done = CliRunner().invoke(main, ["doctor", "--json", "--home", str(home.root)])
        return done.exit_code, json.loads(done.stdout)["ok"]

    assert run(built) == (0, True)
    (built.root / ".warehouse.duckdb.tmp").write_bytes(b"half")
    assert run(built) == (0, True)
    assert run(Home(tmp_path / "nowhere")) == (1, False)
