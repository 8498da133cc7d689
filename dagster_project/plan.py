"""What a build has to do: the range of the log it takes, and whether it takes it all anew.

A build adds to the last one whose checks passed, not to the last one that ran: rows that failed a
check are built and checked again. Reading and writing the books belongs in
``dagster_project.warehouse``.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from dagster_project.code_version import code_version
from dagster_project.warehouse import (
    FinishedBuild,
    last_finished_build,
    last_loaded,
    loaded_extractor,
    open_internal,
)
from ingest.errors import ConfigurationError
from ingest.home import Home

PLAN_FILE = "plan.json"


@dataclass(frozen=True, slots=True)
class BuildPlan:
    """One build: events in (from_position, to_position], by this code."""

    run_id: str
    from_position: int
    to_position: int
    log_hash: str
    started_at: str
    code_version: str
    extractor: str | None
    extractor_version: str | None
    is_full_refresh: bool

    def dbt_vars(self) -> dict[str, Any]:
        """What the dbt project wants to know of the build."""
        return {
            "from_position": self.from_position,
            "to_position": self.to_position,
            "log_hash": self.log_hash,
            "built_at": self.started_at,
            "code_version": self.code_version,
            "extractor": self.extractor,
            "extractor_version": self.extractor_version,
        }

    def save(self, home: Home) -> None:
        """For the later steps of the same build, which may run in other processes."""
        (home.work / PLAN_FILE).write_text(json.dumps(asdict(self)))

    @classmethod
    def load(cls, home: Home) -> "BuildPlan":
        """The plan of the build that is running."""
        try:
            return cls(**json.loads((home.work / PLAN_FILE).read_bytes()))
        except FileNotFoundError as error:
            message = "the tables were not built as a whole; run the job `build`"
            raise ConfigurationError(message) from error

    @staticmethod
    def forget(home: Home) -> None:
        """The tables are no longer those of one build."""
        (home.work / PLAN_FILE).unlink(missing_ok=True)


def plan_build(home: Home, run_id: str, full_refresh: bool = False) -> BuildPlan:
    """From the events loaded into the work database and the last build that passed."""
    with open_internal(home) as connection:
        to_position, log_hash = last_loaded(connection)
        extractor = loaded_extractor(connection)
    plan = BuildPlan(
        run_id=run_id,
        from_position=0,
        to_position=to_position,
        log_hash=log_hash,
        started_at=datetime.now(UTC).isoformat(),
        code_version=code_version(),
        extractor=extractor.name if extractor else None,
        extractor_version=extractor.version if extractor else None,
        is_full_refresh=True,
    )
    last = last_finished_build(home)
    return plan if full_refresh or last is None else _continuing(plan, last)


def _continuing(plan: BuildPlan, last: FinishedBuild) -> BuildPlan:
    """Adds to ``last`` when it was made by the same code.

    Another extractor is an event like others: the models find out which articles it touches.
    """
    if last.code_version != plan.code_version:
        return plan
    return replace(plan, from_position=last.to_position, is_full_refresh=False)


def finished(plan: BuildPlan) -> FinishedBuild:
    """The plan as a row of the book of builds."""
    return FinishedBuild(
        run_id=plan.run_id,
        from_position=plan.from_position,
        to_position=plan.to_position,
        started_at=datetime.fromisoformat(plan.started_at),
        finished_at=datetime.now(UTC),
        code_version=plan.code_version,
        extractor=plan.extractor,
        extractor_version=plan.extractor_version,
        is_full_refresh=plan.is_full_refresh,
    )
