"""The use case ``sources describe``: what others say about outlets goes into the log as their statements.

Who owns an outlet, how reliable somebody finds it: a statement has an author and a date, and no column of
``sources`` repeats it. Reading files belongs in ``ingest.statement_files``.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC
from pathlib import Path

from ingest.articles.dates import parse_date
from ingest.articles.urls import host_of
from ingest.errors import ConfigurationError
from ingest.event_log import EventLog, utc_now
from ingest.events import (
    NewEvent,
    SourceStatementRecorded,
    SourceStatementWithdrawn,
    short_id,
)
from ingest.sources import SourceRegistry
from ingest.statement_files import Row, read_rows

FIELDS = {
    "source_id": ("source_id",),
    "domain": ("domain", "source_domain", "url", "website", "site"),
    "name": ("name", "source", "source_name", "outlet"),
    "topic": ("topic",),
    "statement": ("statement", "rating", "value"),
    "stated_by": ("stated_by", "by"),
    "stated_at": ("stated_at", "date", "year"),
    "reference": ("reference", "ref", "link"),
}
"""Our field -> the columns it is looked for under, best first."""

_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Given:
    """What the person who loads a file states for rows that do not say it, and its column names."""

    topic: str | None = None
    stated_by: str | None = None
    stated_at: str | None = None
    field_map: Mapping[str, str] = field(default_factory=dict)  # our field -> the file's column

    def check(self) -> None:
        """Refuse a mapping whose left side is no field of ours, and a date that is none."""
        if unknown := sorted(set(self.field_map) - set(FIELDS)):
            raise ConfigurationError(f"{unknown[0]!r} is no field; those are {', '.join(FIELDS)}")
        if self.stated_at and parse_date(self.stated_at) is None:
            raise ConfigurationError(
                f"{self.stated_at!r} is no date; write it as 2024 or 2024-05-31"
            )


@dataclass(slots=True)
class Loaded:
    """What became of the rows of the files: each is in one count."""

    new: int = 0
    unchanged: int = 0
    refused: list[str] = field(default_factory=list)


def load_statements(
    log: EventLog, registry: SourceRegistry, paths: Sequence[Path], given: Given, *, actor: str
) -> Loaded:
    """Append every statement that the log does not hold; a file is one transaction."""
    given.check()
    total = Loaded()
    for path in paths:
        loaded, statements = Loaded(), dict[str, SourceStatementRecorded]()
        for row in read_rows(path):
            read = _statement(row, registry, given)
            if isinstance(read, str):
                loaded.refused.append(f"{row.place}: {read}")
            elif read is not None:
                loaded.unchanged += read.statement_id in statements
                statements.setdefault(read.statement_id, read)
        events = list(_new_events(log, statements.values()))
        if events:
            log.append(events, actor=actor, run_id=f"describe-{uuid.uuid4().hex[:12]}")
        total.new += len(events)
        total.unchanged += loaded.unchanged + len(statements) - len(events)
        total.refused += loaded.refused
    return total


def withdraw_statement(log: EventLog, statement_id: str, *, reason: str, decided_by: str) -> None:
    """Take a statement back; it stays in the table, marked."""
    stream = _stream(statement_id)
    known = log.read_streams([stream]).to_pylist()
    if not known:
        raise ConfigurationError(f"no statement has the id {statement_id!r}")
    if known[-1]["event_type"] == "SourceStatementWithdrawn":
        raise ConfigurationError(f"{statement_id} was withdrawn already")
    payload = SourceStatementWithdrawn(statement_id, reason, decided_by)
    event = NewEvent.of("SourceStatementWithdrawn", stream, len(known) + 1, payload, utc_now())
    log.append([event], actor=decided_by, run_id=f"withdraw-{uuid.uuid4().hex[:12]}")


def _new_events(log: EventLog, statements: Iterable[SourceStatementRecorded]) -> Iterator[NewEvent]:
    """Each statement has a stream of its own, so that loading it again appends nothing."""
    by_stream = {_stream(statement.statement_id): statement for statement in statements}
    known = log.known(list(by_stream))
    for stream, statement in by_stream.items():
        if stream not in known:
            yield NewEvent.of("SourceStatementRecorded", stream, 1, statement, utc_now())


def _stream(statement_id: str) -> str:
    return f"source-statement-{statement_id}"


def _statement(
    row: Row, registry: SourceRegistry, given: Given
) -> SourceStatementRecorded | str | None:
    """The statement of a row, what is wrong with it, or nothing where it states nothing."""
    if row.wrong:
        return row.wrong
    said = {name: _value(row.values, name, given.field_map)[:_LONGEST] for name in FIELDS}
    if not said["statement"]:
        return None
    source_id = _source_id(registry, said)
    stated_by, topic = said["stated_by"] or given.stated_by, said["topic"] or given.topic
    stated = parse_date(said["stated_at"] or given.stated_at)
    if source_id is None:
        return "names no outlet by source_id, domain, or a name that the registry knows"
    if not stated_by or not topic:
        return f"does not say {'on what' if stated_by else 'who says so'}"
    moment = stated.moment("given") if stated else None
    if moment is None or moment.value is None:
        return f"does not say when: {said['stated_at'] or 'no date'}"
    stated_at = moment.value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    unnamed = SourceStatementRecorded(
        statement_id="",
        source_id=source_id,
        topic=topic,
        statement=said["statement"],
        stated_by=stated_by,
        stated_at=stated_at,
        stated_at_precision=moment.precision,
        reference=said["reference"] or None,
        retrieved_from=row.place,
    )
    identity = (source_id, topic, said["statement"], stated_by, stated_at)
    return replace(unnamed, statement_id=short_id("stm", *identity))


def _value(values: Mapping[str, str], name: str, field_map: Mapping[str, str]) -> str:
    columns = (field_map[name],) if name in field_map else FIELDS[name]
    return next((values[column] for column in columns if values.get(column)), "")


def _source_id(registry: SourceRegistry, said: Mapping[str, str]) -> str | None:
    """The outlet as articles have it: by its id, its domain or address, or its name in the registry."""
    if said["source_id"]:
        return said["source_id"]
    if said["domain"]:
        return registry.id_of_host(host_of(said["domain"]) or said["domain"].split("/")[0])
    known = registry.by_name(said["name"])
    return known.source_id if known else None
