"""A second extractor from its first run to its promotion and back, through the real Dagster job."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner
from few_articles import NEW, RECORDS, ingest_records
from toy_extractor import PoolInProcess, ToyExtractor

from dagster_project.cli.group import main
from dagster_project.evidence import verify_evidence
from dagster_project.published import is_up_to_date
from dagster_project.run_build import run_build
from dagster_project.warehouse import open_internal
from ingest import extraction
from ingest.event_log import EventLog
from ingest.extract import EXTRACTORS, VERSIONS
from ingest.extractor_choice import SETTING
from ingest.home import Home

pytestmark = pytest.mark.slow
OLD_LOG = Path(__file__).parents[1] / "fixtures" / "logs" / "v0_1_articles" / "ledger.duckdb"
TEXTS = len({record["text"] for record in RECORDS})


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The toy beside the rules, which are the configured extractor; builds run in this process."""
    monkeypatch.setitem(EXTRACTORS, "toy", ToyExtractor)
    monkeypatch.setitem(VERSIONS, "toy", "1")
    monkeypatch.setenv(SETTING, "rules")
    monkeypatch.setattr(extraction, "ProcessPool", PoolInProcess)
    for name in ("HOME", "WORK_WAREHOUSE", "WORK_INTERNAL"):  # set by builds, put back by this
        monkeypatch.setenv(f"NEWSLEDGER_{name}", "")


def run(home: Home, *arguments: str) -> Any:
    """What a command prints as JSON."""
    result = CliRunner().invoke(main, [*arguments, "--json", "--home", str(home.root)])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def query(home: Home, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(home.published, read_only=True) as connection:
        return connection.execute(sql).fetchall()


def everything(home: Home) -> dict[str, list[tuple[Any, ...]]]:
    """Every public row that is not about the build itself."""
    tables = query(home, "select table_name from duckdb_tables() where table_name != 'publication'")
    return {name: query(home, f"from {name} order by all") for (name,) in tables}


def fingerprint(home: Home) -> str:
    return hashlib.sha256(home.published.read_bytes()).hexdigest()


def full_refreshes(home: Home) -> list[bool]:
    with open_internal(home) as connection:
        rows = connection.execute("select is_full_refresh from raw.builds order by finished_at")
        return [is_full for (is_full,) in rows.fetchall()]


def test_an_extractor_is_run_compared_promoted_and_demoted(home: Home, log: EventLog) -> None:
    ingest_records(home)
    run_build(home)
    with_rules, published = everything(home), fingerprint(home)
    rules = f"rules@{VERSIONS['rules']}"

    # Beside the current one: nothing that is public changes, and nothing waits for a build.
    assert run(home, "extractors", "run", "toy", "--limit", "2")["texts"] == 2
    assert run(home, "extractors", "run", "toy")["texts"] == TEXTS - 2
    assert is_up_to_date(home, log)
    assert fingerprint(home) == published
    listed = {
        f"{one['extractor']}@{one['version']}": one for one in run(home, "extractors", "list")
    }
    assert (listed["toy@1"]["texts"], listed["toy@1"]["is_current"]) == (TEXTS, False)
    assert (listed[rules]["texts"], listed[rules]["is_current"]) == (TEXTS, True)

    found = run(home, "extractors", "diff", "rules", "toy@1", "--examples", "1")
    assert found["texts"] == {"both": TEXTS, "old_only": 0, "new_only": 0}
    assert found["new"]["claims"] == TEXTS
    assert found["lost"] + found["changed"] + TEXTS > found["old"]["claims"] > TEXTS
    assert found["examples"][0]["old"]["content_text"]

    # Promoted: the next build adds it to the tables, as one that makes them anew would.
    assert run(home, "extractors", "promote", "toy", "--reason", "a test")["previous"] == rules
    assert not is_up_to_date(home, log)
    run_build(home)
    assert query(home, "select distinct extractor, modality from claims") == [("toy", "intended")]
    assert query(home, "select count(*) from claims") == [(len(RECORDS),)]
    assert query(home, "select extractor, extractor_version from publication") == [("toy", "1")]
    assert full_refreshes(home) == [True, False]
    with_toy = everything(home)
    run_build(home, full_refresh=True)
    assert everything(home) == with_toy

    # New texts are extracted by the promoted one, and by the old one when it is current again.
    ingest_records(home, NEW)
    run_build(home)
    assert query(home, "select distinct extractor from claims") == [("toy",)]
    run(home, "extractors", "promote", rules, "--reason", "another test")
    run_build(home)
    assert query(home, "select distinct extractor from claims") == [("rules",)]
    again = everything(home)["claims"]
    assert [row for row in with_rules["claims"] if row not in again] == []
    assert log.counts()["ArticleExtracted"] == 2 * (TEXTS + len(NEW))
    assert log.verify().ok
    assert verify_evidence(home, log).problems == []


def test_a_log_of_the_first_release_is_built(home: Home, log: EventLog) -> None:
    """Its extractions are version 1 of their event; what that did not say is unknown."""
    shutil.copy(OLD_LOG, home.ledger)
    before = log.counts()
    run(home, "extractors", "promote", "rules@1", "--reason", "as they were")

    run_build(home)

    assert log.counts()["ArticleExtracted"] == before["ArticleExtracted"]
    claims = query(
        home,
        "select speaker_text, cue_text, content_text, speaker_kind, modality, outer_claim_id, "
        "addressee_spans from claims where source_id = 'courier.example' and not is_headline "
        "order by content_spans[1].start_char",
    )
    rest = ("asserted", None, [])
    assert claims == [
        (
            "Captain Leo Marsh",
            "said",
            "that two cracks had been found in the pier",
            "unknown",
            *rest,
        ),
        (None, None, "The cracks are wider than a hand", "none", *rest),
        ("He", "urged", "to close it at once", "unknown", *rest),
        ("Marsh", "said", "that Bergström promised a new pier last spring", "unknown", *rest),
    ]
    assert query(home, "select distinct extractor_version from claims") == [("1",)]
    assert verify_evidence(home, log).problems == []
