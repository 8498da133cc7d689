"""What every reader shares: what it is told about its bytes, and how much it may unpack.

No format knowledge belongs here.
"""

import io
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import BinaryIO, cast

from ingest.documents import RawDocument, Unreadable
from ingest.events import canonical_json

Found = RawDocument | Unreadable


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered; ``content`` is None when nothing has changed since the last time."""

    url: str  # after redirects
    content: bytes | None
    media_type: str | None
    charset: str | None
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that nothing has changed since the last time: nothing to read."""

    retrieved_from: str


MAX_DOCUMENT_BYTES = 20_000_000
GONE = "gone"
"""The reason code of an address whose server says that the page was taken away for good (HTTP 410)."""

MAX_DEPTH = 5
"""Containers within containers; a crawl in a zip in a tar.gz is 3 deep."""

FREE_BYTES = 256_000_000
MAX_EXPANSION = 200
"""Text compresses 3 to 20 times, pages of one site in one archive up to 60; bombs 1,000 and more."""

PACKED_SUFFIXES = (".gz", ".bz2", ".xz", ".zst")

_SURROGATES = re.compile(r"[\ud800-\udfff]")
_NOISE = re.compile(r"\.|__macosx$|thumbs\.db$|desktop\.ini$|(readme|licen[sc]e|copying)(\.\w+)?$")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the person who ingests may set; ``field_map`` is our name -> the input's own name."""

    max_bytes: int = MAX_DOCUMENT_BYTES
    field_map: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where bytes come from, and what is stated outside of them."""

    name: str  # becomes retrieved_from
    filename: str  # the last part of the name, without .gz and the like
    media_type: str | None = None
    charset: str | None = None
    url: str | None = None
    observed_at: datetime | None = None
    depth: int = 0

    @classmethod
    def of_file(cls, name: str) -> "Origin":
        """An origin of which nothing but its name is known."""
        return cls(tidy(name), posixpath.basename(tidy(name)))

    def member(self, name: str) -> "Origin":
        """A member of this archive, one level deeper."""
        inner = tidy(name)
        return Origin(
            f"{self.name}!{inner}",
            posixpath.basename(inner),
            observed_at=self.observed_at,
            depth=self.depth + 1,
        )

    def unpacked(self) -> "Origin":
        """The same file without its compression: the name stays, the extension is the inner one."""
        stem = self.filename
        for suffix in PACKED_SUFFIXES:
            stem = stem.removesuffix(suffix)
        if stem.endswith(".tgz"):
            stem = stem.removesuffix(".tgz") + ".tar"
        return replace(self, filename=stem, media_type=None, depth=self.depth + 1)

    def unreadable(self, reason_code: str, detail: str, content: bytes | None = None) -> Unreadable:
        """A refusal of the whole origin."""
        return Unreadable(self.name, reason_code, detail, content, self.media_type)


def tombstone(name: str, stated: Mapping[str, str], detail: str) -> RawDocument:
    """A page that was taken away, as the withdrawal of the article that is ``stated`` (its url, its ref).

    The field ``gone`` tells it from one that an outlet announces: where the article was never ours, the
    page could not be read.
    """
    fields = {**stated, "pub_status": "canceled", "reason": detail, GONE: detail}
    return RawDocument(name, canonical_json(fields), "application/json", fields=fields)


class TooMuch(Exception):
    """An archive unpacks to more than its size allows."""


@dataclass(slots=True)
class Allowance:
    """How many bytes one input may unpack to in all; what keeps bombs from going off."""

    packed_bytes: int = 0
    spent: int = 0

    def spend(self, count: int) -> None:
        """Account for ``count`` unpacked bytes; raises :class:`TooMuch` when it is over."""
        self.spent += count
        if self.spent > FREE_BYTES + MAX_EXPANSION * self.packed_bytes:
            raise TooMuch(f"unpacks to more than {MAX_EXPANSION} times its size")


class Metered(io.RawIOBase):
    """A stream whose bytes count against an allowance, and that gives all it has before it fails.

    Without that, the last 64 kB before a break in a compressed file would be lost.
    """

    def __init__(self, raw: BinaryIO, allowance: Allowance | None) -> None:
        self._read = getattr(raw, "read1", raw.read)
        self._allowance = allowance
        self._failure: Exception | None = None

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as the stream goes."""
        if self._failure:
            raise self._failure
        filled = 0
        try:
            while filled < len(buffer) and (chunk := self._read(len(buffer) - filled)):
                buffer[filled : filled + len(chunk)] = chunk
                filled += len(chunk)
                if self._allowance:
                    self._allowance.spend(len(chunk))
        except Exception as error:  # raised again by the next call
            self._failure = error
            if not filled or isinstance(error, TooMuch):
                raise
        return filled


def metered(raw: BinaryIO, allowance: Allowance | None = None) -> io.BufferedReader:
    """Buffered (so it can be peeked into), counted, and not seekable."""
    return io.BufferedReader(cast(io.RawIOBase, Metered(raw, allowance)), 1 << 16)


def tidy(text: str) -> str:
    """Text that every store takes: no NUL, no lone surrogate."""
    return _SURROGATES.sub("\ufffd", text.replace("\0", ""))


def is_noise(path: str) -> bool:
    """Files that lie beside articles but are none: hidden files, README, LICENSE, system litter.

    Only for what is met while walking a folder or an archive; a file that is named is read.
    """
    return any(
        _NOISE.match(part.lower()) for part in path.split("/") if part not in ("", ".", "..")
    )
