"""How likely two articles tell of one happening: a logistic model over a few readable signals.

Its weights stand in ``weights.tsv``; how they were learned belongs in ``evals.story_training``.
"""

import csv
import math
from functools import cache
from importlib import resources
from operator import mul

from ingest.identity.stories.weighting import Profile

SIGNALS = (
    "always",
    "words",
    "words_root",
    "words_most",
    "words_least",
    "early",
    "early_root",
    "named",
    "lead",
    "lead_root",
    "names",
    "names_root",
    "names_most",
    "names_least",
    "words_names",
    "phrases",
    "figures",
    "same_age",
    "other_ages",
    "same_day",
    "other_days",
    "gap",
    "gap_words",
    "gap_phrases",
    "same_source",
)
UNKNOWN_GAP = 3
"""Days between two articles of which one has no date: as those of one story mostly lie."""


def signals(a: Profile, b: Profile) -> tuple[float, ...]:
    """The evidence for and against one happening, in the order of ``SIGNALS``."""
    words, early, lead, names = (
        _dot(getattr(a, part), getattr(b, part)) for part in ("words", "early", "lead", "names")
    )
    least_words, most_words = _covered(a.words, b.words)
    least_names, most_names = _covered(a.names, b.names)
    phrases = math.log1p(_shared(a.phrases, b.phrases))
    ages, other_ages = _ages(a), _ages(b)
    gap = math.log1p(gap_days(a, b))
    return (
        1.0,
        words,
        math.sqrt(words),
        most_words,
        least_words,
        early,
        math.sqrt(early),
        _dot(a.named, b.named),
        lead,
        math.sqrt(lead),
        names,
        math.sqrt(names),
        most_names,
        least_names,
        words * names,
        phrases,
        math.log1p(_shared(a.figures, b.figures)),
        float(len(ages & other_ages)),
        float(bool(ages and other_ages) and not ages & other_ages),
        float(bool(a.days & b.days)),
        float(bool(a.days and b.days) and not a.days & b.days),
        gap,
        gap * words,
        gap * phrases,
        float(a.source is not None and a.source == b.source),
    )


def gap_days(a: Profile, b: Profile) -> int:
    """Days between the publication of two articles."""
    return UNKNOWN_GAP if a.day is None or b.day is None else abs(a.day - b.day)


def evidence(a: Profile, b: Profile, limit: int = 5) -> tuple[str, ...]:
    """What two articles share and few others have, the rarest first: names, figures, then words."""
    phrases = a.phrases.keys() & b.phrases.keys()
    figures = a.figures.keys() & b.figures.keys()
    names = {n for n in a.names.keys() & b.names.keys() if not any(n in p.split() for p in phrases)}
    told = sorted(phrases, key=lambda p: (-a.phrases[p], p))
    told += sorted(names, key=lambda n: (-a.names[n] * b.names[n], n))
    told += sorted(figures, key=lambda f: (-a.figures[f], f))
    words = a.words.keys() & b.words.keys() - names
    told += sorted(words, key=lambda w: (-a.words[w] * b.words[w], w))
    return tuple(told[:limit])


def _covered(a: dict[str, float], b: dict[str, float]) -> tuple[float, float]:
    """How much of the one that says more, and of the one that says less, is in the other."""
    shared = a.keys() & b.keys()
    if not shared:
        return 0.0, 0.0
    shares = [sum(one[key] for key in shared) / sum(one.values()) for one in (a, b)]
    return min(shares), max(shares)


def _ages(article: Profile) -> set[str]:
    return {figure for figure in article.figures if figure.startswith("age ")}


def _dot(a: dict[str, float], b: dict[str, float]) -> float:
    return sum(a[key] * b[key] for key in a.keys() & b.keys())


def _shared(a: dict[str, float], b: dict[str, float]) -> float:
    return sum(min(a[key], b[key]) for key in a.keys() & b.keys())


def log_odds(values: tuple[float, ...], weights: tuple[float, ...]) -> float:
    """What the model makes of the evidence."""
    return float(sum(map(mul, values, weights)))


@cache
def shipped_weights() -> tuple[float, ...]:
    """The learned weights, in the order of ``SIGNALS``."""
    text = resources.files(__package__).joinpath("weights.tsv").read_text("utf-8")
    table = dict(csv.reader(text.splitlines(), delimiter="\t"))
    return tuple(float(table[name]) for name in SIGNALS)
