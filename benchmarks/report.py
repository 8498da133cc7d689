"""Tables of figures as Markdown, on the terminal and in a file. No measuring here."""

import platform
import sys
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks import corpus


@dataclass(frozen=True, slots=True)
class Table:
    """One measure: what it says, and rows of (what, figure, note)."""

    title: str
    about: str
    rows: list[tuple[str, str, str]]

    def markdown(self) -> str:
        """The table as Markdown, closed by an empty line."""
        body = "\n".join(f"| {what} | {figure} | {note} |" for what, figure, note in self.rows)
        return f"## {self.title}\n\n{self.about}\n\n| what | figure | note |\n|---|---|---|\n{body}\n\n"


def show(table: Table) -> None:
    """Print one table."""
    sys.stdout.write(table.markdown())
    sys.stdout.flush()


def write(path: Path, tables: list[Table]) -> None:
    """Write the report of a whole run."""
    memory = psutil.virtual_memory().total / 2**30
    texts = "real news articles" if corpus.is_real() else "made-up articles"
    heading = (
        "# Speed\n\n"
        f"Written by `make bench` on {psutil.cpu_count()} cores, {memory:.0f} GiB, "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}; {texts}. "
        "Ratios of one run can be compared, seconds of different machines cannot.\n\n"
    )
    path.parent.mkdir(exist_ok=True)
    path.write_text(heading + "".join(table.markdown() for table in tables).rstrip() + "\n")
