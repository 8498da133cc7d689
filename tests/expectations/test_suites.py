"""Every check of every suite passes on a good frame, fails on a bad one, and names the bad rows."""

import duckdb
import pandas as pd
import pytest

from expectations.checks import Check, Suite
from expectations.runner import CheckRunner
from expectations.suites import COUNTED_TABLES, all_suites

HEX = "0123456789abcdef0123"
GOOD_TEXT = {
    "article_id": f"art_{HEX}",
    "version_id": f"ver_{HEX}",
    "entity_id": f"ent_{HEX}",
    "mention_id": f"men_{HEX}",
    "claim_id": f"clm_{HEX}",
    "story_id": f"sto_{HEX}",
    "judgement_id": f"jud_{HEX}",
    "origin_group_id": f"org_{HEX}",
    "statement_id": f"stm_{HEX}",
    "label_id": f"lab_{HEX}",
    "domain": "gazette.example",
    "country": "GB",
    "canonical_url": "https://gazette.example/a",
    "url": "https://gazette.example/a?b=c",
    "language": "en",
    "body_hash": "a" * 64,
    "reason_code": "not_an_article",
    "claim_change_id": f"chg_{'0' * 20}",
}
SUITES = {suite.table: suite for suite in all_suites()}
CHECKS = [(suite, check) for suite in SUITES.values() for check in suite.checks]
ROWS = 1_000


def good_value(column: str, checks: list[Check]) -> str | float:
    """Within the narrowest bounds, so that all checks of the column pass."""
    if column in GOOD_TEXT:
        return GOOD_TEXT[column]
    bounds = [(check.arguments["min_value"], check.arguments["max_value"]) for check in checks]
    low = max((low for low, _ in bounds if low is not None), default=None)
    high = min((high for _, high in bounds if high is not None), default=None)
    if low is None:
        return float(high or 0) * 0.9
    return float(low) * 1.1 if high is None else (float(low) + float(high)) / 2


def bad_value(check: Check) -> str | float:
    if "regex" in check.arguments:
        return "not of its form"
    low, high = check.arguments["min_value"], check.arguments["max_value"]
    return float(high + 1 if high is not None else low - 1)


def good_frame(suite: Suite) -> pd.DataFrame:
    by_column: dict[str, list[Check]] = {}
    for check in suite.checks:
        by_column.setdefault(check.arguments["column"], []).append(check)
    columns = {name: [good_value(name, checks)] * ROWS for name, checks in by_column.items()}
    columns.setdefault(suite.key, [GOOD_TEXT.get(suite.key, "key")] * ROWS)
    return pd.DataFrame(columns)


@pytest.mark.parametrize("suite", SUITES.values(), ids=SUITES)
def test_a_good_frame_passes(suite: Suite) -> None:
    failed = [found for found in CheckRunner().run(suite, good_frame(suite)) if not found.passed]

    assert failed == []


@pytest.mark.parametrize(
    ("suite", "check"), CHECKS, ids=[f"{suite.table}-{check.name}" for suite, check in CHECKS]
)
def test_a_bad_frame_fails(suite: Suite, check: Check) -> None:
    frame = good_frame(suite)
    frame[check.arguments["column"]] = bad_value(check)

    results = {found.check_name: found for found in CheckRunner().run(suite, frame)}

    assert not results[check.name].passed
    assert results[check.name].severity == check.severity
    assert check.description in results[check.name].detail


@pytest.mark.parametrize("suite", SUITES.values(), ids=SUITES)
def test_names_are_unique_and_severities_known(suite: Suite) -> None:
    names = [check.name for check in suite.checks]

    assert len(names) == len(set(names))
    assert {check.severity for check in suite.checks} <= {"error", "warn"}


def test_every_counted_table_has_a_suite() -> None:
    assert {*COUNTED_TABLES, "publication"} == set(SUITES)


@pytest.fixture
def warehouse() -> duckdb.DuckDBPyConnection:
    """Empty tables with the columns of the contract that the suites read."""
    connection = duckdb.connect()
    connection.execute("""
        create table sources(source_id text, domain text, country text, source_type text,
            article_count bigint, last_seen_at timestamptz);
        create table source_statements(statement_id text, statement text,
            stated_at timestamptz);
        create table articles(article_id text, source_id text, url text, canonical_url text,
            title text, language text, published_at timestamptz, last_observed_at timestamptz,
            pub_status text, body_hash text, word_count bigint, origin_group_id text,
            is_origin boolean);
        create table article_versions(version_id text, body_hash text, version integer);
        create table quarantine(quarantine_id text, reason_code text, detail text);
        create table entities(entity_id text, name text, entity_type text, aliases text[],
            mention_count bigint, article_count bigint);
        create table mentions(mention_id text, entity_id text, mention_text text,
            mention_type text, confidence double);
        create table claims(claim_id text, article_id text, content_text text, cue_text text,
            speaker_text text, speaker_entity_id text, confidence double, voice text,
            quote_type text, is_headline boolean, is_negated boolean);
        create table claim_entities(claim_id text, entity_id text, role text);
        create table claim_changes(claim_change_id text, to_version_id text, similarity double);
        create table entity_judgements(judgement_id text, judgement text, decided_by text,
            score double, revoked_at timestamptz);
        create table labels(label_id text, label text, mention_count bigint, claim_count bigint);
        create table stories(story_id text, title text, article_count bigint,
            started_at timestamptz, ended_at timestamptz);
        create table origin_groups(article_id text, origin_group_id text, similarity double);
        create table decisions(decision_id text, reason text);
    """)
    return connection


@pytest.mark.parametrize("suite", SUITES.values(), ids=SUITES)
def test_queries_give_the_columns_that_the_checks_need(
    suite: Suite, warehouse: duckdb.DuckDBPyConnection
) -> None:
    columns = set(warehouse.execute(suite.query).df().columns)

    assert {suite.key} | {check.arguments["column"] for check in suite.checks} <= columns


@pytest.mark.parametrize("suite", SUITES.values(), ids=SUITES)
def test_an_empty_warehouse_passes(suite: Suite, warehouse: duckdb.DuckDBPyConnection) -> None:
    frame = warehouse.execute(suite.query).df()

    assert [found for found in CheckRunner().run(suite, frame) if not found.passed] == []


def test_lost_articles_are_an_error(warehouse: duckdb.DuckDBPyConnection) -> None:
    warehouse.execute("create schema previous")
    for table in COUNTED_TABLES:
        warehouse.execute(f"create table previous.{table} as from {table}")
    warehouse.execute("insert into previous.articles (article_id) values ('art_1'), ('art_2')")
    [suite] = [suite for suite in all_suites(COUNTED_TABLES) if suite.table == "publication"]

    results = CheckRunner().run(suite, warehouse.execute(suite.query).df())

    assert [(found.check_name, found.row_keys) for found in results if not found.passed] == [
        ("no_article_was_lost", ("articles",))
    ]
