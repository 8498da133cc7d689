"""What the log already knows: read once a batch, as values for the pure decisions.

Nothing is decided and nothing is appended here.
"""

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from ingest.article_history import History
from ingest.decisions import article_stream
from ingest.event_log import EventLog
from ingest.events import VERSION_EVENTS, NewEvent, SourceDescribed
from ingest.sources import Source, SourceRegistry

_FIELDS = ("text_hash", "blob_hash", "observed_at", "pub_status")


def read_histories(log: EventLog, keys: Collection[str]) -> dict[str, History]:
    """The history of each of these articles; an empty one for those that are new."""
    streams = {article_stream(key): key for key in keys}
    found = {key: History() for key in keys}
    rows = log.read_streams(list(streams), _FIELDS).to_pylist() if streams else []
    for row in sorted(rows, key=lambda row: (row["stream_id"], row["stream_version"])):
        key = streams[row["stream_id"]]
        found[key] = _after(found[key], row)
    return found


def _after(history: History, row: dict[str, Any]) -> History:
    occurred_at = row["occurred_at"].astimezone(UTC)
    if row["event_type"] == "ArticleWithdrawn":
        return history.with_withdrawal(row["pub_status"], occurred_at)
    if row["event_type"] in VERSION_EVENTS:
        stated = row["observed_at"]
        seen_at = datetime.fromisoformat(stated) if stated else occurred_at
        is_correction = row["event_type"] == "ArticleCorrected"
        hashes = (row["text_hash"] or "", row["blob_hash"] or "")
        return history.with_version(*hashes, seen_at, is_correction=is_correction)
    return history.with_other()


def articles_by_ref(log: EventLog, refs: Collection[str]) -> dict[str, str]:
    """The articles that came with these ids; for the rare tombstone that names no address.

    Reads every observation in the log, so it is asked only when there is no other way.
    """
    wanted = set(refs)
    found: dict[str, str] = {}
    if not wanted:
        return found
    for batch in log.read(event_types=("ArticleObserved",)):
        payloads = batch.column("payload")
        is_candidate = pa.array([False] * batch.num_rows)
        for ref in wanted:
            part = f'"ref":{orjson.dumps(ref).decode()}'
            is_candidate = pc.or_kleene(is_candidate, pc.match_substring(payloads, part))
        for payload in payloads.filter(is_candidate).to_pylist():
            article = orjson.loads(payload or "{}")
            if article.get("ref") in wanted:
                found.setdefault(article["ref"], article["article_id"])
    return found


def source_events(log: EventLog, registry: SourceRegistry, now: datetime) -> list[NewEvent]:
    """An event for each outlet that the registry describes otherwise than the log last did."""
    sources = {f"source-{source.source_id}": _described(source) for source in registry}
    fields = (
        "source_id",
        "name",
        "domains",
        "aliases",
        "country",
        "source_type",
        "parent",
        "version",
    )
    latest: dict[str, dict[str, Any]] = {}
    for row in log.read_streams(list(sources), fields).to_pylist():
        if row["stream_version"] > latest.get(row["stream_id"], {}).get("stream_version", 0):
            latest[row["stream_id"]] = row
    events = []
    for stream, described in sources.items():
        known = latest.get(stream)
        if known is None or asdict(described) != {**_stated(known, fields), "version": 1}:
            version = known["stream_version"] + 1 if known else 1
            payload = replace(described, version=version)
            events.append(NewEvent.of("SourceDescribed", stream, version, payload, now))
    return events


def _described(source: Source) -> SourceDescribed:
    return SourceDescribed(
        source.source_id,
        source.name,
        list(source.domains),
        list(source.aliases),
        source.country,
        source.source_type,
        source.parent,
    )


def _stated(row: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    """A row of the log as the payload it came from: lists come back as JSON text."""
    lists = ("domains", "aliases")
    return {
        name: orjson.loads(row[name] or "[]") if name in lists else row[name] for name in fields
    }
