"""One fault in one scene, from laying it to comparing its end; and which write calls a scene makes.

Everything that opens a database runs in a child, so that the one who counts never dies.
"""

import os
import random
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from faults import shim
from faults.checks import State, problems_after_fault, state_of
from faults.children import Ended, in_child
from faults.scenes import Promises, Scene
from faults.world import World
from ingest.errors import NewsledgerError

_CHANGING = re.compile(r"[0-9a-f]{8,}(-[0-9a-f]{4,})*|\d+")
"""Parts of a file's name that differ from run to run."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of one fault."""

    scene: str
    fault: str
    where: str  # the write call and its file, or the moment
    outcome: str  # killed | failed | done | not reached
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Script:
    """A scene as it goes when nothing happens: its write calls, and its end."""

    scene: Scene
    calls: tuple[str, ...]
    seconds: float
    end: str
    before: State


def rehearse(scene: Scene, world: World) -> Script:
    """Acts a scene out undisturbed."""
    before = in_child(lambda: state_of(scene.lay(world))).result()
    notes = world.scratch / "calls.txt"
    ended = in_child(lambda: _acted(scene, world, Promises(), shim.COUNTING, notes))
    ended.result()
    seconds = in_child(lambda: _undisturbed(scene, world)).seconds
    end = in_child(lambda: scene.fingerprint(world.home)).result()
    calls = tuple(line.split(" ", 1)[1] for line in notes.read_text().splitlines())
    return Script(scene, calls, seconds, end, before)


def _undisturbed(scene: Scene, world: World) -> None:
    scene.lay(world)
    scene.act(world, Promises())


def _acted(
    scene: Scene, world: World, promises: Promises, fault: shim.Fault, notes: Path | None = None
) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    descriptor = os.open(notes, flags) if notes else -1
    scene.lay(world)
    shim.arm(fault, world.home.root, descriptor)
    try:
        scene.act(world, promises)
    finally:
        shim.disarm()


def meet(script: Script, world: World, fault: shim.Fault) -> Trial:
    """The scene with this fault in it, and again without."""
    where = script.calls[fault.at - 1] if 0 < fault.at <= len(script.calls) else "end"
    return run_trial(
        script,
        world,
        (fault.name, _CHANGING.sub("…", where)),
        lambda promises: in_child(
            lambda: _acted(script.scene, world, promises, fault), seconds=script.scene.seconds
        ),
    )


def interrupt(script: Script, world: World, moment: float) -> Trial:
    """``kill -9`` at a time, whatever the scene is doing then."""
    in_child(lambda: script.scene.lay(world) and None).result()
    return run_trial(
        script,
        world,
        ("kill at any time", f"after {moment / script.seconds:.0%} of its time"),
        lambda promises: in_child(lambda: script.scene.act(world, promises), kill_after=moment),
    )


def run_trial(
    script: Script, world: World, names: tuple[str, str], act: Callable[[Promises], Ended]
) -> Trial:
    """Lets ``act`` lay and disturb the scene, and sees what is left of it and how it goes on."""
    promises = Promises()
    ended = act(promises)
    has_returned = ended.how == "returned"
    judged = in_child(
        lambda: _judge(script, world, promises.position, has_returned),
        seconds=2 * script.scene.seconds,
    )
    problems = [*_unclear(ended), *(judged.value or [])]
    if judged.how != "returned":
        problems.append(f"what was left {judged.how} the next one: {judged.error}\n{judged.trace}")
    outcome = {"returned": "done", "raised": "failed", "killed": "died"}.get(ended.how, ended.how)
    return Trial(script.scene.name, *names, outcome, tuple(problems))


def _unclear(ended: Ended) -> list[str]:
    """A failure has to be one that newsledger foresaw, and may not hang."""
    if ended.how == "timed out":
        return ["it hung"]
    if ended.how == "raised" and not isinstance(ended.error, NewsledgerError):
        return [f"an unforeseen error: {type(ended.error).__name__}: {ended.error}\n{ended.trace}"]
    return []


def _judge(script: Script, world: World, promised: int, has_returned: bool) -> list[str]:
    """What is wrong after a fault, and after the same thing was done again undisturbed."""
    scene, home = script.scene, world.home
    problems = problems_after_fault(home, script.before, promised)
    if has_returned:
        problems += _compared(script, world, "it said that it was done")
    scene.act(world, Promises())
    problems += _compared(script, world, "the next one was done")
    return problems + problems_after_fault(home, script.before)


def _compared(script: Script, world: World, when: str) -> list[str]:
    end = script.scene.fingerprint(world.home)
    return [] if end == script.end else [f"{when}, and it is {end}, not {script.end}"]


def chosen(calls: tuple[str, ...], most: int, dice: random.Random) -> list[int]:
    """Which write calls (from 1) are tried: all, or at least one of each kind and then any."""
    numbers = range(1, len(calls) + 1)
    if len(calls) <= most:
        return list(numbers)
    kinds: dict[str, list[int]] = defaultdict(list)
    for number in numbers:
        kinds[_CHANGING.sub("", calls[number - 1])].append(number)
    firsts = [dice.choice(of_kind) for of_kind in kinds.values()]
    rest = sorted(set(numbers) - set(firsts))
    dice.shuffle(firsts)
    extra = dice.sample(rest, max(0, most - len(firsts)))
    return sorted([*firsts, *extra][:most])
