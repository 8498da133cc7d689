"""What people decide about an article, and how they see what happened to it."""

import json
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result
from few_articles import RECORDS, ingest_records

from dagster_project.cli.group import main
from ingest.event_log import EventLog
from ingest.home import Home

URL = str(RECORDS[0]["url"])
TEXTS = (
    "The pier will close, she said.\n\nShips wait.\n\nNobody asked.",
    "The pier may close, she said.\n\nSHIPS wait!\n\nNobody asked.\n\n[red]Correction[/]: it was \x1b[31m9.",
)


def run(home: Home, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["articles", *arguments, "--home", str(home.root)])


@pytest.fixture
def ingested(home: Home) -> Home:
    ingest_records(home, RECORDS[:2])
    return home


@pytest.fixture
def revised(ingested: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A published file with two versions of one article, as the dashboard's tests have them."""
    schema = Path(__file__).parents[1] / "dashboard" / "small_warehouse.sql"
    article_id = str(EventLog(ingested.ledger).streams("ArticleObserved")[0]).removeprefix(
        "article-"
    )
    with duckdb.connect(ingested.published) as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute(schema.read_text())
        for number, text in enumerate(TEXTS, 1):
            connection.execute(
                """
                insert into article_versions by name select
                    'ver_' || $number as version_id, $article_id as article_id, 'Pier' as title,
                    if($number = 1, 'original', 'correction') as revision_kind, $text as body_text,
                    'usable' as pub_status, $number as version, true as is_substantive,
                    'ingest' as recorded_by, $number as log_position, 1 as changed_claim_count,
                    timestamptz '2026-11-01 08:00:00Z' as valid_from, now() as recorded_at
                """,
                {"number": number, "text": text, "article_id": article_id},
            )
        connection.execute(
            """
            insert into claim_changes by name select
                'chg' as claim_change_id, $article_id as article_id, 'ver_1' as from_version_id,
                'ver_2' as to_version_id, 'softened' as change, 2 as log_position,
                'The pier will close' as previous_content_text, 'The pier may close' as content_text,
                []::varchar[] as figures, []::varchar[] as previous_figures
            """,
            {"article_id": article_id},
        )
    return ingested


def test_a_correction_is_recorded_with_who_and_why(ingested: Home) -> None:
    asked = [
        "correct",
        URL,
        "--author",
        "Lena Holm",
        "--reason",
        "misread",
        "--by",
        "Ida",
        "--json",
    ]
    done = json.loads(run(ingested, *asked).stdout)
    assert (done["event_type"], done["changed"]) == ("ArticleCorrected", ["author"])
    assert done["log_position"] == EventLog(ingested.ledger).head().position
    again = run(ingested, *asked)
    assert (again.exit_code, "nothing to correct" in again.stderr) == (1, True)


def test_a_text_is_corrected_from_a_file(ingested: Home, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(b"\xff\xfe")
    asked = ["correct", URL, "--text", str(path), "--reason", "misread"]
    assert "cannot be read as UTF-8" in run(ingested, *asked).stderr
    path.write_text("The pier stays open, and that is that.")
    assert "has another body_text" in run(ingested, *asked).stdout


def test_a_withdrawal_needs_a_reason_and_an_article(ingested: Home) -> None:
    assert run(ingested, "withdraw", URL).exit_code == 2
    unknown = run(ingested, "withdraw", "art_nowhere", "--reason", "untrue")
    assert (unknown.exit_code, "no article 'art_nowhere'" in unknown.stderr) == (1, True)
    assert "is canceled" in run(ingested, "withdraw", URL, "--reason", "untrue").stdout


def test_the_history_of_an_article_is_told_in_order(revised: Home) -> None:
    lines = run(revised, "history", URL).stdout.splitlines()
    assert "original" in lines[1] and "correction" in lines[2]
    assert "seen 2026-11-01 08:00" in lines[1] and "1 claims changed" in lines[2]
    records = json.loads(run(revised, "history", URL, "--json").stdout)
    assert [record["version"] for record in records] == [1, 2]


def test_a_difference_names_paragraphs_words_and_claims(revised: Home) -> None:
    shown = run(revised, "diff", URL).stdout
    assert "version 1 → 2" in shown
    assert "The pier [-will-]{+may+} close, she said." in shown
    assert "paragraph 2 changed, trivial" in shown
    assert "paragraph 4 added" in shown
    assert "claim softened" in shown
    assert "[red]Correction[/]" in shown  # neither markup nor an escape sequence
    assert "\x1b" not in shown
    found = json.loads(run(revised, "diff", URL, "--from", "1", "--to", "2", "--json").stdout)
    assert [(one["change"], one["number"]) for one in found["paragraphs"]] == [
        ("changed", 1), ("changed", 2), ("added", 4),
    ]  # fmt: skip
    assert found["claims"][0]["change"] == "softened"


def test_versions_that_are_not_there_are_named(revised: Home) -> None:
    result = run(revised, "diff", URL, "--to", "7")
    assert (result.exit_code, "it has versions 1 to 2" in result.stderr) == (1, True)


def test_what_is_not_published_yet_says_what_to_run(ingested: Home) -> None:
    result = run(ingested, "history", URL)
    assert (result.exit_code, "newsledger build" in result.stderr) == (1, True)
