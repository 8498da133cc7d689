"""Dagster's own storage stays within bounds."""

import dagster as dg

from dagster_project.instance import open_instance
from dagster_project.run_retention import prune_runs


@dg.op
def nothing() -> None:
    """Does nothing."""


@dg.job
def idle() -> None:
    """A run with its event log."""
    nothing()


def run_files(home):
    runs = home.dagster / "history" / "runs"
    return {path.name for path in runs.glob("*.db")} - {"index.db"}


def test_the_newest_runs_stay_and_the_others_go_with_their_files(home):
    with open_instance(home) as instance:
        ids = [idle.execute_in_process(instance=instance).run_id for _ in range(4)]
        assert len(run_files(home)) == 4
        assert prune_runs(home, instance, most_runs=2) == 2
        assert [run.run_id for run in instance.get_runs()] == ids[:1:-1]
        assert run_files(home) == {f"{run_id}.db" for run_id in ids[2:]}
        assert prune_runs(home, instance, most_runs=2) == 0


def test_old_runs_go_and_one_that_is_running_stays(home):
    with open_instance(home) as instance:
        old = idle.execute_in_process(instance=instance).run_id
        running = instance.create_run_for_job(idle)
        assert prune_runs(home, instance, days=0) == 1
        assert [run.run_id for run in instance.get_runs()] == [running.run_id]
        assert f"{old}.db" not in run_files(home)
