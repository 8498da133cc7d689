"""Opening the log file: one connection at a time in this process, patience with other processes.

DuckDB lets one process write or several read. Within a process it cannot mix reading and writing
connections to one file, so threads take turns here. What is asked of a connection belongs elsewhere.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb
from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_random_exponential

from ingest.errors import ConfigurationError, LogBusy, LogCorrupt, NewsledgerError, RetryableError
from ingest.event_store.schema import attach

_TURNS: dict[str, threading.Lock] = {}

BUSY_MARKS = ("Could not set lock", "Unique file handle conflict")
"""Another process has the file, or other code in this process does."""

DAMAGE_MARKS = (
    "not a valid DuckDB",
    "orrupt",
    "checksum",
    "deserializ",
    "version number",
    "Could not read enough bytes",  # cut short
)
DAMAGE_ERRORS = (duckdb.CatalogException, duckdb.InternalException, duckdb.SerializationException)
"""Another kind of file, a damaged one, one without our tables, or one of a later DuckDB."""

OUTER_ERRORS = (
    duckdb.FatalException,
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.TransactionException,
)
"""The machine could not; it may another time."""

SETTING_MARKS = (
    "No such file or directory",
    "Permission denied",
    "Is a directory",
    "Read-only file",
)
"""The path cannot be a log."""


@contextmanager
def open_log(
    path: Path, *, read_only: bool, lock_timeout: float
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection whose default database is the log at ``path``; closed on leaving.

    What is not committed then is as if it had never been. Raises ``LogBusy`` when the file could not be had within
    ``lock_timeout`` seconds.
    """
    deadline = time.monotonic() + lock_timeout
    turn = _TURNS.setdefault(str(path.resolve()), threading.Lock())
    if not turn.acquire(timeout=lock_timeout):
        raise LogBusy(f"{path}: another thread has been using the log for {lock_timeout:g} s")
    try:
        with errors_in_our_words(path):
            connection = _attach_patiently(path, read_only, deadline - time.monotonic())
            with closing(connection):
                yield connection
    finally:
        turn.release()


@contextmanager
def errors_in_our_words(path: Path) -> Iterator[None]:
    """Errors of DuckDB and of the file system come out as errors of newsledger."""
    try:
        yield
    except duckdb.Error as error:
        raise _in_our_words(path, error) from error
    except OSError as error:
        raise ConfigurationError(f"{path}: the log cannot be kept there ({error})") from error


def _attach_patiently(path: Path, read_only: bool, patience: float) -> duckdb.DuckDBPyConnection:
    retrying = Retrying(
        retry=retry_if_exception(_is_busy),
        wait=wait_random_exponential(multiplier=0.02, max=0.5),
        stop=stop_after_delay(patience),
        reraise=True,
    )
    return retrying(attach, path, *(("read_only",) if read_only else ()))


def _is_busy(error: BaseException) -> bool:
    return isinstance(error, duckdb.Error) and any(mark in str(error) for mark in BUSY_MARKS)


def _advice(path: Path) -> str:
    """What to do where the damage may be in what a killed append left, and not in the log itself."""
    unfinished = path.with_name(f"{path.name}.wal")
    if not unfinished.exists():
        return ""
    return (
        f"; if the damage is in {unfinished.name}, move that file aside: "
        "the log is then as it was before the append that did not end"
    )


def _in_our_words(path: Path, error: duckdb.Error) -> NewsledgerError | duckdb.Error:
    """The error of ours that says what to do about ``error``; itself when it is a mistake of ours."""
    message = str(error).replace(str(path), path.name)  # a path may hold any of the marks
    if _is_busy(error):
        return LogBusy(f"{path}: in use elsewhere, try again when it is free ({message})")
    if any(mark in message for mark in SETTING_MARKS):
        return ConfigurationError(f"{path}: the log cannot be kept there ({message})")
    if isinstance(error, DAMAGE_ERRORS) or any(mark in message for mark in DAMAGE_MARKS):
        return LogCorrupt(f"{path}: not an event log, or a damaged one ({message}){_advice(path)}")
    if isinstance(error, OUTER_ERRORS):
        return RetryableError(
            f"{path}: could not be read or written; nothing of this call is in the log ({message})"
        )
    return error
