"""The sample, taken through ingest and build once by the command line, as ``make demo`` does."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from dashboard.warehouse import Warehouse

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Demo:
    home: Path
    output: str

    @property
    def warehouse(self) -> Warehouse:
        return Warehouse.of_home(self.home)


def run_demo(home: Path) -> str:
    command = [sys.executable, "-m", "demo", str(home)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
