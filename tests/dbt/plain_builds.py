"""What the job ``build`` does after extraction, without Dagster and without Great Expectations."""

from collections.abc import Sequence

from dagster_project.as_of import NO_TESTS
from dagster_project.check_book import add_check_failures, check_failures, clear_check_results
from dagster_project.dbt_run import AFTER_CHECKS, DbtProject, DbtRun, raise_errors
from dagster_project.plan import BuildPlan, finished, plan_build
from dagster_project.publish import publish, record_publication
from dagster_project.warehouse import drop_tables, load_events, record_build
from ingest.event_log import EventLog
from ingest.events import CheckFailure
from ingest.home import Home


def build_tables(
    home: Home, log: EventLog, dbt: DbtProject, *options: str
) -> tuple[BuildPlan, DbtRun]:
    """The tables before the checks, as increments where there is something to add to."""
    load_events(home, log)
    plan = plan_build(home, "run")
    clear_check_results(home)
    if plan.is_full_refresh:
        drop_tables(home)
    run = dbt.build(["--exclude", AFTER_CHECKS, *options], plan.dbt_vars())
    raise_errors(run)
    return plan, run


def build_and_publish(
    home: Home, log: EventLog, dbt: DbtProject, found: Sequence[CheckFailure] = ()
) -> int:
    """Builds without tests, publishes with what the checks are said to have found; the position."""
    plan, _ = build_tables(home, log, dbt, *NO_TESTS)
    add_check_failures(home, found, plan.to_position)
    raise_errors(dbt.build(["--select", AFTER_CHECKS, *NO_TESTS], plan.dbt_vars()))
    record_build(home, finished(plan))
    done = publish(home, plan)
    failures = check_failures(home)
    record_publication(log, plan, done.row_counts, 1, len(failures), failures)
    return plan.to_position
