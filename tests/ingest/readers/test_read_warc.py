"""Crawls: pages with status 200 are documents, whatever else a crawl holds is passed over."""

import gzip

from ingest.documents import RawDocument

PAGE = b"<html><p>" + b"Word " * 30 + b"</p></html>"


def record(
    url: str = "https://a.example/1",
    body: bytes = PAGE,
    status: str = "200 OK",
    headers: str = "Content-Type: text/html; charset=iso-8859-2\r\n",
    kind: str = "response",
    date: str = "2020-01-02T03:04:05Z",
) -> bytes:
    http = f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + body
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(http)}\r\n\r\n"
    ).encode() + http + b"\r\n\r\n"  # fmt: skip


def test_a_page_comes_with_its_address_charset_and_time(only):
    found = only(record(), "crawl.warc")
    assert (found.content, found.reader, found.charset) == (PAGE, "warc", "iso-8859-2")
    assert found.fields["url"] == "https://a.example/1"
    assert found.observed_at.isoformat() == "2020-01-02T03:04:05+00:00"
    assert found.retrieved_from == "crawl.warc#0"


def test_compressed_record_by_record_or_as_a_whole(read):
    records = [record(), record("https://a.example/2")]
    by_record = b"".join(map(gzip.compress, records))
    names = [f.retrieved_from for f in read(by_record, "c.warc.gz")]
    assert names == ["c.warc.gz#0", f"c.warc.gz#{len(gzip.compress(records[0]))}"]
    assert len(read(gzip.compress(b"".join(records)), "anything")) == 2


def test_what_is_no_page_is_passed_over(read):
    assert not read(
        record(status="301 Moved")
        + record(status="404 Not Found")
        + record(kind="request")
        + record(headers="Content-Type: image/png\r\n")
        + record("https://a.example/robots.txt", headers="Content-Type: text/plain\r\n")
    )


def test_encodings_of_the_transfer_are_undone(only):
    headers = "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"
    assert only(record(body=gzip.compress(PAGE), headers=headers)).content == PAGE


def test_a_broken_record_does_not_stop_the_next(read):
    headers = "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"
    broken, good = read(
        record(body=gzip.compress(PAGE)[:20] + b"x" * 20, headers=headers) + record()
    )
    assert broken.reason_code == "malformed"
    assert good.content == PAGE


def test_a_truncated_crawl_gives_what_is_there_and_one_refusal(read):
    whole = record() + record("https://a.example/2")
    packed = gzip.compress(record()) + gzip.compress(record("https://a.example/2"))
    for content in (whole[:-40], packed[:-40], whole + b"garbage garbage\r\n\r\n"):
        *good, broken = read(content, "c.warc.gz")
        assert all(isinstance(f, RawDocument) for f in good) and good
        assert broken.reason_code == "malformed"


def test_a_record_that_claims_to_be_huge_is_not_allocated(read):
    claimed = record().replace(b"Content-Length: ", b"Content-Length: 99999999999", 1)
    [found] = read(claimed)
    assert found.reason_code == "too_large"


def test_a_feed_in_a_crawl_gives_its_whole_entries_only(read):
    feed = b"""<rss version="2.0"><channel><item><link>https://a.example/1</link></item>
      <item><description>No link, all there is.</description></item></channel></rss>"""
    [found] = read(record(body=feed, headers="Content-Type: text/xml\r\n"))
    assert found.fields["html"] == "No link, all there is."
