"""The trained network: two ONNX graphs, run on batches of like-long windows and cues.

``encoder.onnx`` reads windows once; ``spans.onnx`` reads the paragraph of a cue again, conditioned on it.
What goes in belongs in ``pieces`` and ``syntax``, what is made of the figures in ``decoding``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from ingest.extract.parse import Parse
from ingest.extract.tagger.pieces import Window
from ingest.extract.tagger.syntax import LABELS, Ints, relation_to_cue

Floats = NDArray[np.float32]

BATCH_PIECES = 1_000
"""Pieces a batch, padding included: twice as many are no faster and take 60 MB more."""

DISTANCE = 64
"""Rows of distances on each side of the cue: 32 single steps, then ever longer ones."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A possible cue: which window, its pieces, and the pieces of its paragraph."""

    window: int
    first: int
    stop: int
    block: tuple[int, int]
    probability: float


@dataclass(slots=True)
class Read:
    """A window with the parse it lies in and the token of each piece."""

    window: Window
    parse: Parse
    labels: Ints  # of the parse's tokens
    below: Ints  # labels of their children, as bits
    tokens: Ints  # of the window's pieces


@cache
def load_sessions() -> tuple[ort.InferenceSession, ort.InferenceSession]:
    """Both graphs, one thread each: a worker is one core."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    folder = files("ingest.extract.tagger") / "model"
    encoder, spans = (
        ort.InferenceSession((folder / name).read_bytes(), options, ["CPUExecutionProvider"])
        for name in ("encoder.onnx", "spans.onnx")
    )
    return encoder, spans


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices in order of length, as many to a batch as ``BATCH_PIECES`` allows."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[index] > BATCH_PIECES:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def padded(rows: Sequence[Any], length: int, dtype: Any = np.int64) -> NDArray[Any]:
    """Rows of different lengths as one array, zeros behind."""
    table = np.zeros((len(rows), length), dtype)
    for index, row in enumerate(rows):
        table[index, : len(row)] = row
    return table


def encoder_inputs(batch: Sequence[Read]) -> dict[str, NDArray[Any]]:
    """What ``encoder.onnx`` reads: all [windows, pieces], ``below`` [windows, pieces, LABELS]."""
    length = max(len(read.window) for read in batch)
    tokens = padded([read.tokens + 1 for read in batch], length) - 1
    labels, below = np.zeros_like(tokens), np.zeros_like(tokens)
    for index, read in enumerate(batch):
        known = tokens[index] >= 0
        labels[index, known] = read.labels[tokens[index, known]]
        below[index, known] = read.below[tokens[index, known]]
    return {
        "ids": padded([read.window.ids for read in batch], length),
        "cases": padded([read.window.cases for read in batch], length),
        "quotes": padded([read.window.quotes for read in batch], length),
        "labels": labels,
        "below": ((below[..., None] >> np.arange(LABELS)) & 1).astype(np.float32),
        "mask": padded([np.ones(len(read.window)) for read in batch], length, np.float32),
    }


def span_inputs(batch: Sequence[Read], cues: Sequence[Cue]) -> dict[str, NDArray[Any]]:
    """What ``spans.onnx`` reads besides vectors: each [cues, pieces of the longest paragraph]."""
    length = max(cue.block[1] - cue.block[0] for cue in cues)
    pieces = np.array([cue.block[0] for cue in cues])[:, None] + np.arange(length)
    relations = [_relation(batch[cue.window], cue) for cue in cues]
    return {
        "distances": distances(pieces, cues),
        "categories": padded([category for category, _ in relations], length),
        "edges": padded([edge for _, edge in relations], length),
        "mask": (pieces < np.array([cue.block[1] for cue in cues])[:, None]).astype(np.float32),
    }


def vectors_of(hidden: Any, cues: Sequence[Cue]) -> tuple[list[Any], list[Any]]:
    """The vectors of each cue's paragraph [pieces, width] and of the cue itself [width]."""
    paragraphs = [hidden[cue.window, cue.block[0] : cue.block[1]] for cue in cues]
    return paragraphs, [hidden[cue.window, cue.first : cue.stop].mean(0) for cue in cues]


def _relation(read: Read, cue: Cue) -> tuple[Ints, Ints]:
    first, stop = cue.block
    return relation_to_cue(
        read.parse, read.labels, read.tokens[first:stop], (cue.first - first, cue.stop - first)
    )


def distances(pieces: Ints, cues: Sequence[Cue]) -> Ints:
    """Signed steps from the cue, 0 in it, ever coarser beyond 32, shifted to count from 0."""
    first = np.array([cue.first for cue in cues])[:, None]
    stop = np.array([cue.stop for cue in cues])[:, None]
    steps = np.minimum(pieces - first, 0) + np.maximum(pieces - stop + 1, 0)
    size = np.abs(steps)
    far = (32 + 8 * np.log2(np.maximum(size, 32) / 32)).astype(np.int64)
    shifted: Ints = np.sign(steps) * np.minimum(np.where(size <= 32, size, far), DISTANCE)
    return shifted + DISTANCE
