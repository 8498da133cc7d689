"""What 100 more articles cost on a warehouse of 1,000 and on one of 10,000."""

from pathlib import Path

from benchmarks import corpus
from benchmarks.measure import Usage, run
from benchmarks.pipeline import NEWSLEDGER
from benchmarks.report import Table

_WORDS = 80  # short articles: the costs looked for here are not those of the language model


def measure(scratch: Path, _articles: int) -> Table:
    """Fill two warehouses, add the same 100 articles to each, and build with nothing new."""
    more = corpus.write(scratch / "more.jsonl", 100, skip=12_000, words=_WORDS)
    small, large = (_grown(scratch, size, more) for size in (1_000, 10_000))
    added_small, idle_small = small
    added_large, idle_large = large
    return Table(
        "100 more articles, on 1,000 and on 10,000",
        f"Articles cut to {_WORDS} words; CPU of ingest and build, start-up included.",
        [
            (
                "on 10,000 over on 1,000, CPU",
                f"{added_large.cpu / added_small.cpu:.2f} ×",
                f"{added_small.cpu:.1f} s and {added_large.cpu:.1f} s",
            ),
            (
                "on 10,000 over on 1,000, wall",
                f"{added_large.wall / added_small.wall:.2f} ×",
                f"{added_small.wall:.1f} s and {added_large.wall:.1f} s",
            ),
            (
                "build with nothing new, wall",
                f"{idle_large.wall:.2f} s",
                f"{idle_small.wall:.2f} s on 1,000",
            ),
        ],
    )


def _grown(scratch: Path, size: int, more: Path) -> tuple[Usage, Usage]:
    home = ["--home", str(scratch / f"home-{size}")]
    run(
        [
            NEWSLEDGER,
            "ingest",
            str(corpus.write(scratch / f"{size}.jsonl", size, words=_WORDS)),
            *home,
        ]
    )
    run([NEWSLEDGER, "build", *home])
    ingest = run([NEWSLEDGER, "ingest", str(more), *home])
    build = run([NEWSLEDGER, "build", *home])
    added = Usage(
        ingest.wall + build.wall, ingest.cpu + build.cpu, max(ingest.memory, build.memory)
    )
    return added, run([NEWSLEDGER, "build", *home])
