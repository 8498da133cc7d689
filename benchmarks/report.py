"""Tables of figures as Markdown, on the terminal and in a file. No measuring here."""

import platform
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

from benchmarks import corpus

HEADING = (
    "# Speed\n\nWritten by `make bench`, or `python -m benchmarks MEASURE` for one of them. "
    "Ratios of one run can be compared, seconds of different machines cannot.\n\n"
)
_MARK = re.compile(r"^<!-- (\w+) -->\n", re.M)


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


def renew(path: Path, tables: Mapping[str, Table], order: Sequence[str]) -> None:
    """Write these measures into the report; what it says of others stays, with its date."""
    said = _sections(path.read_text()) if path.exists() else {}
    now = f"Measured on {datetime.now(UTC):%Y-%m-%d}, {_machine()}.\n\n"
    said |= {name: table.markdown() + now for name, table in tables.items()}
    body = "".join(f"<!-- {name} -->\n{said[name]}" for name in order if name in said)
    path.parent.mkdir(exist_ok=True)
    path.write_text(HEADING + body.rstrip() + "\n")


def _sections(text: str) -> dict[str, str]:
    """What the report says by the name of the measure."""
    parts = _MARK.split(text)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _machine() -> str:
    memory = psutil.virtual_memory().total / 2**30
    texts = "real news articles" if corpus.is_real() else "made-up articles"
    return (
        f"{psutil.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}; {texts}"
    )
