"""What extractors have found so far: read from the log, one extractor beside the other.

Nothing here runs an extractor; comparing results belongs in ``ingest.extraction_diff``.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

import orjson

from ingest.event_log import EventLog
from ingest.events import VERSION_EVENTS, ClaimPayload, MentionPayload
from ingest.extract import VERSIONS
from ingest.extraction import LANGUAGE
from ingest.extractor_choice import ExtractorId, current_choice

CHUNK = 500
"""Results read at a time: some ten megabytes."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one extractor found in one text."""

    text_hash: str
    mentions: list[MentionPayload]
    claims: list[ClaimPayload]


@dataclass(frozen=True, slots=True)
class ExtractorStanding:
    """How far one extractor is."""

    extractor: str
    version: str
    is_current: bool
    since: datetime | None  # of the current one; None before a build has used it
    decided_by: str | None
    reason: str | None
    is_runnable: bool
    texts: int
    pending: int


def texts_by_extractor(log: EventLog) -> dict[ExtractorId, set[str]]:
    """The texts (their hashes) that each version of each extractor has extracted."""
    extractors: dict[str, ExtractorId | None] = {}
    found: dict[ExtractorId, set[str]] = {}
    for stream in log.streams("ArticleExtracted"):
        text_hash, _, label = stream.removeprefix("text-").partition("@")
        if label not in extractors:
            extractors[label] = _extractor_of(log, stream)
        extractor = extractors[label]
        if extractor is not None:
            found.setdefault(extractor, set()).add(text_hash)
    return found


def _extractor_of(log: EventLog, stream: str) -> ExtractorId | None:
    [row] = log.read_streams([stream], ["extractor", "extractor_version"]).to_pylist()[:1]
    if row["extractor"] is None:  # erased
        return None
    return ExtractorId(row["extractor"], row["extractor_version"])


def extractable_texts(log: EventLog) -> set[str]:
    """The hashes of all texts that extractors read."""
    return {article["text_hash"] for article in _articles(log) if article["language"] == LANGUAGE}


def texts_of(log: EventLog, text_hashes: Collection[str]) -> dict[str, tuple[str, str]]:
    """Title and body of these texts."""
    wanted, found = set(text_hashes), dict[str, tuple[str, str]]()
    for article in _articles(log):
        if article["text_hash"] in wanted:
            found[article["text_hash"]] = (article["title"] or "", article["body_text"])
        if len(found) == len(wanted):
            break
    return found


def _articles(log: EventLog) -> Iterator[dict[str, str]]:
    for batch in log.read(event_types=VERSION_EVENTS):
        for payload in batch.column("payload").to_pylist():
            if payload is not None:
                yield orjson.loads(payload)


def read_results(
    log: EventLog, extractor: ExtractorId, text_hashes: Collection[str]
) -> dict[str, Found]:
    """What one extractor found in these texts."""
    streams = {extractor.stream_of(text_hash): text_hash for text_hash in text_hashes}
    rows = log.read_streams(list(streams), ["mentions", "claims"]).to_pylist()
    return {
        streams[row["stream_id"]]: Found(
            streams[row["stream_id"]],
            [MentionPayload(**mention) for mention in orjson.loads(row["mentions"])],
            [ClaimPayload(**claim) for claim in orjson.loads(row["claims"])],
        )
        for row in rows
        if row["claims"] is not None
    }


def pairs_of(
    log: EventLog, old: ExtractorId, new: ExtractorId, text_hashes: Collection[str]
) -> Iterator[tuple[Found, Found]]:
    """What two extractors found in the texts that both have read."""
    ordered = sorted(text_hashes)
    for start in range(0, len(ordered), CHUNK):
        chunk = ordered[start : start + CHUNK]
        before, after = read_results(log, old, chunk), read_results(log, new, chunk)
        for text_hash in chunk:
            if text_hash in before and text_hash in after:
                yield before[text_hash], after[text_hash]


def standings(log: EventLog) -> list[ExtractorStanding]:
    """Every extractor that this release has or that the log has results of."""
    done, texts, choice = texts_by_extractor(log), extractable_texts(log), current_choice(log)
    known = {ExtractorId(name, version) for name, version in VERSIONS.items()}
    return [
        ExtractorStanding(
            extractor=extractor.name,
            version=extractor.version,
            is_current=extractor == choice.extractor,
            since=choice.since if extractor == choice.extractor else None,
            decided_by=choice.decided_by if extractor == choice.extractor else None,
            reason=choice.reason or None if extractor == choice.extractor else None,
            is_runnable=extractor.is_runnable,
            texts=len(done.get(extractor, ())),
            pending=len(texts - done.get(extractor, set())),
        )
        for extractor in sorted(known | set(done) | {choice.extractor})
    ]
