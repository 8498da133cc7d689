"""How rare each feature is, and an article's features weighed by it as of its arrival.

Rarity comes from a background that ships and from the stream so far. What the features are belongs in
``features``, what shared ones prove in ``scoring``.
"""

import csv
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from importlib import resources

from ingest.identity.stories.features import Features, stem

BACKGROUND_WEIGHT = 1000
"""Articles that the background counts for: until as many have come, it says more than the stream."""

INDEXED_SHARE = 0.02
"""A feature in more of the articles than this finds no candidates: its list would be long and prove little."""

INDEXED_KEYS = 60
"""The weightiest features of an article that find it: bounds what an article costs."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of an article: its features with their weights as of its arrival."""

    name: str  # of the article
    day: int | None  # of publication
    words: dict[str, float]  # unit length
    early: dict[str, float]  # unit length; the words, each the less the later it stands
    named: dict[str, float]  # the same, names counting twice
    lead: dict[str, float]  # unit length
    names: dict[str, float]  # unit length
    phrases: dict[str, float]  # rarity
    figures: dict[str, float]  # rarity
    days: frozenset[int]  # that are named
    source: str | None
    keys: dict[str, float]  # what finds candidates, with its weight


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
    early = {word: tf * rarity(word) for word, tf in features.early.items()}
    names = {stem(name) for name in features.names}
    phrases = {phrase: rarity("p:" + phrase) for phrase in features.phrases}
    figures = {figure: rarity("f:" + figure) for figure in features.figures}
    return Profile(
        name=features.article_id,
        day=features.day,
        words=_unit(words),
        early=_unit(early),
        named=_unit({word: weight * (1 + (word in names)) for word, weight in early.items()}),
        lead=_unit({word: rarity(word) for word in features.lead}),
        names=_unit({word: tf * rarity("n:" + word) for word, tf in features.names.items()}),
        phrases=phrases,
        figures=figures,
        days=features.days,
        source=features.source,
        keys=_index_keys(words, phrases, figures, rarity),
    )


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
