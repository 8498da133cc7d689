"""Random histories as real logs have them: late and repeated arrivals, corrections, withdrawals, decisions."""

import itertools
import random
import re

from entity_histories import EntityDesk
from event_histories import History, text_hash_of, toy_extraction

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
SURNAMES = re.compile(r"\b(Lee|Ray|Fox|Kun)\b")


def renamed(text: str | None, mark: str) -> str | None:
    """The text about people of other names."""
    return text and SURNAMES.sub(rf"\1{mark}", text)


class Newsroom:
    """Does one random thing after another, as real logs would have them.

    Several may write one history, each about people of its own: their marks, of small letters, differ.
    They share outlets and the extractor.
    """

    def __init__(self, dice: random.Random, history: History | None = None, mark: str = "") -> None:
        self.random = dice
        self.history = history or History()
        self.mark = mark
        self.titles = [renamed(title, mark) for title in TITLES]
        self.bodies = [renamed(body, mark) or "" for body in BODIES]
        self.articles: dict[str, str] = {}
        self.versions: set[tuple[str, str, float | None]] = set()
        self.waiting: list[tuple[str | None, str]] = []
        self.uncompared = list(itertools.combinations(self.bodies, 2))
        self.random.shuffle(self.uncompared)
        self.desk = EntityDesk(self.history, self.random)
        self.extracted: list[tuple[str | None, str, str]] = []
        self.judgements: list[str] = []
        self.stories = [f"story-{mark}{number}" for number in range(8)]

    def publish(self) -> None:
        ref = f"article-{self.mark}{self.random.randrange(20)}"
        title, body = self.random.choice(self.titles), self.random.choice(self.bodies)
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
            self.extracted.append((*text, version))
            if version == "2":  # a candidate reads what the current one has to read, too
                self.waiting.append(text)

    def resolve(self) -> None:
        """Names of what was extracted lately, those of candidates as well."""
        if self.extracted:
            self.desk.resolve(toy_extraction(*self.random.choice(self.extracted[-4:])))

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

    def judge_origins(self) -> None:
        if len(self.articles) > 1:
            article_id, other = self.random.sample(sorted(self.articles.values()), k=2)
            is_join = self.random.random() < 0.5
            decision = self.history.judge_origins(article_id, other if is_join else None)
            self.judgements.append(decision)

    def revoke_origins(self) -> None:
        if self.judgements:
            number = self.random.randrange(len(self.judgements))
            self.history.revoke_origins(self.judgements.pop(number))

    def withdraw(self) -> None:
        if self.articles:
            article_id = self.random.choice(sorted(self.articles.values()))
            self.history.withdraw(article_id, self.random.choice(["withheld", "canceled"]))

    def describe(self) -> None:
        source = self.random.choice(["echo", "herald", "silent"])
        kind = self.random.choice(["outlet", "outlet", "agency"])
        name = f"The {source} {len(self.history.events)}"
        self.history.describe(source, name, f"{source}.net", kind)

    def state(self) -> None:
        source = self.random.choice(["echo", "silent"])
        statement = self.history.state(source, "the state", self.random.randrange(100))
        if self.random.random() < 0.3:
            self.history.take_back(statement)

    def reject(self) -> None:
        if len(self.history.events) < 100:
            content = self.random.choice([None, self.random.choice(self.bodies).encode()])
            self.history.quarantine(f"in/article-{len(self.history.events)}.txt", content)

    def forget(self, article_id: str) -> None:
        """An article that is erased: nothing more happens to it."""
        self.articles = {ref: known for ref, known in self.articles.items() if known != article_id}

    def work(self, event_count: int) -> History:
        """Until the history has so many events."""
        while len(self.history.events) < event_count:
            self.act()
        return self.history

    def go_on(self, event_count: int) -> None:
        """By so many events, or one more."""
        self.work(len(self.history.events) + event_count)

    def act(self) -> None:
        """One thing; now and then it cannot be done, and nothing happens."""
        deeds = [
            self.publish,
            self.extract,
            self.withdraw,
            self.describe,
            self.state,
            self.reject,
            self.promote,
            self.compare,
            self.put_into_story,
            self.merge_stories,
            self.resolve,
            self.desk.merge,
            self.desk.split,
            self.desk.revoke,
            self.desk.link,
            self.judge_origins,
            self.revoke_origins,
        ]
        often = [10, 11, 1.2, 1, 0.5, 1, 0.8, 0.6, 8, 1, 8, 1.2, 1, 0.6, 0.6, 0.8, 0.5]
        self.random.choices(deeds, often)[0]()
