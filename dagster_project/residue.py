"""Looks for traces of what was erased in every file of a home directory, compressed content included.

Knows the containers that newsledger and what it uses write: DuckDB (every table, not only the bytes),
SQLite, zlib in its cells, gzip, Zstandard, zip. What a trace is belongs in ``ingest.erasure.traces``; what
is done about a find, in ``dagster_project.erasing``.
"""

import gzip
import io
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import duckdb
import polars as pl
import zstandard
from tenacity import Retrying, retry_if_exception_message, stop_after_delay, wait_fixed

from ingest.erasure.traces import Traces

CHUNK = 16_000_000
OVERLAP = 8_192
"""Bytes read again with the next chunk, so that no trace is cut in two."""

CELLS_AT_ONCE = 1_000

LARGEST = 500_000_000
"""Bytes unpacked of one member; more is a bomb, not an article."""

_TEXTS = "VARCHAR|BLOB|JSON"
_BROKEN = (OSError, EOFError, zlib.error, zstandard.ZstdError, zipfile.BadZipFile, RuntimeError)


@dataclass(slots=True)
class Scan:
    """What was looked at, and the files in which a trace stands."""

    file_count: int = 0
    byte_count: int = 0
    found: list[Path] = field(default_factory=list)
    unreadable: list[Path] = field(default_factory=list)  # of which nobody knows


def find_residue(root: Path, traces: Traces) -> Scan:
    """Every file below ``root``, its name as well."""
    scan = Scan()
    for path in sorted(root.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        scan.file_count += 1
        scan.byte_count += path.stat().st_size
        name = str(path.relative_to(root)).encode(errors="replace")
        try:
            if traces.is_in(name) or _is_in_file(path, traces):
                scan.found.append(path)
        except (OSError, duckdb.Error, sqlite3.Error):
            scan.unreadable.append(path)
    return scan


def is_warehouse(path: Path) -> bool:
    """Whether a file was made by a build: published, or as of some moment."""
    with path.open("rb") as stream:
        if stream.read(12)[8:] != b"DUCK":
            return False
    with _attached(path) as connection:
        query = "select 1 from duckdb_tables() where database_name = 'searched' and table_name = ?"
        return bool(connection.execute(query, ["publication"]).fetchall())


def _is_in_file(path: Path, traces: Traces) -> bool:
    with path.open("rb") as stream:
        start = stream.read(16)
    if start[8:12] == b"DUCK" and any(_texts_of_duckdb(path, traces)):
        return True
    if start == b"SQLite format 3\0":
        cells = _cells_of_sqlite(path)
        while some := [*islice(cells, CELLS_AT_ONCE)]:
            if any(traces.marks_of(some)):
                return True
    return any(map(traces.is_in, _chunks(path))) or any(
        traces.is_in(content) for content in _unpacked(start, path.read_bytes)
    )


def _chunks(path: Path) -> Iterator[bytes]:
    tail = b""
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield tail + chunk
            tail = chunk[-OVERLAP:]


def _unpacked(start: bytes, read: Callable[[], bytes]) -> Iterator[bytes]:
    """What a container holds, containers within it as well; nothing where it is none or broken."""
    with suppress(*_BROKEN):
        for content in _members(start, read):
            yield content
            yield from _unpacked(content[:16], lambda: content)  # noqa: B023 (used at once)


def _members(start: bytes, read: Callable[[], bytes]) -> Iterator[bytes]:
    if start[:2] == b"\x1f\x8b":
        with gzip.open(io.BytesIO(read())) as stream:
            yield stream.read(LARGEST)
    elif start[:4] == b"\x28\xb5\x2f\xfd":
        with zstandard.ZstdDecompressor().stream_reader(read(), read_across_frames=True) as reader:
            yield reader.read(LARGEST)
    elif start[:1] == b"\x78":
        yield zlib.decompressobj().decompress(read(), LARGEST)
    elif start[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(read())) as archive:
            for member in archive.infolist():
                with archive.open(member) as stream:
                    yield stream.read(LARGEST)


def _cells_of_sqlite(path: Path) -> Iterator[bytes]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.text_factory = bytes
        tables = connection.execute(
            "select name from sqlite_master where type = 'table'"
        ).fetchall()
        for (name,) in tables:
            quoted = name.decode().replace('"', '""')
            for row in connection.execute(f'select * from "{quoted}"'):
                for cell in row:
                    if isinstance(cell, bytes):
                        yield cell
                        yield from _unpacked(cell[:16], lambda: cell)  # noqa: B023 (used at once)


def _texts_of_duckdb(path: Path, traces: Traces) -> Iterator[bool]:
    """For each batch of each column of each table, whether a trace stands in it."""
    with _attached(path) as connection:
        columns = connection.execute(
            """
            select schema_name, table_name, column_name, data_type
            from duckdb_columns() semi join duckdb_tables() using (database_oid, table_oid)
            where database_name = 'searched' and regexp_matches(data_type, $texts)
            """,
            {"texts": _TEXTS},
        ).fetchall()
        for schema, table, column, kind in columns:
            place = ".".join(f'"{one}"' for one in ("searched", schema, table))
            if kind == "BLOB":
                rows = connection.execute(f'select "{column}" from {place}')
                while some := rows.fetchmany(256):
                    yield any(traces.marks_of([*_with_unpacked(blob for (blob,) in some if blob)]))
                continue
            query = f'select "{column}"::varchar as text from {place}'
            for batch in connection.execute(query).to_arrow_reader(2048):
                yield any(traces.marks(pl.Series(batch.column(0).to_pylist(), dtype=pl.String)))


@contextmanager
def _attached(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Waits for whoever writes the file just now."""
    retrying = Retrying(
        retry=retry_if_exception_message(match=".*(set lock|handle conflict)"), stop=stop_after_delay(30),
        wait=wait_fixed(0.2), reraise=True,
    )  # fmt: skip
    with duckdb.connect() as connection:
        quoted = str(path).replace("'", "''")
        retrying(connection.execute, f"attach '{quoted}' as searched (read_only)")
        yield connection


def _with_unpacked(blobs: Iterable[bytes]) -> Iterator[bytes]:
    for blob in blobs:
        yield blob
        yield from _unpacked(blob[:16], lambda: blob)  # noqa: B023 (used at once)
