"""The project keeps its own rules, and the tables what their readers were promised."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dbt.contracts.graph.manifest import Manifest
from dbt.contracts.graph.nodes import GenericTestNode, ModelNode
from dbt_runs import PROJECT, DbtRuns
from event_histories import History

PROMISED = {
    "sources": """source_id name domain country source_type article_count first_seen_at
        last_seen_at""",
    "source_statements": "statement_id source_id topic statement stated_by stated_at",
    "articles": """article_id source_id retrieved_from url canonical_url title author language
        published_at published_at_precision published_at_method modified_at first_observed_at
        last_observed_at version_count current_version_id pub_status body_text body_hash word_count
        story_id origin_group_id is_origin source_method log_position""",
    "entities": """entity_id name entity_type aliases wikidata_id mention_count article_count
        source_count first_seen_at""",
    "claims": """claim_id proposition_id article_id version_id source_id speaker_entity_id
        speaker_text speaker_start speaker_end cue_text cue_start cue_end content_text content_spans
        voice quote_type cue_stance is_negated is_headline confidence extractor extractor_version
        speaker_kind modality addressee_text addressee_spans outer_claim_id""",
    "article_versions": """version_id article_id version revision_kind title body_text body_hash
        valid_from valid_to is_substantive changed_claim_count""",
    "mentions": """mention_id article_id version_id entity_id mention_text mention_type descriptor
        start_char end_char confidence""",
    "claim_entities": "claim_id entity_id role",
    "claim_changes": "article_id from_version_id to_version_id change claim_id previous_claim_id",
    "entity_judgements": """judgement_id left_entity_id right_entity_id judgement decided_by reason
        decided_at revoked_at""",
    "labels": """entity_id source_id label normalized_label label_kind mention_count claim_count
        first_seen_at last_seen_at is_quoted example_mention_id start_char end_char""",
    "stories": "story_id title article_count source_count started_at ended_at",
    "origin_groups": "origin_group_id origin_article_id article_id similarity reason",
    "decisions": "decision_id left_id right_id subject decision reason decided_by decided_at revoked_at",
    "quality_failures": "check_name table_name row_key detail severity log_position",
    "quarantine": "retrieved_from reason_code detail quarantined_at",
    "publication": "log_position log_hash built_at code_version extractor extractor_version",
}
TYPES = {
    ("claims", "content_spans"): "STRUCT(start_char BIGINT, end_char BIGINT)[]",
    ("claims", "speaker_start"): "BIGINT",
    ("entities", "aliases"): "VARCHAR[]",
    ("articles", "published_at"): "TIMESTAMP WITH TIME ZONE",
    ("articles", "log_position"): "BIGINT",
    ("publication", "built_at"): "TIMESTAMP WITH TIME ZONE",
}
MAY_READ = {
    "staging": {"raw"},
    "intermediate": {"staging", "intermediate"},
    "marts": {"intermediate", "marts"},
}


@pytest.fixture(scope="module")
def published(
    tmp_path_factory: pytest.TempPathFactory, target: Path, manifest: Manifest
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Both databases after a small build, its checks and the run that tells of them."""
    runs = DbtRuns(tmp_path_factory.mktemp("published"), target, manifest)
    history = History()
    history.describe("echo", "The Echo", "echo.net")
    history.read_article(
        "a", "Ann Lee said 🌉 is closed.\n\n" + "Ann Lee said so." * 3, source_id="echo"
    )
    history.quarantine("in/broken", b"\xff")
    history.load(runs.work / "internal.duckdb")
    with duckdb.connect(runs.work / "internal.duckdb") as connection:
        connection.execute(
            """insert into raw.check_results values
            ('volume', 'articles', 'warn', false, null, 'fewer than before', 4),
            ('dates', 'articles', 'error', true, null, null, 4)"""
        )
    runs.build(from_position=0, to_position=len(history.events))
    runs.publish(
        to_position=4, log_hash="h", built_at="2026-01-01T00:00:00+02:00", code_version="it's 1"
    )
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute(f"attach '{runs.work}/warehouse.duckdb' as warehouse (read_only)")
        connection.execute(f"attach '{runs.work}/internal.duckdb' as internal (read_only)")
        yield connection


def models(manifest: Manifest) -> list[Any]:
    return [node for node in manifest.nodes.values() if isinstance(node, ModelNode)]


def folder(node: Any) -> str:
    return "raw" if node.resource_type == "source" else str(node.fqn[1])


def test_the_dbt_folder_holds_no_python() -> None:
    assert not list(PROJECT.rglob("*.py"))


def test_every_yaml_file_can_be_read_in_one_go() -> None:
    lengths = {p.name: len(p.read_text().splitlines()) for p in PROJECT.rglob("*.yml")}
    assert {name: length for name, length in lengths.items() if length >= 300} == {}


def test_every_layer_reads_only_the_one_before_it(manifest: Manifest) -> None:
    nodes = {**manifest.nodes, **manifest.sources}
    wrong = [
        f"{node.name} reads {nodes[parent].name}"
        for node in models(manifest)
        for parent in node.depends_on.nodes
        if folder(nodes[parent]) not in MAY_READ[folder(node)]
    ]
    assert wrong == []


def test_every_model_is_named_for_its_layer(manifest: Manifest) -> None:
    prefixes = {"staging": r"stg_\w+__\w+$", "intermediate": r"int_\w+$", "marts": r"(?!stg_|int_)"}
    assert [n.name for n in models(manifest) if not re.match(prefixes[folder(n)], n.name)] == []


def test_every_model_says_what_one_row_is(manifest: Manifest) -> None:
    described = re.compile(r"One row per [^.]+\.$")
    assert [n.name for n in models(manifest) if not described.search(n.description)] == []


def test_every_table_has_a_test_of_its_key(manifest: Manifest) -> None:
    tested = {
        node.attached_node
        for node in manifest.nodes.values()
        if isinstance(node, GenericTestNode) and node.test_metadata.name == "unique_key"
    }
    marts = {n.unique_id for n in models(manifest) if folder(n) == "marts"}
    assert marts - tested == set()


def test_every_table_keeps_an_enforced_contract(manifest: Manifest) -> None:
    marts = [n for n in models(manifest) if folder(n) == "marts"]
    assert [n.name for n in marts if not n.config.contract.enforced] == []


def test_every_column_is_described(
    manifest: Manifest, published: duckdb.DuckDBPyConnection
) -> None:
    built = published.execute(
        """select table_name, column_name from duckdb_columns()
        where database_name in ('warehouse', 'internal') and schema_name != 'raw'"""
    ).fetchall()
    described = {
        (node.name, column.name)
        for node in models(manifest)
        for column in node.columns.values()
        if column.description
    }
    assert sorted(set(built) - described) == []
    assert sorted(described - set(built)) == []


def test_tables_and_columns_tell_what_they_are_in_the_file(
    published: duckdb.DuckDBPyConnection,
) -> None:
    silent = published.execute(
        """
        select table_name, null from duckdb_tables()
        where database_name = 'warehouse' and comment is null
        union all
        select table_name, column_name from duckdb_columns()
        where database_name = 'warehouse' and comment is null
        """
    ).fetchall()
    assert silent == []


def test_the_published_file_holds_the_promised_tables_and_nothing_else(
    published: duckdb.DuckDBPyConnection,
) -> None:
    tables = published.execute(
        "select schema_name, table_name from duckdb_tables() where database_name = 'warehouse'"
    ).fetchall()
    assert sorted(tables) == sorted(("main", name) for name in PROMISED)


@pytest.mark.parametrize("table", PROMISED)
def test_the_promised_columns_are_there(table: str, published: duckdb.DuckDBPyConnection) -> None:
    columns = {row[0] for row in published.execute(f"describe warehouse.{table}").fetchall()}
    assert set(PROMISED[table].split()) - columns == set()


def test_columns_have_the_promised_types(published: duckdb.DuckDBPyConnection) -> None:
    types = {
        (table, column): data_type
        for table, column, data_type in published.execute(
            "select table_name, column_name, data_type from duckdb_columns()"
        ).fetchall()
    }
    assert {key: types[key] for key in TYPES} == TYPES


def test_the_publication_says_what_the_file_contains(
    published: duckdb.DuckDBPyConnection,
) -> None:
    [row] = published.execute("from warehouse.publication").fetchall()
    names = [column[0] for column in published.description or []]
    found = dict(zip(names, row, strict=True))
    assert found.pop("built_at").isoformat() == "2025-12-31T22:00:00+00:00"
    assert found["code_version"] == "it's 1"
    assert found["extractor_version"] is None
    counts = {name: value for name, value in found.items() if name.endswith("_count")}
    assert counts == {
        "source_count": 1, "article_count": 1, "article_version_count": 1, "entity_count": 1,
        "mention_count": 4, "claim_count": 4, "claim_entity_count": 4, "quarantine_count": 1,
        "claim_change_count": 0, "quality_failure_count": 1, "story_count": 0, "origin_group_count": 0,
    }  # fmt: skip


def test_only_failed_checks_are_failures(published: duckdb.DuckDBPyConnection) -> None:
    failures = published.execute("select check_name, severity from warehouse.quality_failures")
    assert failures.fetchall() == [("volume", "warn")]
