"""Real disks: a small one that fills up, one that becomes read-only, and a limit on the size of files.

The first two are mounted in memory, which takes root; elsewhere they are left out and the report says so.
"""

import contextlib
import os
import random
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from faults.children import Ended, in_child
from faults.scenes import Promises
from faults.trials import Script, Trial, run_trial
from faults.world import World

SLACK_KB = (0, 16, 64, 256, 1024, 4096)
"""Room that is left beside what a scene begins with."""


def can_mount() -> bool:
    """Whether this process may mount."""
    return os.geteuid() == 0 and shutil.which("mount") is not None


def full_and_read_only(script: Script, world: World) -> Iterator[Trial]:
    """The scene on a disk that has this much room, and on one that may not be written."""
    for room in SLACK_KB:
        yield run_trial(
            script,
            world,
            ("full disk (mounted)", f"{room} kB left"),
            partial(_on_disk, script, world, _filled(room)),
        )
    yield run_trial(
        script,
        world,
        ("read-only disk (mounted)", "from the start"),
        partial(_on_disk, script, world, _read_only),
    )


def _on_disk(
    script: Script, world: World, limit: Callable[[Path], None], promises: Promises
) -> Ended:
    """The home on a disk of its own while the scene acts, and what it left back in its place."""
    disk, root = world.scratch / "disk", world.home.root
    in_child(lambda: script.scene.lay(world) and None).result()
    disk.mkdir(exist_ok=True)
    shutil.rmtree(disk / "home", ignore_errors=True)
    with _mounted(root):
        shutil.copytree(world.scratch / "aside", root, dirs_exist_ok=True)
        limit(root)
        ended = in_child(lambda: script.scene.act(world, promises), seconds=script.scene.seconds)
        (root / "ballast").unlink(missing_ok=True) if os.access(root, os.W_OK) else None
        shutil.rmtree(world.scratch / "aside")
        shutil.copytree(root, world.scratch / "aside")
    shutil.rmtree(root)
    (world.scratch / "aside").rename(root)
    return ended


@contextlib.contextmanager
def _mounted(root: Path) -> Iterator[None]:
    aside = root.with_name("aside")
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(root, aside)
    command = ["mount", "-t", "tmpfs", "-o", "size=200m", "tmpfs", str(root)]
    subprocess.run(command, check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(root)], check=True)  # noqa: S607


def _filled(room_kb: int) -> Callable[[Path], None]:
    def fill(root: Path) -> None:
        free = os.statvfs(root).f_bavail * os.statvfs(root).f_frsize
        with (root / "ballast").open("wb") as ballast:
            os.posix_fallocate(ballast.fileno(), 0, max(1, free - room_kb * 1024))

    return fill


def _read_only(root: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(root)], check=True)  # noqa: S607


def limited_files(script: Script, world: World, dice: random.Random, count: int) -> Iterator[Trial]:
    """No file may grow beyond a size (RLIMIT_FSIZE): the full disk of who is not root."""
    for _ in range(count):
        size = dice.choice((4, 64, 256, 512, 1024, 2048, 4096)) * 1024 + dice.randrange(4096)
        in_child(lambda: script.scene.lay(world) and None).result()
        yield run_trial(
            script,
            world,
            ("file size limit", f"{size // 1024} kB"),
            partial(_with_small_files, script, world, size),
        )


def _with_small_files(script: Script, world: World, size: int, promises: Promises) -> Ended:
    return in_child(
        lambda: script.scene.act(world, promises),
        limits={resource.RLIMIT_FSIZE: size},
        seconds=script.scene.seconds,
    )
