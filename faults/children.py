"""Runs a piece of work in a forked child, which may die, and tells how it ended and what it cost.

The caller has imported what the work needs (an import of everything takes 15 s, a fork none) and
itself opens no database and starts no thread, so that forking is safe.
"""

import os
import pickle
import resource
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

How = Literal["returned", "raised", "killed", "timed out"]
Limits = dict[int, int]
"""resource.RLIMIT_… -> value."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended."""

    how: How
    value: Any = None  # what the work returned
    error: BaseException | None = None  # what it raised
    trace: str = ""
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_bytes: int = 0

    def result(self) -> Any:
        """What the work returned; raises where it did not return."""
        if self.how != "returned":
            raise RuntimeError(f"a child {self.how}: {self.trace or self.error}")
        return self.value


def in_child(
    work: Callable[[], Any],
    *,
    seconds: float = 300.0,
    limits: Limits | None = None,
    kill_after: float | None = None,
) -> Ended:
    """Does ``work`` in a child of its own process group; ``kill_after`` kills it at that time."""
    reader, writer = os.pipe()
    started = time.monotonic()
    sys.stdout.flush()
    pid = os.fork()
    if not pid:
        os.close(reader)
        _be_child(work, writer, limits or {})
    os.close(writer)
    content, in_time = _read_all(reader, started + (kill_after or seconds))
    if not in_time:
        _kill_group(pid)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    _kill_group(pid)  # what it may have left behind; its number is not given away before wait4
    _, status, usage = os.wait4(pid, 0)
    if not in_time:
        ended = Ended("killed" if kill_after is not None else "timed out")
    elif not (os.WIFEXITED(status) and content):
        ended = Ended("killed", trace=f"wait status {status}")
    else:
        ended = Ended(*pickle.loads(content))  # noqa: S301 (from our own child)
    return replace(
        ended,
        seconds=time.monotonic() - started,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        peak_bytes=usage.ru_maxrss * 1024,
    )


def _be_child(work: Callable[[], Any], writer: int, limits: Limits) -> None:
    code = 1
    try:
        os.setsid()
        for which, value in limits.items():
            resource.setrlimit(which, (value, resource.getrlimit(which)[1]))
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        _send(writer, _outcome(work))
        code = 0
    finally:
        os._exit(code)


def _outcome(work: Callable[[], Any]) -> tuple[Any, ...]:
    try:
        return "returned", work(), None, ""
    except BaseException as error:  # whatever it is, the parent judges it
        return "raised", None, error, traceback.format_exc()


def _send(writer: int, outcome: tuple[Any, ...]) -> None:
    try:
        content = pickle.dumps(outcome)
        pickle.loads(content)  # noqa: S301 (some exceptions pickle and do not unpickle)
    except Exception:
        how, value, error, trace = outcome
        content = pickle.dumps((how, None, RuntimeError(repr(error or value)), trace))
    with os.fdopen(writer, "wb") as stream:
        stream.write(content)


def _read_all(reader: int, deadline: float) -> tuple[bytes, bool]:
    content = b""
    with os.fdopen(reader, "rb", buffering=0) as stream:
        while (left := deadline - time.monotonic()) > 0:
            if not select.select([stream], [], [], left)[0]:
                break
            chunk = stream.read(1 << 20)
            if not chunk:
                return content, True
            content += chunk
    return content, False


def _kill_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
