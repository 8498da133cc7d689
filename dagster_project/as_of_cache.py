"""Which as-of files are kept: the ones used last, few and not large, in a folder that may be deleted.

Building them belongs in ``as_of``.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MOST_FILES = 8
MOST_BYTES = 4_000_000_000
"""Beyond either, the files that were used longest ago go; the newest always stays."""


LOCK = "lock"


@dataclass(frozen=True, slots=True)
class AsOfCache:
    """The folder ``as_of`` of a home."""

    folder: Path

    def find(self, key: str) -> Path | None:
        """The file with this key, marked as used just now."""
        path = self._path(key)
        try:
            _mark_used(path)
        except FileNotFoundError:
            return None
        return path

    def keep(self, built: Path, key: str) -> Path:
        """Moves a finished file into the cache, whole or not at all, and lets go of old ones."""
        path = self._path(key)
        built.replace(path)
        _mark_used(path)
        self._prune()
        return path

    def forget(self) -> int:
        """Deletes every file; returns how many there were."""
        files = self._files()
        for path in files:
            path.unlink(missing_ok=True)
        return len(files)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One build at a time; others wait. A kernel lock: it ends with the process."""
        self.folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.duckdb"

    def _files(self) -> list[Path]:
        """The used last first."""
        found = [(path.stat().st_mtime_ns, path) for path in self.folder.glob("*.duckdb")]
        return [path for _, path in sorted(found, reverse=True)]

    def _prune(self) -> None:
        total = 0
        for number, path in enumerate(self._files()):
            total += path.stat().st_size
            if number and (number >= MOST_FILES or total > MOST_BYTES):
                path.unlink(missing_ok=True)


def _mark_used(path: Path) -> None:
    """With our own clock: that of the file system ticks too slowly to tell two uses apart."""
    now = time.time_ns()
    os.utime(path, ns=(now, now))
