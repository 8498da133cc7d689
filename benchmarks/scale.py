"""What 100 more articles cost on a warehouse of 10,000 and on one of 100,000."""

import sys
from pathlib import Path
from statistics import median

from benchmarks import corpus
from benchmarks.measure import Usage, run
from benchmarks.pipeline import NEWSLEDGER
from benchmarks.replayed import Seeds, grow
from benchmarks.report import Table
from dagster_project.journal import BuildJournal
from ingest.event_log import EventLog
from ingest.home import Home

WORDS = 80  # short articles: the costs looked for here are not those of the language model
SMALL, LARGE = 10_000, 100_000
SEEDS = 1_000
ADDED = 100
ROUNDS = 3
_FIRST_ADDED = 12_000

Steps = dict[str, float]


def measure(scratch: Path, _articles: int) -> Table:
    """Fill two warehouses, add the same hundreds of articles to each, and build with nothing new."""
    seeds = _seeds(scratch / "seeds")
    homes = {size: _filled(scratch / f"home-{size}", seeds, size) for size in (SMALL, LARGE)}
    found: dict[int, list[tuple[Usage, Steps]]] = {size: [] for size in homes}
    for number in range(ROUNDS):  # in turn: what else the machine does falls on both
        more = corpus.write(
            scratch / f"more-{number}.jsonl",
            ADDED,
            skip=_FIRST_ADDED + number * ADDED,
            words=WORDS,
        )
        for size, home in homes.items():
            found[size].append(_added(home, more))
            _say(f"{size}: {found[size][-1][0].cpu:.1f} s CPU {found[size][-1][1]}")
    idle = {
        size: run([NEWSLEDGER, "build", "--home", str(home.root)]) for size, home in homes.items()
    }
    return Table(
        f"{ADDED} more articles, on {SMALL:,} and on {LARGE:,}",
        f"Real articles cut to {WORDS} words, found in by the extractor of the build; the warehouses hold "
        f"copies of {SEEDS:,} such articles with other names, words and days. Medians of {ROUNDS} hundreds; "
        "ingest and build, start-up included.",
        [*_ratios(found), *_steps(found), *_sizes(homes), _idle(idle)],
    )


def _seeds(root: Path) -> Seeds:
    texts = corpus.write(root.with_suffix(".jsonl"), SEEDS, words=WORDS)
    run([NEWSLEDGER, "ingest", str(texts), "--home", str(root)])
    run([NEWSLEDGER, "build", "--home", str(root)])
    return Seeds.of(EventLog(Home.from_environment(root).ledger))


def _filled(root: Path, seeds: Seeds, size: int) -> Home:
    home = Home.from_environment(root)
    root.mkdir()
    grow(seeds, home.ledger, size)
    _say(f"{size}: log written")
    usage = run([NEWSLEDGER, "build", "--home", str(root)])
    _say(f"{size}: built in {usage.wall:.0f} s, {usage.cpu:.0f} s CPU {_journal(home)}")
    return home


def _added(home: Home, more: Path) -> tuple[Usage, Steps]:
    ingest = run([NEWSLEDGER, "ingest", str(more), "--home", str(home.root)])
    build = run([NEWSLEDGER, "build", "--home", str(home.root)])
    used = Usage(ingest.wall + build.wall, ingest.cpu + build.cpu, max(ingest.memory, build.memory))
    return used, {"ingest": round(ingest.wall, 2)} | _journal(home)


def _journal(home: Home) -> Steps:
    return {step["name"]: step["seconds"] for step in BuildJournal.load(home).steps}


def _ratios(found: dict[int, list[tuple[Usage, Steps]]]) -> list[tuple[str, str, str]]:
    rows = []
    for what in ("cpu", "wall"):
        small, large = (
            median(float(getattr(used, what)) for used, _ in found[size]) for size in (SMALL, LARGE)
        )
        label = f"on {LARGE:,} over on {SMALL:,}, {'CPU' if what == 'cpu' else 'wall'}"
        rows.append(
            (label, f"{large / small:.2f} ×", f"{small:.1f} s and {large:.1f} s; goal ≤ 1.25")
        )
    return rows


def _steps(found: dict[int, list[tuple[Usage, Steps]]]) -> list[tuple[str, str, str]]:
    """The steps that differ by a tenth of a second or more."""
    rows = []
    for name in found[SMALL][0][1]:
        small, large = (
            median(steps.get(name, 0.0) for _, steps in found[size]) for size in (SMALL, LARGE)
        )
        if abs(large - small) >= 0.1:
            rows.append(
                (
                    f"of it {name}, wall",
                    f"{large - small:+.2f} s",
                    f"{small:.2f} s and {large:.2f} s",
                )
            )
    return rows


def _sizes(homes: dict[int, Home]) -> list[tuple[str, str, str]]:
    small, large = (homes[size].published.stat().st_size / 2**20 for size in (SMALL, LARGE))
    return [("published file", f"{large:,.0f} MiB", f"{small:,.0f} MiB on {SMALL:,}")]


def _idle(idle: dict[int, Usage]) -> tuple[str, str, str]:
    note = f"{idle[SMALL].wall:.2f} s on {SMALL:,}"
    return ("build with nothing new, wall", f"{idle[LARGE].wall:.2f} s", note)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
