"""Mutated inputs: small good ones of each format, changed, cut, repeated and spliced.

An input is a function of a seed and its number, so each can be made again. What becomes of them is
watched in ``fuzz``.
"""

import bz2
import gzip
import io
import json
import random
import struct
import tarfile
import zipfile
from collections.abc import Callable
from functools import cache

import zstandard

from faults.hostile import texts
from faults.hostile.packing import warc
from faults.world import article

SENTINEL = 777
"""The number of the good article beside mutated ones."""

LONGEST = 800_000
"""Bytes of an input, before something good is put beside it."""

Change = Callable[[bytearray, random.Random], None]


def _page() -> bytes:
    one = article(1)
    ld = json.dumps(
        {"@type": "NewsArticle", "headline": one["title"], "author": {"name": "Ida Falk"}}
    )
    body = "".join(f"<p>{part}</p>" for part in one["text"].split("\n\n"))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{one["title"]}</title>'
        f'<meta property="article:published_time" content="{one["published_at"]}">'
        f'<link rel="canonical" href="{one["url"]}"><script type="application/ld+json">{ld}</script>'
        f"</head><body><article><h1>{one['title']}</h1><p class=byline>By Ida Falk</p>{body}"
        "<table><tr><td>a<td>b</table></article></body></html>"
    ).encode()


def _feed() -> bytes:
    items = "".join(
        f"<item><guid>{n}</guid><link>{article(n)['url']}</link><title>{article(n)['title']}</title>"
        f"<pubDate>Fri, 20 Nov 2026 08:0{n}:00 GMT</pubDate>"
        f"<description>&lt;p&gt;{article(n)['text'] * 3}&lt;/p&gt;</description></item>"
        for n in range(3)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>G</title>{items}</channel></rss>'.encode()


def _atom() -> bytes:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">'
        '<at:deleted-entry ref="x" when="2026-11-20T08:00:00Z"/><entry><id>1</id><title>t</title>'
        f'<content type="html">&lt;p&gt;{article(2)["text"]}</content></entry></feed>'
    ).encode()


def _crawl() -> bytes:
    return warc("Content-Type: text/html; charset=utf-8", _page()) * 2


def _archive(pack: str, content: bytes) -> bytes:
    out = io.BytesIO()
    if pack == "zip":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.html", content)
            archive.writestr("b.jsonl", json.dumps(article(5)))
        return out.getvalue()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        member = tarfile.TarInfo("a.txt")
        member.size = len(content)
        tar.addfile(member, io.BytesIO(content))
    return out.getvalue()


@cache
def seeds() -> dict[str, tuple[str, bytes]]:
    """A small good input of each format: name -> file name and bytes."""
    plain = f"{article(3)['title']}\nBy Ida Falk | Reuters\n20 November 2026\n\n{article(3)['text']}".encode()
    records = b"".join(json.dumps(article(n)).encode() + b"\n" for n in range(4))
    table = 'title,text,date\n"A","' + article(4)["text"].replace('"', '""') + '",2026-11-20\n'
    return {
        "text": ("a.txt", plain),
        "UTF-16 text": ("a.txt", plain.decode().encode("utf-16")),
        "page": ("a.html", _page()),
        "records": ("a.jsonl", records),
        "array": ("a.json", json.dumps([article(n) for n in range(3)]).encode()),
        "table": ("a.csv", table.encode()),
        "RSS": ("a.rss", _feed()),
        "Atom": ("a.atom", _atom()),
        "crawl": ("a.warc", _crawl()),
        "packed crawl": ("a.warc.gz", gzip.compress(_crawl())),
        "zip": ("a.zip", _archive("zip", _page())),
        "tar": ("a.tar.gz", _archive("tar", plain)),
        "gzip": ("a.txt.gz", gzip.compress(plain)),
        "bzip2": ("a.jsonl.bz2", bz2.compress(records)),
        "zstd": ("a.html.zst", zstandard.ZstdCompressor().compress(_page())),
    }


@cache
def _tokens() -> list[bytes]:
    words = [*texts.EVERYTHING, *texts.DATES, *texts.ADDRESSES]
    marks = (
        "<p>",
        "</p>",
        "<!--",
        "]]>",
        "<![CDATA[",
        '"',
        "\\u0000",
        "\\ud800",
        "{",
        "[",
        "]",
        "}",
        ":null,",
        "&#0;",
        "\r\n",
    )
    raw = (
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\0",
        b"\x80\x81",
        b"\xed\xa0\x80",
        b"\xc0\xaf",
        b"PK\3\4",
        b"\x1f\x8b",
        b"WARC/1.0",
    )
    return [*(word.encode("utf-8", "surrogatepass") for word in (*words, *marks)), *raw]


def _flip(data: bytearray, dice: random.Random) -> None:
    for _ in range(dice.choice((1, 2, 8, 40))):
        data[dice.randrange(len(data))] = dice.randrange(256)


def _insert(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(data))
    data[at:at] = dice.choice(_tokens()) * dice.choice((1, 1, 1, 3, 200))


def _overwrite(data: bytearray, dice: random.Random) -> None:
    token, at = dice.choice(_tokens()), dice.randrange(len(data))
    data[at : at + len(token)] = token


def _cut(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(data))
    del data[at : at + dice.choice((1, 10, 200, len(data)))]


def _repeat(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(data))
    data[at:at] = data[at : at + dice.choice((1, 20, 300))] * dice.choice((1, 5, 300))


def _number(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(data))
    data[at : at + 4] = struct.pack(
        "<I", dice.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, dice.randrange(2**32)))
    )


def _splice(data: bytearray, dice: random.Random) -> None:
    other = dice.choice([content for _, content in seeds().values()])
    at = dice.randrange(len(data))
    data[at : at + dice.randrange(400)] = other[dice.randrange(len(other)) :]


CHANGES: tuple[Change, ...] = (_flip, _insert, _insert, _overwrite, _cut, _repeat, _number, _splice)


def _beside_in_zip(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mutated", content)
        archive.writestr("z.jsonl", json.dumps(article(SENTINEL)))
    return out.getvalue()


BESIDE: dict[str, Callable[[bytes], bytes]] = {
    "records": lambda content: content + b"\n" + json.dumps(article(SENTINEL)).encode(),
    "page": _beside_in_zip,
    "RSS": _beside_in_zip,
    "crawl": _beside_in_zip,
}
"""Kinds of which a good article follows the mutated bytes: it has to be read, whatever they are."""


def input_of(seed: int, number: int) -> tuple[str, str, bytes]:
    """The format, the file name and the bytes of an input."""
    dice = random.Random(seed * 1_000_003 + number)  # noqa: S311
    kind = dice.choice(list(seeds()))
    name, content = seeds()[kind]
    data = bytearray(content)
    for _ in range(dice.choice((1, 1, 2, 4, 8))):
        dice.choice(CHANGES)(data, dice)
        if not data:
            data = bytearray(b" ")
    packed = bytes(data[:LONGEST])
    if kind in BESIDE:
        packed = BESIDE[kind](packed)
    elif dice.random() < 0.1:
        packed, name = gzip.compress(packed, 1), f"{name}.gz"
    return kind, name, packed
