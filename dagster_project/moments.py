"""Moments that people ask for, and the prefix of the log that each means.

    1234                       a position of the log
    2026-03-05                 the end of that day (UTC)
    2026-03-05T08:00           that minute (UTC)
    2026-03-05T08:00+02:00     that minute, in another zone
    1234:<hash>                a citation: the position, and proof that the log is the same

Times are those of the log's clock (``recorded_at``): what was known, not what was published. Building
tables from a prefix belongs in ``as_of``.
"""

import re
from datetime import UTC, date, datetime, time

import orjson

from ingest.errors import ConfigurationError, PermanentError
from ingest.event_log import EventLog, LogPrefix, utc_now
from ingest.events import CheckFailure, SnapshotPublished

_POSITION = re.compile(r"\d{1,18}")
_CITATION = re.compile(r"(\d{1,18}):([0-9a-fA-F]{16,64})")
FORMS = "a position (1234), a date (2026-03-05) or a time (2026-03-05T08:00+02:00)"


class OtherLog(PermanentError):
    """A citation names a hash that this log does not have at that position."""


def prefix_of(log: EventLog, text: str, now: datetime | None = None) -> LogPrefix:
    """What the log held at a position or moment; ``ConfigurationError`` where it held nothing yet."""
    if _POSITION.fullmatch(text):
        return _at_position(log, int(text))
    moment = parse_moment(text)
    now = now or utc_now()
    if moment > now:
        head = log.head().position
        raise ConfigurationError(
            f"{text} ({_shown(moment)}) has not come yet: what the log will hold then is not known; "
            f"now it ends at position {head}"
        )
    prefix = log.prefix(moment)
    if prefix is None:
        first = log.prefix(1)
        begin = f"the log begins at {_shown(first.recorded_at)}" if first else "the log is empty"
        raise ConfigurationError(f"nothing was recorded by {_shown(moment)}: {begin}")
    return prefix


def cited_prefix(log: EventLog, text: str) -> LogPrefix:
    """The prefix that a citation names, when this log still has it; else ``OtherLog``."""
    found = _CITATION.fullmatch(text)
    if not found:
        raise ConfigurationError(
            f"{text!r} is no citation; write POSITION:HASH, as `sql --cite` prints it"
        )
    prefix, stated = _at_position(log, int(found[1])), found[2].lower()
    if not prefix.hash.startswith(stated):
        raise OtherLog(
            f"at position {prefix.position} this log has the hash {prefix.hash}, not {stated}: "
            "what was cited came from another log, or this one was changed"
        )
    return prefix


def published_prefix(log: EventLog, prefix: LogPrefix) -> LogPrefix:
    """The prefix that the published file showed at the end of ``prefix``: that of its last build."""
    publications = read_publications(log, prefix.position)
    shown = log.prefix(publications[-1].log_position) if publications else None
    if shown is None:
        raise ConfigurationError(f"nothing was published yet at position {prefix.position}")
    return shown


def read_publications(log: EventLog, upto: int | None = None) -> list[SnapshotPublished]:
    """What was published, as the log tells up to a position, in order."""
    return [
        SnapshotPublished(**{**content, "failures": [CheckFailure(**one) for one in failures]})
        for batch in log.read(upto=upto, event_types=["SnapshotPublished"])
        for payload in batch.column("payload").to_pylist()
        if payload is not None
        for content in [orjson.loads(payload)]
        for failures in [content["failures"] or []]
    ]


def citation(prefix: LogPrefix) -> str:
    """POSITION:HASH."""
    return f"{prefix.position}:{prefix.hash}"


def parse_moment(text: str, *, end_of_day: bool = True) -> datetime:
    """A time in UTC; a day alone means its end (else its beginning), a time without a zone is UTC."""
    stated = text.strip()
    try:
        try:
            day = date.fromisoformat(stated)
        except ValueError:
            moment = datetime.fromisoformat(stated)
        else:
            return datetime.combine(day, time.max if end_of_day else time.min, UTC)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise ConfigurationError(f"{text!r} is no moment; write {FORMS}") from error


def _at_position(log: EventLog, position: int) -> LogPrefix:
    prefix = log.prefix(position)
    if prefix is None:
        head = log.head().position
        known = f"it has the positions 1 to {head}" if head else "it is empty"
        raise ConfigurationError(f"the log has no position {position}: {known}")
    return prefix


def _shown(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
