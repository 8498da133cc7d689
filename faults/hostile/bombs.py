"""Named inputs that are large, deep or slow by design: each a file with the bytes that a stranger would send.

What must become of them is judged in ``reading``.
"""

import bz2
import gzip
import io
import json
import lzma
import os
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import zstandard

MB = 1_000_000
MOST = 19_900_000
"""Just below what a document may have, so that it has to be read."""

_PROSE = "The harbour will close on Monday, said Mayor Anna Bergström. Nobody was warned of it. "


@dataclass(frozen=True, slots=True)
class Bomb:
    """One input; ``is_read`` says what has to become of it, None that either will do."""

    name: str
    filename: str
    make: Callable[[], bytes]
    is_read: bool | None = None


def _zeros(megabytes: int, compressor: str) -> bytes:
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


def _lines_in_gz(megabytes: int) -> bytes:
    """Lines that are good JSON, a thousand times as large unpacked."""
    line = json.dumps({"text": " " * MB}).encode() + b"\n"
    return gzip.compress(line * 20) * (megabytes // 20)


def _zip(members: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def _overlapping_zip(entries: int, megabytes: int) -> bytes:
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


def _nested(depth: int, pack: Callable[[bytes], bytes]) -> bytes:
    content = _PROSE.encode() * 3
    for _ in range(depth):
        content = pack(content)
    return content


def _tar(build: Callable[[tarfile.TarFile], None]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        build(archive)
    return out.getvalue()


def _links(archive: tarfile.TarFile) -> None:
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


def _claims_much(archive: tarfile.TarFile) -> None:
    member = tarfile.TarInfo("huge.txt")
    member.size = 2**33
    archive.fileobj.write(member.tobuf(tarfile.GNU_FORMAT))  # type: ignore[union-attr]


def _sparse_tar() -> bytes:
    """A file of a terabyte that is not in the archive: GNU's sparse map says it is all holes."""
    member = tarfile.TarInfo("holes.txt")
    head = bytearray(member.tobuf(tarfile.GNU_FORMAT))
    head[156:157] = b"S"
    head[386:410] = b"00000000000\0" + b"00000000000\0"
    head[483:495] = b"\x80" + (2**40).to_bytes(11, "big")
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head[:512])
    return bytes(head) + bytes(1024)


def _feed(inner: str, doctype: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{doctype}<rss version="2.0"><channel><title>x</title>'
        f"<item><title>t</title><description>{inner}</description></item></channel></rss>"
    ).encode()


def _laughs() -> str:
    lines = ['<!ENTITY a0 "lol">'] + [
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    ]
    return f"<!DOCTYPE rss [{''.join(lines)}]>"


def _page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def _fill(unit: str, size: int = MOST) -> str:
    return unit * (size // len(unit.encode()))


def _warc(headers: str, payload: bytes, date: str = "2026-11-20T08:00:00Z") -> bytes:
    block = f"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n".encode() + payload
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://gazette.example/hostile\r\n"
        f"WARC-Date: {date}\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


PACKED = [
    *(Bomb(f"1 GB of zeros in {kind}", f"bomb.txt.{kind}", partial(_zeros, 1000, kind), False)
      for kind in ("gz", "bz2", "xz", "zst")),
    Bomb("5 GB of records in gzip", "bomb.jsonl.gz", lambda: _lines_in_gz(5000), False),
    Bomb("gzip in gzip, 30 deep", "a.gz", lambda: _nested(30, gzip.compress), False),
    Bomb("zip in zip, 30 deep", "a.zip", lambda: _nested(30, lambda x: _zip([("a.zip", x)])), False),
    Bomb("1 GB in a zip", "a.zip", lambda: _zip([("a.txt", bytes(1000 * MB))]), False),
    Bomb("a zip whose files share their bytes", "a.zip", lambda: _overlapping_zip(2000, 15), False),
    Bomb("a zip of 60,000 files", "a.zip",
         lambda: _zip([(f"{n}.txt", b"x") for n in range(60_000)], zipfile.ZIP_STORED), False),
    Bomb("a zip with paths that lead out", "a.zip",
         lambda: _zip([(name, _PROSE.encode() * 2) for name in
                       ("../../x.txt", "/etc/x.txt", "C:\\x.txt", "a\x1b[31m.txt", "\u202etxt.x")]), True),
    Bomb("a tar of links and devices", "a.tar", lambda: _tar(_links), False),
    Bomb("a tar that claims 8 GB", "a.tar", lambda: _tar(_claims_much), False),
    Bomb("a tar with a terabyte of holes", "a.tar", _sparse_tar, False),
    Bomb("zstd with a window of 2 GB", "a.zst",
         lambda: bytes.fromhex("28b52ffd00a8") + b"\x01\x00\x00", False),
]  # fmt: skip
"""Compressed and archived."""

MARKED_UP = [
    Bomb("a page of 200 MB", "a.html", lambda: _page("<p>" + _PROSE * (200 * MB // 87)), False),
    Bomb("a text of 200 MB", "a.txt", lambda: _PROSE.encode() * (200 * MB // 87), False),
    Bomb("a million tags deep", "a.html", lambda: _page("<div>" * 1_000_000 + _PROSE * 3)),
    Bomb("a million tags deep, closed", "a.html",
         lambda: _page("<b>" * 1_000_000 + _PROSE * 3 + "</b>" * 1_000_000)),
    Bomb("3 million empty tags", "a.html", lambda: _page(_fill("<p></p>"))),
    Bomb("a million links", "a.html", lambda: _page(_fill("<a href=x>y</a> "))),
    Bomb("a table of a million cells", "a.html", lambda: _page("<table><tr>" + _fill("<td>x"))),
    Bomb("an attribute of 19 MB", "a.html", lambda: _page(f"<p title='{_fill('x')}'>{_PROSE * 3}")),
    Bomb("a million attributes", "a.html",
         lambda: _page("<p " + " ".join(f"a{n}=1" for n in range(1_000_000)) + f">{_PROSE * 3}")),
    Bomb("19 MB of <", "a.html", lambda: _page(_fill("<"))),
    Bomb("19 MB of &", "a.html", lambda: _page(_fill("&amp;&"))),
    Bomb("comments that never end", "a.html", lambda: _page(_fill("<!-- "))),
    Bomb("doctypes that never end", "a.html", lambda: _fill("<!doctype x [").encode()),
    Bomb("a million meta elements", "a.html",
         lambda: _page(_PROSE * 3, _fill("<meta name=author content=x>"))),
    Bomb("JSON-LD 100,000 deep", "a.html",
         lambda: _page(f"<p>{_PROSE * 3}",
                       f"<script type='application/ld+json'>{'[' * 100_000}</script>"), True),
    Bomb("JSON-LD of 900 lists in lists", "a.html",
         lambda: _page(f"<p>{_PROSE * 3}", "<script type='application/ld+json'>"
                       + '{"@graph":[' * 450 + "]}" * 450 + "</script>"), True),
    Bomb("19 MB of prose in a page", "a.html", lambda: _page("<p>" + _fill(_PROSE))),
    Bomb("100,000 paragraphs", "a.html", lambda: _page(f"<p>{_PROSE}</p>" * 100_000)),
    Bomb("20,000 paragraphs", "a.html", lambda: _page(f"<p>{_PROSE}</p>" * 20_000), True),
    Bomb("nested tables", "a.html", lambda: _page("<table><tr><td>" * 20_000 + _PROSE * 3)),
    Bomb("a billion laughs", "a.rss", lambda: _feed("&a9;", _laughs())),
    Bomb("quadratic entities", "a.rss",
         lambda: _feed("&a;" * 50_000, f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]>')),
    Bomb("entities of other files", "a.rss",
         lambda: _feed("&f; " + _PROSE, '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>')),
    Bomb("a feed of 100,000 entries", "a.rss",
         lambda: b'<rss version="2.0"><channel>' + b"<item><title>t</title></item>" * 100_000, False),
    Bomb("a feed a million tags deep", "a.rss", lambda: _feed("<b>" * 1_000_000)),
    Bomb("a feed with 19 MB in its title", "a.rss",
         lambda: f'<rss version="2.0"><channel><item><title>{_fill("x ")}</title></item>'.encode()),
]  # fmt: skip
"""Pages and feeds."""


def _in_text(unit: str) -> Callable[[], bytes]:
    return lambda: _fill(unit).encode()


TEXTS = [
    *(Bomb(f"19 MB of {name}", "a.txt", _in_text(unit)) for name, unit in {
        "one letter": "x", "spaces": " ", "line ends": "\n", "tabs": "\t", "digits": "7", "points": ". ",
        "quotation marks": "“", "mixed quotation marks": "\"“„«'", "bylines": "By Ann Lee, ", "byline lines": "By Ann Lee\n",
        "datelines": "MINSK (Reuters) — ", "dates": "3 March 2026, 10:00 ", "addresses": "http://a.b/c ", "at signs": "a@",
        "brackets": "((", "capitals": "Aa Bb ", "combining marks": "\u0300", "right-to-left marks": "\u202e", "emoji": "😀",
        "credits": "Reporting by A B; Editing by C D\n", "long prose": _PROSE, "prose lines": _PROSE + "\n",
        "paragraphs": _PROSE + "\n\n", "dashes": "— ", "handles": "@a_b ", "pipes": "| ", "related": "Related Contents\n",
    }.items()),
    Bomb("19 MB of noise", "a.txt", lambda: os.urandom(MOST), False),
    Bomb("UTF-16 that breaks off", "a.txt", lambda: (b"\xff\xfe" + _PROSE.encode("utf-16-le") * 9)[:-1]),
    Bomb("three charsets in one text", "a.txt",
         lambda: (_PROSE * 2).encode() + "Übergröße ".encode("latin-1") * 9 + "Привет ".encode("cp1251") * 9),
]  # fmt: skip
"""Plain text."""

_DEEP = "[" * 100_000

RECORDS = [
    Bomb("JSON 100,000 lists deep", "a.json", lambda: ('{"text":' + _DEEP).encode(), False),
    Bomb("a text in 900 lists", "a.jsonl",
         lambda: ('{"text":' + "[" * 900 + json.dumps(_PROSE) + "]" * 900 + "}\n").encode()),
    Bomb("a text in 5,000 objects", "a.json",
         lambda: ('{"text":' + '{"name":' * 5000 + '"x"' + "}" * 5000 + "}").encode()),
    Bomb("a million keys", "a.json",
         lambda: json.dumps({str(n): n for n in range(1_000_000)}).encode(), False),
    Bomb("a number of 10 million digits", "a.json", lambda: b'{"text":' + b"9" * 10 * MB + b"}"),
    Bomb("19 MB that never become a value", "a.json", lambda: b'{"text": "' + b"x" * MOST, False),
    Bomb("a line of 60 MB", "a.jsonl", lambda: b'{"text": "' + b"x" * 60 * MB + b'"}\n', False),
    Bomb("200,000 empty records", "a.jsonl", lambda: b"{}\n" * 200_000, False),
    Bomb("an array of 500,000 numbers", "a.json", lambda: b"[{}" + b",1" * 500_000 + b"]", False),
    Bomb("a table of a million columns", "a.csv",
         lambda: b"title,text," + b"x," * 1_000_000 + b"\n" + b"a," * 1_000_000),
    Bomb("a table with an open quote", "a.csv", lambda: b'title,text\n"' + b"x\n" * 9 * MB),
    Bomb("a table of 300,000 empty rows", "a.csv", lambda: b"title,text\n" + b"a,\n" * 300_000, False),
    Bomb("a record whose title is 5 MB", "a.jsonl",
         lambda: json.dumps({"title": "Word " * MB, "text": _PROSE * 3}).encode(), True),
    Bomb("a record whose author is 5 MB", "a.jsonl",
         lambda: json.dumps({"author": "Ann Lee, " * (MB // 2), "text": _PROSE * 3}).encode(), True),
    Bomb("a record whose address is 5 MB", "a.jsonl",
         lambda: json.dumps({"url": "http://a.example/" + "?a=b&" * MB, "text": _PROSE * 3}).encode(), True),
    Bomb("a record whose date is 5 MB", "a.jsonl",
         lambda: json.dumps({"published_at": "2026-11-" * MB, "text": _PROSE * 3}).encode(), True),
]  # fmt: skip
"""Records and tables."""

CRAWLS = [
    Bomb("a page of 1 GB in a crawl", "a.warc",
         lambda: _warc("Content-Type: text/html\r\nContent-Encoding: gzip", _zeros(1000, "gz")), False),
    Bomb("a text in punycode in a crawl", "a.warc",
         lambda: _warc("Content-Type: text/plain; charset=punycode", b"abcdefghij" * 500_000)),
    Bomb("a text in idna in a crawl", "a.warc",
         lambda: _warc("Content-Type: text/plain; charset=idna", b"xn--abc." * 500_000)),
    Bomb("a page in unicode_escape in a crawl", "a.warc",
         lambda: _warc("Content-Type: text/html; charset=unicode_escape", _page(_PROSE * 3))),
    *(Bomb(f"a crawl of the year {date[:4]}", "a.warc",
           partial(_warc, "Content-Type: text/html", _page(f"<p>{_PROSE * 3}"), date))
      for date in ("0000-00-00T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z")),
    Bomb("a crawl that claims an exabyte", "a.warc",
         lambda: _warc("Content-Type: text/html", b"x").replace(b"Content-Length: ", b"Content-Length: 9999999999999999")),
]  # fmt: skip
"""Web archives."""

BOMBS = (*PACKED, *MARKED_UP, *TEXTS, *RECORDS, *CRAWLS)
