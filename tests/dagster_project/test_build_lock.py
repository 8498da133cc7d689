"""One build at a time, and no lock outlives its process."""

import subprocess
import sys
from pathlib import Path

import pytest
from few_articles import environment

from dagster_project.build_lock import BuildRunning, hold_build_lock, is_build_running

HOLD = (
    "import sys, time; from pathlib import Path; "
    "from dagster_project.build_lock import hold_build_lock\n"
    "with hold_build_lock(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
)


def test_the_second_build_is_refused_and_told_who_has_it(tmp_path: Path) -> None:
    path = tmp_path / "work" / "build.lock"

    with hold_build_lock(path):
        assert is_build_running(path)
        with pytest.raises(BuildRunning, match="another build is running"), hold_build_lock(path):
            pass

    assert not is_build_running(path)


def test_a_killed_build_leaves_nothing_locked(tmp_path: Path) -> None:
    path = tmp_path / "build.lock"
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment()) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(BuildRunning, match=str(holder.pid)), hold_build_lock(path):
            pass
        holder.kill()
        holder.wait()

    with hold_build_lock(path):
        pass
