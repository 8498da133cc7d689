"""Learning the weights of story scoring, and counting the background; run by hand when signals change.

``python -m evals.story_training`` prints what it learned and writes ``weights.tsv``; with ``--background``
it first counts ``background.tsv`` anew, from articles that no measure uses. Weights are learned from
each article with the gold stories that share the most with it, as they were when it came.
"""

import gzip
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import numpy as np
import orjson
from numpy.typing import NDArray

from evals import story_data
from evals.shared import DATA
from evals.story_data import Stream
from ingest.identity import stories
from ingest.identity.stories.features import Article, read_features
from ingest.identity.stories.memory import POSTINGS
from ingest.identity.stories.scoring import SIGNALS, signals
from ingest.identity.stories.weighting import (
    Profile,
    Rarity,
    keys_of,
    profile_of,
    shipped_background,
)

Floats = NDArray[np.float64]
HERE = Path(stories.__file__).parent
EVERY = 6
"""Every sixth article of the background corpus: 2,900 are enough for what is common."""
LEAST_ARTICLES = 4
L2 = 1.0
TOPICS_COUNT = 0.15
"""What a pair of ecbplus counts for: its stories are few and large, so they make many pairs."""
RIVALS = 60
"""Articles before it that an article is compared with in training."""


@click.command()
@click.option("--background", is_flag=True, help="Count the background anew, too.")
def main(background: bool) -> None:
    """Learn the weights from both sets; ``evals.stories`` also learns from each alone."""
    if background:
        count_background()
    news, topics = map(candidate_pairs, (story_data.incidents(), story_data.ecbplus()))
    pairs, same = (np.concatenate(parts) for parts in zip(news, topics, strict=True))
    counts = np.where(np.arange(len(same)) < len(news[1]), 1.0, TOPICS_COUNT)
    weights = logistic(pairs, same, counts)
    lines = [f"{name}\t{weight:.4f}" for name, weight in zip(SIGNALS, weights, strict=True)]
    click.echo(f"{len(same):,} pairs, {int(same.sum()):,} of one story")
    click.echo("\n".join(lines))
    (HERE / "weights.tsv").write_text("\n".join(lines) + "\n")


def count_background() -> None:
    """In how many articles of a corpus of many subjects each feature stands."""
    counts: Counter[str] = Counter()
    total = 0
    with gzip.open(DATA / "abp_news" / "articles.jsonl.gz", "rb") as rows:
        for row in map(orjson.loads, itertools.islice(rows, 0, None, EVERY)):
            counts.update(keys_of(read_features(Article("", row["title"] or "", row["text"]))))
            total += 1
    known = sorted(key for key, count in counts.items() if count >= LEAST_ARTICLES)
    lines = [f"articles\t{total}", *(f"{key}\t{counts[key]}" for key in known)]
    (HERE / "background.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    shipped_background.cache_clear()


def candidate_pairs(stream: Stream) -> tuple[Floats, Floats]:
    """Each article with those before it that share the most with it, and with all of its own story."""
    rows, same = [], []
    index: dict[str, list[int]] = defaultdict(list)
    told: dict[str, list[int]] = defaultdict(list)
    known: list[Profile] = []
    for number, (profile, story) in enumerate(zip(profiles(stream), stream.gold, strict=True)):
        shared: dict[int, float] = defaultdict(float)
        for key, weight in profile.keys.items():
            for other in index[key][-POSTINGS:]:
                shared[other] += weight
            index[key].append(number)
        best = sorted(shared, key=lambda other: (-shared[other], other))[:RIVALS]
        for other in dict.fromkeys(best + told[story]):
            rows.append(signals(known[other], profile))
            same.append(story == stream.gold[other])
        known.append(profile)
        told[story].append(number)
    return np.array(rows), np.array(same, float)


def profiles(stream: Stream) -> Iterator[Profile]:
    """Each article as it is weighed when it comes."""
    seen: Counter[str] = Counter()
    for number, article in enumerate(stream.articles):
        features = read_features(article)
        yield profile_of(features, Rarity(shipped_background(), seen, number))
        seen.update(keys_of(features))


def logistic(
    rows: Floats, same: Floats, counts: Floats | None = None, penalty_of: float = L2
) -> Sequence[float]:
    """Weights by Newton's method, with a penalty; ``counts`` says how much each row counts."""
    counts = np.ones(len(same)) if counts is None else counts
    weights = np.zeros(rows.shape[1])
    penalty = penalty_of * np.eye(rows.shape[1])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ ((likely - same) * counts) + penalty @ weights
        curve = (rows * (likely * (1 - likely) * counts)[:, None]).T @ rows + penalty
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return [float(weight) for weight in weights]


if __name__ == "__main__":
    main()
