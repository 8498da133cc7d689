"""A prefix of the log: found by the position or the moment at which it ends.

Reads envelopes only. What the events of a prefix mean belongs to those who read them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb


@dataclass(frozen=True, slots=True)
class LogPrefix:
    """Everything up to a position; the hash there stands for all of it."""

    position: int
    hash: str
    recorded_at: datetime  # of the last event, in UTC


def prefix_at(connection: duckdb.DuckDBPyConnection, end: int | datetime) -> LogPrefix | None:
    """The prefix that ends at a position, or the longest one with nothing recorded after a moment.

    None where there is no such event. A clock that was set back leaves events out of order: what comes
    after one that was recorded too late is not in the prefix, so that nothing later ever is.
    """
    if isinstance(end, datetime):
        chosen = """
            log_position < coalesce(
                (select min(log_position) from events where recorded_at > $end),
                (select max(log_position) + 1 from events)
            )
        """
    else:
        chosen = "log_position = $end"
    row = connection.execute(
        f"""
        select log_position, hash, epoch_us(recorded_at) from events
        where {chosen} order by log_position desc limit 1
        """,
        {"end": end},
    ).fetchone()
    return LogPrefix(row[0], row[1], _utc(row[2])) if row else None


def _utc(microseconds: int) -> datetime:
    seconds, rest = divmod(microseconds, 1_000_000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest)
