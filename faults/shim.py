"""The library that meets a process at its write calls: built from ``writes.c``, steered from here.

It is loaded into this process before Python starts (``restart_with_shim``), so that DuckDB's, SQLite's
and Python's own writes all pass through it. Which faults are tried belongs in the modules of faults.
"""

import ctypes
import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_name("writes.c")
LOADED = "NEWSLEDGER_FAULTS_SHIM"

DATA, SYNC, NAME, CREATE, SIZE = 1, 2, 4, 8, 16
ANY = DATA | SYNC | NAME | CREATE | SIZE
_COUNT, _KILL, _TORN, _FAIL = range(4)
FOR_EVER = 2**62


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens at the ``at``-th write call (counted from 1), up to the ``until``-th."""

    name: str
    mode: int = _COUNT
    at: int = FOR_EVER
    until: int = FOR_EVER
    kinds: int = ANY
    error: int = 0

    @property
    def is_kill(self) -> bool:
        """Whether the process dies of it."""
        return self.mode in (_KILL, _TORN)


COUNTING = Fault("none")


def kill_before(at: int) -> Fault:
    """``kill -9`` just before a write call."""
    return Fault("kill before the call", _KILL, at)


def kill_halfway(at: int) -> Fault:
    """``kill -9`` when half of the bytes are written."""
    return Fault("kill after half of the bytes", _TORN, at)


def full_disk(at: int) -> Fault:
    """From this call on nothing more can be written; names can still be changed."""
    return Fault("full disk", _FAIL, at, kinds=DATA | CREATE, error=errno.ENOSPC)


def read_only_disk(at: int) -> Fault:
    """From this call on the file system is read-only."""
    return Fault("read-only disk", _FAIL, at, error=errno.EROFS)


def broken_write(at: int) -> Fault:
    """One call fails as on a bad disk."""
    return Fault("I/O error", _FAIL, at, until=at, kinds=DATA | SYNC | SIZE, error=errno.EIO)


def is_possible() -> bool:
    """Whether the library can be built and loaded here."""
    return sys.platform == "linux" and shutil.which("cc") is not None


def is_loaded() -> bool:
    """Whether this process runs with the library."""
    return LOADED in os.environ


def build(folder: Path) -> Path:
    """Compiles the library into ``folder``."""
    library = folder / "writes.so"
    command = ["cc", "-O1", "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True)
    return library


def environment(library: Path) -> dict[str, str]:
    """The environment of a process that runs with the library."""
    return {**os.environ, "LD_PRELOAD": str(library), LOADED: str(library)}


def restart_with_shim(arguments: Sequence[str], folder: Path) -> int:
    """Runs this Python again with the library loaded; its exit code."""
    if not is_possible():
        sys.exit("faults at write calls need Linux and a C compiler (cc)")
    done = subprocess.run([sys.executable, *arguments], env=environment(build(folder)), check=False)
    return done.returncode


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(os.environ[LOADED])
    number = ctypes.c_long
    library.faults_arm.argtypes = [
        ctypes.c_char_p, ctypes.c_int, number, number, ctypes.c_int, ctypes.c_int, ctypes.c_int,
    ]  # fmt: skip
    library.faults_arm.restype = None
    library.faults_seen.restype = number
    library.faults_shift.argtypes = [number]
    library.faults_shift.restype = None
    return library


def arm(fault: Fault, below: Path, notes: int = -1) -> None:
    """From now on the fault awaits this process below that folder; calls go to the file ``notes``."""
    _library().faults_arm(
        str(below).encode(), fault.mode, fault.at, fault.until, fault.kinds, fault.error, notes
    )


def disarm() -> int:
    """No more faults; how many write calls there were."""
    seen = int(_library().faults_seen())
    _library().faults_disarm()
    return seen


def shift_clock(seconds: int) -> None:
    """Moves the clock of this process, also for the C libraries in it."""
    _library().faults_shift(seconds)
