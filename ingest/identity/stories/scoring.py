"""How likely two articles tell of one happening: a logistic model over a few readable signals.

Its weights stand in ``weights.tsv``; how they were learned belongs in ``evals.stories``.
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
    "lead",
    "names",
    "names_least",
    "words_least",
    "words_names",
    "phrases",
    "rarest_phrase",
    "figures",
    "figure_share",
    "same_day",
    "other_day",
    "happened_same",
    "happened_near",
    "gap",
    "gap_phrases",
    "gap_words",
    "names_none",
    "same_source",
    "size",
    "size_words",
    "size_names",
    "size_figures",
)
UNKNOWN_GAP = 3
"""Days between two articles of which one has no date: as those of one story mostly lie."""


def signals(story: Profile, article: Profile) -> tuple[float, ...]:
    """The evidence for and against one happening, in the order of ``SIGNALS``."""
    words, names = _dot(story.words, article.words), _dot(story.names, article.names)
    rarities = [article.phrases[key] for key in story.phrases.keys() & article.phrases.keys()]
    phrases = math.log1p(sum(rarities))
    figures = math.log1p(_shared(story.figures, article.figures))
    least = min(sum(story.figures.values()), sum(article.figures.values()))
    near = _nearest(story.days, article.days)
    apart = _apart(story.happened, article.happened)
    gap, size = math.log1p(gap_days(story, article)), math.log(story.size)
    return (
        1.0,
        words,
        _dot(story.lead, article.lead),
        names,
        _covered(story.names, article.names),
        _covered(story.words, article.words),
        words * names,
        phrases,
        max(rarities, default=0.0),
        figures,
        _shared(story.figures, article.figures) / least if least else 0.0,
        float(near == 0),
        float(near is not None and near > 1),
        float(apart == 0),
        float(apart == 1),
        gap,
        gap * phrases,
        gap * words,
        float(names == 0 and bool(story.names) and bool(article.names)),
        float(bool(story.sources) and story.sources == article.sources),
        size,
        size * words,
        size * names,
        size * figures,
    )


def gap_days(a: Profile, b: Profile) -> int:
    """Days of silence between the two; none where one began before the other ended."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return UNKNOWN_GAP
    return max(0, b.first - a.last, a.first - b.last)


def _apart(a: int | None, b: int | None) -> int | None:
    return abs(a - b) if a is not None and b is not None else None


def likeness(a: Profile, b: Profile) -> float:
    """How much two articles are about the same, in words and in names."""
    return _dot(a.words, b.words) + _dot(a.names, b.names)


def _covered(a: dict[str, float], b: dict[str, float]) -> float:
    """How much of the one that says less is in the other."""
    keys = a.keys() & b.keys()
    if not keys:
        return 0.0
    return max(
        sum(a[key] ** 2 for key in keys),  # vectors have unit length: squares are shares
        sum(b[key] ** 2 for key in keys),
    )


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


def _dot(a: dict[str, float], b: dict[str, float]) -> float:
    return sum(a[key] * b[key] for key in a.keys() & b.keys())


def _shared(a: dict[str, float], b: dict[str, float]) -> float:
    return sum(min(a[key], b[key]) for key in a.keys() & b.keys())


def _nearest(a: frozenset[int], b: frozenset[int]) -> int | None:
    if a & b:
        return 0
    return min((abs(x - y) for x in a for y in b), default=None)


def log_odds(values: tuple[float, ...], weights: tuple[float, ...]) -> float:
    """What the model makes of the evidence."""
    return float(sum(map(mul, values, weights)))


@cache
def shipped_weights() -> tuple[float, ...]:
    """The learned weights, in the order of ``SIGNALS``."""
    text = resources.files(__package__).joinpath("weights.tsv").read_text("utf-8")
    table = dict(csv.reader(text.splitlines(), delimiter="\t"))
    return tuple(float(table[name]) for name in SIGNALS)
