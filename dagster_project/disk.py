"""How much room a home takes, by what it is for, and how much is left. Reads sizes only: light and fast."""

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from ingest.home import Home

LEAST_FREE = 1_000_000_000
"""Bytes that should stay free, whatever the size of the log."""


@dataclass(frozen=True, slots=True)
class DiskUse:
    """Bytes by place, bytes that are free, and what the next build or compacting may need at once."""

    places: dict[str, int] = field(default_factory=dict)
    free: int = 0
    needed: int = 0

    @property
    def is_short(self) -> bool:
        """Whether the next build, backup or compacting may find the disk full."""
        return self.free < self.needed


def read_disk_use(home: Home) -> DiskUse:
    """The sizes as they are now."""
    places = {
        "log": _size(home.ledger),
        "published": _size(home.published),
        "work": _size(home.work),
        "docs": _size(home.docs),
        "dagster": _size(home.dagster),
        "inbox": _size(home.inbox),
    }
    existing = next(path for path in (home.root, *home.root.parents) if path.exists())
    # A new published file beside the old one, or a new log beside the old one.
    needed = LEAST_FREE + max(places["log"], places["published"])
    return DiskUse(places, shutil.disk_usage(existing).free, needed)


def _size(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    total = 0
    for folder, _, names in os.walk(path):
        for name in names:
            try:
                total += os.lstat(os.path.join(folder, name)).st_size  # noqa: PTH118 (many files)
            except FileNotFoundError:  # a build is at work
                continue
    return total


def readable(byte_count: int) -> str:
    """In the unit that people would use."""
    for unit, size in (("GB", 1e9), ("MB", 1e6)):
        if byte_count >= size:
            return f"{byte_count / size:.1f} {unit}"
    return f"{byte_count / 1e3:.0f} kB"
