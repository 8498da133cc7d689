"""Runs the Dagster job ``build`` inside this process and turns its failure into one clear error.

Where a power cut tore what builds keep beside the log, that is forgotten and made again from the log.

What the job does belongs in the assets.
"""

import os
from typing import Any

import dagster as dg

from dagster_project.build_lock import hold_build_lock
from dagster_project.definitions import build_definitions
from dagster_project.instance import open_instance
from dagster_project.progress import SILENT, Reporter
from dagster_project.scratch import forget_scratch, is_scratch_damaged
from ingest.errors import NewsledgerError, PermanentError
from ingest.home import Home


class BuildFailed(PermanentError):
    """A step of the build broke in a way that nobody foresaw."""


def run_build(home: Home, *, full_refresh: bool = False, reporter: Reporter = SILENT) -> None:
    """Builds and publishes, or raises what went wrong."""
    try:
        _run(home, full_refresh, reporter)
    except NewsledgerError as error:
        if not is_scratch_damaged(error):
            raise
        forget_scratch(home)
        _run(home, full_refresh, reporter)


def _run(home: Home, full_refresh: bool, reporter: Reporter) -> None:
    os.environ["NEWSLEDGER_HOME"] = str(home.root)
    definitions = build_definitions(home, reporter=reporter)
    job = definitions.resolve_job_def("rebuild" if full_refresh else "build")
    try:
        with open_instance(home) as instance:
            settle_killed_runs(home, instance)
            job.execute_in_process(instance=instance, run_config=_run_config(full_refresh))
    except Exception as error:
        raise _ours(error) from error


def settle_killed_runs(home: Home, instance: dg.DagsterInstance) -> None:
    """Marks runs as failed whose process was killed: nobody holds the lock, so none is running."""
    started = dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED])
    with hold_build_lock(home.build_lock):
        for run in instance.get_runs(started):
            instance.report_run_failed(run, "its process was killed")


def _run_config(full_refresh: bool) -> dict[str, Any]:
    """Dagster's own log lines are for its UI; the command line has a reporter."""
    return {
        "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
        "ops": {"tables": {"config": {"full_refresh": full_refresh}}},
    }


def _ours(error: BaseException) -> NewsledgerError:
    """The error of ours that Dagster wrapped, or one that says what broke."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, NewsledgerError):
            return cause
        last, cause = cause, cause.__cause__
    return BuildFailed(f"the build broke: {type(last).__name__}: {last}")
