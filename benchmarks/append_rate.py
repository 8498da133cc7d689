"""Events per second into the log, against a plain DuckDB insert of the same rows from Arrow."""

import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from benchmarks.report import Table
from ingest.event_log import EventLog
from ingest.events import NewEvent

_EVENTS = 20_000
_BYTES = 2_500


def measure(scratch: Path, _articles: int) -> Table:
    """Append the same events both ways, CPU seconds each."""
    events = [
        NewEvent("ArticleObserved", f"article-{n}", 1, _payload(n), datetime.now(UTC))
        for n in range(_EVENTS)
    ]
    log = EventLog(scratch / "ledger.duckdb")
    started = time.process_time()
    log.append(events, actor="bench", run_id="bench")
    ours = time.process_time() - started

    rows = pa.Table.from_batches(EventLog(scratch / "ledger.duckdb").read())
    started = time.process_time()
    with duckdb.connect(str(scratch / "plain.duckdb")) as plain:
        plain.execute("create table events as select * from rows")
    floor = time.process_time() - started

    return Table(
        f"The log: {_EVENTS:,} events of {_BYTES:,} bytes",
        "One append; CPU seconds. Ours hashes, chains and checks every event; "
        "plain DuckDB copies finished rows.",
        [
            ("append, over plain DuckDB", f"{ours / floor:.1f} ×", f"{rows.num_rows:,} rows"),
            ("append", f"{_EVENTS / ours:,.0f} events/s", f"plain {_EVENTS / floor:,.0f}/s"),
        ],
    )


def _payload(number: int) -> dict[str, str]:
    return {"article_id": str(number), "body_text": f"{number} news ".ljust(_BYTES - 50, "x")}
