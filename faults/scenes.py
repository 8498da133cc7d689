"""What newsledger is doing when a fault happens: creating a log, appending, ingesting, publishing, building.

A scene can be laid anew at the same path, acted out (again), and tells what its end has to look like.
"""

import mmap
import shutil
import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from faults.checks import log_fingerprint, tables_fingerprint
from faults.world import World, ingest_file
from ingest.event_log import EventLog
from ingest.events import NewEvent, sha256_hex
from ingest.home import Home

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
BATCH = 120


class Promises:
    """A number that a dying child leaves behind: the position that the log said it had reached."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 8)

    def note(self, position: int) -> None:
        """The log has said so."""
        self._memory[:8] = struct.pack("q", position)

    @property
    def position(self) -> int:
        """What was said last."""
        return int(struct.unpack("q", self._memory[:8])[0])


@dataclass(frozen=True)
class Scene:
    """One thing that newsledger does."""

    name: str
    lay: Callable[[World], Home]
    act: Callable[[World, Promises], None]
    fingerprint: Callable[[Home], str]  # of what is there when it is done
    seconds: float = 900.0  # more than it ever takes, also on a machine that others use


def batch_of(number: int) -> tuple[list[NewEvent], bytes]:
    """A batch of events and the raw bytes that belong to it."""
    content = sha256_hex(str(number).encode()).encode() * 300
    events = [
        NewEvent("ArticleObserved", f"article-{number}-{n}", 1, {"title": f"{number} {n}"}, NOON)
        for n in range(BATCH)
    ]
    return events, content


def append_batches(home: Home, numbers: range, promises: Promises | None = None) -> None:
    """Appends batch after batch, noting what the log promised."""
    log = EventLog(home.ledger)
    for number in numbers:
        events, content = batch_of(number)
        blobs = {sha256_hex(content): content}
        head = log.append(events, actor="faults", run_id=str(number), blobs=blobs).head
        if promises:
            promises.note(head.position)


def _with_log(world: World) -> Home:
    template = world.scratch / "three-batches.duckdb"
    if not template.exists():
        append_batches(world.lay(built=False), range(3))
        shutil.copyfile(world.home.ledger, template)
    home = world.lay(built=False)
    shutil.copyfile(template, home.ledger)
    return home


def _ingest(world: World, promises: Promises) -> None:
    ingest_file(world.home, world.articles(100, 150), promises.note)


def _publish(world: World, _promises: Promises) -> None:
    from dagster_project.plan import BuildPlan
    from dagster_project.publish import publish

    publish(world.home, BuildPlan.load(world.home))


def _build(world: World, _promises: Promises) -> None:
    from dagster_project.run_build import run_build

    run_build(world.home)


SCENES = {
    scene.name: scene
    for scene in (
        Scene(
            "create",
            lambda world: world.lay(built=False),
            lambda world, promises: append_batches(world.home, range(1), promises),
            log_fingerprint,
        ),
        Scene(
            "append",
            _with_log,
            lambda world, promises: append_batches(world.home, range(3, 6), promises),
            log_fingerprint,
        ),
        Scene("ingest", lambda world: world.lay(built=False), _ingest, log_fingerprint),
        Scene("publish", lambda world: world.lay(built=True), _publish, tables_fingerprint),
        Scene(
            "build", lambda world: world.lay(built=True), _build, tables_fingerprint, seconds=1800.0
        ),
    )
}
