"""Tables that increments built are row for row those that one build of the whole log gives."""

import itertools
import random
from collections.abc import Callable

import duckdb
import pytest
from dbt_runs import DbtRuns
from event_histories import History, text_hash_of

TABLES = (
    "sources", "articles", "article_versions", "entities", "mentions", "claims", "claim_entities",
    "stories", "origin_groups", "quarantine",
)  # fmt: skip
TITLES = ["Ann Lee said the bridge is closed.", "A bridge, again", None]
BODIES = [
    "Ann Lee said the bridge is closed. Bob Ray denied it was 1.5 metres.",
    "Ann  Lee said the bridge is “closed”. Bob Ray denied it was 1.5 metres.",
    "Correction\nAnn Lee said the bridge is open. Bob Ray denied it was 1.5 metres.",
    "Ann Lee said the bridge is not closed. 🌉 Cy Fox said it was 15 metres.",
    "Cy Fox met Bob Ray. Nothing was said. Cy Fox told Bob Ray Ann Lee denied it may be so.",
    "E\u0301va Kun 🙂 and Ann Lee. Ann Lee said cafe\u0301s stay open.\n\nBob Ray said so too.",
    "no names here",
]


class Newsroom:
    """Does one random thing after another, as real logs would have them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.history = History()
        self.articles: dict[str, str] = {}
        self.versions: set[tuple[str, str, float | None]] = set()
        self.waiting: list[tuple[str | None, str]] = []
        self.uncompared = list(itertools.combinations(BODIES, 2))
        self.random.shuffle(self.uncompared)
        self.stories = [f"story-{number}" for number in range(8)]

    def publish(self) -> None:
        ref = f"article-{self.random.randrange(20)}"
        title, body = self.random.choice(TITLES), self.random.choice(BODIES)
        seen = self.random.choice([None, self.random.randrange(150)])
        version = (ref, text_hash_of(title, body), seen)
        if version in self.versions:
            return
        self.versions.add(version)
        source = self.random.choice([None, "echo", "echo", "herald", "example.net"])
        self.articles[ref] = self.history.article(
            ref,
            body,
            title,
            seen=seen,
            published=self.random.choice([None, self.random.randrange(150)]),
            source_id=source,
            source_domain=source and f"{source.removesuffix('.net')}.net",
            is_decided=ref in self.articles and self.random.random() < 0.2,
        )
        self.waiting.append((title, body))

    def extract(self) -> None:
        if self.waiting:
            text = self.waiting.pop(self.random.randrange(len(self.waiting)))
            version = self.random.choice("1112")
            self.history.extract(*text, version=version)
            if version == "2":  # a candidate reads what the current one has to read, too
                self.waiting.append(text)

    def promote(self) -> None:
        self.history.promote(self.random.choice("12"))

    def compare(self) -> None:
        """No two texts are ever compared twice."""
        if self.uncompared:
            pair = self.uncompared.pop()
            self.history.compare((*pair, self.random.choice(["near_duplicate", "credited_wire"])))

    def put_into_story(self) -> None:
        if self.articles:
            article_id, nearest = self.random.choices(sorted(self.articles.values()), k=2)
            self.history.put_into_story(article_id, self.random.choice(self.stories), nearest)

    def merge_stories(self) -> None:
        """A name that is gone is never given again."""
        if len(self.stories) > 2:
            gone = self.stories.pop(self.random.randrange(1, len(self.stories)))
            self.history.merge_stories(self.random.choice(self.stories), gone)

    def withdraw(self) -> None:
        if self.articles:
            article_id = self.random.choice(sorted(self.articles.values()))
            self.history.withdraw(article_id, self.random.choice(["withheld", "canceled"]))

    def describe(self) -> None:
        source = self.random.choice(["echo", "herald", "silent"])
        kind = self.random.choice(["outlet", "outlet", "agency"])
        name = f"The {source} {len(self.history.events)}"
        self.history.describe(source, name, f"{source}.net", kind)

    def reject(self) -> None:
        if len(self.history.events) < 100:
            content = self.random.choice([None, self.random.choice(BODIES).encode()])
            self.history.quarantine(f"in/article-{len(self.history.events)}.txt", content)

    def work(self, event_count: int) -> History:
        deeds = [
            self.publish,
            self.extract,
            self.withdraw,
            self.describe,
            self.reject,
            self.promote,
            self.compare,
            self.put_into_story,
            self.merge_stories,
        ]
        while len(self.history.events) < event_count:
            self.random.choices(deeds, [10, 11, 1.2, 1, 1, 0.8, 0.6, 8, 1])[0]()
        return self.history


def differences(one: DbtRuns, other: DbtRuns) -> list[str]:
    """The tables that are not the same in both, and how many rows differ."""
    found = []
    with duckdb.connect() as connection:
        for name, runs in (("one", one), ("other", other)):
            connection.execute(f"attach '{runs.work}/warehouse.duckdb' as {name} (read_only)")
        for table in TABLES:
            for left, right in (("one", "other"), ("other", "one")):
                rows = connection.sql(
                    f"from {left}.{table} except all from {right}.{table}"
                ).fetchall()
                found += [f"{table}: only in {left}: {row}" for row in rows]
    return found


@pytest.mark.parametrize("seed", range(2))
def test_increments_equal_a_rebuild(seed: int, dbt_on: Callable[[str], DbtRuns]) -> None:
    """Small increments on a long history, so that most of what they depend on is not in them."""
    history = Newsroom(seed).work(150)
    end = len(history.events)
    cuts = [end - 25, end - 21, end - 15, end - 12, end - 5, end]
    increments, rebuild = dbt_on("increments"), dbt_on("rebuild")
    loaded = built = 0
    for number, cut in enumerate(cuts):
        history.load(increments.work / "internal.duckdb", after=loaded, upto=cut)
        loaded = cut
        command = "build" if cut == end else "run"
        increments.build(command=command, from_position=built, to_position=cut)
        if number != 2:  # this build is killed before it is noted: the next repeats its window
            built = cut
    history.load(rebuild.work / "internal.duckdb")
    rebuild.build(command="run", from_position=0, to_position=end)
    assert differences(increments, rebuild) == []
    assert rebuild.rows("select count(*) > 3 from claims") == [(True,)]
