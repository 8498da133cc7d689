"""Jobs, the sensor on the inbox and the schedule for feeds. What they run belongs in the assets."""

import hashlib

import dagster as dg

from dagster_project.inbox import feed_urls, waiting_files
from ingest.home import Home

EVERYTHING = dg.AssetSelection.all()

build_job = dg.define_asset_job(
    "build",
    EVERYTHING,
    description="From what is new in the log to the published file.",
)
rebuild_job = dg.define_asset_job(
    "rebuild",
    EVERYTHING,
    config={"ops": {"tables": {"config": {"full_refresh": True}}}},
    description="Every table anew from the whole log. Texts are not extracted again.",
)
JOBS = [build_job, rebuild_job]


def reading(**what: bool) -> dict[str, object]:
    """Run config that makes the build read something first."""
    return {"ops": {"event_log": {"config": what}}}


def inbox_sensor(home: Home) -> dg.SensorDefinition:
    """Ingests and builds when files were dropped into the inbox."""

    @dg.sensor(
        job=build_job,
        minimum_interval_seconds=30,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description=f"Files dropped into {home.inbox} are ingested, then moved to its folder done.",
    )
    def inbox() -> dg.RunRequest | dg.SkipReason:
        files = waiting_files(home)
        if not files:
            return dg.SkipReason("nothing waits in the inbox")
        stamps = "\n".join(f"{path} {path.stat().st_mtime_ns}" for path in files)
        key = hashlib.sha256(stamps.encode()).hexdigest()
        return dg.RunRequest(run_key=key, run_config=reading(read_inbox=True))

    return inbox


def feed_schedule(home: Home) -> dg.ScheduleDefinition:
    """Reads the feeds every hour and builds."""

    @dg.schedule(
        job=build_job,
        cron_schedule="7 * * * *",  # not at the full hour, when everybody asks
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description=f"The feeds listed in {home.feeds_file}, every hour.",
    )
    def feeds() -> dg.RunRequest | dg.SkipReason:
        if not feed_urls(home):
            return dg.SkipReason(f"no feeds in {home.feeds_file}")
        return dg.RunRequest(run_config=reading(read_feeds=True))

    return feeds
