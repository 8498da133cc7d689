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
from ingest.identity.stories.assignment import Settings
from ingest.identity.stories.features import Article, read_features
from ingest.identity.stories.memory import POSTINGS
from ingest.identity.stories.scoring import SIGNALS, signals
from ingest.identity.stories.weighting import (
    Profile,
    Rarity,
    keys_of,
    profile_of,
    profile_of_story,
    shipped_background,
)

Floats = NDArray[np.float64]
HERE = Path(stories.__file__).parent
EVERY = 6
"""Every sixth article of the background corpus: 2,900 are enough for what is common."""
LEAST_ARTICLES = 4
L2 = 0.3
SETTINGS = Settings()


@click.command()
@click.option("--background", is_flag=True, help="Count the background anew, too.")
def main(background: bool) -> None:
    """Learn the weights from both sets; ``evals.stories`` also learns from each alone."""
    if background:
        count_background()
    streams = (story_data.incidents(), story_data.ecbplus())
    found = [candidate_pairs(stream) for stream in streams]
    pairs, same = (np.concatenate(parts) for parts in zip(*found, strict=True))
    weights = logistic(pairs, same)
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
    """Each article with the gold stories that share the most with it, as they were when it came."""
    rows, same = [], []
    index: dict[str, list[int]] = defaultdict(list)
    earlier: dict[str, list[Profile]] = defaultdict(list)
    for number, (profile, story) in enumerate(zip(profiles(stream), stream.gold, strict=True)):
        shared: dict[int, float] = defaultdict(float)
        for key, weight in profile.keys.items():
            for other in index[key][-POSTINGS:]:
                shared[other] += weight
            index[key].append(number)
        best = sorted(shared, key=lambda other: (-shared[other], other))[: SETTINGS.candidates]
        rivals = dict.fromkeys(stream.gold[other] for other in best)
        for one in dict.fromkeys([*list(rivals)[: SETTINGS.stories], story]):
            if earlier[one]:
                told = profile_of_story(one, earlier[one][-SETTINGS.members :])
                rows.append(signals(told, profile))
                same.append(one == story)
        earlier[story].append(profile)
    return np.array(rows), np.array(same, float)


def profiles(stream: Stream) -> Iterator[Profile]:
    """Each article as it is weighed when it comes."""
    seen: Counter[str] = Counter()
    for number, article in enumerate(stream.articles):
        features = read_features(article)
        yield profile_of(features, Rarity(shipped_background(), seen, number))
        seen.update(keys_of(features))


def logistic(rows: Floats, same: Floats) -> Sequence[float]:
    """Weights by Newton's method, with a small penalty."""
    weights = np.zeros(rows.shape[1])
    penalty = L2 * np.eye(rows.shape[1])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (likely - same) + penalty @ weights
        curve = (rows * (likely * (1 - likely))[:, None]).T @ rows + penalty
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return [float(weight) for weight in weights]


if __name__ == "__main__":
    main()
