"""Histories of events for tests of the dbt project, written to ``raw.events`` without a log.

Texts follow one simple grammar ("Ann Lee told Bob Ray the bridge is closed."), which a toy extractor
reads, so that every span is right by construction. What real extractors find is tested beside them.
"""

import re
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from ingest.events import (
    ArticleAssignedToStory,
    ArticleCorrected,
    ArticleExtracted,
    ArticleQuarantined,
    ArticleVersion,
    ArticleWithdrawn,
    ClaimPayload,
    CopyPayload,
    ExtractorPromoted,
    LabelPayload,
    MentionPayload,
    OriginDecisionRevoked,
    OriginsJudged,
    SourceDescribed,
    SourceStatementRecorded,
    SourceStatementWithdrawn,
    StoriesMerged,
    TextsCompared,
    canonical_json,
    sha256_hex,
    short_id,
)

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
STATEMENT = re.compile(
    r"(?P<speaker>[A-Z]\w+ [A-Z]\w+) (?P<cue>said|denied|told (?P<addressee>[A-Z]\w+ [A-Z]\w+)) "
    r"(?P<content>[^.\n]+)\."
)
NAME = re.compile(r"[A-Z]\w+ [A-Z]\w+")

RAW_SCHEMA = """
create schema if not exists raw;
create table if not exists raw.events (
    log_position bigint, event_type varchar, stream_id varchar, stream_version integer,
    event_id varchar, schema_version integer, occurred_at timestamptz, recorded_at timestamptz,
    actor varchar, run_id varchar, payload varchar, payload_hash varchar, prev_hash varchar,
    hash varchar
);
create table if not exists raw.check_results (
    check_name varchar, table_name varchar, severity varchar, passed boolean, row_key varchar,
    detail varchar, log_position bigint
);
"""


def moment(day: float | None) -> str | None:
    """Day of the test calendar as the ISO string that payloads hold."""
    return None if day is None else (EPOCH + timedelta(days=day)).isoformat()


def text_hash_of(title: str | None, body: str) -> str:
    """The identity of a text for extraction."""
    return sha256_hex(f"{title or ''}\n\n{body}".encode())


def toy_extraction(title: str | None, body: str, version: str = "1") -> ArticleExtracted:
    """Every full name as a mention, every statement of the grammar as a claim.

    Version 2 does not know that denials are claims.
    """
    mentions: list[MentionPayload] = []
    claims: list[ClaimPayload] = []
    for section, text in (("title", title or ""), ("body", body)):
        index_of = {}
        for name in NAME.finditer(text):
            index_of[name.start()] = len(mentions)
            mentions.append(_mention(section, name))
        for found in _statements(text, 0, len(text), version):
            claims.append(_claim(section, found, index_of))
            outer = len(claims) - 1
            # What stands within: "Ann Lee said Bob Ray denied it."
            nested = _statements(text, found.start("content"), found.end(), version)
            claims += [_claim(section, inner, index_of, outer) for inner in nested]
    return ArticleExtracted(text_hash_of(title, body), "toy", version, "none", mentions, claims)


def _mention(section: str, found: re.Match[str]) -> MentionPayload:
    """The first name is a label of the whole: any words would do, as long as they are in the text."""
    name, start = found.group(), found.start()
    labels = [LabelPayload("title", start, start + len(name.split()[0]), start % 2 == 0, False)]
    return MentionPayload(
        section, *found.span(), name, "name", "person", name.title(), labels=labels
    )


def _statements(text: str, start: int, end: int, version: str) -> list[re.Match[str]]:
    found = STATEMENT.finditer(text, start, end)
    return [one for one in found if version != "2" or one["cue"] != "denied"]


def _claim(
    section: str, found: re.Match[str], index_of: dict[int, int], outer: int | None = None
) -> ClaimPayload:
    is_addressed = found["addressee"] is not None
    return ClaimPayload(
        section=section,
        content_spans=[found.span("content")],
        speaker_spans=[found.span("speaker")],
        cue_spans=[found.span("cue")],
        speaker_mention=index_of.get(found.start("speaker")),
        voice="attributed",
        quote_type="indirect",
        cue_stance="denial" if found["cue"] == "denied" else "neutral",
        is_negated=" not " in found["content"],
        confidence=0.9,
        speaker_kind="person",
        modality="possible" if " may " in found["content"] else "asserted",
        addressee_spans=[found.span("addressee")] if is_addressed else [],
        addressee_mention=index_of.get(found.start("addressee")) if is_addressed else None,
        outer_claim=outer,
    )


@dataclass
class History:
    """A log in the making: each method appends one event, a day after the one before."""

    events: list[dict[str, Any]] = field(default_factory=list)
    stream_versions: dict[str, int] = field(default_factory=dict)

    def append(self, event_type: str, stream_id: str, payload: Any) -> int:
        """The event's position."""
        position = len(self.events) + 1
        content = canonical_json(asdict(payload))
        self.stream_versions[stream_id] = self.stream_versions.get(stream_id, 0) + 1
        self.events.append(
            {
                "log_position": position,
                "event_type": event_type,
                "stream_id": stream_id,
                "stream_version": self.stream_versions[stream_id],
                "occurred_at": EPOCH + timedelta(days=position),
                "recorded_at": EPOCH + timedelta(days=position),
                "actor": "test",
                "payload": content.decode(),
                "payload_hash": sha256_hex(content),
            }
        )
        return position

    def article(
        self,
        ref: str,
        body: str,
        title: str | None = "Headline",
        seen: float | None = None,
        published: float | None = None,
        is_decided: bool = False,
        **fields: Any,
    ) -> str:
        """``ArticleObserved``, or ``ArticleRevised`` when the article is known; returns its id.

        With ``is_decided`` it is an ``ArticleCorrected``.
        """
        article_id = short_id("art", f"url:{ref}")
        text_hash = text_hash_of(title, body)
        stream_id = f"article-{article_id}"
        version = self.stream_versions.get(stream_id, 0) + 1
        payload: dict[str, Any] = dict.fromkeys(ArticleVersion.__dataclass_fields__) | {
            "article_id": article_id,
            "version_id": short_id("ver", article_id, text_hash, moment(seen) or ""),
            "version": version,
            "text_hash": text_hash,
            "blob_hash": sha256_hex(body.encode()),
            "media_type": "text/plain",
            "retrieved_from": f"in/{ref}.txt",
            "reader": "text",
            "parser_version": "1",
            "title": title,
            "language": "en",
            "published_at": moment(published),
            "published_at_precision": "unknown" if published is None else "second",
            "modified_at_precision": "unknown",
            "body_text": body,
            "body_hash": sha256_hex(body.encode()),
            "word_count": len(body.split()),
            "wire_credits": [],
            "observed_at": moment(seen),
        }
        payload |= {name: "none" for name in payload if name.endswith("_method")} | fields
        event_type = "ArticleObserved" if version == 1 else "ArticleRevised"
        if is_decided:
            decision = {"reason": "misread", "decided_by": "test"}
            self.append("ArticleCorrected", stream_id, ArticleCorrected(**payload, **decision))
        else:
            self.append(event_type, stream_id, ArticleVersion(**payload))
        return article_id

    def extract(self, title: str | None, body: str, version: str = "1") -> None:
        """``ArticleExtracted`` by the toy extractor; recorded once per text and version."""
        found = toy_extraction(title, body, version)
        stream_id = f"text-{found.text_hash}@toy-{version}"
        if stream_id not in self.stream_versions:
            self.append("ArticleExtracted", stream_id, found)

    def promote(self, version: str) -> None:
        """``ExtractorPromoted`` for the toy extractor in this version."""
        number = self.stream_versions.get("extractor-current", 0) + 1
        payload = ExtractorPromoted("toy", version, None, None, "a test", "test", number)
        self.append("ExtractorPromoted", "extractor-current", payload)

    def read_article(
        self, ref: str, body: str, title: str | None = "Headline", **fields: Any
    ) -> str:
        """An article and the extraction of its text."""
        article_id = self.article(ref, body, title, **fields)
        self.extract(title, body)
        return article_id

    def put_into_story(self, article_id: str, story_id: str, nearest: str | None = None) -> None:
        """``ArticleAssignedToStory``; a later one takes its place."""
        stream_id = f"story-of-{article_id}"
        version = self.stream_versions.get(stream_id, 0) + 1
        payload = ArticleAssignedToStory(
            article_id, story_id, 1.0, nearest, "joined", [], "toy", "1", version=version
        )
        self.append("ArticleAssignedToStory", stream_id, payload)

    def merge_stories(self, kept: str, gone: str) -> None:
        """``StoriesMerged``."""
        payload = StoriesMerged(kept, gone, 1.0, None, "toy", "1")
        self.append("StoriesMerged", f"story-{gone}", payload)

    def compare(self, *pairs: tuple[str, str, str]) -> None:
        """``TextsCompared``, with these bodies as copies and the reason of each pair."""
        copies = [
            CopyPayload(sha256_hex(left.encode()), sha256_hex(right.encode()), reason, 0.75, 0.5)
            for left, right, reason in pairs
        ]
        before = self.stream_versions.get("text-comparisons", 0)
        payload = TextsCompared(before, len(self.events), len(pairs), copies, "toy", "1")
        self.append("TextsCompared", "text-comparisons", payload)

    def judge_origins(self, article_id: str, other: str | None = None) -> str:
        """``OriginsJudged``: joined with another, or standing for itself; returns the decision."""
        decision_id = f"decision-{len(self.events)}"
        decision = "join" if other else "part"
        payload = OriginsJudged(decision_id, decision, article_id, other, "seen", "test")
        self.append("OriginsJudged", decision_id, payload)
        return decision_id

    def revoke_origins(self, decision_id: str) -> None:
        """``OriginDecisionRevoked``."""
        payload = OriginDecisionRevoked(decision_id, "an error", "test")
        self.append("OriginDecisionRevoked", decision_id, payload)

    def withdraw(self, article_id: str, pub_status: str = "canceled") -> None:
        """``ArticleWithdrawn``."""
        stream_id = f"article-{article_id}"
        version = self.stream_versions[stream_id] + 1
        payload = ArticleWithdrawn(article_id, pub_status, None, "in/notice.txt", version)
        self.append("ArticleWithdrawn", stream_id, payload)

    def erase(self, article_id: str) -> None:
        """The payloads of an article are gone; its rows are not."""
        for event in self.events:
            if event["stream_id"] in (f"article-{article_id}", f"story-of-{article_id}"):
                event["payload"] = None

    def quarantine(self, retrieved_from: str, content: bytes | None) -> str:
        """``ArticleQuarantined``; returns the id."""
        blob_hash = None if content is None else sha256_hex(content)
        quarantine_id = short_id("qua", retrieved_from, blob_hash or "", "unreadable")
        payload = ArticleQuarantined(
            quarantine_id, retrieved_from, "unreadable", "no text", "text/plain", blob_hash, None
        )
        self.append("ArticleQuarantined", f"quarantine-{quarantine_id}", payload)
        return quarantine_id

    def describe(self, source_id: str, name: str, domain: str, source_type: str = "outlet") -> None:
        """``SourceDescribed``."""
        payload = SourceDescribed(source_id, name, [domain], [], "GB", source_type)
        self.append("SourceDescribed", f"source-{source_id}", payload)

    def state(self, source_id: str, statement: str, day: float) -> str:
        """``SourceStatementRecorded``; returns the id."""
        stated_at = moment(day) or ""
        statement_id = short_id("stm", source_id, statement, stated_at, str(len(self.events)))
        payload = SourceStatementRecorded(
            statement_id, source_id, "owner", statement, "A", stated_at, "day", None, "in/a.csv"
        )
        self.append("SourceStatementRecorded", f"source-statement-{statement_id}", payload)
        return statement_id

    def take_back(self, statement_id: str) -> None:
        """``SourceStatementWithdrawn``."""
        payload = SourceStatementWithdrawn(statement_id, "a slip", "test")
        self.append("SourceStatementWithdrawn", f"source-statement-{statement_id}", payload)

    def load(self, internal: Path, after: int = 0, upto: int | None = None) -> None:
        """Copy events of (after, upto] into ``raw.events``, as a build does before dbt."""
        with duckdb.connect(internal) as connection:
            connection.execute(RAW_SCHEMA)
            rows = self.events[after:upto]
            if rows:
                connection.register("new_events", pa.Table.from_pylist(rows))
                connection.execute("insert into raw.events by name select * from new_events")
