"""What the network is told of the parse: labels at each piece, and where each piece hangs from a cue.

The path from a cue to a word says more of where its content begins and ends than the words do
(Newell et al. 2018 and every system since). Pieces belong in ``pieces``.
"""

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.extract.parse import Parse
from ingest.extract.words import word_set

Ints = NDArray[np.int64]

_LABELS = sorted(
    word_set(
        "ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj"
        " csubjpass dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd"
        " parataxis pcomp pobj poss preconj predet prep prt punct quantmod relcl xcomp"
    )
)
LABEL_IDS = {label: index for index, label in enumerate(_LABELS, start=1)}
LABELS = 48
"""Rows kept for labels; 0 is for pieces without a token."""

UP = 4
"""Steps from the cue up to where the branch of a word leaves its path: 0, 1, 2, more."""

SELF = UP * LABELS
ELSEWHERE = SELF + UP
SENTENCES = 3
"""Sentences before and after the cue's that are told apart."""

CATEGORIES = ELSEWHERE + 2 * SENTENCES + 1
BEGINS, ENDS = 1, 2


def tokens_of(parse: Parse, offsets: Sequence[tuple[int, int]]) -> Ints:
    """The token of each piece, -1 for the marks between paragraphs."""
    last = len(parse.words) - 1
    return np.array(
        [
            -1 if end <= start else min(bisect_right(parse.ends, start), last)
            for start, end in offsets
        ],
        dtype=np.int64,
    )


def labels_of(parse: Parse) -> tuple[Ints, Ints]:
    """Each token's label, and the labels of its children as bits (as many as fit: LABELS < 63)."""
    labels = np.array([LABEL_IDS.get(label, 0) for label in parse.deps], dtype=np.int64)
    below = np.zeros(len(labels), dtype=np.int64)
    heads = np.array(parse.heads, dtype=np.int64)
    hangs = heads != np.arange(len(heads))
    np.bitwise_or.at(below, heads[hangs], 1 << labels[hangs])
    return labels, below


def relation_to_cue(
    parse: Parse, labels: Ints, tokens: Ints, cue: tuple[int, int]
) -> tuple[Ints, Ints]:
    """For each piece with its token: how it hangs from the cue's tokens, and whether a branch begins or ends.

    A branch is a child of the cue, or of a word above it, with all below it; its category is its label and
    how far up it leaves the path. Subtrees are taken as spans, which they are in projective trees.
    """
    head = _head(parse, [token for token in tokens[cue[0] : cue[1]].tolist() if token >= 0])
    first, stop = parse.sentence_of(head)
    category, edge = np.zeros(stop - first, np.int64), np.zeros(stop - first, np.int64)
    here, came_from = head, -1
    for step in range(stop - first):
        up = min(step, UP - 1)
        category[here - first] = SELF + up
        for kid in parse.children[here]:
            if kid != came_from:
                left = max(parse.left[kid], first) - first
                right = min(parse.right[kid], stop - 1) - first
                category[left : right + 1] = up * LABELS + labels[kid]
                edge[left] |= BEGINS
                edge[right] |= ENDS
        if parse.heads[here] == here:
            break
        here, came_from = parse.heads[here], here
    return _of_pieces(parse, tokens, (first, stop), category, edge)


def _of_pieces(
    parse: Parse, tokens: Ints, sentence: tuple[int, int], category: Ints, edge: Ints
) -> tuple[Ints, Ints]:
    first, stop = sentence
    inside = (tokens >= first) & (tokens < stop)
    at = np.clip(tokens - first, 0, stop - first - 1)
    starts = np.array([begin for begin, _ in parse.sentences], dtype=np.int64)
    number = np.searchsorted(starts, np.maximum(tokens, 0), side="right")
    away = number - np.searchsorted(starts, first, side="right")
    elsewhere = ELSEWHERE + SENTENCES + np.clip(away, -SENTENCES, SENTENCES)
    return np.where(inside, category[at], elsewhere), np.where(inside, edge[at], 0)


def _head(parse: Parse, tokens: Sequence[int]) -> int:
    inside = set(tokens)
    tops = (t for t in tokens if parse.heads[t] == t or parse.heads[t] not in inside)
    return next(tops, tokens[0])
