"""Dagster's own home: run history kept within bounds, no telemetry, no questions.

What runs are and when they start belongs in ``dagster_project.automation``.
"""

import dagster as dg

from ingest.home import Home

RUN_DAYS = 30
_CONFIG = f"""\
# Written by newsledger when it is not there; change what you like.
telemetry: {{enabled: false}}
nux: {{enabled: false}}
retention:
  schedule: {{purge_after_days: {RUN_DAYS}}}
  sensor:
    purge_after_days: {{skipped: 1, failure: {RUN_DAYS}, success: {RUN_DAYS}}}
concurrency:
  runs: {{max_concurrent_runs: 1}}
"""


def prepare_dagster_home(home: Home) -> None:
    """Makes the folder and its configuration, unless they are there."""
    home.dagster.mkdir(parents=True, exist_ok=True)
    config = home.dagster / "dagster.yaml"
    if not config.exists():
        config.write_text(_CONFIG)


def open_instance(home: Home) -> dg.DagsterInstance:
    """The instance whose runs the UI shows."""
    prepare_dagster_home(home)
    return dg.DagsterInstance.from_config(str(home.dagster))
