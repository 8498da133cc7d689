"""Which texts share sampled shingles: sorted arrays that are searched, never one big table.

A segment is what one batch of texts added. It is never changed, so that a caller can keep it in a file and
map it into memory; looking up a batch costs what the batch holds, times the logarithm of the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.identity.origins.shingles import Hashes

Numbers = NDArray[np.int64]

LONGEST_LIST = 64
"""Texts looked at for one shingle, the earliest: of a text that many copied, those are the origin's."""


@dataclass(frozen=True, slots=True)
class Postings:
    """The sampled shingles of one batch, sorted, and beside each the number of its text."""

    hashes: Hashes
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class Shared:
    """Sampled shingles found in other texts: ``places`` are indices into what was looked up."""

    places: Numbers
    numbers: Numbers


def postings_of(samples: Sequence[Hashes], first_number: int) -> Postings:
    """The postings of texts numbered from ``first_number`` on."""
    lengths = [len(sample) for sample in samples]
    hashes = np.concatenate([*samples, np.empty(0, np.uint32)])
    numbers = np.repeat(np.arange(first_number, first_number + len(samples)), lengths)
    order = np.argsort(hashes, kind="stable")
    return Postings(hashes[order], numbers[order].astype(np.int64))


def merged(segments: Sequence[Postings]) -> Postings:
    """Several segments as one; in each list the earliest texts stay first."""
    hashes = np.concatenate([segment.hashes for segment in segments])
    order = np.argsort(hashes, kind="stable")
    numbers = np.concatenate([segment.numbers for segment in segments])
    return Postings(hashes[order], numbers[order])


def look_up(hashes: Hashes, segments: Sequence[Postings]) -> Shared:
    """Every text that has one of the hashes, the earliest of each segment."""
    found = [_in_segment(hashes, segment) for segment in segments]
    if not found:
        return Shared(np.empty(0, np.int64), np.empty(0, np.int64))
    return Shared(
        np.concatenate([one.places for one in found]),
        np.concatenate([one.numbers for one in found]),
    )


def _in_segment(hashes: Hashes, segment: Postings) -> Shared:
    first = np.searchsorted(segment.hashes, hashes, "left")
    last = np.searchsorted(segment.hashes, hashes, "right")
    counts = np.minimum(last - first, LONGEST_LIST)
    places = np.repeat(np.arange(len(hashes)), counts)
    within = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts)
    return Shared(places, segment.numbers[np.repeat(first, counts) + within])
