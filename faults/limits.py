"""Too little memory, a missing or broken model, and clocks that jump."""

import random
import resource
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from faults import shim
from faults.checks import problems_after_fault, state_of
from faults.children import Ended, in_child
from faults.scenes import Promises
from faults.trials import Script, Trial, run_trial
from faults.world import World, ingest_file
from ingest.errors import ExtractorUnavailable
from ingest.event_log import EventLog

YEAR = 365 * 86_400
JUMPS = {
    "a day back": -86_400,
    "to 1970": -56 * YEAR,
    "to 1920": -106 * YEAR,
    "a day ahead": 86_400,
    "to 2200": 174 * YEAR,
    "to 2261": 235 * YEAR,  # Python's own clock ends in 2262
}


def little_memory(script: Script, world: World, dice: random.Random, count: int) -> Iterator[Trial]:
    """The address space may grow by so much and no more (RLIMIT_AS)."""
    for _ in range(count):
        room = dice.choice((4, 16, 32, 64, 96, 128, 192, 256, 384))
        in_child(lambda: script.scene.lay(world) and None).result()
        yield run_trial(
            script,
            world,
            ("memory limit", f"{room} MB more"),
            partial(_acted_in, script, world, room),
        )


def _acted_in(script: Script, world: World, room_mb: int, promises: Promises) -> Ended:
    work = partial(_with_memory, room_mb, partial(script.scene.act, world, promises))
    return _in_words(in_child(work, seconds=script.scene.seconds))


def _with_memory(room_mb: int, work: Callable[[], Any]) -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    size = pages * resource.getpagesize() + room_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, resource.getrlimit(resource.RLIMIT_AS)[1]))
    try:
        work()
    finally:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _in_words(ended: Ended) -> Ended:
    """Python's own word for it is as clear as one of ours."""
    return Ended("killed", trace=ended.trace) if isinstance(ended.error, MemoryError) else ended


def jumping_clocks(world: World) -> Iterator[Trial]:
    """Ingest and build under a clock that is wrong, then go on under the right one."""
    for name, seconds in JUMPS.items():
        ended = in_child(partial(_live_through, world, seconds), seconds=600)
        problems = list(ended.value or ())
        if ended.how != "returned":
            problems.append(f"{ended.how}: {ended.error}\n{ended.trace}")
        yield Trial("ingest and build", "clock jump", name, "done", tuple(problems))


def _live_through(world: World, seconds: int) -> list[str]:
    from dagster_project.run_build import run_build

    home = world.lay(built=True)
    before = state_of(home)
    problems = []
    for number, jump in enumerate((seconds, 0)):
        shim.shift_clock(jump)
        ingest_file(home, world.articles(200 + 4 * number, 204 + 4 * number))
        run_build(home)
        problems += problems_after_fault(home, before)
        before = state_of(home)
    articles = EventLog(home.ledger).counts()["ArticleObserved"]
    return problems if articles == 24 else [*problems, f"{articles} articles, not 24"]


def broken_models(world: World) -> Iterator[Trial]:
    """A build whose model is missing, cut short or something else: it says so and condemns no text."""
    damages: dict[str, Callable[[bytes], bytes | None]] = {
        "missing": lambda _: None,
        "empty": lambda _: b"",
        "cut short": lambda content: content[: len(content) // 2],
        "something else": lambda content: b"\0" * len(content),
    }
    for name, damage in damages.items():
        ended = in_child(partial(_without_model, world, damage), seconds=600)
        problems = list(ended.value or ())
        if ended.how != "returned":
            problems.append(f"{ended.how}: {ended.error}\n{ended.trace}")
        yield Trial("build", "broken model", name, "failed", tuple(problems))


def _without_model(world: World, damage: Callable[[bytes], bytes | None]) -> list[str]:
    from dagster_project.run_build import run_build
    from ingest import extraction_worker
    from ingest.extract.tagger import network
    from ingest.extractor_choice import extractor_id, promote

    home = world.lay(built=True)
    log = EventLog(home.ledger)
    promote(log, extractor_id("tagger"), reason="a fault", decided_by="faults")
    before, quarantined = state_of(home), log.counts().get("ArticleQuarantined", 0)
    real = vars(network)["files"]
    folder = world.scratch / "models" / "model"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("encoder.onnx", "spans.onnx"):
        content = damage((real("ingest.extract.tagger") / "model" / name).read_bytes())
        (folder / name).unlink(missing_ok=True)
        if content is not None:
            (folder / name).write_bytes(content)
    vars(network)["files"] = lambda _: folder.parent
    problems = []
    try:
        run_build(home)
        problems.append("the build went on without its model")
    except ExtractorUnavailable:
        problems += problems_after_fault(home, before)
    if log.counts().get("ArticleQuarantined", 0) != quarantined:
        problems.append("texts were condemned for a fault of the machine")
    vars(network)["files"] = real
    network.load_sessions.cache_clear()
    extraction_worker._loaded.cache_clear()
    run_build(home)
    return problems + problems_after_fault(home, before)
