"""Erases articles from a whole home directory: the log, and everything that was made from it.

First the log says what is to go (``PayloadErased``), then it goes: what was derived is deleted, the log is
written anew without it, and every file is searched for traces. A marker stands in the home until the last
step is done, so a run that was killed is completed by the next. What has to go is decided in
``ingest.erasure``; building the tables again is left to whoever calls.
"""

import json
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from dagster_project.as_of_cache import LOCK, AsOfCache
from dagster_project.build_lock import hold_build_lock
from dagster_project.erasure_marker import is_cut_short
from dagster_project.residue import find_residue, is_warehouse
from ingest.erasure.planning import Plan, plan_again
from ingest.errors import ConfigurationError
from ingest.event_log import EventLog, utc_now
from ingest.events import NewEvent, PayloadErased, short_id
from ingest.home import Home

STREAM = "erasures"


@dataclass(slots=True)
class Receipt:
    """What was removed, in counts and places; nothing of what it said."""

    erasure_id: str
    log_position: int
    erased_at: str
    reason: str
    decided_by: str
    article_count: int
    payload_counts: dict[str, int]
    blob_count: int
    removed_files: dict[str, int] = field(default_factory=dict)  # by place
    log_bytes_before: int = 0
    log_bytes_after: int = 0
    searched_strings: int = 0
    searched_files: int = 0
    searched_bytes: int = 0
    residue_count: int = 0  # files in which a trace was left


@dataclass(frozen=True, slots=True)
class Erased:
    """The receipt, where it lies, and the files that a person has to look at."""

    receipt: Receipt
    path: Path
    residue: list[Path]


def erase(
    home: Home,
    log: EventLog,
    plan: Plan,
    *,
    reason: str,
    decided_by: str,
    clock: Callable[[], datetime] = utc_now,
) -> Erased:
    """Carries out a plan. Nobody builds meanwhile."""
    if plan.traces.is_in(f"{reason}\n{decided_by}".encode()):
        raise ConfigurationError("the reason stays in the log: it may not quote what is erased")
    with _nobody_builds(home):
        now = clock()
        number = log.read_streams([STREAM]).num_rows + 1
        erasure_id = short_id("era", now.isoformat(), *plan.article_ids)
        payload = PayloadErased(
            erasure_id,
            plan.article_ids,
            sorted(plan.positions),
            plan.payload_counts,
            sorted(plan.blob_hashes),
            sorted(plan.passages),
            reason,
            decided_by,
            number,
        )
        home.erasure_marker.write_text(json.dumps({"erasure_id": erasure_id}))
        event = NewEvent.of("PayloadErased", STREAM, number, payload, now)
        log.append([event], actor=decided_by, run_id=erasure_id)
        return _finish(home, log, asdict(payload), plan)


def resume(home: Home, log: EventLog) -> Erased | None:
    """Completes an erasure that was cut short; None when there is none that the log knows of."""
    if not is_cut_short(home):
        return None
    with _nobody_builds(home):
        try:
            erasure_id = json.loads(home.erasure_marker.read_bytes())["erasure_id"]
        except (ValueError, KeyError):  # killed while it was written: before anything happened
            erasure_id = None
        payload = _recorded(log, erasure_id)
        if payload is None:
            home.erasure_marker.unlink()
            return None
        plan = plan_again(log, payload["article_ids"], payload["positions"])
        return _finish(home, log, payload, plan)


@contextmanager
def _nobody_builds(home: Home) -> Iterator[None]:
    with hold_build_lock(home.build_lock), AsOfCache(home.as_of).locked():
        yield


def _recorded(log: EventLog, erasure_id: str | None) -> dict[str, Any] | None:
    for batch in log.read(event_types=("PayloadErased",)):
        for text in batch.column("payload").to_pylist():
            payload: dict[str, Any] = orjson.loads(text or "{}")
            if payload["erasure_id"] == erasure_id:
                return payload
    return None


def _finish(home: Home, log: EventLog, payload: dict[str, Any], plan: Plan) -> Erased:
    removed = _remove_derived(home)
    rewritten = log.rewrite(without_blobs=payload["blob_hashes"])
    scan = find_residue(home.root, plan.traces)
    ours = [path for path in scan.found if _is_ours(home, path)]
    for path in ours:
        path.unlink()
    residue = [path for path in (*scan.found, *scan.unreadable) if path not in ours]
    removed["inbox and as-of files"] = len(ours)
    receipt = Receipt(
        erasure_id=payload["erasure_id"],
        log_position=_position_of(log, payload["version"]),
        erased_at=datetime.now(UTC).isoformat(timespec="seconds"),
        reason=payload["reason"],
        decided_by=payload["decided_by"],
        article_count=len(payload["article_ids"]),
        payload_counts=payload["payload_counts"],
        blob_count=len(payload["blob_hashes"]),
        removed_files=removed,
        log_bytes_before=rewritten.bytes_before,
        log_bytes_after=rewritten.bytes_after,
        searched_strings=len(plan.traces.strings),
        searched_files=scan.file_count,
        searched_bytes=scan.byte_count,
        residue_count=len(residue),
    )
    home.receipts.mkdir(exist_ok=True)
    path = home.receipts / f"{receipt.erasure_id}.json"
    path.write_text(json.dumps(asdict(receipt), indent=1) + "\n")
    home.erasure_marker.unlink()
    return Erased(receipt, path, residue)


def _position_of(log: EventLog, number: int) -> int:
    batches = log.read(event_types=("PayloadErased",))
    rows = [row for batch in batches for row in batch.select(_PLACE).to_pylist()]
    return next(int(row["log_position"]) for row in rows if row["stream_version"] == number)


def _is_ours(home: Home, path: Path) -> bool:
    """Inputs that were taken in, and files that builds made: to be made again without it."""
    return path != home.ledger and (home.inbox / "done" in path.parents or is_warehouse(path))


_PLACE = ["log_position", "stream_version"]


def _remove_derived(home: Home) -> dict[str, int]:
    """Everything that can be made again; the lock, which is held, and Dagster's settings stay."""
    home.published.unlink(missing_ok=True)
    (home.root / ".warehouse.duckdb.tmp").unlink(missing_ok=True)
    return {
        "as-of files": _empty(home.as_of, {LOCK}),
        "work": _empty(home.work, {home.build_lock.name, home.as_of.name}),
        "docs": _empty(home.docs, ()),
        "dagster": _empty(home.dagster, {"dagster.yaml"}),
    }


def _empty(folder: Path, kept: Collection[str]) -> int:
    """How many files were removed."""
    if not folder.is_dir():
        return 0
    count = 0
    for path in folder.iterdir():
        if path.name in kept:
            continue
        if path.is_dir() and not path.is_symlink():
            count += sum(one.is_file() for one in path.rglob("*"))
            shutil.rmtree(path)
        else:
            count += 1
            path.unlink()
    return count
