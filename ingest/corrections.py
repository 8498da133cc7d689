"""What a person decides about one article: it is taken back, or what the log says of it is put right.

A correction is a version of its own, by a person, with a reason; the versions before it stay. What the
publisher's own revisions do belongs in ``ingest.decisions``, erasing in a module of its own.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

import orjson

from ingest.articles.outlets import find_outlet
from ingest.articles.text import normalise, squeeze
from ingest.articles.urls import canonical_url
from ingest.decisions import WITHDRAWN, article_stream, text_hash_of
from ingest.documents import Moment
from ingest.errors import ConfigurationError
from ingest.event_log import EventLog, utc_now
from ingest.events import (
    VERSION_EVENTS,
    ArticleCorrected,
    ArticleVersion,
    ArticleWithdrawn,
    NewEvent,
    sha256_hex,
    short_id,
)
from ingest.histories import articles_by_ref
from ingest.moment_fields import published_fields
from ingest.sources import SourceRegistry

BY_HAND = "given"
"""The method of what a person states."""
_VERSION_FIELDS = tuple(one.name for one in fields(ArticleVersion))
_NUMBERS = ("version", "word_count")


@dataclass(frozen=True, slots=True)
class Correction:
    """What shall stand in place of what does; None leaves a field as it is."""

    title: str | None = None
    author: str | None = None
    published_at: Moment | None = None
    source_id: str | None = None
    body_text: str | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision as it is in the log now."""

    article_id: str
    event_type: str
    log_position: int
    changed: tuple[str, ...] = ()  # fields of the version before that are other now


@dataclass(frozen=True, slots=True)
class _State:
    """An article as its stream tells it."""

    stream_version: int
    version_count: int
    current: ArticleVersion
    pub_status: str


def find_article(log: EventLog, name: str) -> str:
    """The article with this id, address or ref; ``ConfigurationError`` where there is none."""
    url = canonical_url(name) if "://" in name else None
    keys = [name, short_id("art", f"url:{url}")] if url else [name]
    known = log.known([article_stream(key) for key in keys])
    found = next((key for key in keys if article_stream(key) in known), None)
    found = found or articles_by_ref(log, [name]).get(name)
    if found is None:
        raise ConfigurationError(f"the log holds no article {name!r} (an article_id, URL or ref)")
    return found


def withdraw_article(
    log: EventLog,
    article_id: str,
    pub_status: str,
    *,
    reason: str,
    decided_by: str,
    clock: Callable[[], datetime] = utc_now,
) -> Decided:
    """From now on the article is ``withheld`` or ``canceled``: its text stays, its claims go."""
    if pub_status not in WITHDRAWN:
        raise ConfigurationError(f"{pub_status!r} is none of {', '.join(WITHDRAWN)}")
    state = _read_state(log, article_id)
    if state.pub_status == pub_status:
        raise ConfigurationError(f"{article_id} is {pub_status} already")
    version = state.stream_version + 1
    payload = ArticleWithdrawn(article_id, pub_status, reason, f"decision:{decided_by}", version)
    return _append(log, "ArticleWithdrawn", article_id, version, payload, decided_by, clock())


def correct_article(
    log: EventLog,
    article_id: str,
    correction: Correction,
    *,
    registry: SourceRegistry,
    reason: str,
    decided_by: str,
    clock: Callable[[], datetime] = utc_now,
) -> Decided:
    """Appends the article's current version with what is corrected; refuses what changes nothing."""
    state, now = _read_state(log, article_id), clock()
    before = state.current
    after = _corrected(before, correction, registry)
    changed = tuple(
        name
        for name in ("title", "author", "published_at", "source_id", "body_text")
        if getattr(after, name) != getattr(before, name)
    )
    if not changed:
        raise ConfigurationError(f"{article_id} says all of that already: nothing to correct")
    observed_at = now.astimezone(UTC).isoformat().replace("+00:00", "Z")
    version = {
        **asdict(after),
        "version": state.version_count + 1,
        "version_id": short_id("ver", article_id, after.text_hash, observed_at),
        "observed_at": observed_at,
    }
    payload = ArticleCorrected(**version, reason=reason, decided_by=decided_by)
    blobs = {payload.blob_hash: payload.body_text.encode()} if "body_text" in changed else {}
    number = state.stream_version + 1
    done = _append(log, "ArticleCorrected", article_id, number, payload, decided_by, now, blobs)
    return replace(done, changed=changed)


def _corrected(
    before: ArticleVersion, correction: Correction, registry: SourceRegistry
) -> ArticleVersion:
    changes: dict[str, Any] = {}
    if correction.title is not None:
        changes |= {"title": squeeze(correction.title) or None, "title_method": BY_HAND}
    if correction.author is not None:
        changes |= {"author": squeeze(correction.author) or None, "author_method": BY_HAND}
    if correction.published_at is not None:
        changes |= published_fields(replace(correction.published_at, method=BY_HAND))
    if correction.source_id is not None:
        changes |= _outlet(correction.source_id, registry)
    if correction.body_text is not None:
        changes |= _body(correction.body_text)
    after = replace(before, **changes)
    return replace(after, text_hash=text_hash_of(after.title, after.body_text))


def _outlet(source_id: str, registry: SourceRegistry) -> dict[str, Any]:
    outlet = find_outlet(
        registry,
        given=source_id,
        url=None,
        site_names=[],
        byline=None,
        source_line=None,
        handles=[],
    )
    return {
        "source_id": outlet.source_id,
        "source_name": outlet.name,
        "source_domain": outlet.domain,
        "source_method": outlet.method,
    }


def _body(text: str) -> dict[str, Any]:
    body = normalise(text)
    if not body:
        raise ConfigurationError(
            "the corrected text is empty; to take an article back, withdraw it"
        )
    content_hash = sha256_hex(body.encode())
    return {
        "body_text": body,
        "body_hash": content_hash,
        "blob_hash": content_hash,
        "media_type": "text/plain",
        "word_count": len(body.split()),
    }


def _read_state(log: EventLog, article_id: str) -> _State:
    """The version observed last, as the tables show it, and whether a withdrawal came after it."""
    names = (*_VERSION_FIELDS, "pub_status")
    rows = log.read_streams([article_stream(article_id)], names).to_pylist()
    readable = [row for row in rows if row["event_type"] in VERSION_EVENTS and row["body_text"]]
    if not readable:
        raise ConfigurationError(f"the log holds no text of {article_id}: nothing to decide about")
    current = max(readable, key=_seen_at)
    withdrawals = [row for row in rows if row["event_type"] == "ArticleWithdrawn"]
    last = max(withdrawals, key=_seen_at, default=None)
    is_withdrawn = last is not None and _seen_at(last) > _seen_at(current)
    return _State(
        stream_version=rows[-1]["stream_version"],
        version_count=sum(row["event_type"] in VERSION_EVENTS for row in rows),
        current=_version(current),
        pub_status=last["pub_status"] if last and is_withdrawn else "usable",
    )


def _seen_at(row: dict[str, Any]) -> tuple[datetime, int]:
    stated = row["observed_at"]
    seen_at = datetime.fromisoformat(stated) if stated else row["occurred_at"].astimezone(UTC)
    return seen_at, row["stream_version"]


def _version(row: dict[str, Any]) -> ArticleVersion:
    """A row of texts as the payload that it came from."""
    payload = {name: row[name] for name in _VERSION_FIELDS}
    payload |= {name: int(row[name]) for name in _NUMBERS}
    return ArticleVersion(**{**payload, "wire_credits": orjson.loads(row["wire_credits"] or "[]")})


def _append(
    log: EventLog,
    event_type: str,
    article_id: str,
    stream_version: int,
    payload: Any,
    decided_by: str,
    now: datetime,
    blobs: dict[str, bytes] | None = None,
) -> Decided:
    event = NewEvent.of(event_type, article_stream(article_id), stream_version, payload, now)
    run_id = short_id("run", event_type, article_id, now.isoformat())
    done = log.append([event], actor=decided_by, run_id=run_id, blobs=blobs or {})
    return Decided(article_id, event_type, done.head.position)
