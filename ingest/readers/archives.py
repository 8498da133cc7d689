"""Zip, tar and compressed files: each member goes back to the dispatch as if it were a file.

Nothing is ever written to disk under a member's name, so a path such as ``../../etc/passwd`` is only a
name. What a member holds belongs to the other readers.
"""

import bz2
import gzip
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BufferedReader
from typing import IO, BinaryIO, cast

import zstandard

from ingest.readers.base import Allowance, Found, Origin, is_noise, metered

ReadMember = Callable[[BufferedReader, Origin], Iterator[Found]]

BROKEN = (
    EOFError,
    OSError,  # gzip.BadGzipFile, and bz2's and gzip's own complaints
    lzma.LZMAError,
    zstandard.ZstdError,
    tarfile.TarError,
    zipfile.BadZipFile,
    NotImplementedError,  # zipfile: a compression it does not know
    RuntimeError,  # zipfile: encrypted
    ValueError,  # zipfile, tarfile: nonsense in headers
    zlib.error,
)
"""What the standard library raises on broken archives."""


def unpack(stream: BinaryIO, kind: str, allowance: Allowance) -> BufferedReader:
    """The stream behind one layer of compression, counted against the allowance."""
    inner: object
    if kind == "gz":
        inner = gzip.GzipFile(fileobj=stream)
    elif kind == "bz2":
        inner = bz2.BZ2File(stream)
    elif kind == "xz":
        inner = lzma.LZMAFile(stream)  # noqa: SIM115 (owns nothing: the stream is the caller's)
    else:
        inner = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(
            stream, read_across_frames=True
        )
    return metered(cast(BinaryIO, inner), allowance)


def read_tar(stream: BinaryIO, origin: Origin, read_member: ReadMember) -> Iterator[Found]:
    """The regular files of a tar, in its order, read as a stream; links and devices are passed over."""
    count = 0
    with tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r|") as archive:
        for member in archive:
            if not member.isfile() or is_noise(member.name):
                continue
            count += 1
            inner = archive.extractfile(member)
            if inner is not None:
                yield from read_member(metered(cast(BinaryIO, inner)), origin.member(member.name))
    if not count:
        yield origin.unreadable("empty", "an archive without files")


def read_zip(
    stream: BinaryIO, origin: Origin, allowance: Allowance, read_member: ReadMember
) -> Iterator[Found]:
    """The files of a zip; one that is encrypted or broken does not stop the others."""
    count = 0
    with zipfile.ZipFile(_seekable(stream)) as archive:
        for member in archive.infolist():
            if member.filename.endswith("/") or is_noise(member.filename):  # a name may be empty
                continue
            count += 1
            at = origin.member(member.filename)
            try:
                with archive.open(member) as packed:
                    yield from read_member(metered(cast(BinaryIO, packed), allowance), at)
            except BROKEN as error:
                yield at.unreadable("malformed", f"cannot be unpacked: {error}")
    if not count:
        yield origin.unreadable("empty", "an archive without files")


def _seekable(stream: BinaryIO) -> IO[bytes]:
    """Zip has its directory at the end: what cannot seek is copied to a temporary file first."""
    if stream.seekable():
        return stream
    copy = tempfile.TemporaryFile()  # noqa: SIM115 (closed and removed with its last reference)
    while chunk := stream.read(1 << 20):
        copy.write(chunk)
    copy.seek(0)
    return copy
