"""What the checks of a build found, in its work database: dbt makes ``quality_failures`` of it.

Running checks and what follows from them belong in ``dagster_project.quality``.
"""

from collections.abc import Sequence
from dataclasses import asdict
from itertools import repeat

import pyarrow as pa

from dagster_project.warehouse import open_internal
from expectations.runner import CheckResult
from ingest.events import CheckFailure
from ingest.home import Home

_CHECK_TYPES: dict[str, pa.DataType] = {
    "check_name": pa.string(),
    "table_name": pa.string(),
    "severity": pa.string(),
    "passed": pa.bool_(),
    "row_key": pa.string(),
    "detail": pa.string(),
    "log_position": pa.int64(),
}
_CHECK_SCHEMA = pa.schema(_CHECK_TYPES)
_CHECK_COLUMNS = _CHECK_SCHEMA.names


def clear_check_results(home: Home) -> None:
    """A build begins: what the last one's checks found is history."""
    with open_internal(home) as connection:
        connection.execute("delete from raw.check_results")


def check_failures(home: Home) -> list[CheckFailure]:
    """What the checks of this build found, and did not block it for."""
    columns = "check_name, table_name, severity, row_key, detail"
    with open_internal(home) as connection:
        rows = connection.execute(
            f"select distinct {columns} from raw.check_results where not passed order by all"
        ).fetchall()
    return [CheckFailure(*row) for row in rows]


def add_check_failures(home: Home, failures: Sequence[CheckFailure], log_position: int) -> None:
    """Writes what the checks of an earlier build found, as the log tells it."""
    rows = [
        {**asdict(failure), "passed": False, "log_position": log_position} for failure in failures
    ]
    with open_internal(home) as connection:
        connection.register("found", pa.Table.from_pylist(rows, schema=_CHECK_SCHEMA))
        connection.execute("insert into raw.check_results select * from found")


def add_check_results(home: Home, results: Sequence[CheckResult], log_position: int) -> None:
    """Writes one row per failing key, and one without key where there is none."""
    columns: dict[str, list[object]] = {name: [] for name in _CHECK_COLUMNS}
    for result in results:
        details = result.row_details or repeat(result.detail)
        for key, detail in zip(result.row_keys or (None,), details, strict=False):
            row = (result.check_name, result.table_name, result.severity, result.passed)
            for name, value in zip(_CHECK_COLUMNS, (*row, key, detail, log_position), strict=True):
                columns[name].append(value)
    with open_internal(home) as connection:
        connection.register("found", pa.table(columns, schema=_CHECK_SCHEMA))
        connection.execute(
            "delete from raw.check_results where (check_name, table_name) in "
            "(select (check_name, table_name) from found)"
        )
        connection.execute("insert into raw.check_results select * from found")
