"""What extraction costs: words a CPU second on one core, stage by stage, beside the bare language pipe.

Run by ``evals.attribution`` in a process of its own, as a worker is: one thread, no pyarrow. What the
whole pipeline costs belongs in ``benchmarks``.
"""

import importlib
import json
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import psutil

from ingest.extract import DEFAULT_EXTRACTOR, EXTRACTORS, ExtractionInput, extractor_named

ROUNDS = 3
EVERY = 3
"""Each third article is enough for ratios."""


def speed_table(texts: Sequence[str]) -> list[str]:
    """The table in Markdown, measured on these texts in a fresh process."""
    command = [sys.executable, "-m", "evals.speed"]
    done = subprocess.run(
        command, input=json.dumps(texts), check=True, capture_output=True, text=True
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    bare = figures["seconds"]["language pipe"]
    rows = [
        f"| {stage} | {figures['words'] / seconds:,.0f} | {bare / seconds:.2f} |"
        for stage, seconds in figures["seconds"].items()
    ]
    return [
        "| stage | words/s | of the bare pipe |",
        "| --- | ---: | ---: |",
        *rows,
        "",
        f"A worker of a build has {_worker_peak(texts) / 2**20:,.0f} MB of memory at its peak (what it shares with"
        " the process that it was forked from included; goal at most 600).",
    ]


def _worker_peak(texts: Sequence[str]) -> int:
    """Bytes in memory at most (VmHWM) of the one worker that reads these texts as builds do."""
    from ingest.extraction import CHUNK_TEXTS  # brings pyarrow, whose threads slow what is measured
    from ingest.extraction_pool import ProcessPool

    longest_first = sorted(texts, key=len, reverse=True)
    inputs = [ExtractionInput(str(n), "", text) for n, text in enumerate(longest_first)]
    chunks = [inputs[at : at + CHUNK_TEXTS] for at in range(0, len(inputs), CHUNK_TEXTS)]
    peak = 0
    for _ in ProcessPool(DEFAULT_EXTRACTOR, 1).map(chunks):
        below = psutil.Process().children(recursive=True)
        peak = max(peak, *(_high_water(process.pid) for process in below))
    return peak


def _high_water(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def measure(texts: Sequence[str]) -> dict[str, Any]:
    """CPU seconds of each stage, the best of alternating rounds."""
    from ingest.extract.language import BATCH_SIZE, load_pipe, parse_texts
    from ingest.extract.parse import parse_of
    from ingest.extract.rules import RuleFinder
    from ingest.extract.tagger.finder import TaggerFinder

    texts = texts[::EVERY]
    inputs = [ExtractionInput(str(number), "", text) for number, text in enumerate(texts)]
    docs = [doc for batch in parse_texts((text, None) for text in texts) for doc, _ in batch]
    parses = [parse_of(doc) for doc in docs]
    stages: dict[str, Callable[[], object]] = {
        "language pipe": lambda: drain(load_pipe().pipe(texts, batch_size=BATCH_SIZE)),
        "parse as lists": lambda: [parse_of(doc) for doc in docs],
        "attributions: rules": lambda: RuleFinder().find(parses),
        "attributions: tagger": lambda: TaggerFinder().find(parses),
    }
    for name in EXTRACTORS:
        extractor = extractor_named(name)
        stages[f"whole extraction: {name}"] = lambda one=extractor: drain(one.extract(inputs))  # type: ignore[misc]
    rounds = [{name: _cpu_seconds(stage) for name, stage in stages.items()} for _ in range(ROUNDS)]
    return {
        "words": sum(len(text.split()) for text in texts),
        "seconds": {name: min(found[name] for found in rounds) for name in stages},
    }


def drain(items: Any) -> None:
    """Run an iterator to its end."""
    deque(items, maxlen=0)


def _cpu_seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    importlib.import_module("ingest.extraction_preload")  # as the fork server does
    sys.stdout.write(json.dumps(measure(json.load(sys.stdin))))
