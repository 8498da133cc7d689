"""How rare each feature is, and an article's features weighed by it.

Rarity comes from a background that ships and from the stream so far. What the features are belongs in
``features``, what shared ones prove in ``scoring``.
"""

import csv
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from importlib import resources

from ingest.identity.stories.features import Features

BACKGROUND_WEIGHT = 1000
"""Articles that the background counts for: until as many have come, it says more than the stream."""

INDEXED_SHARE = 0.02
"""A feature in more of the articles than this finds no candidates: its list would be long and prove little."""

INDEXED_KEYS = 60
"""The weightiest features of an article that find it: bounds what an article costs."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared: an article's features with their weights as of its arrival, or a story's."""

    name: str  # of the article or story
    first: int | None  # day of publication
    last: int | None
    words: dict[str, float]  # unit length
    lead: dict[str, float]  # unit length
    names: dict[str, float]  # unit length
    phrases: dict[str, float]  # rarity
    figures: dict[str, float]  # rarity
    days: frozenset[int]  # that are named
    happened: int | None
    sources: frozenset[str]
    size: int  # articles
    keys: dict[str, float]  # what finds candidates, with its weight; none of a story


def keys_of(features: Features) -> Iterator[str]:
    """The names under which an article's features are counted."""
    yield from features.words
    yield from ("n:" + word for word in features.names)
    yield from ("p:" + phrase for phrase in features.phrases)
    yield from ("f:" + figure for figure in features.figures)


@dataclass(frozen=True, slots=True)
class Rarity:
    """The negative log of the share of articles that have a feature, background and stream together."""

    background: Mapping[str, float]  # share of articles
    counts: Mapping[str, int]  # articles of the stream; of the features asked for
    articles: int
    background_weight: float = BACKGROUND_WEIGHT

    def __call__(self, key: str) -> float:
        """The rarity of one feature."""
        seen = self.background.get(key, 0.0) * self.background_weight + self.counts.get(key, 0)
        return math.log((self.background_weight + self.articles + 1) / (seen + 1))


def profile_of(features: Features, rarity: Rarity) -> Profile:
    """The article's features weighed by how rare they are now."""
    words = {word: tf * rarity(word) for word, tf in features.words.items()}
    phrases = {phrase: rarity("p:" + phrase) for phrase in features.phrases}
    figures = {figure: rarity("f:" + figure) for figure in features.figures}
    return Profile(
        name=features.article_id,
        first=features.day,
        last=features.day,
        words=_unit(words),
        lead=_unit({word: rarity(word) for word in features.lead}),
        names=_unit({word: tf * rarity("n:" + word) for word, tf in features.names.items()}),
        phrases=phrases,
        figures=figures,
        days=features.days,
        happened=features.happened,
        sources=frozenset([features.source] if features.source else []),
        size=1,
        keys=_index_keys(words, phrases, figures, rarity),
    )


def profile_of_story(name: str, articles: Sequence[Profile]) -> Profile:
    """What these articles say together; a day counts when a quarter of them name it."""
    if len(articles) == 1:
        return articles[0]
    dated = [one.first for one in articles if one.first is not None]
    days = Counter(day for one in articles for day in one.days)
    happened = Counter(one.happened for one in articles if one.happened is not None)
    return Profile(
        name=name,
        first=min(dated, default=None),
        last=max(dated, default=None),
        words=_unit(_sum(one.words for one in articles)),
        lead=_unit(_sum(one.lead for one in articles)),
        names=_unit(_sum(one.names for one in articles)),
        phrases=_highest(one.phrases for one in articles),
        figures=_highest(one.figures for one in articles),
        days=frozenset(day for day, count in days.items() if 4 * count >= len(articles)),
        happened=max(happened, key=lambda day: (happened[day], -day), default=None),
        sources=frozenset().union(*(one.sources for one in articles)),
        size=len(articles),
        keys={},
    )


def _sum(vectors: Iterable[dict[str, float]]) -> dict[str, float]:
    total: dict[str, float] = defaultdict(float)
    for vector in vectors:
        for key, weight in vector.items():
            total[key] += weight
    return total


def _highest(rarities: Iterable[dict[str, float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for one in rarities:
        for key, rarity in one.items():
            found[key] = max(rarity, found.get(key, 0.0))
    return found


def _index_keys(
    words: dict[str, float], phrases: dict[str, float], figures: dict[str, float], rarity: Rarity
) -> dict[str, float]:
    least = -math.log(INDEXED_SHARE)
    keys = {word: weight for word, weight in words.items() if rarity(word) > least}
    keys |= {"p:" + phrase: weight for phrase, weight in phrases.items() if weight > least}
    keys |= {"f:" + figure: weight for figure, weight in figures.items() if weight > least}
    return dict(nlargest(INDEXED_KEYS, keys.items(), key=lambda item: (item[1], item[0])))


def _unit(weights: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {key: weight / length for key, weight in weights.items()} if length else {}


@cache
def shipped_background() -> dict[str, float]:
    """The share of some thousand articles of many subjects that have a feature."""
    text = resources.files(__package__).joinpath("background.tsv").read_text("utf-8")
    rows = csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    total = int(next(rows)[1])
    return {key: int(count) / total for key, count in rows}
