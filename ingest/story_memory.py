"""What assigning articles to stories knows of earlier ones, on disk: a cache of the log in SQLite.

Every look-up is by key, so a batch costs what it asks for, however many articles there are. May be deleted
at any time; which events it has taken in stands inside. Deciding belongs in ``ingest.identity.stories``.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ingest.event_log import LogHead
from ingest.identity.stories import METHOD_VERSION
from ingest.identity.stories.features import Features
from ingest.identity.stories.memory import POSTINGS
from ingest.identity.stories.weighting import Profile, keys_of
from ingest.story_packing import packed, unpacked_features, unpacked_profile

_PARAMETERS = 500
"""Keys a query, well under SQLite's limit."""


class Standing(NamedTuple):
    """The story of an article, how often that was decided, and whether a person did it last."""

    story_id: str
    version: int
    is_settled: bool


class Judged(NamedTuple):
    """What a person decided about two stories."""

    story_id: str
    other: str
    decision: str  # merge | split
    is_revoked: bool


class StoryMemory:
    """Articles, stories and frequencies in one SQLite file; implements ``stories.memory.Memory``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._profiles: dict[int, Profile] = {}  # of this run, so that none is decoded twice

    def article_count(self) -> int:
        """Articles placed so far."""
        return int(self._value("select coalesce(max(number) + 1, 0) from articles"))

    def counts(self, keys: Iterable[str]) -> Mapping[str, int]:
        """In how many articles each of these features stands."""
        wanted = list(dict.fromkeys(keys))
        found: dict[str, int] = {}
        for start in range(0, len(wanted), _PARAMETERS):
            some = wanted[start : start + _PARAMETERS]
            marks = ",".join("?" * len(some))
            query = f"select key, articles from frequencies where key in ({marks})"
            found.update(self._connection.execute(query, some).fetchall())
        return found

    def found_by(self, keys: Iterable[str]) -> Iterator[tuple[str, Sequence[int]]]:
        """Each feature with the latest articles that it finds."""
        query = f"select number from postings where key = ? order by number desc limit {POSTINGS}"
        for key in keys:
            yield key, [number for (number,) in self._connection.execute(query, (key,))]

    def profile(self, number: int) -> Profile:
        """An article as it was weighed when it came."""
        if number not in self._profiles:
            blob = self._value("select profile from articles where number = ?", number)
            self._profiles[number] = unpacked_profile(blob)
        return self._profiles[number]

    def story_of(self, number: int) -> str:
        """The story an article is in now."""
        return str(self._value("select story_id from articles where number = ?", number))

    def members(self, story_id: str, latest: int | None) -> Sequence[int]:
        """The articles of a story, or its latest, in order of placing."""
        query = "select number from articles where story_id = ? order by number desc limit ?"
        found = self._connection.execute(query, (story_id, -1 if latest is None else latest))
        return [number for (number,) in found][::-1]

    def is_settled(self, story_id: str) -> bool:
        """Whether a person decided where an article of this story belongs."""
        query = "select count(*) from articles where story_id = ? and is_settled"
        return bool(self._value(query, story_id))

    def are_apart(self, story_id: str, other: str) -> bool:
        """Whether a person said that these are two stories."""
        query = "select count(*) from apart where story_id = ? and other = ?"
        return bool(self._value(query, story_id, other))

    def place(self, features: Features, profile: Profile, story_id: str) -> None:
        """Take in an article; it waits no longer."""
        number, run = self.article_count(), self._connection
        row = (number, profile.name, story_id, packed(profile))
        run.execute(
            "insert into articles (number, article_id, story_id, profile) values (?, ?, ?, ?)", row
        )
        run.executemany(
            "insert into frequencies values (?, 1) on conflict do update set articles = articles + 1",
            ((key,) for key in keys_of(features)),
        )
        rows = ((key, number) for key in profile.keys)
        run.executemany("insert into postings values (?, ?)", rows)
        run.execute("delete from waiting where article_id = ?", (profile.name,))
        self._profiles[number] = profile

    def merge(self, kept: str, gone: str) -> None:
        """Let one story have the articles of another, and what people said of it."""
        run = self._connection
        run.execute("update articles set story_id = ? where story_id = ?", (kept, gone))
        run.execute("insert or replace into merged values (?, ?)", (gone, kept))
        for mine, its in (("story_id", "other"), ("other", "story_id")):
            run.execute(f"update or ignore apart set {mine} = ? where {mine} = ?", (kept, gone))
            run.execute(f"delete from apart where {mine} = ? or {mine} = {its}", (gone,))

    def part(self, numbers: Sequence[int], story_id: str) -> None:
        """Let a story that is not there yet have these articles of another."""
        for number in numbers:
            row = (story_id, number)
            self._connection.execute(
                "update articles set story_id = ?, version = version + 1 where number = ?", row
            )

    def move(self, article_id: str, story_id: str, version: int, *, is_settled: bool) -> None:
        """Let an article be in another story; one that is not there yet stays out."""
        query = "update articles set story_id = ?, version = ?, is_settled = ? where article_id = ?"
        row = (story_id, version, is_settled, article_id)
        self._connection.execute(query, row)

    def set_apart(self, story_id: str, other: str, *, is_apart: bool) -> None:
        """A person says that these are two stories, or no longer says it."""
        query = (
            "insert or ignore into apart values (?, ?)"
            if is_apart
            else "delete from apart where story_id = ? and other = ?"
        )
        self._connection.executemany(query, [(story_id, other), (other, story_id)])

    def judge(self, decision_id: str, story_id: str, other: str, decision: str) -> None:
        """A person decided about two stories."""
        row = (decision_id, story_id, other, decision)
        self._connection.execute("insert or replace into decisions values (?, ?, ?, ?, 0)", row)

    def revoke(self, decision_id: str) -> None:
        """A person took a decision back: a split keeps its stories apart no longer."""
        run = self._connection
        run.execute("update decisions set is_revoked = 1 where decision_id = ?", (decision_id,))
        found = self.decision(decision_id)
        if found is not None and found.decision == "split":
            self.set_apart(self.now(found.story_id), self.now(found.other), is_apart=False)

    def decision(self, decision_id: str) -> Judged | None:
        """What a person decided about two stories."""
        query = "select story_id, other, decision, is_revoked from decisions where decision_id = ?"
        found = self._connection.execute(query, (decision_id,)).fetchone()
        return Judged(found[0], found[1], found[2], bool(found[3])) if found else None

    def decisions_about(self, story_id: str) -> list[str]:
        """What people decided about a story."""
        query = "select decision_id from decisions where story_id = ? or other = ?"
        return [one for (one,) in self._connection.execute(query, (story_id, story_id))]

    def merged_into(self, story_id: str) -> list[str]:
        """The stories that became part of this one at once."""
        query = "select story_id from merged where kept = ?"
        return [one for (one,) in self._connection.execute(query, (story_id,))]

    def now(self, story_id: str) -> str:
        """The name of a story after what was merged since."""
        kept = self._value("select kept from merged where story_id = ?", story_id)
        return self.now(kept) if kept else story_id

    def standing(self, article_id: str) -> Standing | None:
        """Where an article is; None where nothing was decided."""
        query = "select story_id, version, is_settled from articles where article_id = ?"
        found = self._connection.execute(query, (article_id,)).fetchone()
        return Standing(found[0], found[1], bool(found[2])) if found else None

    def articles_of(self, story_id: str) -> list[str]:
        """The articles of a story, in order of placing."""
        query = "select article_id from articles where story_id = ? order by number"
        return [name for (name,) in self._connection.execute(query, (story_id,))]

    def has(self, article_id: str) -> bool:
        """Whether an article is in a story."""
        query = "select count(*) from articles where article_id = ?"
        return bool(self._value(query, article_id))

    def wait(self, features: Features) -> None:
        """Keep an article whose story is not decided, or not read from the log yet."""
        self._connection.execute(
            "insert or ignore into waiting (article_id, features) values (?, ?)",
            (features.article_id, packed(features)),
        )

    def waiting(self, article_id: str) -> Features | None:
        """An article that waits."""
        blob = self._value("select features from waiting where article_id = ?", article_id)
        return unpacked_features(blob) if blob is not None else None

    def longest_waiting(self, limit: int) -> list[Features]:
        """The first that came of those that wait."""
        query = "select features from waiting order by number limit ?"
        return [unpacked_features(blob) for (blob,) in self._connection.execute(query, (limit,))]

    def waiting_count(self) -> int:
        """How many wait."""
        return int(self._value("select count(*) from waiting"))

    @property
    def head(self) -> LogHead:
        """The last event that was taken in."""
        row = self._connection.execute("select position, hash from state").fetchone()
        return LogHead(*row) if row else LogHead()

    def commit(self, head: LogHead) -> None:
        """Keep what was done; every event up to this one is taken in."""
        self._connection.execute("delete from state")
        row = (head.position, head.hash, METHOD_VERSION)
        self._connection.execute("insert into state values (?, ?, ?)", row)
        self._connection.commit()
        self._profiles.clear()

    def is_of(self, method_version: str) -> bool:
        """Whether its profiles were made by this version, or it is empty."""
        found = self._value("select method_version from state")
        return found is None or found == method_version

    def _value(self, query: str, *values: object) -> Any:
        row = self._connection.execute(query, values).fetchone()
        return row[0] if row else None
