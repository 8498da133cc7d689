"""How much two texts share, measured on all their shingles."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.identity.origins.shingles import WORDS, Hashes, distinct_keys, is_quoted, keys_of

FEWEST_TOLD = 20
"""Words outside quotation marks below which a text tells nothing itself: a statement, a transcript."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """What of two texts stands in the other word for word, in runs of five words or more."""

    resemblance: float  # shared shingles of all shingles of both (Jaccard)
    containment: float  # share of the words of the shorter text that stands in the longer one
    told: float  # the same, of its words outside quotation marks: who quotes the same is no copy
    shared_words: int
    run_words: float  # words a shared run, on average

    @property
    def share(self) -> float:
        """The smaller one of both shares."""
        return min(self.containment, self.told)


def overlap_of(left: Hashes, right: Hashes) -> Overlap:
    """Compares two texts by their shingles in order; the order in the other does not matter."""
    if not (len(left) and len(right)):
        return Overlap(0.0, 0.0, 0.0, 0, 0.0)
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    short_keys = keys_of(short)
    short_set, long_set = distinct_keys(short), distinct_keys(long)
    is_covered, runs = _covered(_is_in(short_keys, long_set))
    shared = int(_is_in(short_set, long_set).sum())
    words = int(is_covered.sum())
    containment = words / len(is_covered)
    is_told = ~is_quoted(np.append(short, np.repeat(short[-1], WORDS - 1)))
    told = int(is_told.sum())
    return Overlap(
        resemblance=shared / (len(short_set) + len(long_set) - shared),
        containment=containment,
        told=int((is_covered & is_told).sum()) / told if told >= FEWEST_TOLD else containment,
        shared_words=words,
        run_words=words / max(1, runs),
    )


def _is_in(hashes: Hashes, others: Hashes) -> NDArray[np.bool_]:
    """Which of the hashes are among the sorted others."""
    places = np.searchsorted(others, hashes)
    places[places == len(others)] = 0
    found: NDArray[np.bool_] = others[places] == hashes
    return found


def _covered(is_shared: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], int]:
    """Which words lie in shared shingles, and in how many runs."""
    edges = np.zeros(len(is_shared) + WORDS, np.int32)
    edges[: len(is_shared)] += is_shared
    edges[WORDS:] -= is_shared
    is_covered = np.cumsum(edges[:-1]) > 0
    runs = int(is_covered[0]) + int((is_covered[1:] & ~is_covered[:-1]).sum())
    return is_covered, runs
