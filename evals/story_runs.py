"""Runs of story assignment over a stream of articles, and what they are worth (B-cubed).

What the report says of them belongs in ``evals.stories``.
"""

import time
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cache

from evals import look_alike_training
from evals.look_alike_training import topic_of
from evals.story_data import Stream
from ingest.identity.stories.assignment import Assignment, Settings, StoryKeeper
from ingest.identity.stories.features import Features, read_features
from ingest.identity.stories.look_alikes import shipped_group_weights
from ingest.identity.stories.memory import PlainMemory
from ingest.identity.stories.scoring import shipped_weights

FOLDS = 11
"""Parts of three topics of ecbplus that are left out in turn."""


@dataclass(frozen=True, slots=True)
class Score:
    """B-cubed, the mean over articles."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def cells(self) -> str:
        """For a table."""
        return f"{self.precision:.3f} | {self.recall:.3f} | {self.f1:.3f}"


def b_cubed(found: Sequence[Hashable], gold: Sequence[Hashable]) -> Score:
    """How much of each article's cluster belongs there, and how much of its story is in it."""
    both, clusters, stories = Counter(zip(found, gold, strict=True)), Counter(found), Counter(gold)
    precision = sum(n * n / clusters[cluster] for (cluster, _), n in both.items())
    recall = sum(n * n / stories[story] for (_, story), n in both.items())
    return Score(precision / len(gold), recall / len(gold))


@dataclass(frozen=True, slots=True)
class Run:
    """What one run over a stream decided."""

    stream: Stream
    stories: list[str]  # of each article in the end
    decisions: list[Assignment]
    seconds: float

    @property
    def score(self) -> Score:
        """Against the gold stories."""
        return b_cubed(self.stories, self.stream.gold)

    @property
    def changes(self) -> str:
        """How often stories were merged and split."""
        merges = sum(len(one.merges) for one in self.decisions)
        splits = sum(one.split is not None for one in self.decisions)
        return f"{merges} merges and {splits} splits"


def assigned(
    stream: Stream,
    settings: Settings | None = None,
    weights: Sequence[float] | None = None,
    group_weights: Sequence[float] | None = None,
) -> Run:
    """Assigns the articles one by one."""
    features = _features(stream)
    started = time.process_time()
    memory = PlainMemory()
    learned = shipped_weights() if weights is None else tuple(weights)
    of_groups = shipped_group_weights() if group_weights is None else tuple(group_weights)
    keeper = StoryKeeper(memory, _name, settings or Settings(), learned, of_groups)
    decisions = [keeper.assign(one) for one in features]
    return Run(stream, memory.stories, decisions, time.process_time() - started)


def _name(*of: str) -> str:
    return "/".join(of)


@cache
def _features(stream: Stream) -> list[Features]:
    return [read_features(article) for article in stream.articles]


def left_out(
    topics: Stream, settings: Settings | None = None, weights: Sequence[float] | None = None
) -> Score:
    """Of topics of look-alikes, each assigned by what was learned on look-alikes of other topics."""
    rows = look_alike_training.drawn(topics, weights)
    names = list(dict.fromkeys(map(topic_of, topics.gold)))
    found = [""] * len(topics.gold)
    for fold in range(FOLDS):
        without = frozenset(names[fold::FOLDS])
        learned = look_alike_training.learned(rows, without)
        run = assigned(topics, settings, weights, learned)
        for number, story in enumerate(topics.gold):
            if topic_of(story) in without:
                found[number] = f"{fold}/{run.stories[number]}"
    return b_cubed(found, topics.gold)
