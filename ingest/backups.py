"""Backups of what cannot be made again: the log, the registry and feeds of the user, receipts, the inbox.

A backup is a folder with a manifest of hashes; it appears under its name only when all of it is written and
verified, and so does a home that is restored from it. What is derived is built again. A backup made before
an erasure still holds what was erased: whoever keeps it has to let go of it.
"""

import hashlib
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import orjson

from ingest.errors import ConfigurationError, LogCorrupt
from ingest.event_log import EventLog, utc_now
from ingest.home import Home

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds; files by their path in the home."""

    made_at: str
    log_position: int
    log_hash: str
    event_count: int
    byte_count: int
    files: dict[str, str]  # -> SHA-256

    @classmethod
    def load(cls, folder: Path) -> "Manifest":
        """The manifest in a backup; ``ConfigurationError`` where there is none."""
        try:
            return cls(**orjson.loads((folder / MANIFEST).read_bytes()))
        except (OSError, ValueError, TypeError) as error:
            raise ConfigurationError(f"{folder}: no backup of newsledger ({error})") from error


def back_up(home: Home, target: Path, clock: Callable[[], datetime] = utc_now) -> Manifest:
    """Copies the home to ``target``, which must not be there; verified before it gets its name."""
    if not home.ledger.exists():
        raise ConfigurationError(f"nothing was ingested yet in {home.root}")
    with _appearing(target) as draft:
        ledger = draft / home.ledger.name
        EventLog(home.ledger).copy_to(ledger)
        for path in _kept_files(home):
            copy = draft / path.relative_to(home.root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, copy)
        manifest = _describe(draft, ledger, clock())
        (draft / MANIFEST).write_bytes(orjson.dumps(asdict(manifest), option=orjson.OPT_INDENT_2))
    return manifest


def restore(backup: Path, home: Home) -> Manifest:
    """Makes a home from a backup, where nothing is yet; verified before it gets its name."""
    manifest = Manifest.load(backup)
    with _appearing(home.root) as draft:
        for name, content_hash in manifest.files.items():
            copy = _inside(draft, name)
            copy.parent.mkdir(parents=True, exist_ok=True)
            try:
                shutil.copy2(backup / name, copy)
            except OSError as error:
                raise ConfigurationError(f"{backup / name}: cannot be read: {error}") from error
            if _sha256(copy) != content_hash:
                raise LogCorrupt(f"{backup / name}: not what was backed up; nothing was restored")
        restored = _describe(draft, draft / home.ledger.name, utc_now())
        if (restored.log_position, restored.log_hash) != (manifest.log_position, manifest.log_hash):
            raise LogCorrupt(f"{backup}: the log in it is another one; nothing was restored")
    return manifest


def _kept_files(home: Home) -> Iterator[Path]:
    settings = (home.sources_file, home.feeds_file, home.wikidata_file)
    yield from (path for path in settings if path.exists())
    for folder in (home.receipts, home.inbox):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and home.inbox / "done" not in path.parents:
                yield path


def _describe(folder: Path, ledger: Path, now: datetime) -> Manifest:
    log = EventLog(ledger)
    report = log.verify()
    if not report.ok:
        raise LogCorrupt(f"the log does not verify: {'; '.join(report.problems[:3])}")
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    head = log.head()
    return Manifest(
        made_at=now.isoformat(timespec="seconds"),
        log_position=head.position,
        log_hash=head.hash,
        event_count=report.event_count,
        byte_count=sum(path.stat().st_size for path in files),
        files={str(path.relative_to(folder)): _sha256(path) for path in files},
    )


@contextmanager
def _appearing(target: Path) -> Iterator[Path]:
    """A folder beside ``target`` that takes its name when the block ends well, else it goes."""
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise ConfigurationError(f"{target} is there already; nothing is written over")
    draft = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}")
    try:
        draft.mkdir(parents=True)
        yield draft
        for path in (*draft.rglob("*"), draft):
            _sync(path)
        draft.rename(target)
        _sync(target.parent)
    except OSError as error:
        raise ConfigurationError(f"{target}: cannot be written: {error}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _inside(folder: Path, name: str) -> Path:
    path = folder / name
    if folder.resolve() not in path.resolve().parents:
        raise ConfigurationError(f"the manifest names a file outside of the backup: {name}")
    return path


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
