"""Which attributions found are right, one by one: what confidence is measured against.

The scorer counts whole corpora; this says it of each attribution. Right: its content shares four fifths
of its words (Jaccard) with a gold content, and both sources share a word or are both absent.
"""

import re
from collections.abc import Sequence
from typing import Any

_WORD = re.compile(r"\w+(?:['’.,&-]\w+)*")
SHARED = 0.8


def right_flags(document: dict[str, Any], found: Sequence[dict[str, Any]]) -> list[bool]:
    """One flag for each attribution found in ``document["text"]``; a gold one counts once."""
    words = word_spans(document["text"])
    golds = [
        (words_in(words, gold["content"]), words_in(words, gold["source"]))
        for gold in document["attributions"]
    ]
    taken: set[int] = set()
    flags = []
    for one in found:
        content, source = words_in(words, one["content"]), words_in(words, one["source"])
        match = next(
            (
                index
                for index, (gold_content, gold_source) in enumerate(golds)
                if index not in taken
                and jaccard(content, gold_content) >= SHARED
                and (source & gold_source or not (source or gold_source))
            ),
            None,
        )
        taken |= set() if match is None else {match}
        flags.append(match is not None)
    return flags


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a text lie; marks and spaces never decide a match."""
    return [match.span() for match in _WORD.finditer(text)]


def words_in(words: Sequence[tuple[int, int]], spans: Sequence[Sequence[int]]) -> frozenset[int]:
    """The words that share a code point with one of the spans."""
    return frozenset(
        index
        for index, (begin, stop) in enumerate(words)
        if any(start < stop and begin < end for start, end in spans)
    )


def jaccard(left: frozenset[int], right: frozenset[int]) -> float:
    """Share of the words of both that both have; nothing is like nothing."""
    return len(left & right) / len(left | right) if left and right else 0.0
