"""Articles with gold attributions, as the windows and tags that the network learns from.

Offsets in, piece indices out. Reads the PolNeAR form: one JSON document a line, spans in code points.
"""

import gzip
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from tokenizers import Tokenizer

from ingest.extract.language import LIMIT, parse_texts
from ingest.extract.paragraphs import pieces
from ingest.extract.parse import parse_of
from ingest.extract.tagger.decoding import CONTENT, OTHER, SOURCE
from ingest.extract.tagger.finder import reads_of
from ingest.extract.tagger.network import Cue, Read

Document = dict[str, Any]
BEGINS, CONTINUES = 1, 2


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated attribution: its cue's pieces and the tag of every piece of the cue's paragraph."""

    first: int
    stop: int
    block: tuple[int, int]
    tags: list[int]


@dataclass(slots=True)
class Example:
    """One window: what the network reads, and what it shall find."""

    read: Read
    cues: list[int]  # 0 other, 1 begins a cue, 2 goes on
    golds: list[Gold]

    def cue(self, window: int, gold: Gold) -> Cue:
        """The gold cue as one of a batch."""
        return Cue(window, gold.first, gold.stop, gold.block, 1.0)


def load(path: Path) -> list[Document]:
    """The documents of one split."""
    with gzip.open(path, "rb") as lines:
        return [orjson.loads(line) for line in lines]


def examples(
    documents: Sequence[Document], tokenizer: Tokenizer, sizes: Sequence[int]
) -> Iterator[tuple[int, Example]]:
    """The windows of all documents, cut once for each size, which comes with them.

    Attributions are found by where their cue begins.
    """
    texts = (
        (piece, (document, offset))
        for document in documents
        for offset, piece in pieces(document["text"], LIMIT)
    )
    for batch in parse_texts(texts):
        for doc, (document, offset) in batch:
            parse = parse_of(doc)
            for size in sizes:
                for read in reads_of(parse, tokenizer, size):
                    yield size, _example(read, offset, document["attributions"])


def _example(read: Read, offset: int, attributions: Iterable[Document]) -> Example:
    example = Example(read, [0] * len(read.window), [])
    for attribution in attributions:
        cue = _pieces_in(read, offset, attribution["cue"])
        if not cue:
            continue
        first, stop = cue[0], cue[-1] + 1
        block = next(b for b in read.window.blocks if b[0] <= first < b[1])
        tags = [OTHER] * (block[1] - block[0])
        for role, tag in (("source", SOURCE), ("content", CONTENT)):
            for at in _pieces_in(read, offset, attribution[role]):
                if block[0] <= at < block[1]:
                    tags[at - block[0]] = tag
        stop = min(stop, block[1])
        example.golds.append(Gold(first, stop, block, tags))
        example.cues[first:stop] = [BEGINS] + [CONTINUES] * (stop - first - 1)
    return example


def _pieces_in(read: Read, offset: int, spans: Iterable[tuple[int, int]]) -> list[int]:
    """The pieces that share a code point with one of the spans."""
    wanted = [(start - offset, end - offset) for start, end in spans]
    return [
        at
        for at, (start, end) in enumerate(read.window.offsets)
        if end > start and any(start < stop and begin < end for begin, stop in wanted)
    ]
