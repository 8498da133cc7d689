"""Pages of the log as Arrow tables; nothing here writes.

A page costs what it holds: positions lie in order in the file, so DuckDB skips the row groups before
and after. Bringing payloads to the newest version belongs in ``ingest.event_store.upcasting``.
"""

from collections.abc import Collection, Sequence

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from ingest.event_store.schema import ENVELOPE_SCHEMA, EVENT_SCHEMA, STREAM_SCHEMA
from ingest.event_store.upcasting import upcast

CHUNK_ROWS = 2048
"""Rows an Arrow batch: twice as fast as one large buffer, and no batch reaches Arrow's 2 GB."""

BEFORE_ALL = -(2**63)

Page = tuple[pa.Table, pa.Table]
"""Envelopes in order of position, and the payloads of the same positions."""


def read_page(
    connection: duckdb.DuckDBPyConnection,
    after: int,
    upto: int,
    rows: int,
    event_types: Collection[str] = (),
) -> Page:
    """About ``rows`` events after a position, up to and including another."""
    envelopes = read_envelopes(connection, after, upto, rows, event_types)
    return envelopes, _payloads(connection, envelopes)


def read_envelopes(
    connection: duckdb.DuckDBPyConnection,
    after: int,
    upto: int,
    rows: int,
    event_types: Collection[str] = (),
) -> pa.Table:
    """The envelopes of about ``rows`` events after a position, in order of position."""
    is_wanted = "and list_contains($event_types, event_type)" if event_types else ""
    window = {"after": after, "upto": upto}
    types = {"event_types": list(event_types)} if event_types else {}
    last = connection.execute(
        f"""
        select max(log_position) from (
            select log_position from events
            where log_position > $after and log_position <= $upto {is_wanted}
            order by log_position limit $rows
        )
        """,
        {**window, **types, "rows": rows},
    ).fetchone()
    # All rows of the last position are on this page: a log that was tampered with may hold two.
    window["upto"] = last[0] if last and last[0] is not None else after
    envelopes = connection.execute(
        f"""
        select {", ".join(ENVELOPE_SCHEMA.names)} from events
        where log_position > $after and log_position <= $upto {is_wanted}
        order by log_position
        """,
        {**window, **types},
    ).to_arrow_table(CHUNK_ROWS)
    return envelopes.cast(ENVELOPE_SCHEMA)


def _payloads(connection: duckdb.DuckDBPyConnection, envelopes: pa.Table) -> pa.Table:
    """The stored payload rows of these positions, in the order in which they were written."""
    positions = envelopes.select(["log_position"])
    connection.register("positions", positions)
    # DuckDB makes a filter of the positions' range, so other row groups are skipped here, too.
    return connection.execute(
        "select log_position, payload from event_payloads semi join positions using (log_position)"
    ).to_arrow_table(CHUNK_ROWS)


def joined(page: Page) -> pa.Table:
    """One table of events in the newest schema version; a missing payload is null."""
    envelopes, payloads = page
    column = payloads.column("payload")
    if not payloads.column("log_position").equals(envelopes.column("log_position")):
        at = pc.index_in(envelopes.column("log_position"), payloads.column("log_position"))
        column = column.take(at)
    events = envelopes.append_column("payload", column).select(EVENT_SCHEMA.names)
    return upcast(events.cast(EVENT_SCHEMA))


def stream_schema(fields: Sequence[str]) -> pa.Schema:
    """What ``read_stream_rows`` gives for these payload fields."""
    return pa.schema([*STREAM_SCHEMA, *(pa.field(name, pa.string()) for name in fields)])


def read_stream_rows(
    connection: duckdb.DuckDBPyConnection, stream_ids: Collection[str], fields: Sequence[str]
) -> pa.Table:
    """Every event of these streams, with the given payload fields as text."""
    connection.register("wanted", _column("stream_id", stream_ids))
    envelopes = connection.execute(
        f"""
        select {", ".join(ENVELOPE_SCHEMA.names)} from events semi join wanted using (stream_id)
        order by log_position
        """
    ).to_arrow_table()
    envelopes = envelopes.cast(ENVELOPE_SCHEMA)
    connection.register("found", joined((envelopes, _payloads(connection, envelopes))))
    columns = "".join(f', fields[{n}] as "{name}"' for n, name in enumerate(fields, start=1))
    # One look at the JSON for all fields: each json_extract_string parses the payload again.
    rows = connection.execute(
        f"""
        select stream_id, stream_version, event_type, occurred_at {columns}
        from (select *, json_extract_string(payload, $paths::varchar[]) as fields from found)
        order by stream_id, stream_version
        """,
        {"paths": [f'$."{name}"' for name in fields]},
    ).to_arrow_table()
    return rows.cast(stream_schema(fields))


def known_streams(connection: duckdb.DuckDBPyConnection, stream_ids: Collection[str]) -> set[str]:
    """Which of these streams have an event."""
    connection.register("wanted", _column("stream_id", stream_ids))
    query = "select stream_id from wanted semi join events using (stream_id)"
    return {stream_id for (stream_id,) in connection.execute(query).fetchall()}


def streams_with(connection: duckdb.DuckDBPyConnection, event_type: str) -> list[str]:
    """The streams that have an event of this type, in the order of their first one."""
    query = """
        select stream_id from events where event_type = $event_type
        group by stream_id order by min(log_position)
    """
    found = connection.execute(query, {"event_type": event_type}).fetchall()
    return [stream_id for (stream_id,) in found]


def _column(name: str, values: Collection[str]) -> pa.Table:
    return pa.table({name: pa.array(values, pa.string())})
