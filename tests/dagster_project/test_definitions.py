"""The graph as people see it: every asset in its group, checks that gate, jobs by name."""

from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from dagster_project.definitions import build_definitions
from ingest.home import Home

MARTS = {
    "sources",
    "source_statements",
    "articles",
    "article_versions",
    "entities",
    "mentions",
    "claims",
    "claim_entities",
    "claim_changes",
    "entity_judgements",
    "labels",
    "stories",
    "origin_groups",
    "decisions",
    "quarantine",
}


@pytest.fixture(scope="module")
def definitions(tmp_path_factory: pytest.TempPathFactory) -> dg.Definitions:
    root = Path(tmp_path_factory.mktemp("definitions"))
    return build_definitions(Home(root))


@pytest.fixture(scope="module")
def graph(definitions: dg.Definitions) -> Any:
    return definitions.get_repository_def().asset_graph


def key(name: str) -> dg.AssetKey:
    return dg.AssetKey(name)


def test_groups_read_as_the_way_of_the_data(graph: Any) -> None:
    groups: dict[str, set[str]] = {}
    for node in graph.asset_nodes:
        groups.setdefault(node.group_name, set()).add(node.key.to_user_string())

    assert groups["event_log"] == {
        "event_log", "extractions", "name_resolutions", "story_assignments", "text_comparisons",
        "raw_events",
    }  # fmt: skip
    assert groups["marts"] == MARTS
    assert {"quality", "quality_failures", "publication"} <= groups["checks"]
    assert groups["published"] == {"published_warehouse"}
    assert set(groups) == {
        "event_log", "staging", "intermediate", "marts", "checks", "published"
    }  # fmt: skip


def test_nothing_stands_alone(graph: Any) -> None:
    alone = [node.key for node in graph.asset_nodes if not (node.parent_keys or node.child_keys)]

    assert alone == []
    assert all(node.is_executable for node in graph.asset_nodes)


@pytest.mark.parametrize(
    ("upstream", "downstream"),
    [
        ("event_log", "extractions"),
        ("extractions", "name_resolutions"),
        ("name_resolutions", "raw_events"),
        ("raw_events", "stg_events__articles_observed"),
        ("claims", "quality"),
        ("quality", "stg_checks__results"),
        ("quality_failures", "published_warehouse"),
        ("publication", "published_warehouse"),
    ],
)
def test_each_step_waits_for_the_one_before(graph: Any, upstream: str, downstream: str) -> None:
    assert key(upstream) in graph.get(key(downstream)).parent_keys


def test_every_mart_has_dbt_tests_and_expectations(graph: Any) -> None:
    for name in MARTS:
        checks = {check.name for check in graph.get_check_keys_for_assets([key(name)])}

        assert any(check.startswith(("unique_key", "allowed_values")) for check in checks), name
        assert any(check in SUITE_CHECKS for check in checks), name


SUITE_CHECKS = {
    "country_is_an_iso_code",
    "statement_id_has_its_form",
    "claims_per_article",
    "version_id_has_its_form",
    "name_is_a_name",
    "mention_is_no_sentence",
    "share_with_a_speaker",
    "entities_per_claim",
    "merges_are_rare",
    "reason_is_a_short_word",
    "label_is_no_sentence",
    "no_story_swallows_the_others",
    "similarity_is_a_share",
    "a_decision_says_why",
    "wordings_of_a_claim_are_alike",
}


def test_expectations_gate_what_follows_the_tables(definitions: dg.Definitions) -> None:
    structure = definitions.resolve_job_def("build").graph.dependency_structure
    waits_for = {
        output.node_name
        for outputs in structure.input_to_upstream_outputs_for_node("quality").values()
        for output in outputs
    }

    assert waits_for == {"tables", "expectations"}


def test_jobs_sensor_and_schedule_have_their_names(definitions: dg.Definitions) -> None:
    repository = definitions.get_repository_def()

    assert {"build", "rebuild"} <= set(repository.job_names)
    assert [sensor.name for sensor in repository.sensor_defs] == ["inbox"]
    assert [schedule.name for schedule in repository.schedule_defs] == ["feeds"]


def test_steps_run_in_one_process(definitions: dg.Definitions) -> None:
    assert definitions.resolve_job_def("build").executor_def.name == "in_process"


def test_overrides_replace_resources(tmp_path: Path) -> None:
    stand_in = dg.ResourceDefinition.hardcoded_resource("stand-in")

    definitions = build_definitions(Home(tmp_path), resource_overrides={"workspace": stand_in})

    assert (definitions.resources or {})["workspace"] is stand_in
