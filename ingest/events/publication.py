"""What was published.

Building and publishing belong in ``dagster_project``.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CheckFailure:
    """What a check that does not block found: one a failing row, one without key where there is none."""

    check_name: str
    table_name: str
    severity: str
    row_key: str | None
    detail: str | None


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
    failures: list[CheckFailure] | None = field(default_factory=list)
    """None in publications of version 1, which did not say."""
