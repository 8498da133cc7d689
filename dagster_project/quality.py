"""What the checks of a build found, of both kinds, as one list: dbt tests and expectation suites.

Which rules there are belongs in ``dbt`` and ``expectations``; what follows from a failed one, in the
assets.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import duckdb

from dagster_project.dbt_run import DbtRun, NodeResult
from dagster_project.publish import public_tables
from expectations.runner import CheckResult, CheckRunner
from expectations.suites import COUNTED_TABLES, all_suites
from ingest.errors import ChecksFailed
from ingest.home import Home

PREVIOUS = "previous"
"""The name under which the suites see the published file."""


def run_suites(home: Home) -> tuple[list[CheckResult], Path]:
    """Runs every suite on the work warehouse; returns what they found and the report's index page."""
    runner = CheckRunner()
    results: list[CheckResult] = []
    with duckdb.connect(home.work_warehouse, read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        for suite in all_suites(_attach_published(connection, home)):
            results += runner.run(suite, connection.execute(suite.query).df())
    return results, runner.write_docs(home.docs / "checks")


def _attach_published(connection: duckdb.DuckDBPyConnection, home: Home) -> list[str]:
    """Makes the published file readable as ``previous``; returns its tables that can be compared."""
    if not home.published.exists():
        return []
    escaped = str(home.published).replace("'", "''")
    connection.execute(f"attach '{escaped}' as {PREVIOUS} (read_only)")
    return [name for name in public_tables(connection, PREVIOUS) if name in COUNTED_TABLES]


def blocking(results: Sequence[CheckResult]) -> list[CheckResult]:
    """Those that forbid publishing."""
    return [found for found in results if not found.passed and found.severity == "error"]


def stop_if_blocked(results: Sequence[CheckResult]) -> None:
    """Ends the build when a check forbids publishing, and says which, with the first failing rows."""
    failed = blocking(results)
    if failed:
        lines = "\n".join(f"  {_describe(found)}" for found in failed)
        count = f"{len(failed)} blocking check{'s' * (len(failed) > 1)} failed"
        raise ChecksFailed(f"{count}, nothing was published:\n{lines}")


def _describe(found: CheckResult) -> str:
    keys = ", ".join(found.row_keys[:5])
    more = f" and {len(found.row_keys) - 5} more" if len(found.row_keys) > 5 else ""
    where = f" [{keys}{more}]" if keys else ""
    return f"{found.table_name}: {found.check_name}: {found.detail}{where}"


def results_of_tests(home: Home, run: DbtRun, manifest: Mapping[str, Any]) -> list[CheckResult]:
    """What the dbt tests of a run found; failing rows are read again by the tests' own SQL."""
    tests = [found for found in run.results if found.unique_id.startswith("test.")]
    judged = [found for found in tests if found.status != "skipped"]
    if not any(found.failures for found in judged):
        return [_to_result(found, manifest, []) for found in judged]
    with duckdb.connect(home.work_warehouse, read_only=True) as connection:
        escaped = str(home.work_internal).replace("'", "''")
        connection.execute(f"attach '{escaped}' as internal (read_only)")
        connection.execute("set timezone = 'UTC'")
        return [_to_result(found, manifest, _failing_rows(connection, found)) for found in judged]


def _failing_rows(
    connection: duckdb.DuckDBPyConnection, found: NodeResult
) -> list[tuple[str, str]]:
    """Each of our tests selects ``row_key`` and ``detail``."""
    if not (found.failures and found.compiled_sql):
        return []
    query = f"select row_key::varchar, detail::varchar from ({found.compiled_sql}) order by all"
    return connection.execute(query).fetchall()


def _to_result(
    found: NodeResult, manifest: Mapping[str, Any], rows: list[tuple[str, str]]
) -> CheckResult:
    node = manifest["nodes"][found.unique_id]
    warns = node["config"]["severity"].lower() == "warn"
    severity: Literal["warn", "error"] = "warn" if warns else "error"
    return CheckResult(
        check_name=node["name"],
        table_name=table_of_test(node, manifest),
        severity=severity,
        passed=found.status == "pass",
        detail=found.message or (f"{len(rows)} rows" if rows else "holds"),
        row_keys=tuple(str(key) for key, _ in rows),
        row_details=tuple(detail for _, detail in rows),
    )


def table_of_test(node: Mapping[str, Any], manifest: Mapping[str, Any]) -> str:
    """The model that a test is about: what it is attached to, says it is, or reads first."""
    stated = node["config"].get("meta", {}).get("dagster", {}).get("ref", {}).get("name")
    if stated:
        return str(stated)
    unique_id = node.get("attached_node") or node["depends_on"]["nodes"][0]
    return str((manifest["nodes"] | manifest["sources"])[unique_id]["name"])
