"""Erasing from a whole home: no trace is left in any file, the log verifies, and a killed run is completed."""

import gzip
import json
import shutil
import sqlite3
import zipfile
import zlib
from contextlib import closing

import duckdb
import pytest
import zstandard
from few_articles import BUILD_SECONDS, NEW, RECORDS, ingest_records, newsledger

from dagster_project import erasing
from dagster_project.erasing import erase, resume
from dagster_project.erasure_marker import refuse_if_cut_short
from dagster_project.residue import find_residue
from ingest.corrections import find_article
from ingest.erasure.planning import articles_naming, plan_erasure
from ingest.erasure.traces import Traces
from ingest.errors import ConfigurationError
from ingest.event_log import EventLog

SECRET = "Odalric Venn sleeps at the customs house"


@pytest.fixture
def log(built):
    return EventLog(built.ledger)


def erase_marsh(home, log):
    """Everything that names one person; every sample article does."""
    plan = plan_erasure(log, articles_naming(log, ["Leo Marsh"]), ["Leo Marsh"])
    assert "Leo Marsh" in plan.traces.strings
    return plan, erase(home, log, plan, reason="asked for", decided_by="test")


def test_no_trace_is_left_in_any_file_of_the_home(built, log):
    traces = Traces.of(["Leo Marsh", RECORDS[0]["title"], RECORDS[0]["url"]])
    assert {built.ledger, built.published, built.work_internal} <= {
        *find_residue(built.root, traces).found
    }
    plan, done = erase_marsh(built, log)
    assert len(plan.article_ids) == len(RECORDS)
    assert not built.published.exists()
    scan = find_residue(built.root, Traces.of([*traces.strings, *plan.traces.strings]))
    assert (scan.found, scan.unreadable, done.residue) == ([], [], [])
    assert log.verify().ok


def test_the_receipt_counts_what_was_removed_and_quotes_nothing(built, log):
    plan, done = erase_marsh(built, log)
    receipt = json.loads(done.path.read_bytes())
    assert receipt["article_count"] == len(RECORDS)
    assert receipt["payload_counts"] == plan.payload_counts
    assert receipt["removed_files"]["work"] > 0
    assert not plan.traces.is_in(done.path.read_bytes())
    assert not list(log.blobs())


def test_erasing_twice_changes_nothing(built, log):
    erase_marsh(built, log)
    head, content = log.head(), built.ledger.read_bytes()
    plan = plan_erasure(log, articles_naming(log, ["Leo Marsh"]), ["Leo Marsh"])
    assert not plan.positions
    assert resume(built, log) is None
    assert (log.head(), built.ledger.read_bytes()) == (head, content)


@pytest.mark.parametrize("step", ["_remove_derived", "find_residue", "rewrite"])
def test_an_erasure_that_was_cut_short_stops_builds_until_it_is_completed(
    built, log, monkeypatch, step
):
    class Killed(BaseException):
        pass

    def die(*_args, **_kwargs):
        raise Killed

    with monkeypatch.context() as patched:
        if step == "rewrite":
            patched.setattr(EventLog, "rewrite", die)
        else:
            patched.setattr(erasing, step, die)
        with pytest.raises(Killed):
            erase_marsh(built, log)
    with pytest.raises(ConfigurationError, match="cut short"):
        refuse_if_cut_short(built)
    assert resume(built, log) is not None
    refuse_if_cut_short(built)
    assert find_residue(built.root, Traces.of(["Leo Marsh", RECORDS[0]["title"]])).found == []
    assert log.verify().ok


def test_an_erasure_killed_before_the_log_knew_of_it_has_done_nothing(built, log):
    built.erasure_marker.write_text('{"erasure')
    before = log.head()
    assert resume(built, log) is None
    assert log.head() == before
    assert built.published.exists()
    refuse_if_cut_short(built)


def test_a_reason_that_quotes_what_is_erased_is_refused(built, log):
    plan = plan_erasure(log, articles_naming(log, ["Leo Marsh"]), ["Leo Marsh"])
    with pytest.raises(ConfigurationError, match="may not quote"):
        erase(built, log, plan, reason="leo marsh asked", decided_by="test")
    assert log.verify().ok
    assert built.published.exists()


def test_inputs_and_as_of_files_in_the_home_go_and_files_of_others_are_reported(built, log):
    (built.inbox / "done").mkdir(parents=True)
    (built.inbox / "done" / "old.jsonl").write_text(json.dumps(RECORDS[0]))
    as_of = shutil.copy(built.published, built.root / "monday.duckdb")
    notes = built.root / "notes.txt"
    notes.write_text("call Leo Marsh")
    _, done = erase_marsh(built, log)
    assert done.residue == [notes]
    assert not as_of.exists()
    assert not list((built.inbox / "done").iterdir())


def test_a_trace_is_found_in_every_kind_of_file(tmp_path):
    secret, zipped = SECRET.encode(), tmp_path / "a.zip"
    (tmp_path / "plain").write_bytes(b"x" * 16_000_000 + secret)
    (tmp_path / "a.gz").write_bytes(gzip.compress(secret))
    (tmp_path / "a.zst").write_bytes(zstandard.compress(secret))
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.gz", gzip.compress(secret))
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as connection:
        connection.execute("create table t (packed blob)")
        connection.execute("insert into t values (?)", [zlib.compress(secret)])
        connection.commit()
    with duckdb.connect(tmp_path / "a.duckdb") as connection:
        connection.execute("create table t as select {'texts': [$1]} as nested", [SECRET])
    with duckdb.connect(tmp_path / "b.duckdb") as connection:
        connection.execute("create table t as select $1::blob as raw", [zstandard.compress(secret)])
    (tmp_path / f"{SECRET}.txt").write_bytes(b"")
    (tmp_path / "innocent.gz").write_bytes(gzip.compress(b"nothing"))
    (tmp_path / "broken.gz").write_bytes(gzip.compress(b"nothing")[:12])
    (tmp_path / "broken.duckdb").write_bytes(b"12345678DUCK")
    scan = find_residue(tmp_path, Traces.of([SECRET]))
    missed = {path.name for path in tmp_path.iterdir()} - {path.name for path in scan.found}
    assert missed == {"innocent.gz", "broken.gz", "broken.duckdb"}
    assert [path.name for path in scan.unreadable] == ["broken.duckdb"]


@pytest.mark.slow
def test_the_command_erases_builds_again_and_refuses_it_from_then_on(built):
    ingest_records(built, NEW)
    url = NEW[0]["url"]
    assert json.loads(newsledger(built, "articles", "erase", url, "--dry-run", "--json").stdout) == {
        "articles": 1, "payloads": {"ArticleObserved": 1}, "blobs": 1,
    }  # fmt: skip
    assert newsledger(built, "articles", "erase", url).returncode == 1  # no reason
    article_id = find_article(EventLog(built.ledger), url)
    done = newsledger(
        built, "articles", "erase", url, "--reason", "asked for", timeout=BUILD_SECONDS
    )
    assert done.returncode == 0, done.stderr
    query = f"select pub_status, body_text from articles where article_id = '{article_id}'"
    shown = newsledger(built, "sql", query, "--json").stdout
    assert json.loads(shown) == [{"pub_status": "erased", "body_text": None}]
    assert newsledger(built, "verify").returncode == 0
    assert find_residue(built.root, Traces.of([url, NEW[0]["title"]])).found == []
    assert ingest_records(built, NEW).refused == 1
    assert "gone already" in newsledger(built, "articles", "erase", url).stdout
