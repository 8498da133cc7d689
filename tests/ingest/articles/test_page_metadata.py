"""Title, author and dates of a page, weighed against each other; every answer says its place."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from ingest.documents import ParsedArticle

Parse = Callable[..., ParsedArticle]
PROSE = (
    "<p>The harbour council said that the old ferry would sail again in spring, after two years of repairs.</p>"
    "<p>Critics call the plan too dear. The council answered that nothing else links the islands in winter.</p>"
)


def page(
    head: str = "", top: str = "<h1>Old ferry to sail again in spring</h1>", below: str = ""
) -> str:
    return f"<html><head>{head}</head><body><article>{top}{PROSE}</article>{below}</body></html>"


def linked(**data: object) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **data}
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


def test_a_sole_heading_is_the_title_whatever_machines_are_told(parse_page: Parse) -> None:
    head = "<meta property='og:title' content='Ferry news: what you must know'><title>Ferry | Post</title>"
    article = parse_page(page(head))
    assert (article.title, article.title_method) == ("Old ferry to sail again in spring", "heading")


def test_a_kicker_inside_a_heading_is_no_part_of_the_title(parse_page: Parse) -> None:
    top = (
        "<h1><span class='article-kicker'>Islands</span> <span>Old ferry to sail again</span></h1>"
    )
    assert parse_page(page(top=top)).title == "Old ferry to sail again"


def test_a_kicker_that_metadata_repeats_stays(parse_page: Parse) -> None:
    top = "<h1><span class='kicker'>Islands:</span> <span>Old ferry to sail again</span></h1>"
    head = "<meta property='og:title' content='Islands: Old ferry to sail again'>"
    assert parse_page(page(head, top)).title == "Islands: Old ferry to sail again"


def test_a_heading_that_names_the_site_is_no_title(parse_page: Parse) -> None:
    markup = page("<title>How ferries work | HarbourBlog</title>", "<h1>HarbourBlog</h1>")
    article = parse_page(markup, url="https://www.harbour.example/how")
    assert (article.title, article.title_method) == ("How ferries work", "title_element")


def test_an_organisation_in_linked_data_yields_to_a_person_in_the_byline(parse_page: Parse) -> None:
    head = linked(author={"@type": "Organization", "name": "Harbour Post Desk"})
    top = "<h1>Old ferry to sail again in spring</h1><div class='article-byline'>By Ann Lee | 4 March 2021</div>"
    article = parse_page(page(head, top))
    assert (article.author, article.author_method) == ("Ann Lee", "byline")


def test_two_places_outvote_one(parse_page: Parse) -> None:
    head = linked(author={"@type": "Person", "name": "Uma Poster"}) + (
        "<meta name='parsely-author' content='Ann Lee'><meta name='parsely-author' content='Bo Kim'>"
    )
    top = "<h1>Old ferry to sail again in spring</h1><p class='byline'>By Ann Lee and Bo Kim</p>"
    assert parse_page(page(head, top)).author == "Ann Lee, Bo Kim"


@pytest.mark.parametrize(
    "byline",
    [
        "<span class='author vcard'>Ann Lee</span>",
        "<div class='meta'><a rel='author' href='/a'>Ann Lee</a></div>",
        "<p class='c-Byline'>Von Ann Lee, 4. März 2021, 9 Uhr</p>",
        "<p class='x1'>By</p><p class='x2'>Ann Lee</p>",
    ],
)
def test_a_visible_byline_is_read(parse_page: Parse, byline: str) -> None:
    article = parse_page(page(top=f"<h1>Old ferry to sail again in spring</h1>{byline}"))
    assert (article.author, article.author_method) == ("Ann Lee", "byline")


def test_one_word_is_an_author_only_where_it_is_marked_as_one(parse_page: Parse) -> None:
    title = "<h1>Old ferry to sail again in spring</h1>"
    assert parse_page(page(top=f"{title}<a rel='author'>harbour_ann</a>")).author == "harbour_ann"
    assert parse_page(page(top=f"{title}<a class='tag'>harbour_ann</a>")).author is None


@pytest.mark.parametrize(
    "below",
    [
        "<div class='comments'><span class='author'>Cy Reader</span></div>",
        "<aside><p class='byline'>By Cy Other</p></aside>",
        "<div class='related-stories'><p class='author'>Cy Other</p></div>",
        "<p class='photo-author'>Photo: Cy Lens</p>",
    ],
)
def test_bylines_of_comments_teasers_and_photos_belong_to_others(
    parse_page: Parse, below: str
) -> None:
    assert parse_page(page(below=below)).author is None


def test_a_time_in_utc_falls_on_the_day_that_the_address_states(parse_page: Parse) -> None:
    head = "<meta property='article:published_time' content='2023-11-09T03:05:41+00:00'>"
    published = parse_page(page(head), url="https://harbour.example/2023/11/08/ferry").published
    assert published.value == datetime(2023, 11, 9, 3, 5, 41, tzinfo=UTC)
    assert published.local_day == date(2023, 11, 8)
    assert (published.zone, published.zone_method) == ("+00:00", "stated")
    assert (published.method, published.earliest) == ("open_graph", published.value)


def test_no_zone_on_earth_moves_a_time_in_utc_to_a_day_too_far(parse_page: Parse) -> None:
    head = "<meta property='article:published_time' content='2023-11-09T15:05:41Z'>"
    published = parse_page(page(head), url="https://harbour.example/2023/11/08/ferry").published
    assert published.local_day == date(2023, 11, 9)


def test_a_clock_without_zone_has_that_of_another_time_on_the_page(parse_page: Parse) -> None:
    head = "<meta property='article:published_time' content='2021-03-04 09:30'>" + (
        "<meta property='article:modified_time' content='2021-03-04T11:00:00+05:30'>"
    )
    published = parse_page(page(head)).published
    assert published.value == datetime(2021, 3, 4, 4, 0, tzinfo=UTC)
    assert (published.zone, published.zone_method) == ("+05:30", "page")


def test_a_clock_without_any_zone_says_so_and_has_wide_bounds(parse_page: Parse) -> None:
    head = "<meta property='article:published_time' content='2021-03-04 09:30'>"
    published = parse_page(page(head)).published
    assert (published.zone, published.zone_method) == (None, "none")
    assert published.earliest == datetime(2021, 3, 3, 19, 30, tzinfo=UTC)
    assert published.latest == datetime(2021, 3, 4, 21, 30, 59, tzinfo=UTC)


def test_dates_beside_the_title_tell_publication_from_change(parse_page: Parse) -> None:
    top = (
        "<h1>Old ferry to sail again in spring</h1><div><span>Published</span> <span>4 March 2021</span></div>"
        "<div>Updated: 6 March 2021 15:36 CET</div>"
    )
    article = parse_page(page(top=top))
    assert (article.published.local_day, article.published.method) == (date(2021, 3, 4), "byline")
    assert article.modified.value == datetime(2021, 3, 6, 14, 36, tzinfo=UTC)
    assert (article.modified.zone, article.modified.precision) == ("+01:00", "minute")


def test_the_region_of_a_page_orders_day_and_month(parse_page: Parse) -> None:
    top = "<h1>Old ferry to sail again in spring</h1><time>02/10/2020</time>"
    markup = page(top=top)
    british = parse_page(markup, url="https://news.example/en-gb/ferry").published
    american = parse_page(markup, url="https://news.example/en-us/ferry").published
    assert (british.local_day, american.local_day) == (date(2020, 10, 2), date(2020, 2, 10))


def test_a_desk_after_the_name_in_a_byline_is_no_author(parse_page: Parse) -> None:
    head = "<meta name='author' content='Ann Lee'>"
    top = "<h1>Old ferry to sail again in spring</h1><p class='byline'>By Ann Lee, Foreign Desk</p>"
    assert parse_page(page(head, top)).author == "Ann Lee"
