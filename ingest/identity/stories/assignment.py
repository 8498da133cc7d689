"""Stories that grow as articles arrive: each article joins one of the window or opens its own.

What was decided stays, with two exceptions that are decisions of their own: two stories become one when
an article links them and nothing tells them apart, and a story becomes two when its articles turn out to
tell of look-alikes. Neither ever undoes what a person decided. Pure values; who records the decisions
belongs to the caller.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import nlargest

from ingest.identity.stories.features import Features
from ingest.identity.stories.look_alikes import Groups, group_signals, shipped_group_weights
from ingest.identity.stories.memory import Memory
from ingest.identity.stories.parting import (
    LEAST_ARTICLES,
    best_parting,
    contrast,
    nearer,
)
from ingest.identity.stories.scoring import (
    evidence,
    gap_days,
    log_odds,
    shipped_weights,
    signals,
)
from ingest.identity.stories.weighting import (
    Profile,
    Rarity,
    keys_of,
    profile_of,
    shipped_background,
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Thresholds, and bounds of what one article may cost."""

    join: float = -0.7  # log odds
    merge: float = -1.0  # log odds that two stories are look-alikes; below it, they are one
    agree: float = 0.5  # log odds that the articles of the smaller one have in the other, at least
    part: float = 0.0  # log odds that a story is two look-alikes; above it, it is two
    window_days: int = 400
    candidates: int = 30  # articles whose stories are looked at
    stories: int = 6  # that are compared
    members: int = 12  # of each, the latest
    parted: int = 24  # latest articles of a story that are looked at for two


@dataclass(frozen=True, slots=True)
class Merge:
    """Two stories were found to be one; the older name stays."""

    kept: str
    gone: str
    score: float  # mean log odds between their articles


@dataclass(frozen=True, slots=True)
class Split:
    """A story was found to be two; these articles leave it for a new one."""

    story_id: str
    new_story_id: str
    articles: tuple[str, ...]
    ratio: float  # how alike the two are across, over within
    evidence: tuple[str, ...]  # what those that stay and those that leave speak of, the other not


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where an article went, and the article of the best story that it is most like."""

    article_id: str
    story_id: str
    score: float | None  # of the best story; None: there was nothing to compare with
    nearest: str | None
    is_new: bool
    merges: tuple[Merge, ...] = ()
    split: Split | None = None
    evidence: tuple[str, ...] = ()  # what it shares with the nearest article


@dataclass(frozen=True, slots=True)
class Fit:
    """How an article fits a story."""

    score: float  # between the mean and the best of the log odds with its articles
    nearest: Profile


@dataclass(frozen=True, slots=True)
class StoryKeeper:
    """Decides, by what a memory knows."""

    memory: Memory
    name: Callable[..., str]  # first article, or story and the article that parted it -> id
    settings: Settings = field(default_factory=Settings)
    weights: tuple[float, ...] = field(default_factory=shipped_weights)
    group_weights: tuple[float, ...] = field(default_factory=shipped_group_weights)
    background: Mapping[str, float] = field(default_factory=shipped_background)

    def assign(self, features: Features) -> Assignment:
        """Decide where this article belongs, and take it in."""
        profile = self._profile(features)
        fits = {story: self.fit(story, profile) for story in self._candidates(profile)}
        ranked = sorted(fits, key=lambda story: (-fits[story].score, story))
        joins = [story for story in ranked if fits[story].score >= self.settings.join]
        joins = self._told_apart(joins, profile)
        best = fits[(joins or ranked)[0]] if ranked else None
        story_id = joins[0] if joins else self.name(features.article_id)
        number = self.memory.article_count()
        self.memory.place(features, profile, story_id)
        merges = tuple(self._merges(story_id, joins[1:]))
        return Assignment(
            features.article_id,
            story_id,
            best.score if best else None,
            best.nearest.name if best else None,
            is_new=not joins,
            merges=merges,
            split=self._split(self.memory.story_of(number), features.article_id),
            evidence=evidence(best.nearest, profile) if best else (),
        )

    def place(self, features: Features, story_id: str) -> None:
        """Take in an article whose story was decided before."""
        self.memory.place(features, self._profile(features), story_id)

    def fit(self, story_id: str, profile: Profile) -> Fit:
        """Average and best link at once: a story holds reports of the day and later ones about a side of it."""
        odds = [(self._odds(one, profile), one) for one in self._latest(story_id)]
        best, nearest = max(odds, key=lambda pair: (pair[0], pair[1].name))
        return Fit((sum(score for score, _ in odds) / len(odds) + best) / 2, nearest)

    def _odds(self, a: Profile, b: Profile) -> float:
        return log_odds(signals(a, b), self.weights)

    def _profile(self, features: Features) -> Profile:
        counts = self.memory.counts(keys_of(features))
        rarity = Rarity(self.background, counts, self.memory.article_count())
        return profile_of(features, rarity)

    def _latest(self, story_id: str) -> list[Profile]:
        numbers = self.memory.members(story_id, self.settings.members)
        return [self.memory.profile(number) for number in numbers]

    def _candidates(self, profile: Profile) -> list[str]:
        """The stories worth a comparison: those of the articles that share the most."""
        found: dict[int, float] = defaultdict(float)
        for key, numbers in self.memory.found_by(profile.keys):
            for number in numbers:
                found[number] += profile.keys[key]
        best = nlargest(2 * self.settings.candidates, found, key=lambda n: (found[n], n))
        near = [
            number
            for number in best
            if gap_days(self.memory.profile(number), profile) <= self.settings.window_days
        ]
        stories = dict.fromkeys(self.memory.story_of(n) for n in near[: self.settings.candidates])
        return list(stories)[: self.settings.stories]

    def _told_apart(self, joins: list[str], profile: Profile) -> list[str]:
        """Of the two best stories, the one first that the words that part them speak for."""
        stories = [self._latest(story) for story in joins[:2]]
        if len(stories) == 2 and min(map(len, stories)) > 1 and nearer(profile, *stories):
            joins[:2] = joins[1::-1]
        return joins

    def _merges(self, story_id: str, others: list[str]) -> Iterator[Merge]:
        for other in others:
            if self.memory.are_apart(story_id, other):
                continue
            score = self._agreement(story_id, other)
            if score is not None:
                kept, gone = sorted(
                    (story_id, other), key=lambda s: self.memory.members(s, None)[0]
                )
                self.memory.merge(kept, gone)
                story_id = kept
                yield Merge(kept, gone, score)

    def _agreement(self, one: str, other: str) -> float | None:
        """The mean log odds between the articles of two stories; None where they stay two.

        A story that is too small to be told apart joins a larger one that its articles would join now.
        """
        small, large = sorted((one, other), key=lambda s: len(self._parted(s)))
        parts = self._parted(small), self._parted(large)
        if len(parts[1]) < LEAST_ARTICLES:
            return None
        fits = [self.fit(large, article).score for article in self._latest(small)]
        fit = sum(fits) / len(fits)
        groups = group_signals(*parts, self.weights)
        if len(parts[0]) < LEAST_ARTICLES:
            return groups.odds if fit >= self.settings.join else None
        is_one = fit >= self.settings.agree and self._two(groups) < self.settings.merge
        return groups.odds if is_one else None

    def _two(self, groups: Groups) -> float:
        """The log odds that two groups of articles tell of two happenings."""
        return log_odds(groups.values, self.group_weights)

    def _parted(self, story_id: str) -> list[Profile]:
        numbers = self.memory.members(story_id, self.settings.parted)
        return [self.memory.profile(number) for number in numbers]

    def _split(self, story_id: str, article_id: str) -> Split | None:
        numbers = self.memory.members(story_id, self.settings.parted)
        if self.memory.is_settled(story_id):
            return None
        articles = [self.memory.profile(number) for number in numbers]
        found = best_parting(articles)
        if found is None:
            return None
        older, younger = ([articles[n] for n in part] for part in (found.older, found.younger))
        if self._two(group_signals(older, younger, self.weights)) < self.settings.part:
            return None
        leaving = [numbers[n] for n in found.younger]
        new = self.name(story_id, article_id)
        self.memory.part(leaving, new)
        names = tuple(article.name for article in younger)
        return Split(story_id, new, names, found.ratio, contrast(older, younger))
