"""A warehouse of any size in minutes: real articles and what was found in them, told again in other words.

Each copy of the seed articles has its own names, words and days: every name and every long word becomes
another one of the same length, so that what the extractor found still stands where it stood. Ingest and
extraction are not run on copies, nor are names and stories decided: their events are written as they would
be. Everything that follows the log (memories, tables, checks) does its work as ever.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from ingest.decisions import article_stream, text_hash_of
from ingest.entity_resolution import plain_entity_id
from ingest.event_log import EventLog
from ingest.events import SCHEMA_VERSIONS, NewEvent, sha256_hex, short_id
from ingest.extractor_choice import ExtractorId
from ingest.story_assignment import story_id_of

WORD = re.compile(r"\b[A-Za-z][a-z]{2,}\b")
LONG = 5
"""Letters from which on a word is exchanged; shorter ones hold the sentences together."""
DAYS_BACK = 3
"""Days between one copy and the next."""
STORY_COPIES = 3
"""Copies of an article in one story: most stories of a day have two or three reports."""

Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seeds:
    """Articles with what was found in each, and words to exchange by kind and length."""

    sources: list[Payload]
    articles: list[Payload]
    extractions: Mapping[str, Payload]  # by text_hash
    words: Mapping[tuple[bool, int], list[str]]
    place: Mapping[str, int]  # of a word among those of its kind

    @classmethod
    def of(cls, log: EventLog) -> "Seeds":
        """Everything that a log holds."""
        articles = list(_payloads(log, "ArticleObserved"))
        found = {one["text_hash"]: one for one in _payloads(log, "ArticleExtracted")}
        words: dict[tuple[bool, int], list[str]] = defaultdict(list)
        place: dict[str, int] = {}
        texts = [f"{one['title'] or ''} {one['body_text']}" for one in articles]
        seen = dict.fromkeys(word for text in texts for word in WORD.findall(text))
        for word in seen:
            if word[0].isupper() and word.lower() in seen:
                continue  # a common word that begins a sentence
            if word[0].isupper() or len(word) >= LONG:
                alike = words[word[0].isupper(), len(word)]
                place[word] = len(alike)
                alike.append(word)
        return cls(list(_payloads(log, "SourceDescribed")), articles, found, words, place)

    def retold(self, text: str, copy: int) -> str:
        """The text in the words of that copy: as long, the same word for the same word."""

        def exchanged(match: re.Match[str]) -> str:
            word = match.group()
            if word not in self.place:
                return word
            alike = self.words[word[0].isupper(), len(word)]
            return alike[(self.place[word] + copy * 7) % len(alike)]

        return WORD.sub(exchanged, text)


@dataclass(slots=True)
class _Teller:
    seeds: Seeds
    named: set[str] = field(default_factory=set)  # entities so far

    def events(self, copy: int, article: Payload) -> Iterator[NewEvent]:
        """What the log would say of one article of a copy."""
        told = self._article(copy, article)
        key, text_hash = told["article_id"], told["text_hash"]
        found = self.seeds.extractions.get(article["text_hash"])
        story = story_id_of(f"{article['article_id']}/{copy // STORY_COPIES}")
        yield _event("ArticleObserved", article_stream(key), told)
        if found is not None:
            extracted = self._extraction(copy, found, told)
            extractor = ExtractorId(extracted["extractor"], extracted["extractor_version"])
            yield _event("ArticleExtracted", extractor.stream_of(text_hash), extracted)
            yield _event("NamesResolved", f"names-{text_hash}", self._names(extracted))
        yield _event("ArticleAssignedToStory", f"story-of-{key}", _assigned(key, story))

    def _article(self, copy: int, article: Payload) -> Payload:
        body = self.seeds.retold(article["body_text"], copy)
        title = self.seeds.retold(article["title"], copy) if article["title"] else None
        url = f"{article['url']}/copy-{copy}"
        key = short_id("art", f"url:{url}")
        text_hash = text_hash_of(title, body)
        published = article["published_at"]
        if published:
            day = datetime.fromisoformat(published) - timedelta(days=DAYS_BACK * copy)
            published = day.isoformat().replace("+00:00", "Z")
        return article | {
            "article_id": key,
            "version_id": short_id("ver", key, text_hash, ""),
            "url": url,
            "canonical_url": url,
            "ref": f"{article['ref']}/{copy}",
            "title": title,
            "body_text": body,
            "body_hash": sha256_hex(body.encode()),
            "text_hash": text_hash,
            "published_at": published,
        }

    def _extraction(self, copy: int, found: Payload, told: Payload) -> Payload:
        sections = {"title": told["title"] or "", "body": told["body_text"]}
        mentions = []
        for mention in found["mentions"]:
            text = sections[mention["section"]][mention["start"] : mention["end"]]
            names = {
                name: self.seeds.retold(mention[name], copy) if mention[name] else mention[name]
                for name in ("entity_name", "descriptor")
            }
            mentions.append(mention | names | {"text": text})
        return found | {"mentions": mentions, "text_hash": told["text_hash"]}

    def _names(self, extracted: Payload) -> Payload:
        kinds = ("person", "organization", "place")
        names = []
        for name, kind in dict.fromkeys(
            (m["entity_name"], m["entity_type"])
            for m in extracted["mentions"]
            if m["mention_type"] == "name" and m["entity_type"] in kinds
        ):
            entity_id = plain_entity_id(kind, name)
            fact = {"name": name, "entity_type": kind, "entity_id": entity_id, "score": 1.0}
            fact |= {"is_new": entity_id not in self.named, "reason": "same name"}
            names.append(fact | {"known_type": None, "doubts": []})
            self.named.add(entity_id)
        names_of = {"text_hash": extracted["text_hash"], "names": names}
        return names_of | {"method": "replayed", "method_version": "1"}


def grow(seeds: Seeds, path: Path, articles: int) -> None:
    """Write a log of so many articles."""
    log, teller = EventLog(path), _Teller(seeds)
    sources = [
        _event("SourceDescribed", f"source-{one['source_id']}", one) for one in seeds.sources
    ]
    log.append(sources, actor="bench", run_id="sources")
    copies = -(-articles // len(seeds.articles))
    for copy in range(1, copies + 1):
        count = min(len(seeds.articles), articles - (copy - 1) * len(seeds.articles))
        events = [e for one in seeds.articles[:count] for e in teller.events(copy, one)]
        log.append(events, actor="bench", run_id=f"copy-{copy}")


def _assigned(article_id: str, story_id: str) -> Payload:
    return {
        "article_id": article_id, "story_id": story_id, "score": 0.0, "nearest_article_id": None,
        "reason": "joined", "evidence": [], "method": "replayed", "method_version": "1",
        "decided_by": "model", "version": 1,
    }  # fmt: skip


def _event(event_type: str, stream: str, payload: Payload) -> NewEvent:
    when, version = datetime(2026, 9, 1, tzinfo=UTC), SCHEMA_VERSIONS[event_type]
    return NewEvent(event_type, stream, 1, payload, when, version)


def _payloads(log: EventLog, event_type: str) -> Iterator[Payload]:
    for batch in log.read(event_types=[event_type]):
        yield from map(orjson.loads, filter(None, batch.column("payload").to_pylist()))
