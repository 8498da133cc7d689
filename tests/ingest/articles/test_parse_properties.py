"""Whatever comes in, either an article with a clean body comes out, or a reason."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.articles import parse
from ingest.articles.dates import parse_date
from ingest.articles.text import clean_characters, normalise
from ingest.articles.urls import canonical_url
from ingest.documents import RawDocument
from ingest.errors import UnreadableInput
from ingest.sources import SourceRegistry

REGISTRY = SourceRegistry.load()
# Any code point, lone surrogates too: a record's field can hold what no file can.
anything = st.text(st.characters(exclude_categories=()), max_size=400)
newsy = st.lists(
    st.sampled_from(
        [
            "By Ann Lee | Reuters | Updated: 2021-03-04 09:30", "MINSK (Reuters) — ", "Source: TASS", "\n", "\n\n",
            "Related Contents", "Advertisement", "(AP)", "Moscow/Minsk: ", "The ferry sails again in spring.", "\u200d",
            "https://twitter.com/x", "contributed to this report.", "\x00", "\ud800", "<p>", "&amp;", "| |", "“", " - ",
        ]
    )
    | anything,
    max_size=12,
).map("".join)  # fmt: skip


def outcome(document: RawDocument) -> str | None:
    try:
        article = parse(document, REGISTRY)
    except UnreadableInput as refused:
        assert refused.reason_code
        return None
    assert article.title is None or article.title == article.title.strip() != ""
    return article.body_text


def is_clean(body: str) -> bool:
    body.encode()  # no lone surrogates
    paragraphs = body.split("\n\n")
    return "\x00" not in body and all(
        part and part == " ".join(part.split()) for part in paragraphs
    )


@given(newsy)
@settings(max_examples=300, deadline=None)
def test_any_text_becomes_an_article_or_a_reason(text: str) -> None:
    body = outcome(RawDocument("a.jsonl#L1", b"{}", "application/json", fields={"text": text}))
    assert body is None or is_clean(body)


@given(newsy)
@settings(max_examples=60, deadline=None)
def test_any_markup_becomes_an_article_or_a_reason(text: str) -> None:
    body = outcome(
        RawDocument("a.jsonl#L1", b"{}", "application/json", fields={"html": f"<html><body>{text}"})
    )
    assert body is None or is_clean(body)


@given(
    st.binary(max_size=400),
    st.sampled_from([None, "utf-8", "utf-16", "latin-1", "no-such", "idna", "hex"]),
)
@settings(max_examples=200, deadline=None)
def test_any_bytes_become_an_article_or_a_reason(content: bytes, charset: str | None) -> None:
    for media_type in ("text/plain", "text/html"):
        body = outcome(RawDocument("a", content, media_type, charset=charset))
        assert body is None or is_clean(body)


@given(
    st.dictionaries(
        st.sampled_from(
            ["title", "author", "url", "published_at", "modified_at", "source", "language", "ref"]
        ),
        anything,
    )
)
@settings(max_examples=200, deadline=None)
def test_any_fields_are_survived(fields: dict[str, str]) -> None:
    stated = {**fields, "text": "The ferry sails again in spring, said the council on Monday."}
    assert outcome(RawDocument("a.jsonl#L1", b"{}", "application/json", fields=stated))


@given(anything)
@settings(max_examples=300, deadline=None)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert clean_characters(clean_characters(text)) == clean_characters(text)


@given(anything)
@settings(max_examples=200, deadline=None)
def test_a_canonical_url_is_its_own_canonical_url(text: str) -> None:
    once = canonical_url(f"https://example.org/{text}")
    assert canonical_url(once) == once


@given(anything)
def test_any_text_is_a_date_or_none(text: str) -> None:
    parse_date(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\u200bb\ufeffc\u202ed\u00ade", "abcde"),
        ("line\r\nline\rline\u2028end", "line\nline\nline\nend"),
        ("می\u200cخواهد", "می\u200cخواهد"),
        ("a\u200db", "ab"),
        ("cafe\u0301", "café"),
        ("½ ﬁ Ⅷ", "½ ﬁ Ⅷ"),
    ],
)
def test_only_what_no_reader_sees_goes(text: str, kept: str) -> None:
    assert clean_characters(text) == kept
