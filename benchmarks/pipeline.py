"""CPU and memory of ingest and build, over the CPU of the bare language pipe on the same articles."""

import os
import sys
from pathlib import Path

from benchmarks import corpus
from benchmarks.measure import run
from benchmarks.report import Table

NEWSLEDGER = str(Path(sys.executable).with_name("newsledger"))


def measure(scratch: Path, articles: int) -> Table:
    """Ingest, build, build again and the bare pipe on ``articles`` articles."""
    texts = corpus.write(scratch / "articles.jsonl", articles)
    home = ["--home", str(scratch / "home")]
    ingest = run([NEWSLEDGER, "ingest", str(texts), *home])
    cores = str(
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    )
    bare = run([sys.executable, "-m", "benchmarks.bare", str(texts), cores])
    single = run([sys.executable, "-m", "benchmarks.bare", str(texts)])
    build = run([NEWSLEDGER, "build", *home])
    again = run([NEWSLEDGER, "ingest", str(texts), *home])
    idle = run([NEWSLEDGER, "build", *home])
    cpu = ingest.cpu + build.cpu
    peak = max(ingest.memory, build.memory) / 2**30
    return Table(
        f"The whole pipeline on {articles:,} articles",
        "CPU of all processes of a command, its start-up included; the floor is the slim spaCy pipe "
        "(tok2vec, parser, ner) on the same titles and texts, in as many processes as the build has.",
        [
            ("pipeline over the bare language pipe", f"{cpu / bare.cpu:.2f} ×", "goal ≤ 1.25"),
            ("ingest, CPU", f"{ingest.cpu:.1f} s", f"{ingest.wall:.1f} s on the wall"),
            ("build, CPU", f"{build.cpu:.1f} s", f"{build.wall:.1f} s on the wall"),
            ("bare pipe, CPU", f"{bare.cpu:.1f} s", f"{bare.wall:.1f} s on the wall"),
            (
                "bare pipe in one process, CPU",
                f"{single.cpu:.1f} s",
                f"{single.wall:.1f} s on the wall; the pipeline takes {cpu / single.cpu:.2f} ×",
            ),
            ("peak memory, all processes", f"{peak:.2f} GiB", "goal ≤ 1.5"),
            ("the same ingest again, CPU", f"{again.cpu:.1f} s", f"{again.wall:.1f} s on the wall"),
            ("build with nothing new, CPU", f"{idle.cpu:.2f} s", "no model is loaded"),
        ],
    )
