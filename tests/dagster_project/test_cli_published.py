"""Commands on a published file: ``sql`` reads nothing else, ``verify`` sees every difference."""

import json
import re

import duckdb
import pytest
from click.testing import CliRunner, Result
from few_articles import RECORDS

from dagster_project.cli.group import main
from ingest.home import Home

pytestmark = pytest.mark.slow


def run(home: Home, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--home", str(home.root)])


def test_sql_prints_a_table_json_or_csv(built_once: Home) -> None:
    query = "select 1 as number, 'a|b' as text, [1, 2] as list, timestamptz '2026-01-01 00:00:00Z' as at"

    table = run(built_once, "sql", query)
    as_json = run(built_once, "sql", query, "--json")
    as_csv = run(built_once, "sql", query, "--csv")

    assert "a|b" in table.output
    assert json.loads(as_json.output) == [
        {"number": 1, "text": "a|b", "list": [1, 2], "at": "2026-01-01T00:00:00Z"}
    ]
    assert as_csv.output.splitlines()[0] == "number,text,list,at"


def test_sql_answers_on_the_public_tables(built_once: Home) -> None:
    result = run(built_once, "sql", "select count(*) as n from articles", "--json")

    assert json.loads(result.output) == [{"n": len(RECORDS)}]


@pytest.mark.parametrize(
    "query",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from glob('/*')",
        "attach '/tmp/other.duckdb'",
        "attach ':memory:' as m; create table m.t as select 1; copy m.t to '/tmp/stolen.csv'",
        "copy (select 1) to '/tmp/stolen.csv'",
        "export database '/tmp/stolen'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "reset lock_configuration",
        "create table t as select 1",
        "delete from articles",
        "drop table claims",
    ],
)
def test_sql_reaches_nothing_but_the_published_tables(built_once: Home, query: str) -> None:
    result = run(built_once, "sql", query)

    assert result.exit_code == 1
    assert "root:" not in result.output


def test_a_mistake_in_a_query_is_told_in_duckdbs_words(built_once: Home) -> None:
    result = run(built_once, "sql", "select titel from articles")

    assert result.exit_code == 1
    assert "titel" in result.output
    assert "title" in result.output  # DuckDB suggests the column that was meant


def test_text_from_articles_is_not_markup_on_the_terminal(built_once: Home) -> None:
    result = run(built_once, "sql", "select '[bold red]x[/] [link=http://a]y[/link]' as text")

    assert "[bold red]x[/]" in re.sub(r"\s+", " ", result.output)


def test_verify_reads_everything_again(built: Home) -> None:
    result = run(built, "verify", "--json")

    report = json.loads(result.output)
    assert result.exit_code == 0
    assert report["ok"]
    assert report["published_rows"] > len(RECORDS)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("claims", "update claims set content_text = content_text || '!'"),
        ("claims", "update claims set speaker_text = 'Nobody' where speaker_text is not null"),
        ("mentions", "update mentions set start_char = start_char + 1"),
        ("article_versions", "update article_versions set title = 'Another'"),
        ("article_versions", "delete from article_versions"),
        ("articles", "update articles set body_text = body_text || '!'"),
    ],
)
def test_verify_sees_a_changed_row(built: Home, table: str, change: str) -> None:
    with duckdb.connect(built.published) as connection:
        connection.execute(change)

    result = run(built, "verify", "--json")

    assert result.exit_code == 1
    assert any(
        problem.startswith(f"{table}: ") for problem in json.loads(result.output)["problems"]
    )


def test_verify_sees_a_changed_event(built: Home) -> None:
    with duckdb.connect(built.ledger) as connection:
        connection.execute(
            "update event_payloads set payload = replace(payload, 'harbour', 'port')"
        )

    result = run(built, "verify")

    assert result.exit_code == 1
    assert "log: " in result.output


def test_verify_sees_a_log_that_is_not_the_published_ones(built: Home, home: Home) -> None:
    built.ledger.unlink()

    assert run(built, "verify").exit_code == 1


def test_status_tells_of_what_is_published(built_once: Home) -> None:
    result = run(built_once, "status")

    assert result.exit_code == 0
    assert f"{len(RECORDS)} article" in result.output
    assert re.search(r"build +published (just now|\d+ \w+ ago) \(checks: \d+ passed", result.output)


def test_docs_are_pages_that_need_no_server(built: Home) -> None:
    result = run(built, "docs", "--no-serve")

    assert result.exit_code == 0
    tables = (built.docs / "tables" / "index.html").read_text()
    assert "One row per" in tables
    assert (built.docs / "checks" / "index.html").is_file()
    assert 'href="checks/index.html"' in (built.docs / "index.html").read_text()
