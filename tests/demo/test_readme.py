"""The README is kept: its queries run, its tables and files exist."""

import re
from pathlib import Path

import pytest
from sample_run import Demo

from dashboard.warehouse import Query

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()
QUERIES = re.findall(r"```sql\n(.*?)```", README, re.DOTALL)
HEADINGS = re.findall(r"^([A-Z].*\?)$\n\n```sql", README, re.MULTILINE)


def test_there_are_ten_queries_or_more_and_each_has_its_question() -> None:
    assert len(QUERIES) == len(HEADINGS) >= 10


@pytest.mark.slow
@pytest.mark.parametrize("sql", QUERIES, ids=HEADINGS)
def test_every_query_answers_on_the_demo(demo: Demo, sql: str) -> None:
    assert demo.warehouse.rows(Query(sql))


@pytest.mark.slow
def test_the_tables_named_are_the_tables_published(demo: Demo) -> None:
    named = set(re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE))
    published = demo.warehouse.rows(Query("select table_name from duckdb_tables()"))
    assert named == {row["table_name"] for row in published}


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#:]+)\)", README))
def test_every_link_into_the_repository_leads_somewhere(target: str) -> None:
    assert (ROOT / target).exists()


@pytest.mark.parametrize("command", sorted(set(re.findall(r"newsledger ([a-z-]+)", README))))
def test_every_command_named_exists(command: str) -> None:
    from dagster_project.cli.group import COMMANDS

    assert command in COMMANDS
