"""What erasures recorded in the log say to be gone. Leaving it behind belongs in ``rewriting``."""

import duckdb
import orjson


def read_erased_positions(connection: duckdb.DuckDBPyConnection) -> frozenset[int]:
    """The positions whose payloads are gone, or are to go, by any ``PayloadErased``."""
    rows = connection.execute("""
        select payload from events join event_payloads using (log_position)
        where event_type = 'PayloadErased' and payload is not null
    """).fetchall()
    return frozenset(
        position for (payload,) in rows for position in orjson.loads(payload)["positions"]
    )
