"""Names in the cases of Slavic languages: what stays when a name is declined, in the alphabet of ``sounds``.

No dictionary knows the names of the news, so only endings are compared. Values only.
"""

from functools import lru_cache

from ingest.identity.names.lexicon import listed

_ENDINGS = listed("ending")
"""Of Slavic cases; the last ones are Lithuanian, Latvian and Greek -s, and what English adds."""
_MIN_STEM = 3


@lru_cache(maxsize=200_000)
def stem(sounded: str) -> str:
    """Without the longest ending that leaves enough of the word."""
    for start in range(_MIN_STEM, len(sounded)):
        if sounded[start:] in _ENDINGS:
            return sounded[:start]
    return sounded


@lru_cache(maxsize=500_000)
def same_stem(left: str, right: str) -> bool:
    """Whether two sounded words may be two cases of one: the same but for their endings."""
    common = _common(left, right)
    shorter = min(len(left), len(right))
    for cut in (common, common - 1):
        if cut >= min(_MIN_STEM, shorter) and _is_ending(left[cut:]) and _is_ending(right[cut:]):
            return cut * 2 >= shorter
    return _fleeting(left, right) or _fleeting(right, left)


def _is_ending(rest: str) -> bool:
    return not rest or rest in _ENDINGS


def _fleeting(nominative: str, other: str) -> bool:
    """Pavel, Pavla; Marek, Marka: the last vowel of the nominative goes."""
    if len(nominative) < 4 or nominative[-2] not in "eo" or nominative[-1] in "aeiou":
        return False
    short = nominative[:-2] + nominative[-1]
    return other.startswith(short) and other[len(short) :] in _ENDINGS


def _common(left: str, right: str) -> int:
    for index, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other:
            return index
    return min(len(left), len(right))
