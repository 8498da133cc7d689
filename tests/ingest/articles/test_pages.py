"""Web pages: text, metadata of every kind, charsets, and hostile markup."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from ferry_report import PARAGRAPHS

from ingest.documents import ParsedArticle
from ingest.errors import UnreadableInput

Parse = Callable[..., ParsedArticle]
LINKED_DATA = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "@id": "#org", "name": "Harbour Post"},
        {
            "@type": ["NewsArticle"], "headline": "Old ferry to sail again", "inLanguage": "en",
            "datePublished": "2021-03-04T09:30:00+01:00", "dateModified": "2021-03-05T10:00:00+01:00",
            "author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Bo Kim"}],
            "publisher": {"@id": "#org"},
        },
    ],
}  # fmt: skip


def page(
    head: str = "", top: str = "<h1>Old ferry to sail again</h1>", charset: str = "utf-8"
) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f"<!DOCTYPE html><html lang='en-GB'><head><meta charset='{charset}'>"
        f"<title>Old ferry to sail again | Harbour Post</title>{head}</head><body>"
        "<nav><a href='/'>Home</a><a href='/news'>News</a></nav>"
        f"<article>{top}<div class='share'><a href='#'>Share on Facebook</a></div>{body}"
        "<p>Follow us on Twitter @HarbourPost</p></article>"
        "<aside><h3>Most read</h3><a href='/1'>Islands ask for a bridge</a></aside>"
        "<footer>© 2021 Harbour Post. All rights reserved.</footer></body></html>"
    )


def linked(data: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


def test_the_body_is_the_article_without_title_and_prompts(parse_page: Parse) -> None:
    article = parse_page(page())
    assert article.body_text.split("\n\n") == PARAGRAPHS
    assert (article.title, article.title_method) == ("Old ferry to sail again", "heading")


def test_linked_data_states_authors_times_and_publisher(parse_page: Parse) -> None:
    article = parse_page(page(linked(LINKED_DATA)))
    assert (article.author, article.author_method) == ("Ann Lee, Bo Kim", "json_ld")
    assert article.published.value == datetime(2021, 3, 4, 8, 30, tzinfo=UTC)
    assert (article.published.precision, article.published.method) == ("second", "json_ld")
    assert article.modified.value == datetime(2021, 3, 5, 9, 0, tzinfo=UTC)
    assert (article.outlet.source_id, article.outlet.method) == ("harbour-post", "metadata")


def test_open_graph_states_what_linked_data_does_not(parse_page: Parse) -> None:
    article = parse_page(
        page(
            "<meta property='og:title' content='Old ferry to sail again – Harbour Post'>"
            "<meta property='og:site_name' content='Harbour Post'>"
            "<meta property='article:published_time' content='2021-03-04'>"
            "<meta name='author' content='By Ann Lee'>"
            "<link rel='canonical' href='https://harbourpost.example/news/ferry?utm_medium=x#top'>"
        ),
        url="https://m.harbourpost.example/news/ferry?amp",
    )
    assert article.title == "Old ferry to sail again"
    assert article.author == "Ann Lee"
    assert (article.published.value, article.published.precision) == (
        datetime(2021, 3, 4, tzinfo=UTC),
        "day",
    )
    assert article.canonical_url == "https://harbourpost.example/news/ferry"
    assert (article.outlet.source_id, article.outlet.name) == (
        "harbourpost.example",
        "Harbour Post",
    )


def test_microdata_is_read(parse_page: Parse) -> None:
    top = (
        "<h1 itemprop='headline'>Old ferry to sail again</h1><span itemprop='author'>Ann Lee</span>"
        "<time itemprop='datePublished' datetime='2021-03-04T09:30:00Z'>Thursday</time>"
    )
    article = parse_page(page(top=top))
    assert article.author == "Ann Lee"
    assert article.published.value == datetime(2021, 3, 4, 9, 30, tzinfo=UTC)


def test_a_visible_byline_is_the_last_resort(parse_page: Parse) -> None:
    article = parse_page(
        page(top="<h1>Old ferry to sail again</h1><p class='byline'>By Ann Lee</p>")
    )
    assert (article.author, article.author_method) == ("Ann Lee", "byline")
    assert article.body_text.split("\n\n") == PARAGRAPHS


def test_the_day_in_the_address_corrects_a_time_of_change(parse_page: Parse) -> None:
    article = parse_page(
        page("<meta property='article:published_time' content='2023-01-01T10:00:00Z'>"),
        url="https://harbourpost.example/2021/03/04/ferry",
    )
    assert article.published.value == datetime(2021, 3, 4, tzinfo=UTC)
    assert article.published.method == "url"


def test_a_foreign_canonical_address_is_not_ours(parse_page: Parse) -> None:
    article = parse_page(
        page("<link rel='canonical' href='https://www.reuters.com/ferry'>"),
        url="https://harbourpost.example/ferry",
    )
    assert article.canonical_url == "https://harbourpost.example/ferry"
    assert article.outlet.source_id == "harbourpost.example"


def test_broken_linked_data_does_no_harm(parse_page: Parse) -> None:
    head = '<script type=\'application/ld+json\'>{"@type": "NewsArticle", </script>'
    head += "<script type='application/ld+json'>" + "[" * 50_000 + "</script>"
    assert parse_page(page(head)).body_text.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize(
    ("charset", "in_header"), [("windows-1252", False), ("iso-8859-1", True), ("utf-8", False)]
)
def test_a_charset_is_read_from_meta_or_header(
    parse_page: Parse, charset: str, in_header: bool
) -> None:
    markup = page(charset="" if in_header else charset).encode(
        "cp1252" if charset != "utf-8" else charset
    )
    article = parse_page(markup, charset=charset if in_header else None)
    assert "“We have waited long enough,” said the café owner Zoë Núñez" in article.body_text


def test_a_wrong_charset_is_not_believed(parse_page: Parse) -> None:
    assert "Zoë Núñez" in parse_page(page(charset="us-ascii"), charset="ascii").body_text
    assert "Zoë Núñez" in parse_page(page(charset="utf-8").encode("cp1252")).body_text


def test_a_byte_order_mark_decides(parse_page: Parse) -> None:
    assert (
        "Zoë Núñez" in parse_page(b"\xff\xfe" + page(charset="utf-8").encode("utf-16-le")).body_text
    )


def test_a_page_without_prose_is_refused(parse_page: Parse) -> None:
    with pytest.raises(UnreadableInput) as refused:
        parse_page("<html><body><nav><a href='/'>Home</a></nav></body></html>")
    assert refused.value.reason_code == "not_an_article"


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 50_000 + PARAGRAPHS[0],
        "<b>" * 50_000 + PARAGRAPHS[0],
        "<p>" + "<span>x" * 50_000,
        "<table>" * 2_000 + PARAGRAPHS[0],
        "<!--" * 10_000,
        "<html\x00><body\x00>" + PARAGRAPHS[0],
    ],
)
def test_hostile_markup_is_read_or_refused(parse_page: Parse, markup: str) -> None:
    try:
        assert "\x00" not in parse_page(markup).body_text
    except UnreadableInput as refused:
        assert refused.reason_code in ("not_an_article", "empty")


@pytest.mark.slow
def test_a_page_of_a_hundred_thousand_elements_is_read_block_by_block(parse_page: Parse) -> None:
    article = parse_page(f"<html><body>{'<p>The ferry sails again in spring.</p>' * 100_000}")
    assert article.body_text.count("\n\n") == 99_999
