"""Checks as Dagster sees them: specs from the suites, results with findings that people can read.

The rules themselves belong in ``expectations`` and ``dbt``.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dagster as dg

from dagster_project.dbt_run import DbtRun
from dagster_project.metadata import markdown_table
from expectations.checks import Check, Suite
from expectations.runner import CheckResult
from expectations.suites import all_suites

SHOWN_ROWS = 20
STANDS_FOR = {"publication": "articles"}
"""The volume suite runs before ``publication`` is built: it shows where the data begins."""
SEVERITY = {"error": dg.AssetCheckSeverity.ERROR, "warn": dg.AssetCheckSeverity.WARN}


def suite_specs() -> list[dg.AssetCheckSpec]:
    """One spec per check of every suite. All gate what follows: a warning passes the gate."""
    return [
        dg.AssetCheckSpec(
            check_name(suite.table, check.name),
            asset=checked_asset(suite.table),
            description=check.description,
            metadata={"severity": check.severity},
            blocking=True,
        )
        for suite, check in _all_checks()
    ]


def _all_checks() -> list[tuple[Suite, Check]]:
    return [(suite, check) for suite in all_suites() for check in suite.checks]


def checked_asset(table: str) -> dg.AssetKey:
    """The asset on which the checks of a table stand."""
    return dg.AssetKey(STANDS_FOR.get(table, table))


def check_name(table: str, name: str) -> str:
    """Dagster's name of a check: with the table it compares, where that is not the asset's."""
    return f"{table}__{name}" if table in STANDS_FOR else name


def suite_result(found: CheckResult, report: Path) -> dg.AssetCheckResult:
    """What one check of a suite found, for Dagster."""
    result = dg.AssetCheckResult(
        asset_key=checked_asset(found.table_name),
        check_name=check_name(found.table_name, found.check_name),
        passed=found.passed,
        severity=SEVERITY[found.severity],
        metadata={"report": dg.MetadataValue.path(str(report))},
    )
    return with_findings(result, found)


def with_findings(result: dg.AssetCheckResult, found: CheckResult | None) -> dg.AssetCheckResult:
    """The result with what was seen and the first failing rows."""
    if found is None:
        return result
    metadata: dict[str, Any] = {
        **result.metadata,
        "found": found.detail,
        "failing_rows": len(found.row_keys),
    }
    if found.row_keys:
        details = found.row_details or [""] * len(found.row_keys)
        rows = [*zip(found.row_keys, details, strict=True)][:SHOWN_ROWS]
        metadata["rows"] = dg.MetadataValue.md(markdown_table(["row_key", "detail"], rows))
    return dg.AssetCheckResult(
        asset_key=result.asset_key,
        check_name=result.check_name,
        passed=result.passed,
        severity=result.severity,
        metadata=metadata,
    )


def describe_run(run: DbtRun) -> str:
    """How many models and tests ran, in words."""
    models = sum(one.unique_id.startswith("model.") for one in run.results)
    return f"{models} models, {len(run.results) - models} tests"


def describe_outcomes(counts: Mapping[str, int]) -> str:
    """How many checks passed, warned and failed so far, in words."""
    return ", ".join(f"{counts.get(name, 0)} {name}" for name in ("passed", "warned", "failed"))
