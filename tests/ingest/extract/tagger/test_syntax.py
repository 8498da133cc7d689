"""What the network is told of the parse, on a sentence whose tree is written by hand."""

import numpy as np

from ingest.extract.parse import Parse
from ingest.extract.tagger.syntax import (
    BEGINS,
    ELSEWHERE,
    ENDS,
    LABEL_IDS,
    LABELS,
    SELF,
    SENTENCES,
    labels_of,
    relation_to_cue,
    tokens_of,
)

#        0    1     2    3       4   5       6    7
WORDS = ["Ana", "said", "that", "bridges", "are", "closed", ".", "Rain"]
HEADS = [1, 1, 4, 4, 1, 4, 1, 7]
DEPS = ["nsubj", "ROOT", "mark", "nsubj", "ccomp", "acomp", "punct", "ROOT"]
STARTS = [0, 4, 9, 14, 22, 26, 32, 34]


def parse() -> Parse:
    children: list[list[int]] = [[] for _ in WORDS]
    for token, head in enumerate(HEADS):
        if token != head:
            children[head].append(token)
    return Parse(
        text=" ".join(WORDS),
        words=[word.lower() for word in WORDS],
        starts=STARTS,
        ends=[start + len(word) for start, word in zip(STARTS, WORDS, strict=True)],
        heads=HEADS,
        deps=DEPS,
        children=children,
        left=[0, 0, 2, 3, 2, 5, 6, 7],
        right=[0, 6, 2, 3, 5, 5, 6, 7],
        sentences=[(0, 7), (7, 8)],
        entities=[],
    )


def test_pieces_find_their_token_and_marks_between_paragraphs_have_none() -> None:
    assert tokens_of(parse(), [(0, 0), (0, 2), (2, 3), (9, 13)]).tolist() == [-1, 0, 0, 2]


def test_children_are_told_by_their_labels() -> None:
    labels, below = labels_of(parse())
    assert labels[1] == LABEL_IDS["ROOT"]
    assert below[1] == sum(1 << LABEL_IDS[name] for name in ("nsubj", "ccomp", "punct"))
    assert below[0] == 0


def test_a_branch_below_the_cue_has_its_label_and_edges() -> None:
    category, edge = relation_to_cue(parse(), labels_of(parse())[0], np.arange(7), (1, 2))
    clause = LABEL_IDS["ccomp"]
    assert category.tolist()[:3] == [LABEL_IDS["nsubj"], SELF, clause]
    assert category.tolist()[2:6] == [clause] * 4
    assert edge.tolist()[2:6] == [BEGINS, 0, 0, ENDS]
    assert edge[0] == BEGINS | ENDS


def test_a_branch_above_the_cue_says_how_far_up_it_leaves() -> None:
    category, _ = relation_to_cue(parse(), labels_of(parse())[0], np.arange(7), (4, 5))
    assert category[3] == LABEL_IDS["nsubj"]
    assert category[0] == LABELS + LABEL_IDS["nsubj"]
    assert category[1] == SELF + 1


def test_other_sentences_are_told_by_their_distance() -> None:
    category, _ = relation_to_cue(parse(), labels_of(parse())[0], np.array([1, 7]), (0, 1))
    assert category.tolist() == [SELF, ELSEWHERE + SENTENCES + 1]
