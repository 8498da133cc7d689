"""The floor: the models alone over the articles of a JSONL file, and nothing else.

Run as a command of its own (``python -m benchmarks.bare pipe|models FILE [PROCESSES]``), so that its start-up counts
too. Two processes on two cores take more CPU for the same work than one (shared caches and execution
units), so a pipeline of two workers is to be compared with a floor of two. ``pipe`` is the slim language
pipe, ``models`` that and the tagger's network, as the default extractor runs both.
"""

import os
import sys
from collections import deque
from itertools import islice
from pathlib import Path

import orjson

# One thread, as the workers have: two fight over the cores and a sixth more CPU gains next to no time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from ingest.extract.language import BATCH_SIZE, load_pipe, parse_texts
from ingest.extract.parse import parse_of


def main(what: str, path: str, processes: int = 1) -> None:
    """Read title and text of every article, with the settings that the extractor uses."""
    pipe = load_pipe()
    share = 0
    for number in range(1, processes):
        if os.fork() == 0:
            share = number
            break
    texts: list[str] = []
    with Path(path).open("rb") as lines:
        for line in islice(lines, share, None, processes):
            article = orjson.loads(line)
            texts += [article["title"] or "", article["text"]]
    if what == "pipe":
        deque(pipe.pipe(texts, batch_size=BATCH_SIZE), maxlen=0)
    else:
        _tag(texts)
    if share == 0:
        for _ in range(1, processes):
            os.wait()


def _tag(texts: list[str]) -> None:
    from ingest.extract.tagger.finder import TaggerFinder  # its libraries start threads

    tagger = TaggerFinder()
    for batch in parse_texts((text, None) for text in texts):
        tagger.tagged([parse_of(doc) for doc, _ in batch])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
