"""Finds the copies in a stream of texts, batch by batch; what came before is never gone through again.

A text counts as a copy when half of the shorter one stands in the longer one word for word, quotations
apart (a third, where both credit the same agency or one credits the other's outlet). Which of the two is the origin belongs in
the tables, which know publishers and dates.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.identity.origins.boilerplate import common_places, share_without
from ingest.identity.origins.library import Library, Text
from ingest.identity.origins.overlap import Overlap, overlap_of
from ingest.identity.origins.postings import Numbers, Shared, look_up
from ingest.identity.origins.shingles import keys_of, sampled, shingle_hashes

METHOD = "shingles"
VERSION = "1"

COPIED_SHARE = 0.5
"""Of the shorter text's words that stand in the longer one, from which on it is a copy."""

CREDITED_SHARE = 0.35
"""The same, where a credit says that there is a common origin."""

FEWEST_WORDS = 25
"""Shared words below which nothing is a copy: a quotation, a notice, a list of links."""

SHORTEST_RUN = 8.0
"""Words of a shared run on average: forms filled in again and again share shorter ones."""

SAME_TEXT = 0.7
"""Resemblance from which on two texts count as one when it is counted how many share some words."""

_LEAST_ESTIMATE = 0.15
_FEW_SAMPLED = 8


@dataclass(frozen=True, slots=True)
class Copy:
    """Two texts with a common origin; the left one came in later."""

    left_id: str
    right_id: str
    reason: str  # exact | near_duplicate | credited_wire
    similarity: float  # the share of the shorter text's words that stands in the longer one
    resemblance: float  # shared shingles of all shingles of both (Jaccard)


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Pairs of texts that share sampled shingles, as parallel arrays; ``left`` is the later one."""

    left: Numbers
    right: Numbers
    shared: Numbers
    common: Numbers  # of the shared ones, boilerplate


def find_copies(library: Library, texts: Sequence[Text]) -> list[Copy]:
    """Adds the texts to the library; the copies among them, and between them and all earlier ones."""
    first = library.count
    shingles = [shingle_hashes(text.text) for text in texts]
    samples = [sampled(hashes) for hashes in shingles]
    library.add(texts, shingles, samples)
    hashes = np.concatenate([*samples, np.empty(0, np.uint32)])
    lengths = [len(sample) for sample in samples]
    owners = np.repeat(np.arange(first, library.count), lengths)
    shared = look_up(hashes, library.postings)
    overlaps = _overlaps(library, owners, shared)
    for (left, right), overlap in overlaps.items():
        if overlap.resemblance >= SAME_TEXT:
            library.note_same(left, right)
    common = common_places(shared, len(hashes), library.outlets, library.same_as)
    return list(_decided(library, _candidates(owners, shared, common), overlaps))


def _overlaps(library: Library, owners: Numbers, shared: Shared) -> dict[tuple[int, int], Overlap]:
    """The overlap of each pair that shares enough to be a copy, measured on all shingles."""
    pairs = _candidates(owners, shared, np.zeros(len(owners), np.bool_))
    fewest = np.minimum(library.sample_counts[pairs.left], library.sample_counts[pairs.right])
    is_enough = pairs.shared >= np.maximum(
        np.where(fewest < _FEW_SAMPLED, 1, 2), _LEAST_ESTIMATE * fewest
    )
    chosen = zip(pairs.left[is_enough].tolist(), pairs.right[is_enough].tolist(), strict=True)
    measured = {
        (left, right): overlap_of(library.shingles_of(left), library.shingles_of(right))
        for left, right in chosen
    }
    return {pair: overlap for pair, overlap in measured.items() if _may_be_copy(overlap)}


def _may_be_copy(overlap: Overlap) -> bool:
    is_short = overlap.shared_words < FEWEST_WORDS
    return overlap.resemblance == 1.0 or (overlap.share >= CREDITED_SHARE and not is_short)


def _candidates(owners: Numbers, shared: Shared, common: NDArray[np.bool_]) -> _Candidates:
    """Each pair of a new text and an earlier one once, with how many sampled shingles they share."""
    is_earlier = shared.numbers < owners[shared.places]
    places, numbers = shared.places[is_earlier], shared.numbers[is_earlier]
    size = int(owners.max(initial=0)) + 1
    codes, inverse, counts = np.unique(
        owners[places] * size + numbers, return_inverse=True, return_counts=True
    )
    of_common = np.bincount(inverse, weights=common[places], minlength=len(codes))
    return _Candidates(codes // size, codes % size, counts, of_common.astype(np.int64))


def _decided(
    library: Library, pairs: _Candidates, overlaps: dict[tuple[int, int], Overlap]
) -> Iterator[Copy]:
    columns = (
        pairs.left.tolist(),
        pairs.right.tolist(),
        pairs.shared.tolist(),
        pairs.common.tolist(),
    )
    for left, right, shared, common in zip(*columns, strict=True):
        overlap = overlaps.get((left, right))
        if overlap is None:
            continue
        share = share_without(overlap.share, shared, common)
        reason = _reason(library, left, right, overlap, share)
        if reason is not None:
            yield Copy(
                library.text_ids[left],
                library.text_ids[right],
                reason,
                round(overlap.containment, 4),
                round(overlap.resemblance, 4),
            )


def _reason(library: Library, left: int, right: int, overlap: Overlap, share: float) -> str | None:
    if np.array_equal(keys_of(library.shingles_of(left)), keys_of(library.shingles_of(right))):
        return "exact"
    if overlap.run_words < SHORTEST_RUN:
        return None
    if share >= CREDITED_SHARE and library.is_credited(left, right):
        return "credited_wire"
    return "near_duplicate" if share >= COPIED_SHARE else None
