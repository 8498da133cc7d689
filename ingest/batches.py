"""A batch on its way into the log: what was found, what it became, what follows from it.

Reads the log for what is known; appending belongs in ``ingest.intake``.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from ingest.article_history import History
from ingest.decisions import (
    WITHDRAWN,
    Decision,
    decide,
    decide_quarantine,
    decide_withdrawal,
    is_known_elsewhere,
    key_of,
    moved_key,
    tombstone_keys,
)
from ingest.documents import Moment, ParsedArticle, RawDocument, Unreadable
from ingest.erasure.refusal import Overruling, Refusals, overrule, read_refusals
from ingest.event_log import EventLog
from ingest.events import NewEvent, sha256_hex
from ingest.histories import articles_by_ref, read_histories
from ingest.parsing import Parser
from ingest.readers.base import GONE, NotModified

Parsed = tuple[RawDocument, ParsedArticle]


@dataclass(slots=True)
class Batch:
    """Documents that go into the log together."""

    found: list[RawDocument | Unreadable | NotModified] = field(default_factory=list)
    byte_count: int = 0
    unreadable_count: int = 0
    refused: list[Unreadable] = field(default_factory=list)
    tombstones: list[RawDocument] = field(default_factory=list)
    articles: list[Parsed] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)  # where refused articles were read from

    def add(self, found: RawDocument | Unreadable | NotModified) -> None:
        """One more, as it was read."""
        self.found.append(found)
        self.unreadable_count += isinstance(found, Unreadable)
        self.byte_count += len(getattr(found, "content", None) or b"")

    def parse(self, parser: Parser, given: Moment | None) -> None:
        """Sort into articles, tombstones and what is refused."""
        read = [found for found in self.found if isinstance(found, RawDocument)]
        self.refused = [found for found in self.found if isinstance(found, Unreadable)]
        self.tombstones = [found for found in read if is_tombstone(found)]
        texts = [found for found in read if not is_tombstone(found)]
        for raw, parsed in zip(texts, parser.parse_all(texts), strict=True):
            if isinstance(parsed, Unreadable):
                self.refused.append(parsed)
            else:
                self.articles.append((raw, dated(parsed, given)))
        # in the order in which they were seen, where that is stated: an article's versions in turn
        self.articles.sort(
            key=lambda pair: pair[0].observed_at.timestamp() if pair[0].observed_at else 0
        )


def is_tombstone(raw: RawDocument) -> bool:
    """A withdrawal without a text."""
    is_bare = raw.media_type not in ("text/plain", "text/html")
    return (
        is_bare
        and raw.fields.get("pub_status") in WITHDRAWN
        and not raw.fields.keys() & {"text", "html"}
    )


def dated(parsed: ParsedArticle, given: Moment | None) -> ParsedArticle:
    """A date that a person gave stands where the document states none."""
    return replace(parsed, published=given) if given and not parsed.published.value else parsed


def decide_batch(
    batch: Batch, log: EventLog, now: datetime, overruling: Overruling | None = None
) -> list[Decision]:
    """What follows from each document, in an order in which the events can be appended.

    What was erased is refused, unless a person overrules that.
    """
    keys = {key_of(raw, parsed) for raw, parsed in batch.articles}
    keys |= {key for raw, _ in batch.articles if (key := moved_key(raw.fields))}
    candidates = [tombstone_keys(raw.fields) for raw in batch.tombstones]
    known, refusals = read_histories(log, keys.union(*candidates)), read_refusals(log)
    batch.erased.clear()
    decisions = [Decision("unchanged") for found in batch.found if isinstance(found, NotModified)]
    for raw, parsed in batch.articles:
        key = key_of(raw, parsed)
        if not known[key].stream_version and is_known_elsewhere(raw, parsed, known):
            decisions.append(Decision("unchanged"))  # the same text: its address is another now
            continue
        events: tuple[NewEvent, ...] = ()
        if refusals.refuse(key, parsed.body_text):
            if overruling is None:
                batch.erased.append(raw.retrieved_from)
                decisions.append(Decision("refused"))
                continue
            events, known[key] = overrule(key, known[key], overruling, now)
            refusals.overruled.add(key)
        decision, known[key] = decide(raw, parsed, known[key], now)
        decisions.append(replace(decision, events=(*events, *decision.events)))
    decisions += _withdrawals(batch, log, known, now)
    return decisions + _quarantines(batch, log, refusals, now)


def _withdrawals(
    batch: Batch, log: EventLog, known: dict[str, History], now: datetime
) -> list[Decision]:
    by_ref = {parsed.ref: key_of(raw, parsed) for raw, parsed in batch.articles if parsed.ref}
    meant = {id(raw): _meant(raw, known, by_ref) for raw in batch.tombstones}
    unknown = {
        raw.fields["ref"] for raw in batch.tombstones if not meant[id(raw)] and "ref" in raw.fields
    }
    elsewhere = articles_by_ref(log, unknown)
    known.update(read_histories(log, set(elsewhere.values()) - known.keys()))
    decisions = []
    for raw in batch.tombstones:
        key = meant[id(raw)] or elsewhere.get(raw.fields.get("ref", ""))
        if key is None and GONE in raw.fields:
            batch.refused.append(Unreadable(raw.retrieved_from, "unreachable", raw.fields[GONE]))
            continue
        if key is None:
            decisions.append(Decision("unchanged"))  # it was never ours: nothing to take back
            continue
        status = raw.fields["pub_status"]
        decision, known[key] = decide_withdrawal(raw, key, status, known[key], now)
        decisions.append(decision)
    return decisions


def _meant(raw: RawDocument, known: dict[str, History], by_ref: dict[str, str]) -> str | None:
    """The article of the log or of this batch that a tombstone takes back."""
    keys = [key for key in tombstone_keys(raw.fields) if known[key].stream_version]
    return next(iter(keys), None) or by_ref.get(raw.fields.get("ref", ""))


def _quarantines(batch: Batch, log: EventLog, refusals: Refusals, now: datetime) -> list[Decision]:
    """Each is counted; it is appended the first time. Of bytes that were erased nothing is kept."""
    kept_out = [one for one in batch.refused if _hash_of(one) in refusals.blob_hashes]
    batch.refused = [one for one in batch.refused if one not in kept_out]
    batch.erased += [one.retrieved_from for one in kept_out]
    decisions = [decide_quarantine(found, now) for found in batch.refused]
    streams = log.known({decision.events[0].stream_id for decision in decisions})
    kept = []
    for decision in decisions:
        stream = decision.events[0].stream_id
        kept.append(Decision("quarantined") if stream in streams else decision)
        streams.add(stream)
    return kept + [Decision("refused")] * len(kept_out)


def _hash_of(found: Unreadable) -> str | None:
    return None if found.content is None else sha256_hex(found.content)
