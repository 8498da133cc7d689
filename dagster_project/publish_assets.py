"""The last asset: the file that readers keep. How it is swapped belongs in ``dagster_project.publish``."""

import dagster as dg

from dagster_project.check_book import check_failures
from dagster_project.journal import BuildJournal, journalled, note, now_text
from dagster_project.metadata import markdown_table
from dagster_project.plan import BuildPlan, finished
from dagster_project.publish import publish, record_publication
from dagster_project.resources import Workspace
from dagster_project.warehouse import record_build
from ingest.errors import ChecksFailed


@dg.asset(group_name="published", deps=["publication", "quality_failures"], kinds={"duckdb"})
def published_warehouse(
    context: dg.AssetExecutionContext, workspace: dg.ResourceParam[Workspace]
) -> dg.MaterializeResult[None]:
    """The read-only file with the public tables, swapped in atomically."""
    home = workspace.home
    with journalled(home, context.run_id, "published_warehouse", workspace.reporter) as step:
        checks = BuildJournal.load(home).checks
        if checks.get("failed"):
            raise ChecksFailed("a blocking check of this build failed; see `newsledger status`")
        plan = BuildPlan.load(home)
        record_build(home, finished(plan))
        done = publish(home, plan)
        passed, warned = checks.get("passed", 0), checks.get("warned", 0)
        failures = check_failures(home)
        record_publication(workspace.log, plan, done.row_counts, passed, warned, failures)
        rows = sum(done.row_counts.values())
        step["detail"] = f"{rows:,} rows in {len(done.row_counts)} tables"
    note(
        home,
        status="published",
        finished_at=now_text(),
        published_position=plan.to_position,
    )
    return dg.MaterializeResult(
        metadata={
            "path": dg.MetadataValue.path(str(done.path)),
            "bytes": done.byte_count,
            "log_position": plan.to_position,
            "is_full_refresh": plan.is_full_refresh,
            "rows": dg.MetadataValue.md(
                markdown_table(["table", "rows"], sorted(done.row_counts.items()))
            ),
        }
    )


PUBLISH_ASSETS = [published_warehouse]
