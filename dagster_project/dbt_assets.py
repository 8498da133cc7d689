"""The dbt models as assets, and the dbt tests as asset checks.

Two definitions over one project: the tables, and what tells of the checks once they have run. dbt runs
inside this process (see ``dagster_project.dbt_run`` for why). Deciding what the results mean belongs in
``dagster_project.quality``.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import dagster as dg
import duckdb
from dagster_dbt import dbt_assets
from dagster_dbt.core.dbt_cli_event import DbtCoreCliEventMessage

from dagster_project.check_book import add_check_results, clear_check_results
from dagster_project.checks import describe_run, with_findings
from dagster_project.dbt_run import AFTER_CHECKS, DbtProject, DbtRun, raise_errors
from dagster_project.journal import journalled, note_checks
from dagster_project.metadata import preview
from dagster_project.plan import BuildPlan, plan_build
from dagster_project.publish import count_rows, public_tables
from dagster_project.quality import results_of_tests, stop_if_blocked
from dagster_project.resources import Workspace
from dagster_project.translator import LayerTranslator
from dagster_project.warehouse import drop_tables
from expectations.runner import CheckResult

DbtEvents = Iterator[Any]
TRANSLATOR = LayerTranslator()


class BuildConfig(dg.Config):
    """How to build the tables."""

    full_refresh: bool = False


def build_dbt_assets(project: DbtProject) -> list[dg.AssetsDefinition]:
    """The tables, and the tables that tell of the checks."""
    manifest = project.manifest_dict

    @dbt_assets(
        manifest=manifest,
        exclude=AFTER_CHECKS,
        dagster_dbt_translator=TRANSLATOR,
        name="tables",
    )
    def tables(
        context: dg.AssetExecutionContext,
        config: BuildConfig,
        workspace: dg.ResourceParam[Workspace],
    ) -> DbtEvents:
        home = workspace.home
        with journalled(home, context.run_id, "tables", workspace.reporter) as step:
            plan = plan_build(home, context.run_id, config.full_refresh)
            _keep_plan(context, workspace, plan)
            clear_check_results(home)
            if plan.is_full_refresh:
                drop_tables(home)
            arguments = [*_selection(context), *(["--full-refresh"] * plan.is_full_refresh)]
            yield from _run(context, workspace, plan, arguments, step)

    @dbt_assets(
        manifest=manifest,
        select=AFTER_CHECKS,
        dagster_dbt_translator=TRANSLATOR,
        name="what_checks_found",
    )
    def what_checks_found(
        context: dg.AssetExecutionContext, workspace: dg.ResourceParam[Workspace]
    ) -> DbtEvents:
        with journalled(
            workspace.home, context.run_id, "what_checks_found", workspace.reporter
        ) as step:
            plan = BuildPlan.load(workspace.home)
            yield from _run(context, workspace, plan, ["--select", AFTER_CHECKS], step)

    return [tables, what_checks_found]


def _keep_plan(context: dg.AssetExecutionContext, workspace: Workspace, plan: BuildPlan) -> None:
    """Some tables alone make no build: without a plan, nothing after them is built or published."""
    if context.is_subset:
        BuildPlan.forget(workspace.home)
    else:
        plan.save(workspace.home)


def _selection(context: dg.AssetExecutionContext) -> list[str]:
    if not context.is_subset:
        return ["--exclude", AFTER_CHECKS]
    names = sorted(key.to_user_string() for key in context.selected_asset_keys)
    return ["--select", *names, "--indirect-selection", "cautious"]


def _run(
    context: dg.AssetExecutionContext,
    workspace: Workspace,
    plan: BuildPlan,
    arguments: Sequence[str],
    step: dict[str, Any],
) -> DbtEvents:
    """Runs dbt, notes what its tests found, tells Dagster, and stops the build if it must."""
    run = workspace.dbt.build(
        arguments,
        plan.dbt_vars(),
        lambda done, total: workspace.reporter.advanced("build", done, total),
    )
    results = results_of_tests(workspace.home, run, workspace.dbt.manifest_dict)
    add_check_results(workspace.home, results, plan.to_position)
    note_checks(workspace.home, results)
    step["detail"] = describe_run(run)
    yield from _to_dagster(context, workspace, run, results)
    raise_errors(run)
    stop_if_blocked(results)


def _to_dagster(
    context: dg.AssetExecutionContext,
    workspace: Workspace,
    run: DbtRun,
    results: Sequence[CheckResult],
) -> DbtEvents:
    """dagster-dbt's own events, with row counts, previews and failing rows added."""
    manifest = workspace.dbt.manifest_dict
    found = {result.check_name: result for result in results}
    with duckdb.connect(workspace.home.work_warehouse, read_only=True) as connection:
        counts = count_rows(connection, public_tables(connection))
        for raw_event in run.events:
            message = DbtCoreCliEventMessage(raw_event, event_history_metadata={})
            for event in message.to_default_asset_events(manifest, TRANSLATOR, context):
                if isinstance(event, dg.Output):
                    yield _with_table(event, connection, counts)
                elif isinstance(event, dg.AssetCheckResult):
                    yield with_findings(event, found.get(event.check_name or ""))
                else:
                    yield event


def _with_table(
    event: "dg.Output[None]", connection: duckdb.DuckDBPyConnection, counts: Mapping[str, int]
) -> "dg.Output[None]":
    name = event.output_name
    if name not in counts:
        return event
    return event.with_metadata(
        {
            **event.metadata,
            "dagster/row_count": counts[name],
            "preview": dg.MetadataValue.md(preview(connection, name)),
        }
    )
