"""Telling whoever waits how far a build is. Showing it on a terminal belongs in the command line."""

from typing import Protocol


class Reporter(Protocol):
    """Told of the steps of a build as they go."""

    def advanced(self, step: str, done: int, total: int) -> None:
        """``done`` of ``total`` texts or models of a step."""

    def finished(self, step: str, detail: str, seconds: float) -> None:
        """A step ended, in words."""


class Silent:
    """Tells nobody."""

    def advanced(self, step: str, done: int, total: int) -> None:
        """Nothing."""

    def finished(self, step: str, detail: str, seconds: float) -> None:
        """Nothing."""


SILENT = Silent()
