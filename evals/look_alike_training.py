"""Learning when a story is two look-alikes; run by hand when its signals or the weights of pairs change.

``python -m evals.look_alike_training`` prints what it learned and writes ``look_alikes.tsv``. It learns from
ecbplus, whose topics are two look-alike stories each: articles drawn from both, and from one alone, are
parted as the assignment parts them. Incidents has few stories of six articles, so it only checks the outcome.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

import click
import numpy as np

from evals import story_data, story_training
from evals.story_data import Stream
from ingest.identity import stories
from ingest.identity.stories.look_alikes import GROUP_SIGNALS, group_signals
from ingest.identity.stories.parting import LEAST_ARTICLES, best_parting
from ingest.identity.stories.scoring import shipped_weights
from ingest.identity.stories.weighting import Profile

HERE = Path(stories.__file__).parent
DRAWS = 16
"""Times that each topic and each story is drawn from."""
MOST_ARTICLES = 11
"""Of one story in a draw of two; twice as many of one alone, so that size tells nothing."""
CLEAR = 0.8
"""Two groups that mix the stories more than this teach nothing."""
ONES_COUNT = 0.6
"""What a draw of one story counts for: there are more of them."""
L2 = 10.0
"""On signals of one spread: with less, what is learned varies with the topics that are left out."""
COUNT = 1 / 8
"""What a draw counts for: those of one topic have most articles in common."""

Row = tuple[tuple[float, ...], bool, str]
"""Signals, whether the groups tell of two happenings, the topic."""


@click.command()
def main() -> None:
    """Learn from all topics; ``evals.stories`` also learns with topics left out."""
    rows = drawn(story_data.ecbplus())
    weights = learned(rows)
    lines = [f"{name}\t{weight:.4f}" for name, weight in zip(GROUP_SIGNALS, weights, strict=True)]
    click.echo(f"{len(rows):,} draws, {sum(is_two for _, is_two, _ in rows):,} of two happenings")
    click.echo("\n".join(lines))
    (HERE / "look_alikes.tsv").write_text("\n".join(lines) + "\n")


def learned(rows: Sequence[Row], without: frozenset[str] = frozenset()) -> Sequence[float]:
    """Weights from the draws of all topics but these."""
    kept = [row for row in rows if row[2] not in without]
    is_two = np.array([row[1] for row in kept], float)
    counts = np.where(is_two > 0, 1.0, ONES_COUNT) * COUNT
    signals = np.array([row[0] for row in kept])
    middle, spread = signals.mean(axis=0), signals.std(axis=0)
    middle[0], spread[0] = 0, 1  # the one that is always there
    scaled = story_training.logistic((signals - middle) / spread, is_two, counts, L2)
    weights = np.array(scaled) / spread
    weights[0] -= weights @ middle
    return [float(weight) for weight in weights]


def topic_of(story: str) -> str:
    """The topic of a gold story."""
    return story.split("_")[0]


def drawn(topics: Stream, weights: Sequence[float] | None = None) -> list[Row]:
    """Groups of articles of one and of two gold stories of a topic, as the assignment sees them."""
    pair_weights = shipped_weights() if weights is None else weights
    profiles = list(story_training.profiles(topics))
    chance = random.Random(1)  # noqa: S311
    rows = []
    for topic, numbers in _draws(topics, chance):
        articles = [profiles[n] for n in numbers]
        found = best_parting(articles)
        if found is None:
            continue
        is_two = _is_two([[topics.gold[numbers[n]] for n in part] for part in found[:2]])
        if is_two is not None:
            groups = _chosen(articles, found.older), _chosen(articles, found.younger)
            rows.append((group_signals(*groups, pair_weights).values, is_two, topic))
    return rows


def _draws(topics: Stream, chance: random.Random) -> Iterator[tuple[str, list[int]]]:
    for topic, told in _by_topic(topics).items():
        for _ in range(DRAWS):
            both = [
                chance.sample(some, min(len(some), chance.randint(LEAST_ARTICLES, MOST_ARTICLES)))
                for some in told.values()
            ]
            yield topic, sorted(chain.from_iterable(both))
            for some in told.values():
                size = chance.randint(2 * LEAST_ARTICLES, 2 * MOST_ARTICLES)
                yield topic, sorted(chance.sample(some, min(len(some), size)))


def _by_topic(topics: Stream) -> Mapping[str, Mapping[str, list[int]]]:
    told: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, story in enumerate(topics.gold):
        told[topic_of(story)][story].append(number)
    return told


def _chosen(articles: Sequence[Profile], numbers: Sequence[int]) -> list[Profile]:
    return [articles[n] for n in numbers]


def _is_two(groups: Sequence[Sequence[str]]) -> bool | None:
    """Whether two groups are mostly of different stories; None where they mix them."""
    if len(set(groups[0]) | set(groups[1])) == 1:
        return False
    (one, mine), (other, its) = (Counter(group).most_common(1)[0] for group in groups)
    if one == other:
        return False
    is_clear = (mine + its) / (len(groups[0]) + len(groups[1])) >= CLEAR
    return True if is_clear else None


if __name__ == "__main__":
    main()
