"""What the published file says, of itself above all, and whether the log has moved on since.

Light: ``status`` and the decision that there is nothing to build import no more than this. Making and
swapping the file belongs in ``dagster_project.publish``.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from dagster_project.code_version import code_version
from ingest.errors import MissingWarehouse, PermanentError
from ingest.event_log import EventLog
from ingest.events import SCHEMA_VERSIONS
from ingest.extractor_choice import current_choice
from ingest.home import Home

Row = dict[str, Any]


class DamagedWarehouse(PermanentError):
    """The published file cannot be read; the next build replaces it."""


STREAM = "publication"
"""The stream of what was published."""

REPAIR = "make it again: newsledger build --full-refresh"

TABLE_EVENTS = frozenset(SCHEMA_VERSIONS) - {"SnapshotPublished"}
"""Events that can change a table."""


@dataclass(frozen=True, slots=True)
class Published:
    """What the published file says of itself."""

    log_position: int
    log_hash: str
    built_at: datetime
    code_version: str
    extractor_version: str | None


def published_rows(home: Home, query: str, values: Row, **tables: Any) -> list[Row]:
    """All rows of the answer of the published file; ``tables`` (Arrow) are known to the query by name.

    Raises ``MissingWarehouse`` when nothing is published yet.
    """
    if not home.published.exists():
        raise MissingWarehouse(f"nothing is published in {home.root} yet; run: newsledger build")
    with duckdb.connect(home.published, read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        for name, table in tables.items():
            connection.register(name, table)
        cursor = connection.execute(query, values)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def read_publication(home: Home) -> Published | None:
    """The one row of ``publication`` in the published file; None when there is no file.

    Raises ``DamagedWarehouse`` when there is one that is no warehouse.
    """
    if not home.published.exists():
        return None
    try:
        with duckdb.connect(home.published, read_only=True) as connection:
            connection.execute("set timezone = 'UTC'")
            row = connection.execute(
                "select log_position, log_hash, built_at, code_version, extractor_version "
                "from publication"
            ).fetchone()
    except duckdb.Error as error:
        raise DamagedWarehouse(f"{home.published} cannot be read ({error}); {REPAIR}") from error
    return Published(*row) if row else None


def waiting_events(log: EventLog, published: Published | None) -> int:
    """How many events the published file does not know yet.

    What a candidate found changes no table, so nothing waits for it.
    """
    after = published.log_position if published else 0
    current = current_choice(log).extractor.stream_of("").removeprefix("text-")
    return sum(
        event["event_type"] != "ArticleExtracted" or event["stream_id"].endswith(current)
        for batch in log.read(after=after, event_types=TABLE_EVENTS)
        for event in batch.select(["event_type", "stream_id"]).to_pylist()
    )


def is_of_this_log(log: EventLog, published: Published) -> bool:
    """Whether the log still holds the event at which the published file ends."""
    if published.log_position == 0:
        return True
    batches = log.read(after=published.log_position - 1, upto=published.log_position)
    return [hash_ for batch in batches for hash_ in batch.column("hash").to_pylist()] == [
        published.log_hash
    ]


def is_recorded(log: EventLog, published: Published) -> bool:
    """Whether the log knows that this file was published; not, if the build died right after it."""
    rows = log.read_streams([STREAM], ["log_hash"])
    return published.log_hash in rows.column("log_hash").to_pylist()


def is_up_to_date(home: Home, log: EventLog) -> bool:
    """Whether a build would publish what is published already."""
    try:
        published = read_publication(home)
    except DamagedWarehouse:
        return False  # building replaces it
    return (
        published is not None
        and published.code_version == code_version()
        and waiting_events(log, published) == 0
        and is_of_this_log(log, published)
        and is_recorded(log, published)
        and current_choice(log).since is not None  # else the configuration has changed since
    )
