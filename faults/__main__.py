"""The campaign of faults. What each kind of fault is belongs in its module; the report in ``report``."""

import pickle
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from faults import shim
from faults.children import in_child
from faults.crowd import Crowd, crowd
from faults.damage import lost_scratch, spoilt_scratch, torn_logs, torn_write_ahead_logs
from faults.disks import can_mount, full_and_read_only, limited_files
from faults.limits import broken_models, jumping_clocks, little_memory
from faults.report import REPORT, rendered
from faults.scenes import SCENES
from faults.trials import Trial, chosen, interrupt, meet, rehearse
from faults.world import World, make_template, settle_in

Stage = Callable[[World, random.Random, float], Iterator[Trial]]
"""Trials in a world; the number is the size of the campaign, 1 for the full one."""

LOG_SCENES = ("create", "append", "ingest")
BUILD_SCENES = ("publish", "build")
POINTS = {"create": 50, "append": 60, "ingest": 60, "publish": 20, "build": 45}
"""Write calls of each scene at which it is killed; the first two and the fourth have fewer."""


def _at_write_calls(scene: str) -> Stage:
    def stage(world: World, dice: random.Random, size: float) -> Iterator[Trial]:
        script = rehearse(SCENES[scene], world)
        most = max(3, round(POINTS[scene] * size))
        for at in chosen(script.calls, most, dice):
            yield meet(script, world, shim.kill_before(at))
            if _writes(script.calls[at - 1]):
                yield meet(script, world, shim.kill_halfway(at))
        for at in chosen(script.calls, max(2, most // 3), dice):
            yield meet(script, world, shim.full_disk(at))
            yield meet(script, world, shim.read_only_disk(at))
        for at in chosen(script.calls, max(2, most // 4), dice):
            yield meet(script, world, shim.broken_write(at))

    return stage


def _writes(call: str) -> bool:
    return call.split(" ")[0] in ("write", "pwrite", "writev", "sendfile")


def _at_any_time(scene: str, most: int) -> Stage:
    def stage(world: World, dice: random.Random, size: float) -> Iterator[Trial]:
        script = rehearse(SCENES[scene], world)
        for _ in range(max(2, round(most * size))):
            yield interrupt(script, world, dice.uniform(0, 1.1) * script.seconds)

    return stage


def _on_small_disks(scene: str) -> Stage:
    def stage(world: World, dice: random.Random, size: float) -> Iterator[Trial]:
        script = rehearse(SCENES[scene], world)
        if can_mount():
            yield from full_and_read_only(script, world)
        yield from limited_files(script, world, dice, max(2, round(8 * size)))

    return stage


def _with_little_memory(scene: str) -> Stage:
    def stage(world: World, dice: random.Random, size: float) -> Iterator[Trial]:
        script = rehearse(SCENES[scene], world)
        yield from little_memory(script, world, dice, max(2, round(10 * size)))

    return stage


STAGES: dict[str, Stage] = {
    **{f"{name}-writes": _at_write_calls(name) for name in LOG_SCENES},
    "append-times": _at_any_time("append", 40),
    "ingest-times": _at_any_time("ingest", 40),
    "ingest-disks": _on_small_disks("ingest"),
    "ingest-memory": _with_little_memory("ingest"),
    "log-damage": lambda world, dice, size: torn_logs(world, dice, max(6, round(90 * size))),
    "wal-damage": lambda world, dice, size: torn_write_ahead_logs(
        world, dice, max(3, round(30 * size))
    ),
    **{f"{name}-writes": _at_write_calls(name) for name in BUILD_SCENES},
    "build-times": _at_any_time("build", 15),
    "build-disks": _on_small_disks("build"),
    "build-memory": _with_little_memory("build"),
    "build-damage": lambda world, dice, size: spoilt_scratch(world, dice, max(2, round(40 * size))),
    "build-lost": lambda world, _dice, _size: lost_scratch(world),
    "clocks": lambda world, _dice, _size: jumping_clocks(world),
    "models": lambda world, _dice, _size: broken_models(world),
}
LIGHT = frozenset(name for name in STAGES if name.partition("-")[0] in (*LOG_SCENES, "log", "wal"))


@click.command()
@click.argument("only", nargs=-1, type=click.Choice([*STAGES, "crowd"]))
@click.option("--size", default=1.0, show_default=True, help="1 is the full campaign (an hour).")
@click.option("--crowd-seconds", default=600.0, show_default=True)
@click.option("--seed", default=20261125, show_default=True)
@click.option("--minutes", default=120.0, show_default=True, help="Begin no fault after that.")
@click.option("--save", type=click.Path(path_type=Path), help="Keep the results for --add.")
@click.option(
    "--add", "added", multiple=True, type=click.Path(path_type=Path), help="Results of other runs."
)
@click.option(
    "--report/--no-report", default=True, help=f"Renew {REPORT.name}, if nothing is named."
)
def main(
    only: tuple[str, ...],
    size: float,
    crowd_seconds: float,
    seed: int,
    minutes: float,
    save: Path | None,
    added: tuple[Path, ...],
    report: bool,
) -> None:
    """Break newsledger in every way named, and count what is lost; exit code 1 when anything is."""
    with tempfile.TemporaryDirectory(prefix="newsledger-faults-") as scratch:
        if not shim.is_loaded():
            sys.exit(shim.restart_with_shim(["-m", "faults", *sys.argv[1:]], Path(scratch)))
        names = only or (() if added else (*STAGES, "crowd"))
        trials, crowds = _run(Path(scratch), names, seed, size, crowd_seconds, minutes)
    if save:
        save.write_bytes(pickle.dumps((trials, crowds)))
    for path in added:
        more_trials, more_crowds = pickle.loads(path.read_bytes())  # noqa: S301 (our own)
        trials, crowds = trials + more_trials, crowds + more_crowds
    parts = f" from {len(added)} runs of its stages" if added else ""
    text = rendered(trials, crowds, f"`make faults`{parts}")
    click.echo(text)
    if report and not only:
        REPORT.write_text(text)
    is_lost = any(trial.problems for trial in trials) or any(one.problems for one in crowds)
    sys.exit(1 if is_lost else 0)


def _run(
    scratch: Path,
    names: Sequence[str],
    seed: int,
    size: float,
    crowd_seconds: float,
    minutes: float,
) -> tuple[list[Trial], list[Crowd]]:
    trials, crowds = list[Trial](), list[Crowd]()
    if not names:
        return trials, crowds
    until = time.monotonic() + 60 * minutes
    world = _world(scratch, heavy=not LIGHT.issuperset(names))
    for name in names:
        if name == "crowd":
            crowds.append(crowd(world, crowd_seconds))
            click.echo(f"crowd: {dict(crowds[-1].done)} {crowds[-1].problems}")
        else:
            stage = STAGES[name](world, random.Random(seed), size)  # noqa: S311
            trials += _told(name, stage, until)
    return trials, crowds


def _world(scratch: Path, *, heavy: bool) -> World:
    world = World(scratch)
    for first, last in ((0, 12), (12, 16), (100, 150), (200, 204), (204, 208)):
        world.articles(first, last)
    settle_in(heavy=heavy)
    if heavy:
        in_child(lambda: make_template(world), seconds=900).result()
    return world


def _told(name: str, trials: Iterator[Trial], until: float) -> Iterator[Trial]:
    for number, trial in enumerate(trials, 1):
        state = "LOSS" if trial.problems else "ok"
        click.echo(f"{name} {number}: {trial.fault}, {trial.where}: {trial.outcome}: {state}")
        for problem in trial.problems:
            click.echo(f"    {problem}")
        yield trial
        if time.monotonic() > until:
            return


if __name__ == "__main__":
    main()
