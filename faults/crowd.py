"""Two writers, a builder and three readers at once, for as long as is asked.

Nobody may see half of anything, nothing may be lost or doubled, and the only error that anybody may get is
that somebody else holds the file longer than the patience that was asked for.
"""

import multiprocessing
import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from faults.checks import problems_after_fault, state_of
from faults.children import in_child
from faults.world import World, article, ingest_file, write_articles
from ingest.errors import LogBusy
from ingest.event_log import EventLog
from ingest.home import Home

WRITERS = 2
BATCH = 5


@dataclass(slots=True)
class Crowd:
    """What a crowd did, and what went wrong."""

    seconds: float
    done: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def crowd(world: World, seconds: float) -> Crowd:
    """All at once, then one look at everything."""
    home = world.lay(built=True)
    before = in_child(lambda: state_of(home)).result()
    until = time.monotonic() + seconds
    roles: list[tuple[str, Callable[[Home, int], Any]]] = [
        *((f"writer {n}", partial(_write, world, n)) for n in range(WRITERS)),
        ("builder", _build),
        ("log reader", _read_log),
        ("verifying reader", _verify),
        ("reader of the published file", _query),
    ]
    results: Any = multiprocessing.get_context("fork").SimpleQueue()
    children = [_start(role, work, home, until, results) for role, work in roles]
    told = [results.get() for _ in children]
    for child in children:
        os.waitpid(child, 0)
    made = Crowd(seconds)
    for role, count, problems in told:
        made.done[role] += count
        made.problems += [f"{role}: {problem}" for problem in problems]
    ended = in_child(lambda: _aftermath(world, before, made.done), seconds=900)
    made.problems += ended.value if ended.how == "returned" else [f"{ended.how}: {ended.trace}"]
    return made


def _start(
    role: str, work: Callable[[Home, int], Any], home: Home, until: float, results: Any
) -> int:
    child = os.fork()
    if child:
        return child
    count, problems = 0, list[str]()
    try:
        while time.monotonic() < until and len(problems) < 5:
            try:
                problems += work(home, count) or []
                count += 1
            except LogBusy:
                continue
            except Exception as error:
                problems.append(f"{type(error).__name__}: {error}")
        results.put((role, count, problems))
    finally:
        os._exit(0)


def _numbers(writer: int, turn: int) -> range:
    """Two batches of five are the same for both writers, every third is their own."""
    first = 1000 + turn * BATCH if turn % 3 else 10_000 * (writer + 1) + turn * BATCH
    return range(first, first + BATCH)


def _write(world: World, writer: int, home: Home, turn: int) -> None:
    path = write_articles(world.scratch / f"writer-{writer}.jsonl", _numbers(writer, turn))
    ingest_file(home, path)


def _build(home: Home, _turn: int) -> None:
    # In a child: DuckDB cannot have a file open twice in one process, as dbt and the log would.
    from dagster_project.run_build import run_build

    in_child(lambda: run_build(home)).result()


def _read_log(home: Home, _turn: int) -> list[str]:
    positions = [
        position
        for batch in EventLog(home.ledger).read(batch_rows=50)
        for position in batch.column("log_position").to_pylist()
    ]
    return [] if positions == [*range(1, len(positions) + 1)] else ["a gap in the log"]


def _verify(home: Home, _turn: int) -> list[str]:
    return EventLog(home.ledger).verify().problems


def _query(home: Home, _turn: int) -> list[str]:
    import duckdb

    with duckdb.connect(home.published, read_only=True) as connection:
        row = connection.execute(
            "select (select article_count from publication), (select count(*) from articles),"
            " (select count(*) from claims anti join articles using (article_id))"
        ).fetchone()
    return [] if row and row[0] == row[1] and not row[2] else [f"half a build: {row}"]


def _aftermath(world: World, before: Any, done: Counter[str]) -> list[str]:
    from dagster_project.run_build import run_build

    home = world.home
    run_build(home)
    problems = problems_after_fault(home, before)
    written = {
        number
        for writer in range(WRITERS)
        for turn in range(done[f"writer {writer}"])
        for number in _numbers(writer, turn)
    }
    expected = Counter(str(article(number)["url"]) for number in written)
    found: Counter[str] = Counter()
    for batch in EventLog(home.ledger).read(event_types=["ArticleObserved"]):
        import orjson

        found.update(orjson.loads(str(text))["url"] for text in batch.column("payload").to_pylist())
    missing = [url for url in expected if not found[url]]
    doubled = [url for url, count in found.items() if count > 1]
    problems += [f"lost: {url}" for url in missing] + [f"doubled: {url}" for url in doubled]
    return problems
