"""Feeds and pages from a real server on this machine, into a real log."""

from pathlib import Path

import pytest

from ingest.event_log import EventLog
from ingest.intake import IngestOptions, IngestSummary, ingest
from ingest.sources import SourceRegistry

STORY = "<p>The council voted on Monday to close the old bridge for two years.</p>" * 8
HTML = {"Content-Type": "text/html"}
XML = {"Content-Type": "application/rss+xml", "ETag": '"feed"'}


def page(text: str) -> bytes:
    return (
        f"<html><head><title>T</title></head><body><article>{text}</article></body></html>".encode()
    )


@pytest.fixture
def take(tmp_path: Path, server):
    log = EventLog(tmp_path / "ledger.duckdb")

    def _take(location: str, **options) -> IngestSummary:
        summary = ingest(
            [location if "://" in location or Path(location).exists() else server.base + location],
            log=log,
            registry=SourceRegistry([]),
            options=IngestOptions(
                allow_private=True, http_state=tmp_path / "work" / "http.json", **options
            ),
        )
        assert log.verify().ok
        return summary

    _take.log = log
    return _take


def feed(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>F</title>{''.join(items)}</channel></rss>".encode()


def conditional(body: bytes, headers: dict[str, str]):
    def answer(asked: dict[str, str]):
        same = asked.get("If-None-Match") == headers["ETag"]
        return (304, {}, b"") if same else (200, headers, body)

    return answer


def test_a_page_is_an_article_with_its_address_and_time(take, server):
    server.answers["/1"] = [(200, HTML, page(STORY))]
    assert take("/1").new == 1
    [row] = [
        row
        for batch in take.log.read(event_types=("ArticleObserved",))
        for row in batch.to_pylist()
    ]
    assert f'"url":"{server.base}/1"' in row["payload"]
    assert '"observed_at":"20' in row["payload"]
    assert take("/1").unchanged == 1


def test_a_feed_gives_its_entries_and_the_pages_of_its_teasers(take, server):
    base = server.base
    items = [
        f"<item><title>Whole</title><link>{base}/whole</link><guid>g1</guid>"
        f"<description><![CDATA[{STORY * 3}]]></description></item>",
        f"<item><title>Teaser</title><link>{base}/page</link><pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate></item>",
        f"<item><title>Gone</title><link>{base}/gone</link></item>",
        f"<item><title>Secret</title><link>{base}/secret/1</link></item>",
    ]
    server.answers["/feed"] = conditional(feed(*items), XML)
    server.answers["/page"] = conditional(
        page(STORY + "<p>From the page.</p>"), {**HTML, "ETag": '"p"'}
    )
    server.answers["/robots.txt"] = [(200, {}, b"User-agent: *\nDisallow: /secret/")]
    summary = take("/feed")
    assert (summary.new, summary.quarantined, summary.total) == (2, 2, 4)
    assert {f.reason_code for f in summary.quarantine} == {"unreachable", "robots_disallowed"}
    titles = {
        row["payload"].partition('"title":"')[2].partition('"')[0]
        for batch in take.log.read(event_types=("ArticleObserved",))
        for row in batch.to_pylist()
    }
    assert titles == {"Whole", "Teaser"}
    again = take("/feed")
    # an entry failed, so the feed is read in full again; the page itself is unchanged
    assert (again.unchanged, again.quarantined) == (2, 2)
    assert [path for path, _ in server.asked].count("/whole") == 0


def test_an_unchanged_feed_costs_one_request(take, server):
    server.answers["/feed"] = conditional(
        feed(f"<item><link>{server.base}/page</link></item>"), XML
    )
    server.answers["/page"] = [(200, HTML, page(STORY))]
    assert take("/feed").new == 1
    asked = len(server.paths())
    assert take("/feed").unchanged == 1
    assert server.paths()[asked:] == ["/feed"]


def test_an_entry_that_failed_is_tried_again_although_the_feed_is_unchanged(take, server):
    server.answers["/feed"] = conditional(
        feed(f"<item><link>{server.base}/page</link></item>"), XML
    )
    assert take("/feed").quarantined == 1
    server.answers["/page"] = [(200, HTML, page(STORY))]
    assert take("/feed").new == 1


def test_links_are_not_followed_when_that_is_off(take, server, tmp_path):
    (tmp_path / "feed.xml").write_bytes(feed(f"<item><link>{server.base}/page</link></item>"))
    assert take(str(tmp_path / "feed.xml"), follow_links=False).quarantined == 1
    assert not server.asked
    server.answers["/page"] = [(200, HTML, page(STORY))]
    assert take(str(tmp_path / "feed.xml")).new == 1


def test_a_teaser_whose_link_is_no_page_is_refused(take, server):
    server.answers["/feed"] = [(200, {}, feed(f"<item><link>{server.base}/pdf</link></item>"))]
    server.answers["/pdf"] = [(200, {}, b"%PDF-1.7")]
    assert take("/feed").quarantine[0].reason_code == "unknown_format"


def test_what_cannot_be_fetched_is_refused_with_its_reason(take, server):
    assert take("/nothing").quarantine[0].reason_code == "unreachable"
    assert take("ftp://a.example/x").quarantine[0].reason_code == "unreachable"


def test_a_table_of_articles_behind_an_address(take, server):
    server.answers["/a.jsonl"] = [
        (200, {}, b'{"id":"1","text":"One text with more than five words."}\n')
    ]
    assert take("/a.jsonl").new == 1


def test_a_page_that_is_gone_takes_its_article_back(server, take) -> None:
    gone = [(200, HTML, page(STORY)), (410, HTML, b"")]
    server.answers = {"/known": gone, "/unknown": [(410, HTML, b"")], "/lost": [(404, HTML, b"")]}
    assert take("/known").new == 1
    assert take("/known").withdrawn == 1
    assert take("/known").unchanged == 1
    [withdrawn] = [
        payload
        for batch in take.log.read(event_types=["ArticleWithdrawn"])
        for payload in batch["payload"].to_pylist()
    ]
    assert '"pub_status":"canceled"' in withdrawn and '"reason":"410 Gone"' in withdrawn
    for path, detail in (("/unknown", "410 Gone"), ("/lost", "404 Not Found")):
        [refused] = take(path).quarantine
        assert (refused.reason_code, refused.detail) == ("unreachable", detail)


def test_a_feed_whose_page_is_gone_takes_its_article_back(server, take) -> None:
    item = f"<item><guid>g1</guid><title>T</title><link>{server.base}/a</link></item>"
    feed = f"<rss version='2.0'><channel><title>F</title>{item}</channel></rss>".encode()
    server.answers = {
        "/feed": [(200, {"Content-Type": "application/rss+xml"}, feed)],
        "/a": [(200, HTML, page(STORY)), (410, HTML, b"")],
    }
    assert take("/feed").new == 1
    assert take("/feed").withdrawn == 1


def test_an_article_that_moved_is_still_the_same(server, take) -> None:
    """With another text it is another article: what is gone is sent to front pages, too."""
    moved = (301, {"Location": "/new"}, b"")
    server.answers = {
        "/old": [(200, HTML, page(STORY)), moved],
        "/new": [(200, HTML, page(STORY)), (200, HTML, page(STORY + "<p>All the news.</p>"))],
    }
    assert take("/old").new == 1
    assert take("/old").unchanged == 1
    assert take("/old").new == 1
