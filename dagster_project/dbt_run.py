"""Runs dbt inside this process and hands back plain results.

dbt is imported once (2 CPU s) and stays warm: the second run of a build takes a fraction of a second,
a new dbt process 6 to 9 s. What the results mean to Dagster belongs in ``dagster_project.dbt_assets``.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson

from dagster_project.code_version import DBT_PROJECT
from ingest.errors import PermanentError
from ingest.home import Home

AFTER_CHECKS = "tag:after_checks"
"""Models that say what the checks found: they run when the checks have run."""


class DbtFailed(PermanentError):
    """A model could not be built, or the dbt project cannot be read."""


@dataclass(frozen=True, slots=True)
class NodeResult:
    """What became of one model or test."""

    unique_id: str
    status: str  # success | pass | warn | fail | error | skipped
    seconds: float
    message: str | None
    failures: int | None
    compiled_sql: str | None


@dataclass(slots=True)
class DbtRun:
    """The results of one invocation, and its events for those who want the details."""

    results: list[NodeResult] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)

    def errors(self) -> list[NodeResult]:
        """Nodes that broke, as opposed to tests that found something."""
        return [result for result in self.results if result.status == "error"]


def raise_errors(run: DbtRun) -> None:
    """``DbtFailed`` with what every broken node says, where there is one."""
    if run.errors():
        raise DbtFailed("\n".join(f"{one.unique_id}: {one.message}" for one in run.errors()))


_MANIFESTS: dict[Path, Any] = {}
"""Projects that this process has parsed."""


class DbtProject:
    """The dbt project of this repository, working in one home directory."""

    def __init__(self, home: Home, project: Path = DBT_PROJECT, target: Path | None = None) -> None:
        self.home = home
        self.project = project
        self.target = target or home.work / "dbt"

    @cached_property
    def manifest(self) -> Any:
        """The manifest as dbt's own object, parsed once per process (partial parsing across processes).

        It is the same for every home: nothing in it depends on where the databases lie.
        """
        if self.project not in _MANIFESTS:
            self.home.work.mkdir(parents=True, exist_ok=True)
            outcome = self._invoke(["--no-write-json", "parse"])
            if not outcome.success:
                raise DbtFailed(f"the dbt project cannot be read: {outcome.exception}")
            _MANIFESTS[self.project] = outcome.result
        return _MANIFESTS[self.project]

    @cached_property
    def manifest_dict(self) -> dict[str, Any]:
        """The manifest as plain data, which is what dagster-dbt reads."""
        content: dict[str, Any] = self.manifest.writable_manifest().to_dict(omit_none=False)
        return content

    def build(
        self,
        arguments: Sequence[str],
        variables: Mapping[str, Any],
        progress: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> DbtRun:
        """Builds what ``arguments`` select, tests with it; leaves no connection open.

        The manifest is handed over because dbt would parse everything anew: variables given on the
        command line differ in every build, and partial parsing does not survive that.
        """
        run = DbtRun()

        def listen(event: Any) -> None:
            if event.info.name in _RESULT_EVENTS:
                run.events.append(_to_dict(event))
                progress(len(run.events), _total(event.data))

        command = [
            "--no-write-json",
            "build",
            *arguments,
            *_NO_UNIT_TESTS,
            "--vars",
            orjson.dumps(dict(variables)).decode(),
        ]
        outcome = self._invoke(command, self.manifest, [listen])
        if outcome.result is None:
            raise DbtFailed(f"dbt did not run: {outcome.exception}")
        run.results = [_to_result(result) for result in outcome.result.results]
        return run

    def generate_docs(self, folder: Path) -> None:
        """The table documentation as one static page."""
        command = ["docs", "generate", "--static", "--target-path", str(self.target)]
        outcome = self._invoke(command, self.manifest)
        if not outcome.success:
            raise DbtFailed(f"the documentation could not be built: {outcome.exception}")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_bytes((self.target / "static_index.html").read_bytes())

    def _invoke(
        self, command: list[str], manifest: Any = None, callbacks: Sequence[Any] = ()
    ) -> Any:
        os.environ.update(self.environment())
        from dbt.cli.main import dbtRunner

        where = ["--project-dir", str(self.project), "--profiles-dir", str(self.project)]
        quiet = ["--log-level", "none", "--log-level-file", "warn", "--no-use-colors"]
        try:
            return dbtRunner(manifest=manifest, callbacks=[*callbacks]).invoke(
                [*quiet, *command, *where]
            )
        finally:
            _close_databases()

    def environment(self) -> dict[str, str]:
        """What dbt reads from the environment: the two databases, and where it may write."""
        return {
            "NEWSLEDGER_WORK_WAREHOUSE": str(self.home.work_warehouse),
            "NEWSLEDGER_WORK_INTERNAL": str(self.home.work_internal),
            "DBT_TARGET_PATH": str(self.target),
            "DBT_LOG_PATH": str(self.home.work / "dbt_logs"),
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
            "DO_NOT_TRACK": "1",
        }


_NO_UNIT_TESTS = ("--exclude-resource-type", "unit_test")  # of the code, not of the data
_RESULT_EVENTS = {"LogModelResult", "LogTestResult", "LogSeedResult", "LogSnapshotResult"}


def _close_databases() -> None:
    """The adapter keeps its databases open for the next invocation; others want the files now."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    environment = DuckDBConnectionManager._ENV
    if environment is not None:
        environment.close()
        DuckDBConnectionManager._ENV = None


def _total(data: Any) -> int:
    """How many nodes the run has; tests and models call it differently."""
    return int(data.num_models if hasattr(data, "num_models") else data.total)


def _to_dict(event: Any) -> dict[str, Any]:
    from google.protobuf.json_format import MessageToDict  # type: ignore[import-untyped]

    content: dict[str, Any] = MessageToDict(event, preserving_proto_field_name=True)
    return content


def _to_result(result: Any) -> NodeResult:
    return NodeResult(
        unique_id=result.node.unique_id,
        status=str(result.status),
        seconds=float(result.execution_time),
        message=result.message,
        failures=result.failures,
        compiled_sql=getattr(result.node, "compiled_code", None),
    )
