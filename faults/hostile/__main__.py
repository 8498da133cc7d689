"""The campaign of hostile input, and reports/hostile.md."""

import random
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from faults.children import in_child
from faults.hostile.bombs import BOMBS, Bomb
from faults.hostile.fuzz import Campaign, campaign
from faults.hostile.reading import MOST_BYTES, MOST_SECONDS, Verdict, judge_file
from faults.report import REPORT, table
from faults.world import settle_in

HOSTILE_REPORT = REPORT.with_name("hostile.md")


@click.command()
@click.option("--count", default=100_000, show_default=True, help="Mutated inputs.")
@click.option("--bombs/--no-bombs", default=True, help="Large, deep and slow inputs, each alone.")
@click.option("--only", default="", help="Just the bombs whose name holds this.")
@click.option("--minutes", default=120.0, show_default=True, help="Begin no bomb after that.")
@click.option("--seed", default=20261125, show_default=True)
@click.option("--report/--no-report", default=True)
def main(count: int, bombs: bool, only: str, minutes: float, seed: int, report: bool) -> None:
    """Read what strangers might send, count what became of it; exit code 1 when anything broke."""
    settle_in(heavy=False)
    with tempfile.TemporaryDirectory(prefix="newsledger-hostile-") as scratch:
        fuzzed = campaign(seed, 0 if only else count)
        verdicts = list(_told(_explode(Path(scratch), only, minutes))) if bombs else []
    text = rendered(verdicts, fuzzed)
    click.echo(text)
    if report and bombs and not only:
        HOSTILE_REPORT.write_text(text)
    sys.exit(1 if fuzzed.problems or any(verdict.problems for verdict in verdicts) else 0)


def _explode(scratch: Path, only: str, minutes: float) -> Iterable[Verdict]:
    until = time.monotonic() + 60 * minutes
    for bomb in random.Random(len(BOMBS)).sample(BOMBS, len(BOMBS)):  # noqa: S311 (all kinds early)
        if only in bomb.name and time.monotonic() < until:
            path = scratch / "input" / bomb.filename
            path.parent.mkdir(exist_ok=True)
            in_child(partial(_write, bomb, path)).result()
            yield judge_file(bomb.name, path, scratch, bomb.is_read)
            path.unlink()


def _write(bomb: Bomb, path: Path) -> None:
    path.write_bytes(bomb.make())


def _told(verdicts: Iterable[Verdict]) -> Iterable[Verdict]:
    for one in verdicts:
        click.echo(f"{one.name}: {one.outcome}, {one.seconds:.1f} s, {one.peak_bytes / 1e6:.0f} MB")
        for problem in one.problems:
            click.echo(f"    PROBLEM {problem}")
        yield one


def rendered(verdicts: Sequence[Verdict], fuzzed: Campaign) -> str:
    """The report."""
    problems = [f"{one.name}: {text}" for one in verdicts for text in one.problems]
    problems += fuzzed.problems
    rows = [
        (one.name, one.outcome, f"{one.seconds:.1f}", f"{one.peak_bytes / 1e6:.0f}")
        for one in verdicts
    ]
    counts = [(name, f"{count:,}") for name, count in fuzzed.documents.most_common()]
    kinds = ", ".join(f"{name} {count:,}" for name, count in sorted(fuzzed.formats.items()))
    parts = [
        f"Written by `make hostile` on {datetime.now(UTC):%Y-%m-%d}.",
        f"**{len(verdicts) + fuzzed.inputs:,} hostile inputs; broken, slow, large or lost: "
        f"{len(problems)}.**",
        f"Each input may take {MOST_SECONDS:.0f} s of CPU (and 1 ms more for each document in it) and "
        f"{MOST_BYTES / 1e9:.0f} GB, has to be read "
        "or to go to quarantine with a reason, and may cost no document beside it.",
        f"## Large, deep and slow inputs\n\n{len(verdicts)} of {len(BOMBS)} in this run. Each is ingested between two good articles, in a process of "
        "its own (which has about 200 MB before it begins).\n\n"
        + table(("input", "what became of it", "s", "MB"), rows),
        f"## Mutated inputs\n\n{fuzzed.inputs:,} inputs, made from small good ones by changing, cutting, "
        f"repeating, splicing and inserting ({kinds}), through readers, parser and decisions in "
        f"{fuzzed.seconds:,.0f} s; the slowest took {fuzzed.slowest:.2f} s, the largest process "
        f"{fuzzed.peak_bytes / 1e6:.0f} MB. What came out of them:\n\n"
        + table(("documents", "count"), counts),
    ]
    if problems:
        parts.append("## Problems\n\n" + "\n".join(f"- {problem}" for problem in problems))
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    main()
