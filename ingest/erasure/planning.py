"""What has to go for articles, or a person, to be erased: which events' payloads, which raw bytes.

An article takes along everything that is only its own: its versions, what extractors found in its texts, what
was decided about them. Whatever else in the log quotes it goes, too; texts of other articles stay as they
are. A person is erased with every article that names them: a text with holes would be evidence of
nothing. Reads the log; appends nothing.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import orjson
import polars as pl
import pyarrow as pa
from anyascii import anyascii

from ingest.erasure.passages import passage_hashes
from ingest.erasure.traces import Traces
from ingest.event_log import EventLog
from ingest.events import VERSION_EVENTS

KEPT_TYPES = ("SourceDescribed", "ExtractorPromoted", "PayloadErased", "ErasureOverruled")
"""What says nothing of articles, and what the tables could not do without."""

LEAST_SENTENCE = 25
"""Characters of a sentence that is looked for elsewhere; shorter ones are nobody's own."""

BLOBS_AT_ONCE = 256
"""Searched together, since making the search ready takes longer than one search."""

_SENTENCES = re.compile(r"(?<=[.!?…])\s+|\n+")
_STATED = ("title", "url", "canonical_url", "retrieved_from", "author", "dateline")


@dataclass(slots=True)
class Plan:
    """What has to go."""

    article_ids: list[str] = field(default_factory=list)
    positions: dict[int, str] = field(default_factory=dict)  # -> event type
    blob_hashes: set[str] = field(default_factory=set)
    passages: set[str] = field(default_factory=set)
    traces: Traces = field(default_factory=Traces)  # in memory only, never written down

    @property
    def is_empty(self) -> bool:
        """Whether nothing is there, or no longer."""
        return not (self.positions or self.blob_hashes)

    @property
    def payload_counts(self) -> dict[str, int]:
        """How many payloads of each event type."""
        return dict(sorted(Counter(self.positions.values()).items()))


Row = tuple[int, str, str, str | None]
"""Position, event type, stream, payload."""


def articles_naming(log: EventLog, names: Collection[str]) -> list[str]:
    """The articles whose text, headline, author or address names somebody."""
    named = _naming(names)
    return list(
        dict.fromkeys(
            article["article_id"]
            for _, article in _articles(log)
            if any(named.search(text) for text in _said(article))
        )
    )


def copies_of(log: EventLog, article_ids: Collection[str]) -> list[str]:
    """Other articles that have a text of these word for word, or a copy that was found."""
    wanted, own = set(article_ids), set[str]()
    bodies: dict[str, set[str]] = {}
    for _, article in _articles(log):
        bodies.setdefault(article["body_hash"], set()).add(article["article_id"])
        if article["article_id"] in wanted:
            own.add(article["body_hash"])
    hashes = set(own)
    for _, _, _, payload in _rows(log, ("TextsCompared",)):
        for pair in orjson.loads(payload or "{}").get("copies", ()):
            ids = {pair["left_id"], pair["right_id"]}
            hashes |= ids if ids & own else set()
    return sorted(set[str]().union(*(bodies.get(one, ()) for one in hashes)) - wanted)


def plan_erasure(log: EventLog, article_ids: Collection[str], names: Collection[str] = ()) -> Plan:
    """Everything of these articles, and whatever in the log quotes what only they say."""
    plan = Plan(sorted(set(article_ids)))
    own, others = _parted(log, plan)
    streams = _own_streams(plan, own, others)
    strings = {name for name in names if name}.union(*map(_strings_of_article, own.values()))
    for position, event_type, stream, payload in _rows(log):
        if payload is not None and _is_own(stream, streams):
            plan.positions[position] = event_type
            strings |= _strings_of_finding(orjson.loads(payload))
    plan.blob_hashes = {one["blob_hash"] for one in own.values()} - others["blob_hash"]
    plan.traces = _only_there(log, Traces.of(strings), plan)
    _add_quotations(log, plan)
    _add_splits(log, plan)
    return plan


def plan_again(log: EventLog, article_ids: Collection[str], positions: Collection[int]) -> Plan:
    """The plan of an erasure that stands in the log and was cut short, from what is still there."""
    plan = plan_erasure(log, article_ids)
    plan.positions = {one: kind for one, kind in plan.positions.items() if one in set(positions)}
    return plan


def _parted(log: EventLog, plan: Plan) -> tuple[dict[int, dict[str, Any]], dict[str, set[str]]]:
    """The articles' own versions by position, and the hashes that others have as well."""
    wanted = set(plan.article_ids)
    own: dict[int, dict[str, Any]] = {}
    others: dict[str, set[str]] = {"text_hash": set(), "blob_hash": set()}
    for position, article in _articles(log):
        if article["article_id"] in wanted:
            own[position] = article
            plan.passages |= passage_hashes(article["body_text"])
            continue
        for name, hashes in others.items():
            hashes.add(article[name])
    return own, others


def _own_streams(
    plan: Plan, own: Mapping[int, Mapping[str, Any]], others: Mapping[str, set[str]]
) -> set[str]:
    """Streams that tell of nothing else; those of a text by their beginning."""
    texts = {article["text_hash"] for article in own.values()} - others["text_hash"]
    return {
        *(f"{kind}-{key}" for key in plan.article_ids for kind in ("article", "story-of")),
        *(f"{kind}-{text}" for text in texts for kind in ("text", "names")),
    }


def _is_own(stream: str, streams: Collection[str]) -> bool:
    return stream.partition("@")[0] in streams


def _strings_of_article(article: Mapping[str, Any]) -> set[str]:
    stated = {article[name] for name in _STATED if article[name]}
    sentences = _SENTENCES.split(article["body_text"])
    return stated.union(one for one in sentences if len(one) >= LEAST_SENTENCE)


def _strings_of_finding(payload: Mapping[str, Any]) -> set[str]:
    """Names that an extractor or a decision found; only capitalised ones are anybody's."""
    found = {mention["text"] for mention in payload.get("mentions", ())}
    found |= {mention["entity_name"] or "" for mention in payload.get("mentions", ())}
    found |= {name["name"] for name in payload.get("names", ()) if isinstance(name, dict)}
    return {one for one in found if len(one) > 3 and one != one.lower()}


def _only_there(log: EventLog, traces: Traces, plan: Plan) -> Traces:
    """Those that no other article's text or record holds."""
    gone = set(plan.article_ids)
    elsewhere: set[str] = set()
    for batch in log.read(event_types=VERSION_EVENTS):
        streams = batch.column("stream_id").to_pylist()
        kept = [str(stream).removeprefix("article-") not in gone for stream in streams]
        payloads = batch.column("payload").filter(pa.array(kept, pa.bool_()))
        elsewhere |= traces.found_in(payloads.to_pylist())
    return traces.without(elsewhere)


def _add_quotations(log: EventLog, plan: Plan) -> None:
    """Other events and raw bytes in which a trace stands."""
    for batch in log.read():
        payloads = pl.Series(batch.column("payload").to_pylist(), dtype=pl.String)
        columns = (batch.column(name).to_pylist() for name in ("log_position", "event_type"))
        rows = zip(*columns, plan.traces.marks(payloads), strict=True)
        for position, event_type, is_marked in rows:
            if is_marked and event_type not in KEPT_TYPES:
                plan.positions[position] = event_type
    blobs = log.blobs()
    while some := [*islice(blobs, BLOBS_AT_ONCE)]:
        marks = plan.traces.marks_of([content for _, content in some])
        plan.blob_hashes |= {
            key for (key, _), is_marked in zip(some, marks, strict=True) if is_marked
        }


def _add_splits(log: EventLog, plan: Plan) -> None:
    """Splits of stories that quote words of these articles alone: too short to be looked for everywhere."""
    quoted = {
        position: set(orjson.loads(payload)["evidence"])
        for position, _, _, payload in _rows(log, ("StorySplit",))
        if payload is not None
    }
    words = set[str]().union(*quoted.values())
    own, others = set[str](), set[str]()
    if words:
        named = _naming(words | {f"{word}s" for word in words})  # evidence is without the plural
        for _, article in _articles(log):
            said = "\n".join(_said(article)).replace("’", "'")
            found = {re.sub(r"\s+", " ", one.lower()) for one in named.findall(said)}
            (own if article["article_id"] in plan.article_ids else others).update(found)
    for position, some in quoted.items():
        if any({word, f"{word}s"} & own and not {word, f"{word}s"} & others for word in some):
            plan.positions[position] = "StorySplit"


def _naming(names: Iterable[str]) -> re.Pattern[str]:
    """Finds the names as words, however spaced, and as the words of an address."""
    spaced = (r"\s+".join(map(re.escape, name.split())) for name in names)
    slugs = (re.escape("-".join(anyascii(name).split())) for name in names if " " in name.strip())
    return re.compile(rf"(?<!\w)(?:{'|'.join((*spaced, *slugs))})(?!\w)", re.IGNORECASE)


def _said(article: Mapping[str, Any]) -> Iterator[str]:
    for name in (*_STATED, "body_text"):
        if article[name]:
            yield article[name]


def _articles(log: EventLog) -> Iterator[tuple[int, dict[str, Any]]]:
    for position, _, _, payload in _rows(log, VERSION_EVENTS):
        if payload is not None:
            yield position, orjson.loads(payload)


def _rows(log: EventLog, event_types: Collection[str] = ()) -> Iterator[Row]:
    names = ("log_position", "event_type", "stream_id", "payload")
    for batch in log.read(event_types=event_types):
        columns: list[Any] = [batch.column(name).to_pylist() for name in names]
        yield from zip(*columns, strict=True)
