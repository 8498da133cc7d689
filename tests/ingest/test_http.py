"""Fetching from a real server on this machine: limits, retries, robots, conditional requests."""

import gzip
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from ingest.errors import FetchFailed, UnreadableInput
from ingest.http import Fetcher, HttpOptions, open_fetcher
from ingest.http_guard import is_public
from ingest.http_memory import Memory

Answer = tuple[int, dict[str, str], bytes]


@pytest.fixture
def naps() -> list[float]:
    return []


@pytest.fixture
def fetcher(naps: list[float]) -> Iterator[Fetcher]:
    options = HttpOptions(
        allow_private=True, max_bytes=100_000, read_seconds=0.5, connect_seconds=2
    )
    fetcher = Fetcher(options, sleep=naps.append)
    yield fetcher
    fetcher.close()


HTML = {"Content-Type": "text/html; charset=iso-8859-2"}


def test_a_page_comes_with_its_type_charset_and_time(server, fetcher):
    server.answers["/a"] = [(200, HTML, b"<html>x")]
    found = fetcher.fetch(f"{server.base}/a")
    assert (found.content, found.media_type, found.charset) == (
        b"<html>x",
        "text/html",
        "iso-8859-2",
    )
    assert found.fetched_at.tzinfo is not None
    assert server.asked[-1][1]["User-Agent"].startswith("newsledger/")


def test_an_unchanged_page_is_not_sent_again(server, fetcher):
    def page(headers: dict[str, str]) -> Answer:
        if headers.get("If-None-Match") == '"1"':
            assert headers["If-Modified-Since"] == "Mon, 02 Mar 2026 10:00:00 GMT"
            return 304, {}, b""
        return 200, {"ETag": '"1"', "Last-Modified": "Mon, 02 Mar 2026 10:00:00 GMT"}, b"text"

    server.answers["/a"] = page
    assert fetcher.fetch(f"{server.base}/a").content == b"text"
    assert fetcher.fetch(f"{server.base}/a").content is None
    fetcher.memory.forget(f"{server.base}/a")
    assert fetcher.fetch(f"{server.base}/a").content == b"text"


def test_the_memory_survives_a_run_but_not_a_lost_log(tmp_path):
    path = tmp_path / "work" / "http.json"
    memory = Memory()
    memory.note("https://a.example/", {"etag": "1"})
    memory.save(path, log_position=10)
    assert Memory.load(path, 10).headers("https://a.example/") == {"If-None-Match": "1"}
    assert open_fetcher(HttpOptions(), path, 11).memory.validators
    assert not Memory.load(path, 9).validators
    path.write_bytes(b'{"validators": [')
    assert not Memory.load(path, 10).validators
    path.write_bytes(b'{"log_position": 1, "validators": [1]}')
    assert not Memory.load(path, 10).validators


def test_missing_is_final_and_trouble_is_tried_again(server, fetcher, naps):
    server.answers["/a"] = [(500, {}, b""), (503, {}, b""), (200, HTML, b"here")]
    assert fetcher.fetch(f"{server.base}/a").content == b"here"
    assert naps == [1.0, 2.0]
    with pytest.raises(UnreadableInput, match="404"):
        fetcher.fetch(f"{server.base}/b")
    assert server.paths().count("/b") == 1


def test_trouble_that_stays_is_a_failed_fetch(server, fetcher):
    server.answers["/a"] = [(502, {}, b"")]
    with pytest.raises(FetchFailed, match="502"):
        fetcher.fetch(f"{server.base}/a")
    assert len(server.paths()) == 3


def test_retry_after_is_honoured_unless_it_is_too_long(server, fetcher, naps):
    server.answers["/a"] = [(429, {"Retry-After": "7"}, b""), (200, HTML, b"here")]
    assert fetcher.fetch(f"{server.base}/a").content == b"here"
    assert naps == [7.0]
    server.answers["/b"] = [(429, {"Retry-After": "Fri, 31 Dec 2100 00:00:00 GMT"}, b"")]
    with pytest.raises(FetchFailed):
        fetcher.fetch(f"{server.base}/b")
    assert server.paths().count("/b") == 1 and naps == [7.0]


def test_a_slow_server_is_given_up(server, naps):
    def slow(_: dict[str, str]) -> Answer:
        time.sleep(0.6)
        return 200, HTML, b"late"

    server.answers["/a"] = slow
    options = HttpOptions(allow_private=True, read_seconds=0.1, attempts=2)
    fetcher = Fetcher(options, sleep=naps.append)
    with pytest.raises(FetchFailed):
        fetcher.fetch(f"{server.base}/a")
    asked = len(server.paths())
    with pytest.raises(FetchFailed):
        fetcher.fetch(f"{server.base}/other")
    assert (asked, len(server.paths())) == (2, 2)  # a host that does not answer is left alone
    fetcher.close()


def test_too_large_is_refused_also_when_it_is_packed(server, fetcher):
    server.answers["/a"] = [(200, HTML, b"x" * 100_001)]
    packed = {**HTML, "Content-Encoding": "gzip"}
    server.answers["/b"] = [(200, packed, gzip.compress(b"x" * 100_001))]
    server.answers["/c"] = [(200, packed, gzip.compress(b"<html>small"))]
    for path in ("/a", "/b"):
        with pytest.raises(UnreadableInput) as caught:
            fetcher.fetch(f"{server.base}{path}")
        assert caught.value.reason_code == "too_large"
    assert fetcher.fetch(f"{server.base}/c").content == b"<html>small"


def test_a_broken_encoding_of_the_transfer_is_malformed(server, fetcher):
    server.answers["/a"] = [(200, {**HTML, "Content-Encoding": "gzip"}, b"no gzip at all")]
    with pytest.raises(UnreadableInput) as caught:
        fetcher.fetch(f"{server.base}/a")
    assert caught.value.reason_code == "malformed"


def test_redirects_are_followed_and_loops_are_left(server, fetcher):
    server.answers["/a"] = [(302, {"Location": "/b"}, b"")]
    server.answers["/b"] = [(301, {"Location": f"{server.base}/c"}, b"")]
    server.answers["/c"] = [(200, HTML, b"here")]
    found = fetcher.fetch(f"{server.base}/a")
    assert (found.url, found.content) == (f"{server.base}/c", b"here")
    server.answers["/loop"] = [(302, {"Location": "/loop"}, b"")]
    with pytest.raises(UnreadableInput, match="redirects"):
        fetcher.fetch(f"{server.base}/loop")
    server.answers["/out"] = [(302, {"Location": "file:///etc/passwd"}, b"")]
    with pytest.raises(UnreadableInput):
        fetcher.fetch(f"{server.base}/out")


def test_robots_are_obeyed_and_asked_once(server, fetcher, naps):
    robots = b"User-agent: *\nDisallow: /private\nCrawl-delay: 3\n"
    server.answers["/robots.txt"] = [(200, {}, robots)]
    server.answers["/a"] = [(200, HTML, b"here")]
    server.answers["/to-private"] = [(302, {"Location": "/private/x"}, b"")]
    assert fetcher.fetch(f"{server.base}/a").content == b"here"
    for path in ("/private/x", "/to-private"):
        with pytest.raises(UnreadableInput) as caught:
            fetcher.fetch(f"{server.base}{path}")
        assert caught.value.reason_code == "robots_disallowed"
    assert [path for path, _ in server.asked].count("/robots.txt") == 1
    assert "/private/x" not in server.paths()
    assert naps and all(2 < nap <= 3 for nap in naps)


def test_robots_in_trouble_mean_not_now(server, fetcher):
    server.answers["/robots.txt"] = [(503, {}, b"")]
    with pytest.raises(FetchFailed, match=r"robots\.txt"):
        fetcher.fetch(f"{server.base}/a")
    assert not server.paths()


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://a.example/x",
        "gopher://a.example",
        "http://",
        "http://[::1",
        "data:,x",
    ],
)
def test_only_web_addresses_are_fetched(fetcher, url):
    with pytest.raises(UnreadableInput):
        fetcher.fetch(url)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_addresses_of_the_own_network_are_refused(server, host):
    url = server.base.replace("127.0.0.1", host) + "/a"
    fetcher = Fetcher(HttpOptions(attempts=1))
    with pytest.raises((UnreadableInput, FetchFailed)) as caught:
        fetcher.fetch(url)
    assert not server.asked
    if host != "[::ffff:127.0.0.1]":
        assert "not a public address" in str(caught.value)
    fetcher.close()


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.0.9",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "192.0.0.170",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1%lo",
        "fc00::1",
        "fd00:ec2::254",
        "fec0::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:a9fe:a9fe",
        "::127.0.0.1",
        "::a00:1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::a00:1",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::",
        "2001:0:7f00:1::",
        "2001:db8::1",
    ],
)
def test_no_private_address_is_public_in_any_disguise(address):
    assert not is_public(address)


def test_addresses_of_the_internet_are_public():
    assert all(
        map(is_public, ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::1"])
    )


@pytest.mark.parametrize("host", ["127.1", "0x7f000001", "0177.0.0.1", "0", "１２７.0.0.1", "[::]"])
def test_other_ways_to_write_an_address_lead_nowhere(server, host):
    fetcher = Fetcher(HttpOptions(attempts=1))
    with pytest.raises((UnreadableInput, FetchFailed)):
        fetcher.fetch(server.base.replace("127.0.0.1", host) + "/a")
    assert not server.asked
    fetcher.close()


def test_a_redirect_into_the_own_network_is_refused(server, monkeypatch):
    """The guard looks at the address that is connected to, at every step."""
    import ingest.http_guard as guard

    seen: list[str] = []

    def addresses(host: str, port: int) -> list[str]:
        seen.append(host)
        if host == "inside.example":
            raise guard.Refused(f"{host} is at 10.0.0.1, which is not a public address")
        return ["127.0.0.1"]

    monkeypatch.setattr(guard, "_public_addresses", addresses)
    port = server.base.rpartition(":")[2]
    server.answers["/a"] = [(302, {"Location": f"http://inside.example:{port}/b"}, b"")]
    fetcher = Fetcher(replace(HttpOptions(), attempts=1))
    with pytest.raises(UnreadableInput, match="not a public address"):
        fetcher.fetch(f"http://outside.example:{port}/a")
    assert seen[-1] == "inside.example" and server.paths() == ["/a"]
    fetcher.close()
