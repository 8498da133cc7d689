"""Learn how much each feature of a pair of names weighs: ``python -m evals.names_training``.

Prints F1 by cross-validation and writes ``ingest/identity/names/weights.tsv``. Logistic regression by Newton's
method with a small L2; deterministic. Learned from name_variants' pairs and from pairs of forms of the corpora,
all of the development halves. Scores belong in ``evals.names``.
"""

import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evals.names_data import LabelledPair, english_pairs, name_pairs, slavic_pairs
from ingest.identity.names.features import FEATURES, features, kind_of
from ingest.identity.names.scoring import WEIGHTS, Weights, probability

L2, STEPS, FOLDS = 0.1, 25, 5
SAMPLE, CORPUS_WEIGHT = 800, {"person": 0.05, "organization": 0.1, "place": 0.2}
TOPICS = frozenset(("asia_bibi", "brexit", "ec", "trump"))
Array = NDArray[np.float64]


def main() -> None:
    """Cross-validate, learn from all, write the weights."""
    labelled, more = name_pairs(), training_corpora(TOPICS)
    for threshold in (0.4, 0.5, 0.6):
        f1 = f1_of(labelled, cross_validated(labelled, more), threshold)
        sys.stdout.write(f"name_pairs, {FOLDS} folds, p ≥ {threshold}: F1 {f1:.3f}\n")
    learned = learn([*labelled, *more])
    lines = [
        f"{kind}\t{name}\t{value:.3f}\n"
        for kind, weight in sorted(learned.items())
        for name, value in weight.items()
        if abs(value) >= 0.0005
    ]
    WEIGHTS.write_text("".join(lines), "utf-8")


def training_corpora(topics: frozenset[str]) -> list[LabelledPair]:
    """Pairs from corpora, each counting less than a labelled pair, of which there are few."""
    pairs = [*slavic_pairs(topics, SAMPLE), *english_pairs(SAMPLE)]
    return [
        LabelledPair(one.left, one.right, one.is_match, CORPUS_WEIGHT[kind_of(one.left, one.right)])
        for one in pairs
    ]


def cross_validated(labelled: Sequence[LabelledPair], more: Sequence[LabelledPair]) -> list[float]:
    """Each pair's probability by weights that were learned without it (every fifth pair at a time)."""
    found = [0.0] * len(labelled)
    for fold in range(FOLDS):
        rest = [pair for index, pair in enumerate(labelled) if index % FOLDS != fold]
        learned = learn([*rest, *more])
        for index in range(fold, len(labelled), FOLDS):
            found[index] = probability(labelled[index].left, labelled[index].right, learned)
    return found


def f1_of(labelled: Sequence[LabelledPair], scores: Sequence[float], threshold: float) -> float:
    """F1 of "one's names" at a threshold."""
    said = [score >= threshold for score in scores]
    right = sum(one.is_match and yes for one, yes in zip(labelled, said, strict=True))
    return 2 * right / (sum(said) + sum(one.is_match for one in labelled))


def learn(pairs: Sequence[LabelledPair]) -> Weights:
    """Weights of each kind of pair."""
    kinds: dict[str, list[LabelledPair]] = {"organization": [], "person": [], "place": []}
    for pair in pairs:
        kinds[kind_of(pair.left, pair.right)].append(pair)
    return {kind: _fitted(found) for kind, found in kinds.items()}


def _fitted(pairs: Sequence[LabelledPair]) -> dict[str, float]:
    columns = {name: column for column, name in enumerate(FEATURES)}
    x = np.zeros((len(pairs), len(FEATURES)))
    for row, pair in enumerate(pairs):
        for name, value in features(pair.left, pair.right).items():
            x[row, columns[name]] = value
    y = np.array([float(pair.is_match) for pair in pairs])
    share = np.array([pair.weight for pair in pairs])
    weight = _newton(x, y, share)
    return dict(zip(FEATURES, weight.tolist(), strict=True))


def _newton(x: Array, y: Array, share: Array) -> Array:
    weight = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ weight, -30, 30)))
        gradient = x.T @ (share * (p - y)) + L2 * weight
        curvature = (x * (share * p * (1 - p))[:, None]).T @ x + L2 * np.eye(len(weight))
        weight = weight - np.linalg.solve(curvature, gradient)
    return weight


if __name__ == "__main__":
    main()
