"""What assets are given: the home directory, under a lock for as long as a run uses it.

Thin: the domain sees :class:`Workspace`, never Dagster. What is done with it belongs in the assets.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

import dagster as dg

from dagster_project.build_lock import hold_build_lock
from dagster_project.dbt_run import DbtProject
from dagster_project.erasure_marker import refuse_if_cut_short
from dagster_project.progress import SILENT, Reporter
from dagster_project.run_retention import prune_runs
from ingest.event_log import EventLog
from ingest.home import Home


@dataclass
class Workspace:
    """One home directory and the things that live in it."""

    home: Home
    dbt: DbtProject
    reporter: Reporter = field(default=SILENT)

    @cached_property
    def log(self) -> EventLog:
        """The event log."""
        return EventLog(self.home.ledger)


def workspace_resource(workspace: Workspace) -> dg.ResourceDefinition:
    """The workspace, with the build lock held from the first step of a run to its last."""

    @contextmanager
    def locked(context: dg.InitResourceContext) -> Iterator[Workspace]:
        with hold_build_lock(workspace.home.build_lock):
            refuse_if_cut_short(workspace.home)
            if context.instance is not None:
                prune_runs(workspace.home, context.instance)
            yield workspace

    return dg.ResourceDefinition(
        resource_fn=locked, description="The home directory, locked while a run uses it."
    )
