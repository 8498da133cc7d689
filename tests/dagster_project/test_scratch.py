"""What a power cut tore beside the log is noticed, and made again from it."""

import sqlite3
import zlib

import duckdb
import pytest

from dagster_project import run_build as module
from dagster_project.evidence import verify_evidence
from dagster_project.published import DamagedWarehouse, is_up_to_date, read_publication
from dagster_project.run_build import BuildFailed, run_build
from dagster_project.scratch import is_scratch_damaged
from dagster_project.warehouse import open_internal
from ingest.errors import LogCorrupt
from ingest.event_log import EventLog
from ingest.home import Home


def failed_by(cause: Exception) -> Exception:
    error = BuildFailed("the build broke")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("cause", "is_damage"),
    [
        (duckdb.IOException("Corrupt database file: computed checksum 1 does not match"), True),
        (duckdb.IOException("Could not read enough bytes from file"), True),
        (sqlite3.DatabaseError("database disk image is malformed"), True),
        (zlib.error("incorrect header check"), True),
        (sqlite3.OperationalError("database is locked"), False),
        (duckdb.BinderException("column x not found"), False),
        (OSError(28, "No space left on device"), False),
        (LogCorrupt("ledger.duckdb: a damaged one (checksum)"), False),
    ],
)
def test_only_torn_files_of_builds_are_damage(cause: Exception, is_damage: bool) -> None:
    assert is_scratch_damaged(failed_by(cause)) is is_damage


def test_a_build_whose_own_files_are_torn_starts_again_from_the_log(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_internal(home):
        pass
    home.story_memory.write_bytes(b"torn")
    tries = []

    def fail_once(*_: object) -> None:
        tries.append(home.work_internal.exists() or home.story_memory.exists())
        if len(tries) == 1:
            raise failed_by(duckdb.IOException("Corrupt database file"))

    monkeypatch.setattr(module, "_run", fail_once)
    run_build(home)

    assert tries == [True, False]


@pytest.mark.parametrize("content", [b"", b"torn" * 5000])
def test_a_torn_published_file_is_said_to_be_one_and_is_built_again(
    home: Home, log: EventLog, content: bytes
) -> None:
    home.published.write_bytes(content)

    with pytest.raises(DamagedWarehouse, match="build --full-refresh"):
        read_publication(home)
    assert not is_up_to_date(home, log)


def test_a_page_torn_out_of_the_published_file_is_a_difference(home: Home, log: EventLog) -> None:
    with duckdb.connect(home.published) as connection:
        connection.execute(
            "create table publication as select 0::bigint as log_position, '' as log_hash, "
            "now() as built_at, 'code' as code_version, null::varchar as extractor_version"
        )

    report = verify_evidence(home, log)

    assert "cannot be read" in report.problems[0]


def test_causes_that_lead_in_a_circle_are_read_once() -> None:
    first, second = OSError("a disk was full"), ValueError("a row was odd")
    first.__cause__, second.__cause__ = second, first

    assert is_scratch_damaged(first) is False
