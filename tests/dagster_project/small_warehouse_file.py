"""A work warehouse with next to nothing in it, for tests of publishing; also run as a program."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from dagster_project.plan import BuildPlan
from dagster_project.publish import publish
from ingest.home import Home

ROWS = 20_000


def plan_of(position: int) -> BuildPlan:
    now = datetime.now(UTC).isoformat()
    return BuildPlan("run", 0, position, f"hash-{position}", now, "code", "rules", "1", True)


def write_work_warehouse(home: Home, position: int) -> BuildPlan:
    """Tables whose every row says of which build it is."""
    home.work.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(home.work_warehouse) as connection:
        connection.execute(f"""
            create or replace table publication as select {position}::bigint as log_position,
                'hash-{position}' as log_hash, now() as built_at, 'code' as code_version,
                '1' as extractor_version;
            create or replace table claims as
                select {position} as build, sha256(i::varchar) as claim_id from range({ROWS}) t(i);
            comment on table claims is 'One row per claim.';
        """)
    return plan_of(position)


def published_builds(home: Home) -> list[tuple[int, int]]:
    """Which builds the published rows are of, and how many rows there are of each."""
    with duckdb.connect(home.published, read_only=True) as connection:
        rows = connection.execute("""
            select claims.build, count(*) from claims, publication
            where claims.build = publication.log_position group by all
        """)
        return rows.fetchall()


if __name__ == "__main__":
    here = Home(Path(sys.argv[1]))
    for number in range(2, 1_000):
        made = write_work_warehouse(here, number)
        print(number, flush=True)  # noqa: T201
        publish(here, made)
