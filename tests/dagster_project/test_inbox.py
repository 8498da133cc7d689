"""What waits in a home directory: dropped files, listed feeds, and when they are taken."""

import os
import time

import dagster as dg
from few_articles import RECORDS, write_records

from dagster_project.automation import feed_schedule, inbox_sensor
from dagster_project.inbox import feed_urls, ingest_waiting, waiting_files
from ingest.event_log import EventLog
from ingest.home import Home


def drop(home: Home, name: str, age: float = 60) -> None:
    """A file that was last written ``age`` seconds ago."""
    home.inbox.mkdir(exist_ok=True)
    path = write_records(home.inbox / name, RECORDS[:2])
    os.utime(path, (time.time() - age,) * 2)


def test_a_file_that_is_being_written_waits(home: Home) -> None:
    drop(home, "settled.jsonl")
    drop(home, "growing.jsonl", age=0)
    drop(home, ".hidden.jsonl")

    assert [path.name for path in waiting_files(home)] == ["settled.jsonl"]


def test_ingested_files_are_filed_away_under_names_of_their_own(home: Home, log: EventLog) -> None:
    for _ in range(2):
        drop(home, "articles.jsonl")
        summary = ingest_waiting(home, log, [], inbox=True, feeds=False, run_id="run")

    assert summary["unchanged"] == 2
    assert log.counts()["ArticleObserved"] == 2
    assert waiting_files(home) == []
    assert sorted(path.name for path in (home.inbox / "done").iterdir()) == [
        "articles-2.jsonl",
        "articles.jsonl",
    ]


def test_nothing_is_taken_unless_asked(home: Home, log: EventLog) -> None:
    drop(home, "articles.jsonl")

    assert ingest_waiting(home, log, [], inbox=False, feeds=False, run_id="run") == {}
    assert len(waiting_files(home)) == 1


def test_feeds_are_one_url_a_line(home: Home) -> None:
    assert feed_urls(home) == []
    home.feeds_file.write_text(
        "# news\nhttps://a.example/rss  # daily\n\nhttps://b.example/feed#top\n"
    )

    assert feed_urls(home) == ["https://a.example/rss", "https://b.example/feed#top"]


def test_the_sensor_asks_for_one_run_for_each_set_of_files(home: Home) -> None:
    sensor, context = inbox_sensor(home), dg.build_sensor_context()
    assert isinstance(sensor(context), dg.SkipReason)

    drop(home, "a.jsonl")
    first = sensor(context)
    again = sensor(context)
    drop(home, "b.jsonl")
    more = sensor(context)

    assert isinstance(first, dg.RunRequest)
    assert isinstance(again, dg.RunRequest)
    assert isinstance(more, dg.RunRequest)
    assert first.run_key == again.run_key != more.run_key
    assert first.run_config == {"ops": {"event_log": {"config": {"read_inbox": True}}}}


def test_the_schedule_runs_when_there_are_feeds(home: Home) -> None:
    schedule = feed_schedule(home)
    assert not schedule.evaluate_tick(dg.build_schedule_context()).run_requests

    home.feeds_file.write_text("https://a.example/rss\n")
    [request] = schedule.evaluate_tick(dg.build_schedule_context()).run_requests or []

    assert request.run_config == {"ops": {"event_log": {"config": {"read_feeds": True}}}}
