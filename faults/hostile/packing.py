"""Makes the bytes of large, deep and lying files; which of them are tried belongs in ``bombs``."""

import bz2
import gzip
import io
import json
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import zstandard

MB = 1_000_000
MOST = 19_900_000
"""Just below what a document may have, so that it has to be read."""

PROSE = "The harbour will close on Monday, said Mayor Anna Bergström. Nobody was warned of it. "


def zeros(megabytes: int, compressor: str) -> bytes:
    """So many megabytes of nothing, packed."""
    chunk, out = bytes(MB), io.BytesIO()
    opened: dict[str, Callable[[], Any]] = {
        "gz": lambda: gzip.GzipFile(fileobj=out, mode="wb"),
        "bz2": lambda: bz2.BZ2File(out, "wb"),
        "xz": lambda: lzma.LZMAFile(out, "wb", preset=0),  # noqa: SIM115
        "zst": lambda: zstandard.ZstdCompressor().stream_writer(out, closefd=False),
    }
    with opened[compressor]() as stream:
        for _ in range(megabytes):
            stream.write(chunk)
    return out.getvalue()


def lines_in_gz(megabytes: int) -> bytes:
    """Lines that are good JSON, a thousand times as large unpacked."""
    line = json.dumps({"text": " " * MB}).encode() + b"\n"
    return gzip.compress(line * 20) * (megabytes // 20)


def zip_of(members: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def overlapping_zip(entries: int, megabytes: int) -> bytes:
    """Many entries of the directory that share one packed file."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packed.compress(bytes(megabytes * MB)) + packed.flush()
    crc, size = zlib.crc32(bytes(megabytes * MB)), megabytes * MB
    name = b"a.txt"
    head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(data), size, len(name), 0)
    row = struct.pack(
        "<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, len(data), size, len(name), *[0] * 6
    )
    directory, start = (row + name) * entries, len(head) + len(name) + len(data)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, entries, entries, len(directory), start, 0)
    return head + name + data + directory + end


def nested(depth: int, pack: Callable[[bytes], bytes]) -> bytes:
    """Prose, packed so many times over."""
    content = PROSE.encode() * 3
    for _ in range(depth):
        content = pack(content)
    return content


def tar_of(build: Callable[[tarfile.TarFile], None]) -> bytes:
    """An archive that ``build`` fills."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        build(archive)
    return out.getvalue()


def links(archive: tarfile.TarFile) -> None:
    """Members that point out of the archive, and a device."""
    for number, (kind, target) in enumerate(
        (
            (tarfile.SYMTYPE, "/etc/passwd"),
            (tarfile.LNKTYPE, "../../etc/passwd"),
            (tarfile.CHRTYPE, ""),
        )
    ):
        member = tarfile.TarInfo(f"../../link-{number}.txt")
        member.type, member.linkname = kind, target
        archive.addfile(member)


def claims_much(archive: tarfile.TarFile) -> None:
    """A member that says it has eight gigabytes."""
    member = tarfile.TarInfo("huge.txt")
    member.size = 2**33
    archive.fileobj.write(member.tobuf(tarfile.GNU_FORMAT))  # type: ignore[union-attr]


def sparse_tar() -> bytes:
    """A file of a terabyte that is not in the archive: GNU's sparse map says it is all holes."""
    member = tarfile.TarInfo("holes.txt")
    head = bytearray(member.tobuf(tarfile.GNU_FORMAT))
    head[156:157] = b"S"
    head[386:410] = b"00000000000\0" + b"00000000000\0"
    head[483:495] = b"\x80" + (2**40).to_bytes(11, "big")
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head[:512])
    return bytes(head) + bytes(1024)


def feed(inner: str, doctype: str = "") -> bytes:
    """A feed with something in it."""
    return (
        f'<?xml version="1.0"?>{doctype}<rss version="2.0"><channel><title>x</title>'
        f"<item><title>t</title><description>{inner}</description></item></channel></rss>"
    ).encode()


def laughs() -> str:
    """Entities that grow tenfold nine times."""
    lines = ['<!ENTITY a0 "lol">'] + [
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    ]
    return f"<!DOCTYPE rss [{''.join(lines)}]>"


def page(body: str, head: str = "") -> bytes:
    """A page with this body."""
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def fill(unit: str, size: int = MOST) -> str:
    """The unit, repeated up to a size in bytes."""
    return unit * (size // len(unit.encode()))


def warc(headers: str, payload: bytes, date: str = "2026-11-20T08:00:00Z") -> bytes:
    """One response as a web archive has it."""
    block = f"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n".encode() + payload
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://gazette.example/hostile\r\n"
        f"WARC-Date: {date}\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"
