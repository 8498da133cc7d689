"""The whole way of the data, through the real Dagster job, on a handful of articles."""

import hashlib
import json
import subprocess
import sys
from datetime import UTC, datetime

import duckdb
import pytest
from few_articles import (
    BUILD_SECONDS,
    NEW,
    RECORDS,
    environment,
    ingest_records,
    newsledger,
)

from dagster_project.journal import BuildJournal
from dagster_project.published import read_publication
from dagster_project.warehouse import open_internal
from ingest.event_log import EventLog
from ingest.events import ArticleExtracted, MentionPayload, NewEvent
from ingest.extract import DEFAULT_EXTRACTOR, VERSIONS
from ingest.home import Home

pytestmark = pytest.mark.slow


def query(home: Home, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(home.published, read_only=True) as connection:
        return connection.execute(sql).fetchall()


def everything(home: Home) -> dict[str, list[tuple[object, ...]]]:
    """Every public row that is not about the build itself."""
    tables = query(home, "select table_name from duckdb_tables() where table_name != 'publication'")
    return {str(name): query(home, f"from {name} order by all") for (name,) in tables}


def fingerprint(home: Home) -> str:
    return hashlib.sha256(home.published.read_bytes()).hexdigest()


def builds(home: Home) -> list[tuple[object, ...]]:
    with open_internal(home) as connection:
        return connection.execute(
            "select from_position, to_position, is_full_refresh from raw.builds order by finished_at"
        ).fetchall()


def test_the_published_file_holds_what_was_ingested(built: Home) -> None:
    [(articles, claims, speakers)] = query(
        built,
        "select (select count(*) from articles), (select count(*) from claims), "
        "(select count(distinct speaker_text) from claims)",
    )
    assert articles == len(RECORDS)
    assert int(str(claims)) > len(RECORDS)
    assert int(str(speakers)) > 1

    published = read_publication(built)
    head = EventLog(built.ledger).head().position
    assert published is not None
    assert published.log_position == head - 1  # the last event says that it was published


def test_the_journal_tells_of_every_step(built: Home) -> None:
    journal = BuildJournal.load(built)

    assert journal.status == "published"
    assert journal.checks["passed"] > 60
    assert "failed" not in journal.checks
    assert [step["name"] for step in journal.steps] == [
        "event_log",
        "extractions",
        "story_assignments",
        "text_comparisons",
        "name_resolutions",
        "raw_events",
        "tables",
        "expectations",
        "what_checks_found",
        "published_warehouse",
    ]


def test_the_run_and_its_metadata_are_there_for_the_ui(built: Home) -> None:
    import dagster as dg

    from dagster_project.instance import open_instance

    with open_instance(built) as instance:
        [run] = instance.get_runs()
        materialization = instance.get_latest_materialization_event(dg.AssetKey("claims"))
        check = dg.AssetCheckKey(dg.AssetKey("claims"), "share_with_a_speaker")
        evaluated = instance.get_latest_asset_check_evaluation_record(check)

    assert run.is_success
    assert materialization is not None
    assert materialization.asset_materialization is not None
    metadata = materialization.asset_materialization.metadata
    assert metadata["dagster/row_count"].value == query(built, "select count(*) from claims")[0][0]
    assert "| claim_id |" in str(metadata["preview"].value)
    assert evaluated is not None


def test_the_second_build_does_nothing_and_calls_no_model(built: Home) -> None:
    before, head = fingerprint(built), EventLog(built.ledger).head()
    code = (
        "import sys; from dagster_project.cli import main\n"
        "try: main()\nexcept SystemExit as end: code = end.code\n"
        "heavy = {'spacy', 'dbt', 'dagster', 'great_expectations'} & set(sys.modules)\n"
        "sys.exit(code or sorted(heavy) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "build", "--home", str(built.root)],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing to do" in done.stdout
    assert (fingerprint(built), EventLog(built.ledger).head()) == (before, head)


def test_increments_give_what_a_rebuild_gives(built: Home) -> None:
    ingest_records(built, NEW)
    added = newsledger(built, "build", "--json", timeout=BUILD_SECONDS)
    assert added.returncode == 0, added.stderr
    assert json.loads(added.stdout)["journal"]["status"] == "published"
    after_increment, extracted = everything(built), EventLog(built.ledger).counts()

    rebuilt = newsledger(built, "build", "--full-refresh", timeout=BUILD_SECONDS)
    assert rebuilt.returncode == 0, rebuilt.stderr

    first, second, third = builds(built)
    assert second == (first[1], second[1], False)
    assert third == (0, third[1], True)
    assert everything(built) == after_increment
    counts = EventLog(built.ledger).counts()
    texts = {record["text"] for record in [*RECORDS, *NEW]}
    assert counts["ArticleExtracted"] == extracted["ArticleExtracted"] == len(texts)


def test_a_failing_check_leaves_the_old_file_until_its_cause_is_gone(built: Home) -> None:
    before = fingerprint(built)
    ingest_records(built, NEW)
    lie_about(built, "WRONG")

    first = newsledger(built, "build", timeout=BUILD_SECONDS)
    again = newsledger(built, "build", timeout=BUILD_SECONDS)  # not to be passed by trying again
    status = newsledger(built, "status")

    for refused in (first, again):
        assert refused.returncode == 1
        assert "assert_mentions_reread_their_article" in refused.stderr
        assert "men_" in refused.stderr
        assert "Traceback" not in refused.stderr
    assert fingerprint(built) == before
    assert "failed" in status.stdout
    assert "assert_mentions_reread_their_article" in status.stdout
    assert newsledger(built, "verify").returncode == 0  # what is published still holds


def lie_about(home: Home, text: str) -> None:
    """An extraction of the newest text whose mention is not what stands at its offsets."""
    log = EventLog(home.ledger)
    [*_, batch] = log.read(event_types=["ArticleObserved"])
    text_hash = json.loads(batch["payload"][-1].as_py())["text_hash"]
    version = VERSIONS[DEFAULT_EXTRACTOR]
    mention = MentionPayload("body", 0, len(text), text, "name", "person", text)
    payload = ArticleExtracted(text_hash, DEFAULT_EXTRACTOR, version, "none", [mention])
    stream = f"text-{text_hash}@{DEFAULT_EXTRACTOR}-{version}"
    event = NewEvent.of("ArticleExtracted", stream, 1, payload, datetime.now(UTC))
    log.append([event], actor="test", run_id="test")


def test_a_log_that_lost_articles_is_not_published_over_the_old_file(built: Home) -> None:
    before = fingerprint(built)
    built.ledger.unlink()
    ingest_records(built, RECORDS[:2])

    refused = newsledger(built, "build", timeout=BUILD_SECONDS)

    assert refused.returncode == 1
    assert "no_article_was_lost" in refused.stderr
    assert fingerprint(built) == before

    built.published.unlink()  # what the message says
    assert newsledger(built, "build", timeout=BUILD_SECONDS).returncode == 0
    assert query(built, "select count(*) from articles") == [(2,)]
