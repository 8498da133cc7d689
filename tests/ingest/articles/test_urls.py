"""Equal articles have equal addresses; what chooses an article stays."""

import pytest

from ingest.articles.urls import canonical_url, page_url
from ingest.domains import registrable_domain


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://WWW.Example.COM:80/News?utm_source=x&id=7#top", "https://www.example.com/News?id=7"),
        ("https://example.com", "https://example.com/"),
        ("https://example.com/a?fbclid=1&gclid=2&CMP=share_btn_tw", "https://example.com/a"),
        ("https://example.com/a?ref=rss&ref=7", "https://example.com/a?ref=7"),
        ("http://example.com:8080/a", "http://example.com:8080/a"),
        ("https://example.com/%c3%a9?b=2&a=1", "https://example.com/%C3%A9?b=2&a=1"),
        ("http://web.archive.org/web/20151030223013/http://www.wral.com/a/1/", "https://www.wral.com/a/1/"),
        ("https://example.com/#!/article/7", "https://example.com/#!/article/7"),
        ("ftp://example.com/a", None), ("example.com/a", None), ("", None), (None, None),
        ("http://[::1", None), ("http://example.com:99999/", None),
    ],
)  # fmt: skip
def test_only_what_never_chooses_an_article_goes(url: str | None, canonical: str | None) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    ("base", "stated", "address"),
    [
        ("https://m.example.com/a", "https://www.example.com/a", "https://www.example.com/a"),
        ("https://example.com/a?x=1", "/a", "https://example.com/a"),
        ("https://example.com/a", "https://example.com/", None),
        ("https://example.com/a", "https://elsewhere.org/a", None),
        (None, "https://example.com/a", "https://example.com/a"),
        (None, "/a", None),
    ],
)
def test_a_page_is_believed_only_about_itself(
    base: str | None, stated: str, address: str | None
) -> None:
    assert page_url(base, stated) == address


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www1.cbn.co.uk", "cbn.co.uk"), ("politicalticker.blogs.cnn.com", "cnn.com"), ("me.blogspot.com", "me.blogspot.com"),
        ("harbourpost.example", "harbourpost.example"), ("127.0.0.1", None), ("localhost", None), (None, None), ("::1", None),
    ],
)  # fmt: skip
def test_the_registrable_domain_needs_no_network(host: str | None, domain: str | None) -> None:
    assert registrable_domain(host) == domain
