"""How long the command line takes to answer when it has little to do."""

import statistics
import sys
from pathlib import Path

from benchmarks.measure import run
from benchmarks.pipeline import NEWSLEDGER
from benchmarks.report import Table

_RUNS = 7


def measure(scratch: Path, _articles: int) -> Table:
    """Median wall seconds of ``--help`` and ``status``, beside those of an empty Python."""
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "newsledger --help": [NEWSLEDGER, "--help"],
        "newsledger status": [NEWSLEDGER, "status", "--home", str(scratch)],
    }
    seconds = {
        name: statistics.median(run(command, check=False).wall for _ in range(_RUNS))
        for name, command in commands.items()
    }
    floor = seconds["python -c pass"]
    return Table(
        "Start-up",
        f"Median of {_RUNS} runs, seconds on the wall.",
        [(name, f"{took:.2f} s", f"{took / floor:.1f} × Python") for name, took in seconds.items()],
    )
