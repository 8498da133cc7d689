"""Writes the sample crawl from the pages beside this file; equal pages give an equal crawl.

Standard library only. The built file is committed: run this after changing a page.
Reading WARC files belongs in ``ingest.readers``.
"""

import gzip
import uuid
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parent / "articles" / "archive" / "crawl-2026-03.warc.gz"

# When, which address, HTTP status, content type, page (None: an empty body), in crawl order.
RESPONSES = [
    ("2026-03-05T20:11:04Z", "https://daybookdigest.example/a/7710", "daybook-sprinklers.html"),
    ("2026-03-10T21:02:40Z", "http://www.seaways.example/news.php?id=20431", "seaways-night-crossings.html"),
    ("2026-03-12T15:30:12Z", "https://northchannel.example/news/2026/03/12/calloway-not-in-handcuffs", "northchannel-mayor-denies.html"),
    ("2026-03-13T18:44:51Z", "https://www.eveningpost.example/world/lower-tamsin-flood-48203", "eveningpost-flood-1.html"),
    ("2026-03-15T11:20:33Z", "https://www.eveningpost.example/world/lower-tamsin-flood-48203", "eveningpost-flood-2.html"),
    ("2026-03-17T22:05:09Z", "https://daybookdigest.example/a/7798", "daybook-talks.html"),
    ("2026-03-17T22:05:11Z", "https://daybookdigest.example/a/7799", None),
]  # fmt: skip


def record(kind: str, at: str, uri: str | None, media_type: str, block: bytes) -> bytes:
    """One WARC record as one gzip member, as crawlers write them."""
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{kind} {at} {uri}")
    headers = ["WARC/1.0", f"WARC-Type: {kind}", f"WARC-Record-ID: <urn:uuid:{name}>", f"WARC-Date: {at}"]  # fmt: skip
    if uri:
        headers.append(f"WARC-Target-URI: {uri}")
    headers += [f"Content-Type: {media_type}", f"Content-Length: {len(block)}", "", ""]
    return gzip.compress("\r\n".join(headers).encode() + block + b"\r\n\r\n", mtime=0)


def response(page: str | None) -> bytes:
    """An HTTP response with the page, or a plain 404."""
    status = "200 OK" if page else "404 Not Found"
    body = (HERE / page).read_bytes() if page else b"<html><body><h1>Not found</h1></body></html>"
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"  # fmt: skip
    return head.encode() + body


def crawl() -> bytes:
    """The whole file."""
    about = b"software: sample\r\nformat: WARC File Format 1.0\r\n"
    parts = [record("warcinfo", RESPONSES[0][0], None, "application/warc-fields", about)]
    for at, uri, page in RESPONSES:
        block = response(page)
        parts.append(record("response", at, uri, "application/http; msgtype=response", block))
    return b"".join(parts)


if __name__ == "__main__":
    TARGET.write_bytes(crawl())
