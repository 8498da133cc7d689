"""From what a person names (files, folders, archives, URLs, standard input) to documents.

Chooses the reader by content; knows no format itself. Nothing found here stops the rest: what cannot
be read is an ``Unreadable`` with its reason.
"""

import io
import os
import posixpath
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from ingest.documents import MOVED_FROM, RawDocument
from ingest.errors import ConfigurationError, FetchFailed, UnreadableInput
from ingest.readers import archives, feeds, html, records, tables, text, warc
from ingest.readers.base import (
    GONE,
    MAX_DEPTH,
    Allowance,
    Fetched,
    Found,
    NotModified,
    Origin,
    ReadOptions,
    TooMuch,
    is_noise,
    metered,
    tombstone,
)
from ingest.readers.sniff import HEAD_BYTES, sniff

PACKED = ("gz", "bz2", "xz", "zst")


Fetch = Callable[[str], Fetched]


@dataclass(frozen=True, slots=True)
class Reading:
    """One input being read: its settings, and how much it may still unpack to."""

    options: ReadOptions
    allowance: Allowance = field(default_factory=Allowance)

    def read(self, stream: io.BufferedReader, origin: Origin) -> Iterator[Found]:
        """Whatever the stream holds; a break in it ends it, but nothing around it."""
        try:
            yield from self._by_format(stream, origin)
        except TooMuch as error:
            if origin.depth:
                raise
            yield origin.unreadable("too_large", str(error))
        except archives.BROKEN as error:
            yield origin.unreadable("malformed", f"{type(error).__name__}: {error}")

    def read_bytes(self, content: bytes, origin: Origin) -> Iterator[Found]:
        """The same for bytes in memory."""
        return self.read(io.BufferedReader(io.BytesIO(content), 1 << 16), origin)

    def _by_format(self, stream: io.BufferedReader, origin: Origin) -> Iterator[Found]:
        head = stream.peek(HEAD_BYTES)[:HEAD_BYTES]
        kind = sniff(head, origin) if head else "empty"
        if kind in ("zip", "tar", *PACKED) and origin.depth >= MAX_DEPTH:
            yield origin.unreadable("too_large", f"packed more than {MAX_DEPTH} times")
        elif kind in PACKED:
            inner = archives.unpack(stream, kind, self.allowance)
            yield from self.read(inner, origin.unpacked())
        elif kind == "zip":
            yield from archives.read_zip(stream, origin, self.allowance, self.read)
        elif kind == "tar":
            yield from archives.read_tar(stream, origin, self.read)
        elif kind == "warc":
            yield from warc.read(stream, origin, self.options, self.read_bytes)
        elif kind == "json":
            yield from records.read_json(stream, origin, self.options)
        elif kind == "csv":
            yield from tables.read(stream, origin, self.options)
        else:
            yield from self._single(stream, origin, kind)

    def _single(self, stream: io.BufferedReader, origin: Origin, kind: str) -> Iterator[Found]:
        """Formats that are one document a file."""
        content, failure = _whole(stream, self.options.max_bytes)
        if len(content) > self.options.max_bytes:
            yield origin.unreadable("too_large", f"more than {self.options.max_bytes:,} bytes")
        elif failure:
            yield origin.unreadable("malformed", f"breaks off: {failure}", content)
        elif not content:
            yield origin.unreadable("empty", "no bytes")
        elif kind.startswith("unknown"):
            yield origin.unreadable("unknown_format", kind.removeprefix("unknown: "), content)
        else:
            readers = {"feed": feeds.read, "html": html.read, "text": text.read}
            yield from readers[kind](content, origin)


def moved(found: RawDocument, asked: str, answered: str) -> RawDocument:
    """A page with the address that was asked for, where the server sent us on to another one."""
    if found.reader not in ("html", "text") or asked == answered:
        return found
    return replace(found, fields={**found.fields, MOVED_FROM: asked})


def _whole(stream: io.BufferedReader, max_bytes: int) -> tuple[bytes, Exception | None]:
    """All bytes up to one more than allowed, and what broke them off."""
    parts: list[bytes] = []
    left = max_bytes + 1
    try:
        while left and (part := stream.read1(min(left, 1 << 20))):
            parts.append(part)
            left -= len(part)
    except archives.BROKEN as error:
        return b"".join(parts), error
    return b"".join(parts), None


def read_location(
    location: str, options: ReadOptions, fetch: Fetch | None = None
) -> Iterator[Found | NotModified]:
    """Everything behind one location: ``-``, a URL, a folder (in sorted order) or a file."""
    if location == "-":
        yield from Reading(options).read(metered(sys.stdin.buffer), Origin.of_file("-"))
    elif is_url(location):
        yield from _read_url(location, options, fetch)
    elif Path(location).is_dir():
        for path in _files(Path(location)):
            yield from _read_member(path, Path(location), options)
    else:
        yield from _read_path(Path(location), options)


def is_url(location: str) -> bool:
    """Whether this is to be fetched."""
    return "://" in location


def check_locations(locations: Iterable[str]) -> None:
    """Refuse a mistyped path before anything is read."""
    missing = [
        loc for loc in locations if loc != "-" and not is_url(loc) and not Path(loc).exists()
    ]
    if missing:
        raise ConfigurationError(f"no such file or folder: {', '.join(missing)}")


def _files(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_noise(name))
        yield from (Path(root, name) for name in sorted(names) if not is_noise(name))


def _read_member(path: Path, folder: Path, options: ReadOptions) -> Iterator[Found]:
    """A file met in a folder; who fills the folder must not choose what else of the machine is read.

    A link may lead elsewhere in the folder. Pipes and devices, on which reading waits or never ends, are passed over.
    """
    target = Path(os.path.realpath(path))  # unlike resolve(), it takes links in a circle
    if path.is_symlink() and not target.is_relative_to(folder.resolve()):
        origin = Origin.of_file(os.path.abspath(path))  # noqa: PTH100 (links stay)
        yield origin.unreadable("unreachable", "a link that leads out of the folder")
    elif path.is_file() or path.is_symlink():
        yield from _read_path(path, options)


def _read_path(path: Path, options: ReadOptions) -> Iterator[Found]:
    origin = Origin.of_file(os.path.abspath(path))  # noqa: PTH100 (links stay)
    try:
        raw = cast(io.RawIOBase, path.open("rb", buffering=0))
    except OSError as error:
        yield origin.unreadable("unreachable", f"cannot be opened: {error.strerror}")
        return
    with io.BufferedReader(raw, 1 << 16) as stream:
        whole = cast(io.BufferedReader, stream) if stream.seekable() else metered(stream)
        size = path.stat().st_size
        yield from Reading(options, Allowance(size)).read(whole, origin)


def _read_url(url: str, options: ReadOptions, fetch: Fetch | None) -> Iterator[Found | NotModified]:
    origin = Origin.of_file(url)
    if fetch is None:
        raise ConfigurationError(f"nothing may be fetched here: {url}")
    try:
        answer = fetch(url)
    except UnreadableInput as error:
        is_gone = error.reason_code == GONE
        yield (
            tombstone(origin.name, {"url": url}, error.detail)
            if is_gone
            else origin.unreadable(error.reason_code, error.detail)
        )
        return
    except FetchFailed as error:
        yield origin.unreadable("unreachable", str(error))
        return
    if answer.content is None:
        yield NotModified(url)
        return
    at = replace(
        origin,
        filename=posixpath.basename(urlsplit(answer.url).path),
        media_type=answer.media_type,
        charset=answer.charset,
        url=answer.url,
        observed_at=answer.fetched_at,
    )
    for found in Reading(options, Allowance(len(answer.content))).read_bytes(answer.content, at):
        yield moved(found, url, answer.url) if isinstance(found, RawDocument) else found
