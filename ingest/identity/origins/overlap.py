"""How much two texts share, measured on all their shingles."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.identity.origins.shingles import WORDS, Hashes


@dataclass(frozen=True, slots=True)
class Overlap:
    """What of two texts stands in the other word for word, in runs of five words or more."""

    resemblance: float  # shared shingles of all shingles of both (Jaccard)
    left_share: float  # of the left one's words
    right_share: float
    shared_words: int  # in the one that has fewer of them
    run_words: float  # words a shared run, on average

    @property
    def containment(self) -> float:
        """The share of the one that has more of its words in the other."""
        return max(self.left_share, self.right_share)


def overlap_of(left: Hashes, right: Hashes) -> Overlap:
    """Compares two texts by their shingles in order; the order in the other does not matter."""
    if not (len(left) and len(right)):
        return Overlap(0.0, 0.0, 0.0, 0, 0.0)
    left_set, right_set = np.unique(left), np.unique(right)
    in_right, in_left = _is_in(left, right_set), _is_in(right, left_set)
    shared = int(_is_in(left_set, right_set).sum())
    left_words, left_runs = _covered(in_right)
    right_words, right_runs = _covered(in_left)
    words = min(left_words, right_words)
    return Overlap(
        resemblance=shared / (len(left_set) + len(right_set) - shared),
        left_share=left_words / (len(left) + WORDS - 1),
        right_share=right_words / (len(right) + WORDS - 1),
        shared_words=words,
        run_words=words / max(1, min(left_runs, right_runs)),
    )


def _is_in(hashes: Hashes, others: Hashes) -> NDArray[np.bool_]:
    """Which of the hashes are among the sorted others."""
    places = np.searchsorted(others, hashes)
    places[places == len(others)] = 0
    found: NDArray[np.bool_] = others[places] == hashes
    return found


def _covered(is_shared: NDArray[np.bool_]) -> tuple[int, int]:
    """How many words lie in shared shingles, and in how many runs."""
    edges = np.zeros(len(is_shared) + WORDS, np.int32)
    edges[: len(is_shared)] += is_shared
    edges[WORDS:] -= is_shared
    is_covered = np.cumsum(edges[:-1]) > 0
    runs = int(is_covered[0]) + int((is_covered[1:] & ~is_covered[:-1]).sum())
    return int(is_covered.sum()), runs
