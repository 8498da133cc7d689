"""How likely two names are one person's, organisation's or place's: a logistic model with weights in a table.

Weights are learned by ``python -m evals.names_training``. Never decides anything: bands belong in ``resolution``.
"""

import math
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from ingest.identity.names.features import features, kind_of
from ingest.identity.names.forms import NameForm

METHOD = "name-logistic"
METHOD_VERSION = "1"
WEIGHTS = Path(__file__).parent / "weights.tsv"
Weights = Mapping[str, Mapping[str, float]]


@cache
def weights() -> Weights:
    """Kind of pair -> feature -> weight."""
    found: dict[str, dict[str, float]] = {}
    for line in WEIGHTS.read_text("utf-8").splitlines():
        kind, feature, value = line.split("\t")
        found.setdefault(kind, {})[feature] = float(value)
    return found


def probability(left: NameForm, right: NameForm, learned: Weights | None = None) -> float:
    """The model's probability that both are names of one thing; 0 where types cannot be."""
    weight = (learned or weights())[kind_of(left, right)]
    total = sum(weight.get(name, 0.0) * value for name, value in features(left, right).items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=1_000_000)
def score(left: NameForm, right: NameForm) -> float:
    """The same with the weights that are shipped, remembered."""
    return probability(left, right)


def reasons(left: NameForm, right: NameForm, most: int = 4) -> str:
    """The features that weighed most, for a person to read."""
    weight = weights()[kind_of(left, right)]
    parts = {name: weight.get(name, 0.0) * value for name, value in features(left, right).items()}
    ranked = sorted(parts.items(), key=lambda part: -abs(part[1]))[:most]
    return ", ".join(f"{name} {value:+.1f}" for name, value in ranked)
