"""Runs dbt in this process on a work directory, as a build does."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import orjson
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.artifacts.schemas.run import RunExecutionResult
from dbt.cli.main import dbtRunner, dbtRunnerResult
from dbt.contracts.graph.manifest import Manifest

PROJECT = Path(__file__).parents[2] / "dbt"


@contextmanager
def environment(work: Path, target: Path) -> Iterator[None]:
    """The variables that the profile reads, put back afterwards."""
    ours = {
        "NEWSLEDGER_WORK_WAREHOUSE": str(work / "warehouse.duckdb"),
        "NEWSLEDGER_WORK_INTERNAL": str(work / "internal.duckdb"),
        "DBT_TARGET_PATH": str(target),
        "DBT_LOG_PATH": str(target / "logs"),
    }
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


class DbtRuns:
    """dbt on one work directory. The manifest is parsed once and handed on: other values of the vars
    would make dbt parse the whole project again."""

    def __init__(self, work: Path, target: Path, manifest: Manifest | None = None) -> None:
        self.work = work
        self.target = target
        self.manifest = manifest

    def invoke(self, *arguments: str, **dbt_vars: Any) -> dbtRunnerResult:
        """The result, whether or not it went well."""
        options = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)]
        options += ["--log-level", "none", "--log-level-file", "none"]
        if dbt_vars:
            options += ["--vars", orjson.dumps(dbt_vars).decode()]
        try:
            with environment(self.work, self.target):
                return dbtRunner(manifest=self.manifest).invoke([*arguments, *options])
        finally:
            # dbt-duckdb keeps the files open for a next run of the same process (keep_open: false
            # would open and checkpoint them anew for every node: twice the CPU).
            DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]

    def parse(self) -> Manifest:
        """The manifest; kept for later runs."""
        result = self.invoke("parse")
        assert isinstance(result.result, Manifest), result.exception
        self.manifest = result.result
        return self.manifest

    def build(self, *arguments: str, command: str = "build", **dbt_vars: Any) -> None:
        """The run before the checks: every model but those that tell of the checks."""
        options = ["--exclude", "tag:after_checks"]
        if command == "build":
            options += ["--exclude-resource-type", "unit_test"]
        result = self.invoke(command, *options, *arguments, **dbt_vars)
        assert result.success, problems(result)

    def publish(self, **dbt_vars: Any) -> None:
        """The second, small run, after the checks."""
        result = self.invoke("build", "--select", "tag:after_checks", **dbt_vars)
        assert result.success, problems(result)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query on the public tables gives."""
        with duckdb.connect(self.work / "warehouse.duckdb", read_only=True) as connection:
            connection.execute("set timezone = 'UTC'")
            return connection.execute(query).fetchall()


def node_results(result: dbtRunnerResult) -> list[Any]:
    """What became of each node."""
    return list(result.result) if isinstance(result.result, RunExecutionResult) else []


def problems(result: dbtRunnerResult) -> str:
    """What went wrong, one line a node."""
    if result.exception:
        return str(result.exception)
    return "\n".join(
        f"{run.node.name}: {run.status} {run.message}"
        for run in node_results(result)
        if run.status not in ("success", "pass")
    )
