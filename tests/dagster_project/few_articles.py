"""A handful of articles, and the command line run on them as a person would."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.event_log import EventLog
from ingest.home import Home
from ingest.intake import IngestSummary, ingest
from ingest.sources import SourceRegistry

ROOT = Path(__file__).resolve().parents[2]
BUILD_SECONDS = 300
Record = dict[str, Any]

RECORDS: list[Record] = [
    {
        "url": f"https://{outlet}.example/2026/11/{number}",
        "title": f"Harbour dispute, day {number}",
        "published_at": f"2026-11-{number:02d}T08:00:00Z",
        "text": (
            f'The harbour will close on day {number}, said Mayor Anna Bergström. "We cannot pay for the '
            f'dredging of {number} channels," she told reporters at the town hall on Monday.\n\n'
            f"According to the port authority, {number} ships were turned away. Captain Leo Marsh denied "
            "that the crews had been warned. The town council will meet next week to decide what "
            "happens to the old pier, which has stood empty since the spring storms."
        ),
    }
    for number in range(1, 4)
    for outlet in ("gazette", "courier")
]
NEW: list[Record] = [
    {
        "url": "https://gazette.example/2026/11/20",
        "title": "Pier to be sold",
        "text": 'The pier will be sold, said Anna Bergström. "Nobody wants it," she told the council. '
        "The council will vote on the sale of the pier in the first week of December.",
    }
]


def write_records(path: Path, records: Sequence[Record] = RECORDS) -> Path:
    """The records as a JSONL file."""
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def ingest_records(home: Home, records: Sequence[Record] = RECORDS) -> IngestSummary:
    """The records in the log of ``home``."""
    path = write_records(home.root.parent / "records.jsonl", records)
    return ingest([str(path)], log=EventLog(home.ledger), registry=SourceRegistry.load())


def newsledger_command(home: Home, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "dagster_project.cli", *arguments, "--home", str(home.root)]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"}


def newsledger(
    home: Home, *arguments: str, timeout: float = 60
) -> subprocess.CompletedProcess[str]:
    """Runs the command line in a process of its own."""
    return subprocess.run(
        newsledger_command(home, *arguments),
        env=environment(),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
