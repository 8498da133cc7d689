"""Puts the code location together.

``build_definitions`` is for tests and the command line, ``defs`` for Dagster's own tools. Assets, checks, jobs and resources are implemented in their own modules; this one only assembles.
https://docs.dagster.io/guides/build/projects-and-components
"""

from collections.abc import Mapping
from typing import Any

import dagster as dg

from dagster_project.automation import JOBS, feed_schedule, inbox_sensor
from dagster_project.dbt_assets import build_dbt_assets
from dagster_project.dbt_run import DbtProject
from dagster_project.event_log_assets import EVENT_LOG_ASSETS
from dagster_project.progress import SILENT, Reporter
from dagster_project.publish_assets import PUBLISH_ASSETS
from dagster_project.quality_assets import QUALITY_ASSETS, expectation_checks
from dagster_project.resources import Workspace, workspace_resource
from ingest.home import Home


def build_definitions(
    home: Home | None = None,
    *,
    project: DbtProject | None = None,
    reporter: Reporter = SILENT,
    resource_overrides: Mapping[str, Any] | None = None,
) -> dg.Definitions:
    """Everything, for one home directory.

    Steps run one after another in the process of the run: DuckDB takes one writer, and each further
    process would import everything again (24 CPU s for 12).
    """
    where = home or Home.from_environment()
    dbt = project or DbtProject(where)
    workspace = Workspace(where, dbt, reporter)
    return dg.Definitions(
        assets=[
            *EVENT_LOG_ASSETS,
            *build_dbt_assets(dbt),
            *QUALITY_ASSETS,
            *PUBLISH_ASSETS,
        ],
        asset_checks=[expectation_checks],
        jobs=JOBS,
        sensors=[inbox_sensor(where)],
        schedules=[feed_schedule(where)],
        resources={"workspace": workspace_resource(workspace), **(resource_overrides or {})},
        executor=dg.in_process_executor,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """For ``dagster -m dagster_project.definitions``: made when asked, since it parses the dbt project."""
    return build_definitions()
