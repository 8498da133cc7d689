"""What finding copies knows of earlier texts, on disk: a cache of the log, one small set of files a batch.

Shingles are mapped into memory, so that only those that are looked for are read. May be deleted at any time; which
events it has taken in stands inside. Finding copies belongs in ``ingest.identity.origins``.
"""

import shutil
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import orjson

from ingest.event_log import LogHead
from ingest.identity.origins import VERSION, Library, Segment
from ingest.identity.origins.library import merged_segments
from ingest.identity.origins.postings import Postings

MOST_SEGMENTS = 32
"""Batches kept apart: with more, they are put together, which costs each text a copy every 32 batches."""

_STATE = "state.json"
_UNREADABLE = (OSError, ValueError, KeyError, zipfile.BadZipFile)
"""There is none yet, or a crash of the machine tore it."""


@dataclass(slots=True)
class OriginMemory:
    """A library of texts in one folder, and the event up to which it has taken in the log."""

    folder: Path
    head: LogHead = field(default_factory=LogHead)
    names: list[str] = field(default_factory=list)
    library: Library = field(default_factory=Library)

    def keep(self, head: LogHead) -> None:
        """Keep what was added to the library; every event up to ``head`` is taken in."""
        self.folder.mkdir(parents=True, exist_ok=True)
        segments = self.library.current_segments()
        old: list[str] = []
        if len(segments) > MOST_SEGMENTS:
            old, self.names = self.names, []
            segments = [merged_segments(segments)]
            self.library = Library(segments)
        for segment in segments[len(self.names) :]:
            name = f"{head.position}-{len(self.names)}"
            _write(self.folder, name, segment)
            self.names.append(name)
        self.head = head
        state: dict[str, object] = {"version": VERSION, "names": self.names}
        state |= {"position": head.position, "hash": head.hash}
        _replace(self.folder / _STATE, orjson.dumps(state))
        for name in set(old) - set(self.names):
            for path in self.folder.glob(f"{name}.*"):
                path.unlink()


def open_origin_memory(folder: Path) -> OriginMemory:
    """The memory in this folder; an empty one where there is none that this version can read."""
    try:
        state = orjson.loads((folder / _STATE).read_bytes())
        if state["version"] == VERSION:
            library = Library([_read(folder, name) for name in state["names"]])
            head = LogHead(state["position"], state["hash"])
            return OriginMemory(folder, head, state["names"], library)
    except _UNREADABLE:
        pass
    forget_origin_memory(folder)
    return OriginMemory(folder)


def forget_origin_memory(folder: Path) -> None:
    """Delete it; the next run reads the log from the beginning."""
    shutil.rmtree(folder, ignore_errors=True)


def _write(folder: Path, name: str, segment: Segment) -> None:
    facts = [segment.text_ids, segment.outlets, [sorted(some) for some in segment.credits]]
    _replace(folder / f"{name}.json", orjson.dumps(facts))
    for kind, array in (
        ("hashes", segment.postings.hashes),
        ("numbers", segment.postings.numbers),
        ("shingles", segment.shingles),
    ):
        np.save(folder / f"{name}.{kind}.npy", array)
    np.savez(
        folder / f"{name}.npz",
        sample_counts=segment.sample_counts,
        ends=segment.ends,
        same_as=segment.same_as,
    )


def _read(folder: Path, name: str) -> Segment:
    text_ids, outlets, credited = orjson.loads((folder / f"{name}.json").read_bytes())
    hashes, numbers, shingles = (
        np.load(folder / f"{name}.{kind}.npy", mmap_mode="r")
        for kind in ("hashes", "numbers", "shingles")
    )
    with np.load(folder / f"{name}.npz") as arrays:
        return Segment(
            text_ids=text_ids,
            outlets=outlets,
            credits=[frozenset(some) for some in credited],
            postings=Postings(hashes, numbers),
            sample_counts=arrays["sample_counts"],
            shingles=shingles,
            ends=arrays["ends"],
            same_as=arrays["same_as"],
        )


def _replace(path: Path, content: bytes) -> None:
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
