"""One build at a time in a home directory.

A kernel lock on an open file: it ends with the process that holds it, so a crash leaves nothing to
clean up. What is done under the lock belongs elsewhere.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import RetryableError


class BuildRunning(RetryableError):
    """Another build holds this home directory."""


@contextmanager
def hold_build_lock(path: Path) -> Iterator[None]:
    """Holds the lock while the block runs; raises ``BuildRunning`` at once if somebody has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _lock(descriptor, path)
        os.truncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, path: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as busy:
        holder = os.pread(descriptor, 20, 0).decode() or "unknown"
        message = (
            f"another build is running here (process {holder}, {path}); try again when it ends"
        )
        raise BuildRunning(message) from busy


def is_build_running(path: Path) -> bool:
    """Whether somebody holds the lock right now."""
    try:
        with hold_build_lock(path):
            return False
    except BuildRunning:
        return True
