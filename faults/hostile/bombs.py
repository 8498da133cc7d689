"""Named inputs that are large, deep or slow by design: each a file with the bytes that a stranger would send.

How such bytes are made belongs in ``packing``, what must become of them in ``reading``.
"""

import gzip
import json
import os
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from faults.hostile.packing import (
    MB,
    MOST,
    PROSE,
    claims_much,
    feed,
    fill,
    laughs,
    lines_in_gz,
    links,
    nested,
    overlapping_zip,
    page,
    sparse_tar,
    tar_of,
    warc,
    zeros,
    zip_of,
)


@dataclass(frozen=True, slots=True)
class Bomb:
    """One input; ``is_read`` says what has to become of it, None that either will do."""

    name: str
    filename: str
    make: Callable[[], bytes]
    is_read: bool | None = None


PACKED = [
    *(Bomb(f"1 GB of zeros in {kind}", f"bomb.txt.{kind}", partial(zeros, 1000, kind), False)
      for kind in ("gz", "bz2", "xz", "zst")),
    Bomb("5 GB of records in gzip", "bomb.jsonl.gz", lambda: lines_in_gz(5000), False),
    Bomb("gzip in gzip, 30 deep", "a.gz", lambda: nested(30, gzip.compress), False),
    Bomb("zip in zip, 30 deep", "a.zip", lambda: nested(30, lambda x: zip_of([("a.zip", x)])), False),
    Bomb("1 GB in a zip", "a.zip", lambda: zip_of([("a.txt", bytes(1000 * MB))]), False),
    Bomb("a zip whose files share their bytes", "a.zip", lambda: overlapping_zip(2000, 15), False),
    Bomb("a zip of 60,000 files", "a.zip",
         lambda: zip_of([(f"{n}.txt", b"x") for n in range(60_000)], zipfile.ZIP_STORED), False),
    Bomb("a zip with paths that lead out", "a.zip",
         lambda: zip_of([(name, PROSE.encode() * 2) for name in
                       ("../../x.txt", "/etc/x.txt", "C:\\x.txt", "a\x1b[31m.txt", "\u202etxt.x")]), True),
    Bomb("a tar of links and devices", "a.tar", lambda: tar_of(links), False),
    Bomb("a tar that claims 8 GB", "a.tar", lambda: tar_of(claims_much), False),
    Bomb("a tar with a terabyte of holes", "a.tar", sparse_tar, False),
    Bomb("zstd with a window of 2 GB", "a.zst",
         lambda: bytes.fromhex("28b52ffd00a8") + b"\x01\x00\x00", False),
]  # fmt: skip
"""Compressed and archived."""

MARKED_UP = [
    Bomb("a page of 200 MB", "a.html", lambda: page("<p>" + PROSE * (200 * MB // 87)), False),
    Bomb("a text of 200 MB", "a.txt", lambda: PROSE.encode() * (200 * MB // 87), False),
    Bomb("a million tags deep", "a.html", lambda: page("<div>" * 1_000_000 + PROSE * 3)),
    Bomb("a million tags deep, closed", "a.html",
         lambda: page("<b>" * 1_000_000 + PROSE * 3 + "</b>" * 1_000_000)),
    Bomb("3 million empty tags", "a.html", lambda: page(fill("<p></p>"))),
    Bomb("a million links", "a.html", lambda: page(fill("<a href=x>y</a> "))),
    Bomb("a table of a million cells", "a.html", lambda: page("<table><tr>" + fill("<td>x"))),
    Bomb("an attribute of 19 MB", "a.html", lambda: page(f"<p title='{fill('x')}'>{PROSE * 3}")),
    Bomb("a million attributes", "a.html",
         lambda: page("<p " + " ".join(f"a{n}=1" for n in range(1_000_000)) + f">{PROSE * 3}")),
    Bomb("19 MB of <", "a.html", lambda: page(fill("<"))),
    Bomb("19 MB of &", "a.html", lambda: page(fill("&amp;&"))),
    Bomb("comments that never end", "a.html", lambda: page(fill("<!-- "))),
    Bomb("doctypes that never end", "a.html", lambda: fill("<!doctype x [").encode()),
    Bomb("a million meta elements", "a.html",
         lambda: page(PROSE * 3, fill("<meta name=author content=x>"))),
    Bomb("JSON-LD 100,000 deep", "a.html",
         lambda: page(f"<p>{PROSE * 3}",
                       f"<script type='application/ld+json'>{'[' * 100_000}</script>"), True),
    Bomb("JSON-LD of 900 lists in lists", "a.html",
         lambda: page(f"<p>{PROSE * 3}", "<script type='application/ld+json'>"
                       + '{"@graph":[' * 450 + "]}" * 450 + "</script>"), True),
    Bomb("19 MB of prose in a page", "a.html", lambda: page("<p>" + fill(PROSE))),
    Bomb("100,000 paragraphs", "a.html", lambda: page(f"<p>{PROSE}</p>" * 100_000)),
    Bomb("20,000 paragraphs", "a.html", lambda: page(f"<p>{PROSE}</p>" * 20_000), True),
    Bomb("nested tables", "a.html", lambda: page("<table><tr><td>" * 20_000 + PROSE * 3)),
    Bomb("a billion laughs", "a.rss", lambda: feed("&a9;", laughs())),
    Bomb("quadratic entities", "a.rss",
         lambda: feed("&a;" * 50_000, f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]>')),
    Bomb("entities of other files", "a.rss",
         lambda: feed("&f; " + PROSE, '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>')),
    Bomb("a feed of 100,000 entries", "a.rss",
         lambda: b'<rss version="2.0"><channel>' + b"<item><title>t</title></item>" * 100_000, False),
    Bomb("a feed a million tags deep", "a.rss", lambda: feed("<b>" * 1_000_000)),
    Bomb("a feed with 19 MB in its title", "a.rss",
         lambda: f'<rss version="2.0"><channel><item><title>{fill("x ")}</title></item>'.encode()),
]  # fmt: skip
"""Pages and feeds."""


def _in_text(unit: str) -> Callable[[], bytes]:
    return lambda: fill(unit).encode()


TEXTS = [
    *(Bomb(f"19 MB of {name}", "a.txt", _in_text(unit)) for name, unit in {
        "one letter": "x", "spaces": " ", "line ends": "\n", "tabs": "\t", "digits": "7", "points": ". ",
        "quotation marks": "“", "mixed quotation marks": "\"“„«'", "bylines": "By Ann Lee, ", "byline lines": "By Ann Lee\n",
        "datelines": "MINSK (Reuters) — ", "dates": "3 March 2026, 10:00 ", "addresses": "http://a.b/c ", "at signs": "a@",
        "brackets": "((", "capitals": "Aa Bb ", "combining marks": "\u0300", "right-to-left marks": "\u202e", "emoji": "😀",
        "credits": "Reporting by A B; Editing by C D\n", "long prose": PROSE, "prose lines": PROSE + "\n",
        "paragraphs": PROSE + "\n\n", "dashes": "— ", "handles": "@a_b ", "pipes": "| ", "related": "Related Contents\n",
    }.items()),
    Bomb("19 MB of noise", "a.txt", lambda: os.urandom(MOST), False),
    Bomb("UTF-16 that breaks off", "a.txt", lambda: (b"\xff\xfe" + PROSE.encode("utf-16-le") * 9)[:-1]),
    Bomb("three charsets in one text", "a.txt",
         lambda: (PROSE * 2).encode() + "Übergröße ".encode("latin-1") * 9 + "Привет ".encode("cp1251") * 9),
]  # fmt: skip
"""Plain text."""

_DEEP = "[" * 100_000

RECORDS = [
    Bomb("JSON 100,000 lists deep", "a.json", lambda: ('{"text":' + _DEEP).encode(), False),
    Bomb("a text in 900 lists", "a.jsonl",
         lambda: ('{"text":' + "[" * 900 + json.dumps(PROSE) + "]" * 900 + "}\n").encode()),
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
         lambda: json.dumps({"title": "Word " * MB, "text": PROSE * 3}).encode(), True),
    Bomb("a record whose author is 5 MB", "a.jsonl",
         lambda: json.dumps({"author": "Ann Lee, " * (MB // 2), "text": PROSE * 3}).encode(), True),
    Bomb("a record whose address is 5 MB", "a.jsonl",
         lambda: json.dumps({"url": "http://a.example/" + "?a=b&" * MB, "text": PROSE * 3}).encode(), True),
    Bomb("a record whose date is 5 MB", "a.jsonl",
         lambda: json.dumps({"published_at": "2026-11-" * MB, "text": PROSE * 3}).encode(), True),
]  # fmt: skip
"""Records and tables."""

CRAWLS = [
    Bomb("a page of 1 GB in a crawl", "a.warc",
         lambda: warc("Content-Type: text/html\r\nContent-Encoding: gzip", zeros(1000, "gz")), False),
    Bomb("a text in punycode in a crawl", "a.warc",
         lambda: warc("Content-Type: text/plain; charset=punycode", b"abcdefghij" * 500_000)),
    Bomb("a text in idna in a crawl", "a.warc",
         lambda: warc("Content-Type: text/plain; charset=idna", b"xn--abc." * 500_000)),
    Bomb("a page in unicode_escape in a crawl", "a.warc",
         lambda: warc("Content-Type: text/html; charset=unicode_escape", page(PROSE * 3))),
    *(Bomb(f"a crawl of the year {date[:4]}", "a.warc",
           partial(warc, "Content-Type: text/html", page(f"<p>{PROSE * 3}"), date))
      for date in ("0000-00-00T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z")),
    Bomb("a crawl that claims an exabyte", "a.warc",
         lambda: warc("Content-Type: text/html", b"x").replace(b"Content-Length: ", b"Content-Length: 9999999999999999")),
]  # fmt: skip
"""Web archives."""

BOMBS = (*PACKED, *MARKED_UP, *TEXTS, *RECORDS, *CRAWLS)
