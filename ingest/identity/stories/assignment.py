"""Stories that grow as articles arrive: each article joins one of the window or opens its own.

What was decided stays: an article never leaves its story because another came, and two stories become
one only when an article links them and they agree, which is a decision of its own. Pure values; who
records the decisions belongs to the caller.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import nlargest

from ingest.identity.stories.features import Features
from ingest.identity.stories.memory import Memory
from ingest.identity.stories.scoring import (
    evidence,
    gap_days,
    likeness,
    log_odds,
    shipped_weights,
    signals,
)
from ingest.identity.stories.weighting import (
    Profile,
    Rarity,
    keys_of,
    profile_of,
    profile_of_story,
    shipped_background,
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Thresholds in log odds, and bounds of what one article may cost."""

    join: float = -0.3
    merge: float = 0.5
    window_days: int = 400
    candidates: int = 30  # articles whose stories are looked at
    stories: int = 8  # that are compared
    members: int = 12  # of each, the latest


@dataclass(frozen=True, slots=True)
class Merge:
    """Two stories were found to be one; the older name stays."""

    kept: str
    gone: str
    score: float


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where an article went, and the article of the best story that it is most like."""

    article_id: str
    story_id: str
    score: float | None  # of the best story; None: there was nothing to compare with
    nearest: str | None
    is_new: bool
    merges: tuple[Merge, ...] = ()
    evidence: tuple[str, ...] = ()  # what it shares with the nearest article


@dataclass(frozen=True, slots=True)
class StoryKeeper:
    """Decides, by what a memory knows."""

    memory: Memory
    name: Callable[[str], str]  # first article -> id of its story
    settings: Settings = field(default_factory=Settings)
    weights: tuple[float, ...] = field(default_factory=shipped_weights)
    background: Mapping[str, float] = field(default_factory=shipped_background)

    def assign(self, features: Features) -> Assignment:
        """Decide where this article belongs, and take it in."""
        profile = self._profile(features)
        scores = {story: self.score(story, profile) for story in self._candidates(profile)}
        ranked = sorted(scores, key=lambda story: (-scores[story], story))
        joins = [story for story in ranked if scores[story] >= self.settings.join]
        nearest = self._nearest(ranked[0], profile) if ranked else None
        story_id = joins[0] if joins else self.name(features.article_id)
        self.memory.place(features, profile, story_id)
        return Assignment(
            features.article_id,
            story_id,
            scores[ranked[0]] if ranked else None,
            nearest.name if nearest else None,
            is_new=not joins,
            merges=tuple(self._merges(story_id, joins[1:])),
            evidence=evidence(nearest, profile) if nearest else (),
        )

    def place(self, features: Features, story_id: str) -> None:
        """Take in an article whose story was decided before."""
        self.memory.place(features, self._profile(features), story_id)

    def score(self, story_id: str, profile: Profile) -> float:
        """The log odds that this article tells of that story."""
        return log_odds(signals(self._story(story_id), profile), self.weights)

    def _profile(self, features: Features) -> Profile:
        counts = self.memory.counts(keys_of(features))
        rarity = Rarity(self.background, counts, self.memory.article_count())
        return profile_of(features, rarity)

    def _story(self, story_id: str) -> Profile:
        return profile_of_story(story_id, self._latest(story_id))

    def _latest(self, story_id: str) -> list[Profile]:
        numbers = self.memory.members(story_id)[-self.settings.members :]
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

    def _nearest(self, story_id: str, profile: Profile) -> Profile:
        return max(self._latest(story_id), key=lambda one: (likeness(one, profile), one.name))

    def _merges(self, story_id: str, linked: list[str]) -> Iterator[Merge]:
        for other in linked:
            score = self._between(story_id, other)
            if score < self.settings.join + self.settings.merge:
                continue
            kept, gone = sorted((story_id, other), key=lambda s: self.memory.members(s)[0])
            self.memory.merge(kept, gone)
            story_id = kept
            yield Merge(kept, gone, score)

    def _between(self, one: str, other: str) -> float:
        """How the articles of each fit the other story, on average."""
        odds = [self.score(one, article) for article in self._latest(other)]
        odds += [self.score(other, article) for article in self._latest(one)]
        return sum(odds) / len(odds)
