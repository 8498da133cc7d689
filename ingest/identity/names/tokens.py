"""How alike two words of names are, and which word of one name answers to which of another.

Values only. What follows from that for the names belongs in ``features``.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from ingest.identity.names.forms import NameForm, Word
from ingest.identity.names.inflection import same_stem
from ingest.identity.names.lexicon import same_first_name
from ingest.identity.names.sounds import sound

_WIFE = re.compile(r"(.{3,}?)ov(?:a|e|u|ou|ej|oj|om)$")
INITIAL, SPLIT = 0.86, 0.95
SAME = 0.75
"""From here two words answer to each other; measured on name_pairs, where typing errors lie above it."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """Which words answer to each other, how well, and which have no answer."""

    pairs: tuple[tuple[int, int, float], ...]
    left_over: tuple[int, ...]
    right_over: tuple[int, ...]


@lru_cache(maxsize=1_000_000)
def likeness(left: Word, right: Word) -> float:
    """0 to 1; 1 is the same letters, from 0.9 the same sound or another case of it."""
    if left.plain == right.plain:
        return 1.0
    if left.plain.isdigit() or right.plain.isdigit():
        return 0.0
    if left.sounded == right.sounded:
        return 0.97
    if 1 in (len(left.plain), len(right.plain)):
        return INITIAL if left.sounded[:1] == right.sounded[:1] else 0.0
    if same_stem(left.sounded, right.sounded):
        return 0.94
    if same_first_name(left.plain, right.plain):
        return 0.92
    if left.skeleton == right.skeleton and len(left.skeleton) >= 3:
        return 0.6 + 0.35 * _close(left.sounded, right.sounded)
    if _is_wife_form(left, right) or _is_wife_form(right, left):
        return 0.93
    return 0.95 * max(
        _close(left.plain, right.plain),
        _close(left.sounded, right.sounded),
        _close(left.stem, right.stem),
    )


def _is_wife_form(feminine: Word, other: Word) -> bool:
    """Mayová, Merkelovej: Czech and Slovak give women's surnames, also foreign ones, an ending."""
    base = _WIFE.match(feminine.plain)
    if base is None:
        return False
    sounded = sound(base.group(1))
    return sounded == other.sounded or (len(sounded) > 3 and same_stem(sounded, other.sounded))


def _close(left: str, right: str) -> float:
    """Half by letters in common, half by the steps from one to the other."""
    return (JaroWinkler.similarity(left, right) + OSA.normalized_similarity(left, right)) / 2


def aligned(left: NameForm, right: NameForm) -> Aligned:
    """The best answers first; a word answers once."""
    options = sorted(
        (
            (likeness(one, other), -abs(i - j), i, j)
            for i, one in enumerate(left.words)
            for j, other in enumerate(right.words)
        ),
        reverse=True,
    )
    pairs: list[tuple[int, int, float]] = []
    lefts, rights = set(range(len(left.words))), set(range(len(right.words)))
    for score, _, i, j in options:
        if score < SAME:
            break
        if i in lefts and j in rights:
            pairs.append((i, j, score))
            lefts.remove(i)
            rights.remove(j)
    for one, other, is_swapped in ((left, right, False), (right, left, True)):
        single, double = (rights, lefts) if is_swapped else (lefts, rights)
        for i, j in _split(one, other, single, double):
            single.remove(i)
            double -= {j, j + 1}
            pairs.append((j, i, SPLIT) if is_swapped else (i, j, SPLIT))
    return Aligned(tuple(pairs), tuple(sorted(lefts)), tuple(sorted(rights)))


def _split(
    one: NameForm, other: NameForm, single: set[int], double: set[int]
) -> list[tuple[int, int]]:
    """Words of one name that the other writes as two: Alhasan, Al Hasan."""
    return [
        (i, j)
        for i in sorted(single)
        for j in sorted(double)
        if j + 1 in double and one.words[i].plain == other.words[j].plain + other.words[j + 1].plain
    ][:1]
