"""reports/faults.md: how many faults of each kind, how they ended, and what was lost."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from faults.crowd import Crowd
from faults.trials import Trial

REPORT = Path(__file__).resolve().parents[1] / "reports" / "faults.md"


def rendered(trials: Sequence[Trial], crowds: Sequence[Crowd], command: str) -> str:
    """The report."""
    losses = sum(bool(trial.problems) for trial in trials)
    losses += sum(bool(crowd.problems) for crowd in crowds)
    kills = sum("kill" in trial.fault for trial in trials)
    parts = [
        f"Written by {command} on {datetime.now(UTC):%Y-%m-%d}; all articles in it are invented.",
        f"**{len(trials):,} faults, {kills:,} of them `kill -9`; faults after which something was lost, "
        f"doubled, half or unreadable: {losses}.**",
        "A write call is each call of the process (and of DuckDB, SQLite and Dagster within it) that "
        "changes a file of the home directory. After each fault: the log verifies and holds every event "
        "that it had promised, once; the published file is whole and says what the log says; the same "
        "command, run again, completes; and log or tables are then those of a run without a fault. "
        "An error that newsledger did not foresee counts as a loss, too.",
        table(
            ("doing", "fault", "faults", "how it ended", "losses"),
            _rows(trials),
        ),
        *(_crowd(crowd) for crowd in crowds),
    ]
    if losses:
        parts.append("## Losses\n\n" + "\n".join(_losses(trials, crowds)))
    return "\n\n".join(parts) + "\n"


def _rows(trials: Iterable[Trial]) -> list[tuple[str, ...]]:
    groups: dict[tuple[str, str], list[Trial]] = defaultdict(list)
    for trial in trials:
        groups[trial.scene, trial.fault].append(trial)
    return [
        (
            scene,
            fault,
            f"{len(group):,}",
            ", ".join(
                f"{outcome} {count}"
                for outcome, count in Counter(trial.outcome for trial in group).most_common()
            ),
            str(sum(bool(trial.problems) for trial in group)),
        )
        for (scene, fault), group in groups.items()
    ]


def _crowd(crowd: Crowd) -> str:
    done = ", ".join(f"{role} {count:,}" for role, count in crowd.done.items())
    return (
        f"Two writers, a builder and three readers at once for {crowd.seconds:.0f} s (turns of each: "
        f"{done}): {len(crowd.problems)} problems."
    )


def _losses(trials: Iterable[Trial], crowds: Iterable[Crowd]) -> Iterable[str]:
    for trial in trials:
        for problem in trial.problems:
            yield f"- {trial.scene}, {trial.fault}, {trial.where}: {problem}"
    for crowd in crowds:
        yield from (f"- crowd: {problem}" for problem in crowd.problems)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
