"""How many random histories were built, and compared with the log asked for as of each build.

    python -m evals.histories 300

runs the property test ``tests/dbt/test_as_of_equals_builds.py`` on so many histories and writes
``reports/as_of.md``; it needs no evaluation data. What is compared belongs in the test.
"""

import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import click

from evals.shared import ROOT

TEST = ROOT / "tests" / "dbt" / "test_as_of_equals_builds.py"
REPORT = ROOT / "reports" / "as_of.md"


@click.command()
@click.argument("histories", type=click.IntRange(min=20))
@click.option("--minutes", type=float, default=math.inf, help="Begin no more after that.")
def main(histories: int, minutes: float) -> None:
    """Run the property on HISTORIES random histories, write the report; fail where one differs."""
    with tempfile.TemporaryDirectory() as folder:
        counts_file = Path(folder) / "counts.json"
        environment = {
            **os.environ,
            "NEWSLEDGER_HISTORIES": str(histories),
            "NEWSLEDGER_COUNTS": str(counts_file),
            "NEWSLEDGER_MINUTES": str(minutes),
        }
        command = [sys.executable, "-m", "pytest", "-q", "-n", "0", str(TEST)]
        status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        counts = json.loads(counts_file.read_bytes()) if counts_file.exists() else {}
    if status or not counts:
        sys.exit("a history differs, or none was compared: no report was written")
    REPORT.write_text(rendered(counts))
    sys.stdout.write(REPORT.read_text())


def rendered(counts: Mapping[str, int]) -> str:
    """The report."""
    return f"""Written by `python -m evals.histories {counts["histories"]}`.

## As it was

Random histories (articles observed, late, twice and out of order; revised, corrected, withdrawn, erased; texts extracted
by two versions of an extractor, promoted in turn; stories, copies, entities and outlets decided and decided anew) run side
by side, {counts["histories"] // counts["logs"]} in a log, sharing outlets and the extractor. Each goes on by one event, then a build adds to the one before.
Every file that a build published is compared with the file that the log gives as of that position, built from nothing,
table by table and row by row, `quality_failures` and `publication` (but for `built_at`) among them.

| what | count |
|---|---:|
| histories, with a build after every event of each | {counts["histories"]:,} |
| logs | {counts["logs"]:,} |
| events | {counts["events"]:,} |
| articles erased on the way | {counts["erasures"]:,} |
| published files compared with their prefix | {counts["prefixes"]:,} |
| rows compared | {counts["rows"]:,} |
| rows that differ | 0 |
"""


if __name__ == "__main__":
    main()
