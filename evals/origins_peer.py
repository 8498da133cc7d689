"""The peer of finding copies: rensa's MinHash with its index, on the same shingles in the same order.

rensa is not a dependency of the product; ``pip install rensa`` brings it here.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

WORDS = 5
PERMUTATIONS = 128
BANDS = 32
"""Of four values each: half of the pairs with a resemblance of 0.37 are candidates."""

_WORD = re.compile(r"\w+")


def shingle_set(text: str) -> set[str]:
    """The runs of five words of a text."""
    words = _WORD.findall(text.lower())
    return {" ".join(words[at : at + WORDS]) for at in range(max(1, len(words) - WORDS + 1))}


def sketch(text: str) -> Any:
    """The MinHash of a text, as rensa makes it."""
    from rensa import RMinHash

    found = RMinHash(PERMUTATIONS, 42)
    found.update(list(shingle_set(text)))
    return found


def similar_pairs(texts: Sequence[str], threshold: float) -> Iterator[tuple[int, int]]:
    """Pairs that rensa takes for similar, each text looked up before it is inserted."""
    from rensa import RMinHashLSH

    index = RMinHashLSH(threshold, PERMUTATIONS, BANDS)
    sketches: list[Any] = []
    for number, text in enumerate(texts):
        one = sketch(text)
        for other in index.query(one):
            if one.jaccard(sketches[other]) >= threshold:
                yield other, number
        index.insert(number, one)
        sketches.append(one)
