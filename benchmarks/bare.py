"""The floor: the bare slim language pipe over the articles of a JSONL file, and nothing else.

Run as a process of its own (``python -m benchmarks.bare FILE``), so that its start-up counts too.
"""

import os
import sys
from collections import deque
from pathlib import Path

import orjson

# One thread, as the workers have: two fight over the cores and a sixth more CPU gains next to no time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from ingest.extract.language import BATCH_SIZE, load_pipe


def main(path: str) -> None:
    """Parse title and text of every article, with the settings that the extractor uses."""
    texts: list[str] = []
    with Path(path).open("rb") as lines:
        for line in lines:
            article = orjson.loads(line)
            texts += [article["title"] or "", article["text"]]
    deque(load_pipe().pipe(texts, batch_size=BATCH_SIZE), maxlen=0)


if __name__ == "__main__":
    main(sys.argv[1])
