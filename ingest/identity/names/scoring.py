"""How likely two names are one person's, organisation's or place's: a logistic model with weights in a table.

Weights are learned by ``python -m evals.names_training``. Never decides anything: bands belong in ``resolution``.
"""

import math
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from ingest.identity.names.features import features, kind_of
from ingest.identity.names.forms import NameForm
from ingest.identity.names.gazetteer import place_code

METHOD = "name-logistic"
METHOD_VERSION = "1"
CAUTION = 0.5
"""Log odds that places and bodies need more than the labelled pairs ask: in the news far more pairs are of two."""
KNOWN = 6.0
"""Log odds that two names of one known place or body get on top."""
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


def evidence(left: NameForm, right: NameForm, learned: Weights | None = None) -> float:
    """The model's log odds that both are names of one thing."""
    weight = (learned or weights())[kind_of(left, right)]
    return sum(weight.get(name, 0.0) * value for name, value in features(left, right).items())


def probability_of(log_odds: float) -> float:
    """Log odds as a probability."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, log_odds))))


def probability(left: NameForm, right: NameForm, learned: Weights | None = None) -> float:
    """The model's probability that both are names of one thing."""
    return probability_of(evidence(left, right, learned))


@lru_cache(maxsize=1_000_000)
def score(left: NameForm, right: NameForm, more: float = 0.0) -> float:
    """The same with the weights that are shipped, remembered; ``more`` log odds come from elsewhere."""
    if not left.is_person and not right.is_person and place_code(left) is not None:
        more += KNOWN if place_code(left) == place_code(right) else 0.0
    if not left.is_person or not right.is_person:
        more -= CAUTION
    return probability_of(evidence(left, right) + more)


def reasons(left: NameForm, right: NameForm, most: int = 4) -> str:
    """The features that weighed most, for a person to read."""
    weight = weights()[kind_of(left, right)]
    parts = {name: weight.get(name, 0.0) * value for name, value in features(left, right).items()}
    ranked = sorted(parts.items(), key=lambda part: -abs(part[1]))[:most]
    return ", ".join(f"{name} {value:+.1f}" for name, value in ranked)
