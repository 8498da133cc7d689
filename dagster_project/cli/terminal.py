"""Progress on a terminal. Silent where standard error is no terminal, so that logs stay readable."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING

import click

from ingest.extract.visible import visible

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_STEPS = {
    "extract": "extracting texts",
    "names": "resolving names",
    "stories": "finding stories",
    "build": "building tables",
}
_LABELS = {
    "extractions": "extract",
    "name_resolutions": "names",
    "story_assignments": "stories",
    "text_comparisons": "copies",
    "tables": "tables",
    "expectations": "checks",
    "published_warehouse": "publish",
}


@contextmanager
def counting(enabled: bool, verb: str = "reading") -> Iterator[Callable[[int, str], None]]:
    """Counts documents whose number nobody knows beforehand."""
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True)
    if not (enabled and console.is_terminal):
        yield lambda _count, _location: None
        return
    with console.status(f"{verb} …") as status:
        yield lambda count, location: status.update(
            Text(f"{count:,} documents, {verb} {visible(location)}")  # Text: names are not markup
        )


class TerminalReporter:
    """Bars for texts and models while they last, and one line per finished step."""

    def __init__(self, quiet: bool = False) -> None:
        self._quiet = quiet
        self._bar: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> "TerminalReporter":
        from rich.console import Console

        console = Console(stderr=True)
        if console.is_terminal and not self._quiet:
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
            self._bar = Progress(*columns, console=console, transient=True)
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar:
            self._bar.stop()

    def advanced(self, step: str, done: int, total: int) -> None:
        """Moves the bar of a step."""
        if self._bar is None:
            return
        if step not in self._tasks:
            self._tasks[step] = self._bar.add_task(_STEPS[step], total=total)
        self._bar.update(self._tasks[step], completed=done, total=total, visible=done < total)

    def finished(self, step: str, detail: str, seconds: float) -> None:
        """Says what a step did, where people care about the step."""
        if not self._quiet and step in _LABELS:
            click.echo(f"{_LABELS[step]:<9}{detail} ({seconds:.1f} s)")
