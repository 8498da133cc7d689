"""CPU and memory of ingest and build, over the CPU of the models alone on the same articles."""

import os
import sys
from pathlib import Path

from benchmarks import corpus
from benchmarks.measure import run
from benchmarks.report import Table

NEWSLEDGER = str(Path(sys.executable).with_name("newsledger"))


def measure(scratch: Path, articles: int) -> Table:
    """Ingest, build, build again and the models alone on ``articles`` articles."""
    texts = corpus.write(scratch / "articles.jsonl", articles)
    home = ["--home", str(scratch / "home")]
    ingest = run([NEWSLEDGER, "ingest", str(texts), *home])
    cores = str(
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    )
    pipe = run([sys.executable, "-m", "benchmarks.bare", "pipe", str(texts), cores])
    models = run([sys.executable, "-m", "benchmarks.bare", "models", str(texts), cores])
    by_rules = ["--home", str(scratch / "rules")]
    rules = run([NEWSLEDGER, "ingest", str(texts), *by_rules]).cpu
    rules += run([NEWSLEDGER, "build", *by_rules], NEWSLEDGER_EXTRACTOR="rules").cpu
    build = run([NEWSLEDGER, "build", *home])
    again = run([NEWSLEDGER, "ingest", str(texts), *home])
    idle = run([NEWSLEDGER, "build", *home])
    cpu = ingest.cpu + build.cpu
    peak = max(ingest.memory, build.memory) / 2**30
    return Table(
        f"The whole pipeline on {articles:,} articles",
        "CPU of all processes of a command, its start-up included. The floor is the models alone on the same "
        "titles and texts, in as many processes as the build has: the slim spaCy pipe (tok2vec, parser, ner), and "
        "for the tagger its network.",
        [
            ("tagger: pipeline over its models", f"{cpu / models.cpu:.2f} ×", "goal ≤ 1.25"),
            ("rules: pipeline over the pipe", f"{rules / pipe.cpu:.2f} ×", "goal ≤ 1.25"),
            ("tagger: pipe's words/s kept", f"{pipe.cpu / cpu:.2f}", "the whole pipeline's"),
            ("ingest, CPU", f"{ingest.cpu:.1f} s", f"{ingest.wall:.1f} s on the wall"),
            ("build, CPU", f"{build.cpu:.1f} s", f"{build.wall:.1f} s on the wall"),
            ("models, CPU", f"{models.cpu:.1f} s", f"{models.wall:.1f} s on the wall"),
            ("bare pipe, CPU", f"{pipe.cpu:.1f} s", f"{pipe.wall:.1f} s on the wall"),
            ("peak memory, all processes", f"{peak:.2f} GiB", "goal ≤ 1.5"),
            ("the same ingest again, CPU", f"{again.cpu:.1f} s", f"{again.wall:.1f} s on the wall"),
            ("build with nothing new, CPU", f"{idle.cpu:.2f} s", "no model is loaded"),
        ],
    )
