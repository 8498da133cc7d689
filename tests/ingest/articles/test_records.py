"""Records that state their fields: what they say wins, and impossible values stay unknown."""

from datetime import UTC, datetime

import pytest

from ingest.articles import parse
from ingest.documents import ParsedArticle, RawDocument
from ingest.errors import UnreadableInput
from ingest.sources import SourceRegistry

TEXT = (
    "The mayor opened the bridge on Friday.\n\nShe said it had been worth the wait of nine years."
)


def record(registry: SourceRegistry, reader: str = "jsonl", **fields: str) -> ParsedArticle:
    return parse(
        RawDocument("items.jsonl#L1", b"{}", "application/json", fields=fields, reader=reader),
        registry,
    )


def test_stated_fields_are_taken_over(registry: SourceRegistry) -> None:
    article = record(
        registry, ref="17", url="http://www.npr.org/a?utm_source=x", title="Bridge opens",
        author='By Ann Lee, "Bo Kim"', published_at="2014-05-06", text=f"Bridge opens\n\n{TEXT}",
    )  # fmt: skip
    assert (article.ref, article.title, article.title_method) == ("17", "Bridge opens", "metadata")
    assert article.author == "Ann Lee, Bo Kim"
    assert article.body_text == TEXT
    assert article.canonical_url == "https://www.npr.org/a"
    assert article.published.value == datetime(2014, 5, 6, tzinfo=UTC)
    assert (article.published.precision, article.published.method) == ("day", "metadata")
    assert (article.outlet.source_id, article.outlet.method) == ("npr", "url")
    assert article.language == "en"


@pytest.mark.parametrize(
    "stated", ["0001-11-30", "yesterday", "", "2020-02-31", "1970-01-01T00:00:00Z"]
)
def test_an_impossible_date_is_unknown(registry: SourceRegistry, stated: str) -> None:
    article = record(registry, text=TEXT, published_at=stated)
    assert article.published.value is None
    assert (article.published.precision, article.published.method) == ("unknown", "none")


def test_the_country_of_the_outlet_tells_month_from_day(registry: SourceRegistry) -> None:
    in_america = record(registry, text=TEXT, url="https://www.npr.org/a", published_at="8/9/19")
    assert in_america.published.value == datetime(2019, 8, 9, tzinfo=UTC)
    nowhere = record(registry, text=TEXT, published_at="8/9/19")
    assert (nowhere.published.value, nowhere.published.precision) == (
        datetime(2019, 1, 1, tzinfo=UTC),
        "year",
    )


def test_a_feed_says_that_it_dated_and_named(registry: SourceRegistry) -> None:
    article = record(
        registry, reader="feed", title="Bridge", html=f"<p>{TEXT}</p><p>More on it.</p>",
        published_at="Tue, 18 Aug 2020 10:57:00 +0300",
    )  # fmt: skip
    assert article.published.value == datetime(2020, 8, 18, 7, 57, tzinfo=UTC)
    assert (article.published.precision, article.published.method) == ("second", "feed")
    assert article.title_method == "feed"
    assert article.body_text.endswith("\n\nMore on it.")


def test_a_withdrawn_record_needs_no_text(registry: SourceRegistry) -> None:
    article = record(registry, ref="17", title="Bridge opens", pub_status="Cancelled")
    assert (article.pub_status, article.body_text) == ("canceled", "")


def test_a_given_outlet_wins(registry: SourceRegistry) -> None:
    article = record(registry, text=TEXT, source_id="bbc", url="https://www.npr.org/a")
    assert (article.outlet.source_id, article.outlet.name, article.outlet.method) == (
        "bbc",
        "BBC News",
        "given",
    )


def test_an_unknown_site_is_its_domain(registry: SourceRegistry) -> None:
    article = record(
        registry, text=TEXT, source="The Harbour Post", url="https://news.harbour.example.co.uk/1"
    )
    assert (article.outlet.source_id, article.outlet.name) == ("example.co.uk", "The Harbour Post")


def test_an_aggregator_gives_way_to_a_named_outlet(registry: SourceRegistry) -> None:
    article = record(registry, text=TEXT, source="Reuters", url="https://news.yahoo.com/1")
    assert (article.outlet.source_id, article.outlet.method) == ("reuters", "metadata")


def test_a_record_without_text_is_refused_with_a_reason(registry: SourceRegistry) -> None:
    with pytest.raises(UnreadableInput) as refused:
        record(registry, title="Bridge opens")
    assert refused.value.reason_code == "empty"


def test_non_english_text_is_kept_and_marked(registry: SourceRegistry) -> None:
    article = record(
        registry,
        text="Die Bürgermeisterin eröffnete am Freitag die neue Brücke und sagte, das lange Warten "
        "habe sich für die Menschen auf der Insel gelohnt.",
    )
    assert article.language == "de"
