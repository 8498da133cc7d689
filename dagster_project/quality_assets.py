"""The expectation suites as asset checks, and the asset that stands for everything the checks found.

The suites run once for all tables, since Great Expectations takes 2 CPU seconds to import. They gate:
what follows the tables in the graph waits for them, and does not run when one of severity error fails.
"""

from collections.abc import Iterator

import dagster as dg

from dagster_project.check_book import add_check_results
from dagster_project.checks import STANDS_FOR, describe_outcomes, suite_result, suite_specs
from dagster_project.journal import BuildJournal, journalled, note_checks
from dagster_project.metadata import markdown_table
from dagster_project.plan import BuildPlan
from dagster_project.quality import run_suites, stop_if_blocked
from dagster_project.resources import Workspace
from expectations.suites import all_suites

CHECKED_TABLES = sorted({STANDS_FOR.get(suite.table, suite.table) for suite in all_suites()})


@dg.multi_asset_check(specs=suite_specs(), can_subset=False, name="expectations")
def expectation_checks(
    context: dg.AssetCheckExecutionContext, workspace: dg.ResourceParam[Workspace]
) -> Iterator[dg.AssetCheckResult]:
    """Distributions, formats, freshness and volume of the public tables."""
    home = workspace.home
    with journalled(home, context.run.run_id, "expectations", workspace.reporter) as step:
        results, report = run_suites(home)
        add_check_results(home, results, BuildPlan.load(home).to_position)
        note_checks(home, results)
        step["detail"] = describe_outcomes(BuildJournal.load(home).checks)
        yield from (suite_result(found, report) for found in results)
        stop_if_blocked(results)


@dg.asset(group_name="checks", deps=CHECKED_TABLES, kinds={"greatexpectations"})
def quality(workspace: dg.ResourceParam[Workspace]) -> dg.MaterializeResult[None]:
    """What the dbt tests and the expectations of this build found. One row per check or failing row."""
    journal = BuildJournal.load(workspace.home)
    rows = [
        (one["severity"], one["table_name"], one["check_name"], one["row_count"], one["detail"])
        for one in journal.failures
    ]
    names = ["severity", "table", "check", "rows", "detail"]
    report = workspace.home.docs / "checks" / "index.html"
    return dg.MaterializeResult(
        metadata={
            **{f"checks_{outcome}": count for outcome, count in journal.checks.items()},
            "failures": dg.MetadataValue.md(markdown_table(names, rows)),
            "reports": dg.MetadataValue.url(report.as_uri()),
        }
    )


QUALITY_ASSETS = [quality]
