"""What is read from an article to tell its happening from others."""

from datetime import date

import pytest

from ingest.identity.stories.features import MAX_WORDS, Article, read_features

MONDAY = date(2026, 3, 2)


def features(body: str, title: str = "", published: date | None = MONDAY):  # type: ignore[no-untyped-def]
    return read_features(Article("a", title, body, published))


def test_names_are_words_that_stand_in_capitals_within_sentences() -> None:
    found = features("Firemen left Oldham. In Oldham, Mary Keane thanked firemen. Nobody slept.")

    assert set(found.names) == {"oldham", "mary", "keane"}
    assert found.phrases == {"mary keane"}


def test_a_headline_in_title_case_makes_no_names_of_its_own() -> None:
    found = features("The bridge near Oldham was shut.", title="Old Bridge Shut Near Oldham")

    assert set(found.names) == {"oldham"}


def test_figures_keep_what_they_count() -> None:
    found = features(
        "A 34-year-old man, Joe Bell, 41, and 3 dogs lost $1,200 or 12% at the 1400 block."
    )

    assert {"age 34", "age 41", "3 dogs", "$1200", "12%", "at 1400"} <= found.figures


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("It burned on Friday.", date(2026, 2, 27)),
        ("It burned on Monday.", MONDAY),
        ("It burned yesterday.", date(2026, 3, 1)),
        ("It burned on Feb. 26.", date(2026, 2, 26)),
        ("It burned on December 30.", date(2025, 12, 30)),
        ("It burned on January 5, 2019.", date(2019, 1, 5)),
    ],
)
def test_days_are_seen_from_the_day_of_publication(text: str, day: date) -> None:
    assert features(text).days == {day.toordinal()}


def test_without_a_date_only_full_dates_are_days() -> None:
    found = features("It burned on Friday, on Feb. 26, after June 1, 2020.", published=None)

    assert found.day is None
    assert found.days == {date(2020, 6, 1).toordinal()}


def test_days_that_no_calendar_has_are_none() -> None:
    assert features("Room February 31 was shut.").days == frozenset()


def test_the_end_of_a_long_page_is_not_read() -> None:
    found = features("word " * MAX_WORDS + "tail", title="Headline")

    assert "tail" not in found.words
    assert "headline" in found.words


def test_an_empty_article_has_no_features() -> None:
    found = features("", published=None)

    assert not (found.words or found.lead or found.names or found.phrases or found.figures)
