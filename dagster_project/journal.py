"""The journal of the current or last build: one small file that ``status`` reads without a database.

It tells people what happened; no build decides anything by it. Books that builds rely on are in
``dagster_project.warehouse``.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

from dagster_project.progress import SILENT, Reporter
from expectations.runner import CheckResult
from ingest.home import Home

LISTED_KEYS = 20
"""Failing rows listed per check; ``raw.check_results`` and ``quality_failures`` hold them all."""


@dataclass(slots=True)
class BuildJournal:
    """What is known of one build so far."""

    run_id: str = ""
    status: str = "never"  # never | running | published | failed
    started_at: str | None = None
    finished_at: str | None = None
    error: str | None = None
    published_position: int | None = None
    steps: list[dict[str, Any]] = field(default_factory=list)  # name, seconds, detail
    checks: dict[str, int] = field(default_factory=dict)  # passed, warned, failed
    failures: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def load(cls, home: Home) -> "BuildJournal":
        """The journal in this home; an empty one when there is none or it cannot be read."""
        try:
            known = json.loads(journal_path(home).read_bytes())
            return cls(**known)
        except (FileNotFoundError, ValueError, TypeError):
            return cls()

    def save(self, home: Home) -> None:
        """Replaces the file atomically."""
        path = journal_path(home)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".tmp")
        draft.write_text(json.dumps(asdict(self), indent=1))
        draft.replace(path)

    def add_checks(self, results: Sequence[CheckResult]) -> None:
        """Counts what the checks of one step found, and lists the failing rows of each."""
        for result in results:
            outcome = "passed" if result.passed else _FAILED_AS[result.severity]
            self.checks[outcome] = self.checks.get(outcome, 0) + 1
        self.failures += [_to_failure(result) for result in results if not result.passed]


_FAILED_AS = {"warn": "warned", "error": "failed"}


def journal_path(home: Home) -> Path:
    """Beside the work databases, and as disposable as they are."""
    return home.work / "last_build.json"


def now_text() -> str:
    """The time as the journal writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@contextmanager
def journalled(
    home: Home, run_id: str, step: str, reporter: Reporter = SILENT
) -> Iterator[dict[str, Any]]:
    """Times a step, writes it down whether it ends well or not, and tells ``reporter`` if it does.

    What the block puts into the record is kept with it. The first step of a run begins a new journal.
    """
    begin(home, run_id)
    record: dict[str, Any] = {"name": step, "seconds": 0.0, "detail": ""}
    started = monotonic()
    try:
        yield record
    except BaseException as error:
        note(
            home, status="failed", error=f"{error}" or type(error).__name__, finished_at=now_text()
        )
        raise
    finally:
        record["seconds"] = round(monotonic() - started, 2)
        note(home, steps=[*BuildJournal.load(home).steps, record])
    reporter.finished(step, record["detail"], record["seconds"])


def begin(home: Home, run_id: str) -> None:
    """A new journal, unless this run has one already."""
    if BuildJournal.load(home).run_id != run_id:
        BuildJournal(run_id=run_id, status="running", started_at=now_text()).save(home)


def note(home: Home, **changes: Any) -> None:
    """Changes some of what the journal says."""
    replace(BuildJournal.load(home), **changes).save(home)


def note_checks(home: Home, results: Sequence[CheckResult]) -> None:
    """Adds what some checks found."""
    journal = BuildJournal.load(home)
    journal.add_checks(results)
    journal.save(home)


def _to_failure(result: CheckResult) -> dict[str, Any]:
    return {
        "check_name": result.check_name,
        "table_name": result.table_name,
        "severity": result.severity,
        "detail": result.detail,
        "row_count": len(result.row_keys),
        "row_keys": list(result.row_keys[:LISTED_KEYS]),
    }
