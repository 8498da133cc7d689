"""What the registry says of outlets, and what others say about them.

Reading either from a file belongs in ``ingest.sources`` and ``ingest.statements``.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceDescribed:
    """The registry says this of an outlet."""

    source_id: str
    name: str
    domains: list[str]
    aliases: list[str]
    country: str | None  # ISO 3166-1 alpha-2
    source_type: str  # outlet | agency | government | aggregator | unknown
    parent: str | None = None  # source_id of the outlet that this one is a part of
    version: int = 1  # stream version of this event, so that a return to old words is another event


@dataclass(frozen=True, slots=True)
class SourceStatementRecorded:
    """Somebody says this of an outlet: a rating, an owner. It is theirs, not a fact of ours."""

    statement_id: str
    source_id: str
    topic: str  # in the words of the person who loads it: ownership, reliability …
    statement: str
    stated_by: str
    stated_at: str  # ISO 8601, UTC: the earliest instant that the precision allows
    stated_at_precision: str  # second | minute | day | month | year
    reference: str | None  # where it can be read
    retrieved_from: str


@dataclass(frozen=True, slots=True)
class SourceStatementWithdrawn:
    """A statement should not have been loaded, or is no longer made; whoever takes it back says why."""

    statement_id: str
    reason: str
    decided_by: str
