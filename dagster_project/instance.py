"""Dagster's own home: run history kept within bounds, no telemetry, no questions.

What runs are and when they start belongs in ``dagster_project.automation``.
"""

import dagster as dg

from ingest.home import Home

RUN_DAYS = 30
_HEADER = "# Written by newsledger at each start; remove this line to keep changes of your own.\n"
_CONFIG = """\
telemetry: {{enabled: false}}
nux: {{enabled: false}}
retention:
  schedule: {{purge_after_days: {days}}}
  sensor:
    purge_after_days: {{skipped: 1, failure: {days}, success: {days}}}
concurrency:
  runs: {{max_concurrent_runs: 1}}
compute_logs: # capturing output would take the terminal from progress bars, and two processes a run
  module: dagster._core.storage.noop_compute_log_manager
  class: NoOpComputeLogManager
event_log_storage:
  module: dagster_project.run_history
  class: RunHistory
  config: {{base_dir: "{history}"}}
"""


def prepare_dagster_home(home: Home) -> None:
    """Makes the folder and its configuration, which says where the folder is now."""
    home.dagster.mkdir(parents=True, exist_ok=True)
    config = home.dagster / "dagster.yaml"
    if not config.exists() or config.read_text().startswith(_HEADER):
        history = home.dagster / "history" / "runs"
        config.write_text(_HEADER + _CONFIG.format(days=RUN_DAYS, history=history))


def open_instance(home: Home) -> dg.DagsterInstance:
    """The instance whose runs the UI shows."""
    prepare_dagster_home(home)
    return dg.DagsterInstance.from_config(str(home.dagster))
