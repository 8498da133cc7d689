"""How likely two groups of articles tell of two look-alike happenings: a logistic model over a few signals.

It sees more than a pair of articles does: what most of one group speak of and none of the other. Its weights
stand in ``look_alikes.tsv``; how they were learned belongs in ``evals.look_alike_training``, what follows in
``assignment``.
"""

import csv
import math
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from ingest.identity.stories.parting import across, likeness
from ingest.identity.stories.scoring import log_odds, signals
from ingest.identity.stories.weighting import Profile

GROUP_SIGNALS = (
    "always",
    "across",
    "closest",
    "odds",
    "names_apart",
    "lead_apart",
    "smaller",
    "lengths",
)
PAIRED = 8
"""Latest articles of each group that are compared one by one: 64 pairs take 2 ms."""
MARKS = 3
"""Names or words that tell one group from the other; one alone can be chance."""


class Groups(NamedTuple):
    """What two groups of articles have for and against being two happenings."""

    values: tuple[float, ...]  # in the order of ``GROUP_SIGNALS``
    odds: float  # the mean log odds between their articles


def group_signals(
    one: Sequence[Profile], other: Sequence[Profile], weights: Sequence[float]
) -> Groups:
    """The evidence; ``weights`` are those of pairs of articles."""
    alike = across(likeness([*one, *other]), len(one))
    pairs = [
        log_odds(signals(a, b), tuple(weights)) for a in one[-PAIRED:] for b in other[-PAIRED:]
    ]
    odds = sum(pairs) / len(pairs)
    values = (
        1.0,
        alike.mean,
        alike.closest,
        odds,
        *(min(_apart(part, one, other), _apart(part, other, one)) for part in ("names", "lead")),
        math.log(min(len(one), len(other))),
        abs(math.log(_length(one) / _length(other))),
    )
    return Groups(values, odds)


def _apart(part: str, mine: Sequence[Profile], others: Sequence[Profile]) -> float:
    """By how much more of the one group has its ``MARKS`` clearest marks; half an article counts as chance."""
    here, there = (
        Counter(key for a in group for key in getattr(a, part)) for group in (mine, others)
    )
    margins = [
        (here[key] - 0.5) / len(mine) - (there[key] + 0.5) / (len(others) + 1) for key in here
    ]
    return sum(sorted(margins, reverse=True)[:MARKS]) / MARKS


def _length(group: Sequence[Profile]) -> float:
    return max(1.0, sum(len(article.words) for article in group) / len(group))


@cache
def shipped_group_weights() -> tuple[float, ...]:
    """The learned weights, in the order of ``GROUP_SIGNALS``."""
    text = resources.files(__package__).joinpath("look_alikes.tsv").read_text("utf-8")
    table = dict(csv.reader(text.splitlines(), delimiter="\t"))
    return tuple(float(table[name]) for name in GROUP_SIGNALS)
