"""Files that a failing disk or a power cut left damaged: the log, its write-ahead log, all else.

The log cannot repair itself: damage to it has to be named, or to have hit nothing. What is derived from
the log has to be made again by the next build.
"""

import random
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from faults import shim
from faults.checks import State, problems_after_fault, state_of, tables_fingerprint
from faults.children import Ended, in_child
from faults.scenes import SCENES, Promises
from faults.trials import Script, Trial, rehearse
from faults.world import World
from ingest.errors import NewsledgerError
from ingest.event_log import EventLog
from ingest.home import Home

TAIL = 300_000
"""Bytes at the end of the log in which damage is done: the last block, and what lies before it."""

Damage = Callable[[Path, random.Random], str]
"""Damages a file and says how."""


def cut(path: Path, dice: random.Random) -> str:
    """Takes some bytes off the end."""
    size = path.stat().st_size
    gone = dice.randrange(1, min(size, TAIL))
    with path.open("r+b") as stream:
        stream.truncate(size - gone)
    return f"the last {gone} bytes of {size} gone"


def flip(path: Path, dice: random.Random) -> str:
    """Changes a few bytes near the end."""
    size = path.stat().st_size
    at = size - dice.randrange(1, min(size, TAIL))
    with path.open("r+b") as stream:
        stream.seek(at)
        old = stream.read(8)
        stream.seek(at)
        stream.write(bytes(byte ^ 0xFF for byte in old))
    return f"8 bytes changed at {at} of {size}"


def blank(path: Path, dice: random.Random) -> str:
    """A page of zeros, as after a write that never reached the disk."""
    size = path.stat().st_size
    at = max(0, size - dice.randrange(1, min(size, TAIL))) // 4096 * 4096
    with path.open("r+b") as stream:
        stream.seek(at)
        stream.write(bytes(min(4096, size - at)))
    return f"a page of zeros at {at} of {size}"


DAMAGES: tuple[Damage, ...] = (cut, flip, blank)


def torn_logs(world: World, dice: random.Random, count: int) -> Iterator[Trial]:
    """The tail of ``ledger.duckdb``: named by verify, or harmless, never silent."""
    for number in range(count):
        damage = DAMAGES[number % len(DAMAGES)]
        seed = dice.randrange(2**32)
        ended = in_child(partial(_torn_log, world, damage, seed))
        yield _trial("log at rest", "torn page of the log", ended)


def _torn_log(world: World, damage: Damage, seed: int) -> tuple[str, str, list[str]]:
    home = SCENES["append"].lay(world)
    before = state_of(home)
    where = damage(home.ledger, random.Random(seed))  # noqa: S311
    return (where, *_judged_log(home, before))


def _judged_log(home: Home, before: State) -> tuple[str, list[str]]:
    log = EventLog(home.ledger)
    try:
        report = log.verify()
        head = log.head()
    except NewsledgerError as error:
        return f"refused: {type(error).__name__}", []
    if not report.ok:
        return "named by verify", []
    if head != before.head:
        return "silent", [f"verify passes, and the head is {head} instead of {before.head}"]
    return "harmless", problems_after_fault(home, before)


def torn_write_ahead_logs(world: World, dice: random.Random, count: int) -> Iterator[Trial]:
    """A writer dies before its append is in the file, and then its write-ahead log is damaged."""
    script = rehearse(SCENES["append"], world)
    first = next(n for n, call in enumerate(script.calls, 1) if call == "pwrite /ledger.duckdb")
    for number in range(count):
        damage, seed = DAMAGES[number % len(DAMAGES)], dice.randrange(2**32)
        in_child(lambda: _die_at(world, script, first))
        ended = in_child(partial(_torn_wal, world, script, damage, seed))
        yield _trial("append", "torn write-ahead log", ended)


def _die_at(world: World, script: Script, call: int) -> None:
    script.scene.lay(world)
    shim.arm(shim.kill_before(call), world.home.root)
    script.scene.act(world, Promises())


def _torn_wal(
    world: World, script: Script, damage: Damage, seed: int
) -> tuple[str, str, list[str]]:
    home = world.home
    wal = home.ledger.with_name(f"{home.ledger.name}.wal")
    where = damage(wal, random.Random(seed))  # noqa: S311
    try:
        problems = problems_after_fault(home, script.before)
        script.scene.act(world, Promises())
        end = script.scene.fingerprint(home)
    except NewsledgerError as error:
        return where, f"refused: {type(error).__name__}", []
    if end != script.end:
        problems.append(f"the next one ended with {end}, not {script.end}")
    return where, "harmless", problems


def spoilt_scratch(world: World, dice: random.Random, most: int) -> Iterator[Trial]:
    """Every file that a build keeps beside the log, damaged: the next build makes it again."""
    reference = in_child(lambda: _built_end(world), seconds=600).result()
    names = in_child(lambda: _derived_files(world)).result()
    kinds = [(name, damage) for name in names for damage in (cut, blank)]
    for name, damage in dice.sample(kinds, min(most, len(kinds))):
        work = partial(_spoilt, world, name, damage, random.Random(name), reference)  # noqa: S311
        yield _trial("build", "damaged file beside the log", in_child(work, seconds=600))


def _built_end(world: World) -> str:
    from dagster_project.run_build import run_build

    run_build(world.lay(built=True))
    return tables_fingerprint(world.home)


def _derived_files(world: World) -> list[str]:
    home = world.lay(built=True)
    paths = [path for path in home.root.rglob("*") if path.is_file() and path.stat().st_size > 1]
    names = sorted(str(path.relative_to(home.root)) for path in paths if path != home.ledger)
    texts = ("docs/", "work/dbt_logs/", "work/dbt/run/", "work/dbt/compiled/")  # nobody reads them
    return [name for name in names if not name.startswith(texts)]


def _spoilt(
    world: World, name: str, damage: Damage, dice: random.Random, reference: str
) -> tuple[str, str, list[str]]:
    from dagster_project.run_build import run_build

    home = world.lay(built=True)
    before = state_of(home)
    where = f"{name}: {damage(home.root / name, dice)}"
    run_build(home)
    end = tables_fingerprint(home)
    problems = [] if end == reference else [f"the build ended with {end}, not {reference}"]
    return where, "made again", problems + problems_after_fault(home, before)


def lost_scratch(world: World) -> Iterator[Trial]:
    """The whole work folder, or Dagster's, is gone."""
    reference = in_child(lambda: _built_end(world), seconds=600).result()
    for folder in ("work", "dagster"):
        work = partial(_without, world, folder, reference)
        yield _trial("build", "folder beside the log gone", in_child(work, seconds=600))


def _without(world: World, folder: str, reference: str) -> tuple[str, str, list[str]]:
    from dagster_project.run_build import run_build

    home = world.lay(built=True)
    before = state_of(home)
    shutil.rmtree(home.root / folder)
    run_build(home)
    end = tables_fingerprint(home)
    problems = [] if end == reference else [f"the build ended with {end}, not {reference}"]
    return folder, "made again", problems + problems_after_fault(home, before)


def _trial(scene: str, fault: str, ended: Ended) -> Trial:
    if ended.how != "returned":
        detail = f"{ended.how}: {type(ended.error).__name__}: {ended.error}\n{ended.trace}"
        return Trial(scene, fault, "?", ended.how, (detail,))
    where, outcome, problems = ended.value
    return Trial(scene, fault, where, outcome, tuple(problems))
