"""Two groups in the articles of a story, by the words that part of them have; how alike two groups are.

What all articles of a story share proves nothing within it, so words count the more the fewer of them
have it. Whether the groups tell of two happenings belongs in ``look_alikes``.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.identity.stories.weighting import Profile

Floats = NDArray[np.float64]
LEAST_ARTICLES = 3
"""Of each group: two articles can differ from the others by chance."""
PARTS = ("words", "lead", "names")


class Across(NamedTuple):
    """How alike the articles of two groups are."""

    mean: float
    closest: float  # over the mean within the looser group


class Parting(NamedTuple):
    """Two groups of a story's articles, by number, and how alike they are across over within."""

    older: tuple[int, ...]
    younger: tuple[int, ...]
    ratio: float


def best_parting(articles: Sequence[Profile]) -> Parting | None:
    """The clearest way to see two groups in these articles; None where there are too few."""
    if len(articles) < 2 * LEAST_ARTICLES:
        return None
    tables = _tables(articles)
    groups = _two_groups(_alike([_locally_weighed(table) for table in tables]))
    if groups is None:
        return None
    older, younger = sorted(groups)
    return Parting(tuple(older), tuple(younger), ratio(_alike(tables), older, younger))


def likeness(articles: Sequence[Profile]) -> Floats:
    """How alike each two are in words, lead and names: 0 to 1."""
    return _alike(_tables(articles))


def across(alike: Floats, middle: int) -> Across:
    """How alike the first so many articles and the others are."""
    one, other = range(middle), range(middle, len(alike))
    between = alike[np.ix_(one, other)]
    within = min((_within(alike, group) for group in (one, other) if len(group) > 1), default=0.0)
    return Across(float(between.mean()), float(between.max()) / within if within else 1.0)


def nearer(article: Profile, one: Sequence[Profile], other: Sequence[Profile]) -> bool:
    """Whether the words that part these articles put this one nearer to the others."""
    tables = [_locally_weighed(table) for table in _tables([*one, *other, article])]
    alike = _alike(tables)[-1]
    return float(alike[len(one) : -1].mean()) > float(alike[: len(one)].mean())


def contrast(older: Sequence[Profile], younger: Sequence[Profile]) -> tuple[str, ...]:
    """The names, or else words, that most articles of one group have and few of the other."""
    told = []
    for mine, others in ((older, younger), (younger, older)):
        weights: Counter[str] = Counter()
        for one in mine:
            weights.update({key: weight / len(mine) for key, weight in one.named.items()})
        for one in others:
            weights.subtract({key: weight / len(others) for key, weight in one.named.items()})
        told += sorted(weights, key=lambda key: (-weights[key], key))[:3]
    return tuple(told)


def ratio(alike: Floats, one: Sequence[int], other: Sequence[int]) -> float:
    """The mean likeness across two groups over that within the looser one; 1 for single articles."""
    across = float(alike[np.ix_(one, other)].mean())
    within = [_within(alike, group) for group in (one, other) if len(group) > 1]
    return across / max(min(within), 1e-6) if within else 1.0


def _within(alike: Floats, group: Sequence[int]) -> float:
    return float(alike[np.ix_(group, group)].sum() / (len(group) * (len(group) - 1)))


def _tables(articles: Sequence[Profile]) -> list[Floats]:
    """One row an article, one column a feature, of each of ``PARTS``."""
    tables = []
    for part in PARTS:
        vectors = [getattr(article, part) for article in articles]
        column = {key: n for n, key in enumerate(dict.fromkeys(chain.from_iterable(vectors)))}
        table = np.zeros((len(articles), len(column)))
        for row, vector in enumerate(vectors):
            table[row, [column[key] for key in vector]] = list(vector.values())
        tables.append(table)
    return tables


def _alike(tables: Sequence[Floats]) -> Floats:
    """The mean of the cosines; rows have unit length or are empty."""
    alike = sum((table @ table.T for table in tables), np.zeros(())) / len(tables)
    np.fill_diagonal(alike, 0)
    return alike


def _locally_weighed(table: Floats) -> Floats:
    seen = (table > 0).sum(axis=0)
    shared = table[:, seen > 1] * np.log((len(table) + 1) / (seen[seen > 1] + 0.5))
    length: Floats = np.linalg.norm(shared, axis=1, keepdims=True)
    weighed: Floats = shared / np.maximum(length, 1e-9)
    return weighed


def _two_groups(alike: Floats) -> tuple[list[int], list[int]] | None:
    """Average linkage down to two groups; fewer articles than count as one are set aside first."""
    left = list(range(len(alike)))
    while len(left) >= 2 * LEAST_ARTICLES:
        small, large = _halves(alike, left)
        if len(small) >= LEAST_ARTICLES:
            return small, large
        left = large
    return None


def _halves(alike: Floats, numbers: list[int]) -> tuple[list[int], list[int]]:
    groups = [[number] for number in numbers]
    between = alike[np.ix_(numbers, numbers)].copy()
    np.fill_diagonal(between, -np.inf)
    while len(groups) > 2:
        kept, gone = sorted(divmod(int(between.argmax()), len(groups)))
        sizes = len(groups[kept]), len(groups[gone])
        mean = (between[kept] * sizes[0] + between[gone] * sizes[1]) / sum(sizes)
        between[kept], between[:, kept] = mean, mean
        between[kept, kept] = -np.inf
        between = np.delete(np.delete(between, gone, axis=0), gone, axis=1)
        groups[kept] += groups.pop(gone)
    small, large = sorted(map(sorted, groups), key=lambda group: (len(group), group))
    return small, large
