"""Ingests the sample, builds, and prints what came out. What is printed belongs in ``report``.

The work is done by the commands that a user would type; they are shown as they run.
"""

import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console

from demo.report import show
from ingest.home import Home

SAMPLE = Path(__file__).resolve().parent.parent / "sample"
NEWSLEDGER = Path(sys.executable).with_name("newsledger")


def run(console: Console, *arguments: str) -> None:
    """One command of ours, shown before it runs; ends the demo if it fails."""
    console.print(f"\n$ newsledger {shlex.join(arguments)}", style="bold", markup=False)
    status = subprocess.run([NEWSLEDGER, *arguments], check=False).returncode
    if status:
        console.print(f"the command ended with status {status}: the demo stops here", style="red")
        raise SystemExit(status)


def relative(path: Path) -> str:
    """As a person in this directory would write it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def main(home: Home, console: Console) -> None:
    """The whole demonstration."""
    started = time.monotonic()
    home.root.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(SAMPLE / "sources.yml", home.sources_file)
    place = relative(home.root)
    run(console, "ingest", relative(SAMPLE / "articles"), "--home", place)
    run(console, "build", "--home", place)
    show(console, home, place)
    console.print(f"{time.monotonic() - started:.0f} seconds in all", style="dim")


if __name__ == "__main__":
    main(Home.from_environment(sys.argv[1] if sys.argv[1:] else "data/demo"), Console())
