"""Which event follows from a document, given what the log already knows of its article.

Pure: values in, events out. Reading, parsing and appending belong in ``ingest.intake``.

Only another text or title makes another version; what else has changed (a new author line, another
date) is "unchanged", and so is a text that adds nothing to the article's history.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ingest.article_history import History
from ingest.articles.urls import canonical_url
from ingest.documents import MOVED_FROM, ParsedArticle, RawDocument, Unreadable
from ingest.events import (
    PARSER_VERSION,
    ArticleQuarantined,
    ArticleVersion,
    ArticleWithdrawn,
    NewEvent,
    sha256_hex,
    short_id,
)
from ingest.moment_fields import iso, modified_fields, published_fields

WITHDRAWN = ("withheld", "canceled")


@dataclass(frozen=True, slots=True)
class Decision:
    """What happens to one document: its outcome, its events, the bytes they refer to."""

    outcome: str  # new | revised | withdrawn | unchanged | quarantined | refused
    events: tuple[NewEvent, ...] = ()
    blobs: Mapping[str, bytes] = field(default_factory=dict)


def article_id(fields: Mapping[str, str], url: str | None, ref: str | None, text_hash: str) -> str:
    """The key of an article: its address, else the id its provider gave it, else its text."""
    if url:
        return short_id("art", f"url:{url}")
    if ref:
        given_by = fields.get("source_id") or fields.get("source") or ""
        return short_id("art", f"ref:{given_by}:{ref}")
    return short_id("art", f"text:{text_hash}")


def article_stream(key: str) -> str:
    """The stream that holds what happened to an article."""
    return f"article-{key}"


def text_hash_of(title: str | None, body_text: str) -> str:
    """The identity of what an extractor sees."""
    return sha256_hex(f"{title or ''}\n\n{body_text}".encode())


def key_of(raw: RawDocument, parsed: ParsedArticle) -> str:
    """The article that a parsed document is a version of."""
    text_hash = text_hash_of(parsed.title, parsed.body_text)
    return article_id(raw.fields, parsed.canonical_url, parsed.ref, text_hash)


def moved_key(fields: Mapping[str, str]) -> str | None:
    """The article that stood at the address from which the server sent us on to another."""
    url = canonical_url(fields.get(MOVED_FROM))
    return article_id(fields, url, None, "") if url else None


def is_known_elsewhere(
    raw: RawDocument, parsed: ParsedArticle, known: Mapping[str, History]
) -> bool:
    """Whether the article has moved: the same text is known of the address that led here.

    A redirect alone says little: addresses of articles that are gone lead to front pages.
    """
    key = moved_key(raw.fields)
    text_hash = text_hash_of(parsed.title, parsed.body_text)
    return key is not None and any(text_hash == one.text_hash for one in known[key].versions)


def tombstone_keys(fields: Mapping[str, str]) -> list[str]:
    """The articles that a withdrawal without a text may mean, likeliest first."""
    ref = fields.get("ref")
    urls = dict.fromkeys(filter(None, map(canonical_url, (fields.get("url"), ref))))
    return [article_id(fields, url, None, "") for url in urls] + (
        [article_id(fields, None, ref, "")] if ref else []
    )


def decide(
    raw: RawDocument, parsed: ParsedArticle, history: History, now: datetime
) -> tuple[Decision, History]:
    """What an article does to what is known, and what is known then."""
    payload = _payload(raw, parsed, len(history.versions) + 1)
    seen_at = raw.observed_at or now
    is_withdrawn = parsed.pub_status in WITHDRAWN
    if history.stream_version and is_withdrawn:
        return decide_withdrawal(raw, payload.article_id, parsed.pub_status, history, now)
    if history.knows(payload.text_hash, payload.blob_hash, raw.observed_at):
        return Decision("unchanged"), history
    event_type = "ArticleRevised" if history.versions else "ArticleObserved"
    stream = article_stream(payload.article_id)
    event = NewEvent.of(event_type, stream, history.stream_version + 1, payload, seen_at)
    blobs = {payload.blob_hash: raw.content}
    after = history.with_version(payload.text_hash, payload.blob_hash, seen_at)
    if is_withdrawn:
        then, after = decide_withdrawal(raw, payload.article_id, parsed.pub_status, after, now)
        return Decision("withdrawn", (event, *then.events), blobs), after
    return Decision("revised" if history.versions else "new", (event,), blobs), after


def decide_withdrawal(
    raw: RawDocument, key: str, pub_status: str, history: History, now: datetime
) -> tuple[Decision, History]:
    """What a withdrawal does; of an article that the log does not hold there is nothing to withdraw."""
    if not history.stream_version or history.knows_withdrawn(pub_status, raw.observed_at):
        return Decision("unchanged"), history
    seen_at = raw.observed_at or now
    version = history.stream_version + 1
    reason = raw.fields.get("reason")
    payload = ArticleWithdrawn(key, pub_status, reason, raw.retrieved_from, version)
    event = NewEvent.of("ArticleWithdrawn", article_stream(key), version, payload, seen_at)
    return Decision("withdrawn", (event,)), history.with_withdrawal(pub_status, seen_at)


def decide_quarantine(found: Unreadable, now: datetime) -> Decision:
    """The event of an input that cannot become an article; its stream never has another."""
    blob_hash = None if found.content is None else sha256_hex(found.content)
    key = short_id("qua", found.retrieved_from, blob_hash or "", found.reason_code)
    payload = ArticleQuarantined(
        key,
        found.retrieved_from,
        found.reason_code,
        found.detail,
        found.media_type,
        blob_hash,
        None if found.content is None else len(found.content),
    )
    event = NewEvent.of("ArticleQuarantined", f"quarantine-{key}", 1, payload, now)
    blobs = {} if found.content is None or blob_hash is None else {blob_hash: found.content}
    return Decision("quarantined", (event,), blobs)


def _payload(raw: RawDocument, parsed: ParsedArticle, version: int) -> ArticleVersion:
    text_hash = text_hash_of(parsed.title, parsed.body_text)
    key = key_of(raw, parsed)
    observed_at = iso(raw.observed_at)
    return ArticleVersion(
        article_id=key,
        version_id=short_id("ver", key, text_hash, observed_at or ""),
        version=version,
        text_hash=text_hash,
        blob_hash=sha256_hex(raw.content),
        media_type=raw.media_type,
        retrieved_from=raw.retrieved_from,
        reader=raw.reader,
        parser_version=PARSER_VERSION,
        ref=parsed.ref,
        url=parsed.url,
        canonical_url=parsed.canonical_url,
        title=parsed.title,
        title_method=parsed.title_method,
        author=parsed.author,
        author_method=parsed.author_method,
        dateline=parsed.dateline,
        language=parsed.language,
        **published_fields(parsed.published),
        **modified_fields(parsed.modified),
        body_text=parsed.body_text,
        body_hash=sha256_hex(parsed.body_text.encode()),
        word_count=len(parsed.body_text.split()),
        source_id=parsed.outlet.source_id,
        source_name=parsed.outlet.name,
        source_domain=parsed.outlet.domain,
        source_method=parsed.outlet.method,
        wire_credits=list(parsed.wire_credits),
        observed_at=observed_at,
    )
