"""What the assignment knows of earlier articles: a protocol, and the plain one that lives in memory.

One that lives on disk belongs to the caller; this package does no I/O.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ingest.identity.stories.features import Features
from ingest.identity.stories.weighting import Profile, keys_of

POSTINGS = 200
"""Latest articles that a feature finds: bounds what an article costs, however many there are."""


class Memory(Protocol):
    """Articles by number in order of placing, their stories, and how often a feature was seen."""

    def article_count(self) -> int:
        """Articles placed so far."""

    def counts(self, keys: Iterable[str]) -> Mapping[str, int]:
        """In how many articles each of these features stands."""

    def found_by(self, keys: Iterable[str]) -> Iterable[tuple[str, Sequence[int]]]:
        """Each feature with the latest articles that it finds."""

    def profile(self, number: int) -> Profile:
        """An article as it was weighed when it came."""

    def story_of(self, number: int) -> str:
        """The story an article is in now."""

    def members(self, story_id: str, latest: int | None) -> Sequence[int]:
        """The articles of a story, or its latest, in order of placing."""

    def is_settled(self, story_id: str) -> bool:
        """Whether a person decided where an article of this story belongs."""

    def are_apart(self, story_id: str, other: str) -> bool:
        """Whether a person said that these are two stories."""

    def place(self, features: Features, profile: Profile, story_id: str) -> None:
        """Take in an article."""

    def merge(self, kept: str, gone: str) -> None:
        """Let one story have the articles of another."""

    def part(self, numbers: Sequence[int], story_id: str) -> None:
        """Let a story that is not there yet have these articles of another."""


@dataclass(slots=True)
class PlainMemory:
    """Everything in dictionaries."""

    profiles: list[Profile] = field(default_factory=list)
    stories: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    _members: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _index: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def article_count(self) -> int:
        """Articles placed so far."""
        return len(self.profiles)

    def counts(self, keys: Iterable[str]) -> Mapping[str, int]:
        """In how many articles each of these features stands."""
        del keys
        return self.seen

    def found_by(self, keys: Iterable[str]) -> Iterable[tuple[str, Sequence[int]]]:
        """Each feature with the latest articles that it finds."""
        return ((key, self._index[key][-POSTINGS:]) for key in keys if key in self._index)

    def profile(self, number: int) -> Profile:
        """An article as it was weighed when it came."""
        return self.profiles[number]

    def story_of(self, number: int) -> str:
        """The story an article is in now."""
        return self.stories[number]

    def members(self, story_id: str, latest: int | None) -> Sequence[int]:
        """The articles of a story, or its latest, in order of placing."""
        return self._members[story_id][-(latest or 0) :]

    def is_settled(self, story_id: str) -> bool:
        """Nobody decides here."""
        del story_id
        return False

    def are_apart(self, story_id: str, other: str) -> bool:
        """Nobody decides here."""
        del story_id, other
        return False

    def place(self, features: Features, profile: Profile, story_id: str) -> None:
        """Take in an article."""
        number = len(self.profiles)
        self.profiles.append(profile)
        self.stories.append(story_id)
        self._members[story_id].append(number)
        self.seen.update(keys_of(features))
        for key in profile.keys:
            self._index[key].append(number)

    def merge(self, kept: str, gone: str) -> None:
        """Let one story have the articles of another."""
        moved = self._members.pop(gone)
        for number in moved:
            self.stories[number] = kept
        self._members[kept] = sorted(self._members[kept] + moved)

    def part(self, numbers: Sequence[int], story_id: str) -> None:
        """Let a story that is not there yet have these articles of another."""
        leaving = set(numbers)
        before = self.stories[numbers[0]]
        self._members[before] = [n for n in self._members[before] if n not in leaving]
        self._members[story_id] = sorted(leaving)
        for number in leaving:
            self.stories[number] = story_id
