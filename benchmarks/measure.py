"""Run a command and account for all that it used, descendants included. No figures are judged here."""

import ctypes
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

import psutil

_PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True, slots=True)
class Usage:
    """What a command used: seconds on the wall, CPU seconds, and the peak of its memory in bytes.

    ``memory`` is the proportional set size summed over the process tree (shared pages counted once),
    sampled every 0.2 s.
    """

    wall: float
    cpu: float
    memory: int


def adopt_orphans() -> None:
    """Become the parent of orphaned descendants, so that their CPU time is counted (Linux only).

    A multiprocessing fork server outlives the process that started it and would not be counted.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def run(command: Sequence[str], *, check: bool = True, **settings: str) -> Usage:
    """Run ``command`` with its output thrown away; raises CalledProcessError when it fails.

    ``settings`` are added to the environment.
    """
    before = _children_cpu()
    started = time.perf_counter()
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, **settings},
    ) as process:
        peak = _Peak(process.pid)
        _, errors = process.communicate()
    wall = time.perf_counter() - started
    memory = peak.stop()
    _reap()
    if check and process.returncode:
        sys.stderr.write(errors.decode(errors="replace"))
        raise subprocess.CalledProcessError(process.returncode, command)
    return Usage(wall, _children_cpu() - before, memory)


def _children_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _reap() -> None:
    """Wait for adopted descendants."""
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


class _Peak:
    """Samples the memory of a process tree in a thread until stopped."""

    def __init__(self, pid: int) -> None:
        self._root = psutil.Process(pid)
        self._peak = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()

    def _sample(self) -> None:
        while not self._done.wait(0.2):
            try:
                tree = [self._root, *self._root.children(recursive=True)]
            except psutil.NoSuchProcess:
                return
            self._peak = max(self._peak, sum(map(_memory, tree)))

    def stop(self) -> int:
        self._done.set()
        self._thread.join()
        return self._peak


def _memory(process: psutil.Process) -> int:
    try:
        info = process.memory_full_info()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0
    return int(getattr(info, "pss", info.uss))
