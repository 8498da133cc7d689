"""What was published.

Building and publishing belong in ``dagster_project``.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SnapshotPublished:
    """A build passed its checks and became the published file."""

    log_position: int  # the last position that the published tables contain
    log_hash: str
    code_version: str
    extractor_version: str | None
    row_counts: dict[str, int]
    checks_passed: int
    checks_warned: int
