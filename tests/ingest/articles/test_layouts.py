"""Pages without an article, pages laid out by tables, and dates that are not the article's."""

from collections.abc import Callable
from datetime import UTC, datetime

import ferry_report
import pytest

from ingest.documents import ParsedArticle
from ingest.errors import UnreadableInput

Parse = Callable[..., ParsedArticle]
PARAGRAPHS = [
    *ferry_report.PARAGRAPHS,
    "Nobody on the islands has forgotten the winter of the storms, when the mail lay on the quay for nine days.",
    "The yard will not say what the last repairs cost, and the council has asked its auditors to find that out.",
]
PROSE = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
NAVIGATION = "<nav><a href='/'>Home</a> <a href='/news'>News</a> <a href='/login'>Log in</a></nav>"


@pytest.mark.parametrize(
    "rest",
    [
        "<noscript>Please enable JavaScript.</noscript><footer>© 2021</footer>",
        "<noscript>Veuillez activer JavaScript pour lire ce journal en ligne.</noscript>",
        "<div id='root'></div><p>You need to enable JavaScript to run this app.</p>",
        "<ul><li>Home</li><li>World</li><li>Opinion and analysis</li></ul><p>© 2021 Harbour Post</p>",
    ],
)
def test_a_page_of_labels_and_notices_is_no_article(parse_page: Parse, rest: str) -> None:
    with pytest.raises(UnreadableInput) as refused:
        parse_page(f"<html><head><title>Post</title></head><body>{NAVIGATION}{rest}</body></html>")
    assert refused.value.reason_code == "not_an_article"


@pytest.mark.parametrize(
    "prose",
    [
        "<p>The ferry sails again in spring.</p>",
        "<p>港务委员会星期一表示，旧渡轮将在春天重新启航。</p>",
        "<p>港務委員会は月曜日に古い渡し船が春に再び運航すると発表した</p>",
    ],
)
def test_a_page_of_one_sentence_is_an_article(parse_page: Parse, prose: str) -> None:
    assert parse_page(f"<html><body>{prose}</body></html>").body_text in prose


def test_a_long_text_for_browsers_without_scripts_is_read(parse_page: Parse) -> None:
    page = f"<html><body>{NAVIGATION}<noscript>{PROSE}</noscript></body></html>"
    assert PARAGRAPHS[0] in parse_page(page).body_text


@pytest.mark.parametrize("footer", ["© 2021", "© 2021 Harbour Post", "Archive: February 2021 (3)"])
def test_a_year_or_a_month_at_the_edge_is_no_day_of_publication(
    parse_page: Parse, footer: str
) -> None:
    page = f"<html><body><h1>Ferry to sail</h1>{PROSE}<div>{footer}</div></body></html>"
    assert parse_page(page).published.value is None


def test_a_first_of_the_month_that_is_stated_is_a_day(parse_page: Parse) -> None:
    page = f"<html><body><h1>Ferry</h1><span>1 February 2021</span>{PROSE}</body></html>"
    assert parse_page(page).published.value == datetime(2021, 2, 1, tzinfo=UTC)


def test_the_month_of_the_address_wins_over_a_date_elsewhere(parse_page: Parse) -> None:
    sidebar = (
        "<div id='sidebar'><ul><li>February 2021 (1)</li><li>12 January 2021: Ice</li></ul></div>"
    )
    page = f"<html><body>{sidebar}<div id='post'><h2>Ferry to sail</h2>{PROSE}</div></body></html>"
    article = parse_page(page, url="https://notes.example/2021/03/ferry.html")
    assert article.published.value == datetime(2021, 3, 1, tzinfo=UTC)
    assert (article.published.precision, article.published.method) == ("month", "url")


def test_a_byline_wins_over_the_month_of_the_address(parse_page: Parse) -> None:
    page = f"<html><body><h1>Ferry to sail</h1><p>By Ann Lee, 9 March 2021</p><p>9 March 2021</p>{PROSE}</body></html>"
    article = parse_page(page, url="https://notes.example/2021/03/ferry.html")
    assert article.published.value == datetime(2021, 3, 9, tzinfo=UTC)
    assert article.published.precision == "day"


def laid_out(article: str) -> str:
    return (
        "<html><head><title>Old ferry to sail again - Harbour Post</title></head><body><table width='960'>"
        "<tr><td colspan='2'><a href='/'>Front page</a> · <a href='/jobs'>Jobs at sea</a></td></tr>"
        f"<tr><td width='700'>{article}</td><td valign='top'><b>Latest jobs</b><br>Second engineer<br>"
        "Chief cook, North Sea</td></tr>"
        "<tr><td colspan='2'>© Harbour Post 2021 · Printed every Friday</td></tr></table></body></html>"
    )


def test_a_page_laid_out_by_tables_loses_bars_navigation_and_adverts(parse_page: Parse) -> None:
    top = "<h1>Old ferry to sail again</h1><p><b>By Ann Lee</b> · 4 March 2021</p>"
    article = parse_page(laid_out(top + PROSE))
    assert article.body_text.split("\n\n") == PARAGRAPHS
    assert article.author == "Ann Lee"
    assert (article.published.value, article.published.method) == (
        datetime(2021, 3, 4, tzinfo=UTC),
        "byline",
    )


def test_tables_within_tables_are_laid_out_too(parse_page: Parse) -> None:
    inner = f"<table><tr><td><h1>Old ferry to sail again</h1>{PROSE}</td></tr></table>"
    assert parse_page(laid_out(inner)).body_text.split("\n\n") == PARAGRAPHS


def test_a_table_of_figures_stays_a_table(parse_page: Parse) -> None:
    figures = (
        "<table><tr><th>Ferry</th><th>Seats</th></tr><tr><td>Heron</td><td>214</td></tr></table>"
    )
    page = f"<html><body><article><h1>Ferry to sail</h1>{PROSE}{figures}{PROSE}</article></body></html>"
    assert "| Heron | 214 |" in parse_page(page).body_text


def test_a_kicker_and_the_title_leave_the_body(parse_page: Parse) -> None:
    page = (
        "<html><head><title>Council orders new ferry - Harbour Council</title></head><body><div id='content'>"
        f"<p class='kind'>Press release</p><h1>Council orders new ferry</h1>{PROSE}</div></body></html>"
    )
    article = parse_page(page)
    assert article.title == "Council orders new ferry"
    assert article.body_text.split("\n\n") == PARAGRAPHS
