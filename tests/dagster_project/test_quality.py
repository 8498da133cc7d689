"""What checks found, in words that name the rows."""

import pytest

from dagster_project.checks import check_name, checked_asset, suite_specs, with_findings
from dagster_project.quality import stop_if_blocked, table_of_test
from expectations.runner import CheckResult
from expectations.suites import all_suites
from ingest.errors import ChecksFailed


def test_only_errors_that_failed_stop_a_build() -> None:
    stop_if_blocked(
        [
            CheckResult("holds", "claims", "error", True, "holds"),
            CheckResult("warns", "claims", "warn", False, "observed 2"),
        ]
    )


def test_what_stopped_a_build_is_named_with_its_first_rows() -> None:
    keys = tuple(f"clm_{number}" for number in range(9))
    failed = CheckResult("reread", "claims", "error", False, "9 rows", keys)

    with pytest.raises(ChecksFailed) as raised:
        stop_if_blocked([failed])

    assert str(raised.value) == (
        "1 blocking check failed, nothing was published:\n"
        "  claims: reread: 9 rows [clm_0, clm_1, clm_2, clm_3, clm_4 and 4 more]"
    )


def test_a_test_is_about_what_it_says_or_is_attached_to_or_reads() -> None:
    manifest = {"nodes": {"m.a": {"name": "a"}, "m.b": {"name": "b"}}, "sources": {}}
    reads = {"depends_on": {"nodes": ["m.b", "m.a"]}, "config": {}}
    attached = {**reads, "attached_node": "m.a"}
    said = {**attached, "config": {"meta": {"dagster": {"ref": {"name": "c"}}}}}

    assert [table_of_test(node, manifest) for node in (reads, attached, said)] == ["b", "a", "c"]


def test_every_check_of_every_suite_has_a_spec_that_gates() -> None:
    specs = suite_specs()
    names = [(spec.asset_key, spec.name) for spec in specs]

    assert len(specs) == sum(len(suite.checks) for suite in all_suites())
    assert len(set(names)) == len(names)
    assert all(spec.blocking for spec in specs)


def test_the_volume_suite_stands_on_the_articles() -> None:
    assert checked_asset("publication").to_user_string() == "articles"
    assert check_name("publication", "no_article_was_lost") == "publication__no_article_was_lost"


def test_metadata_of_a_result_is_plain_and_bounded() -> None:
    import dagster as dg

    keys = tuple(f"clm_{number}" for number in range(1_000))
    found = CheckResult("form", "claims", "error", False, "1000 rows", keys)
    result = with_findings(dg.AssetCheckResult(passed=False, check_name="form"), found)

    rows = str(result.metadata["rows"].value)
    assert result.metadata["failing_rows"].value == 1_000
    assert "clm_19 " in rows
    assert "clm_20 " not in rows
