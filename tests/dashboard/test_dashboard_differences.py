"""What changed in a text is told by paragraphs and words, and nothing of it becomes markup."""

import re
from html import unescape

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.differences import difference, paragraph_changes, word_changes, words_of

BEFORE = "The pier will close.\n\nShips wait.\n\nNobody knows why the harbour was dredged."
TEXTS = st.lists(st.text("ab c.\n“<&é🌉", max_size=12), max_size=6).map("\n\n".join)


def kinds(old: str, new: str) -> list[tuple[str, int, bool]]:
    return [(one.kind, one.number, one.is_substantive) for one in paragraph_changes(old, new)]


def test_a_changed_paragraph_is_named_by_its_number() -> None:
    assert kinds(BEFORE, BEFORE.replace("will", "may")) == [("changed", 1, True)]
    assert kinds(BEFORE, BEFORE) == []


def test_other_quotes_case_and_points_are_trivial() -> None:
    new = BEFORE.replace("Ships wait.", "SHIPS – wait!")
    assert kinds(BEFORE, new) == [("changed", 2, False)]
    assert kinds("It costs 1.5.", "It costs 15.") == [("changed", 1, True)]


def test_added_and_dropped_paragraphs_leave_the_others_alone() -> None:
    new = "The pier will close.\n\nThe mayor resigned on Friday.\n\nNobody knows why the harbour was dredged."
    assert kinds(BEFORE, new) == [("added", 2, True), ("dropped", 2, True)]
    assert kinds(BEFORE, "Ships wait.") == [("dropped", 1, True), ("dropped", 3, True)]
    assert kinds("", "One.\n\nTwo.") == [("added", 1, True), ("added", 2, True)]


def test_in_a_stretch_of_changes_each_paragraph_meets_its_own() -> None:
    new = "A first word on it.\n\nThe pier may close.\n\nShips are waiting.\n\nNobody knew why the harbour was dredged."
    found = paragraph_changes(BEFORE, new)
    assert [(one.before, one.after) for one in found if one.kind == "changed"] == [
        ("The pier will close.", "The pier may close."),
        ("Ships wait.", "Ships are waiting."),
        ("Nobody knows why the harbour was dredged.", "Nobody knew why the harbour was dredged."),
    ]


@given(TEXTS, TEXTS)
def test_words_and_paragraphs_put_together_are_the_texts(old: str, new: str) -> None:
    assert "".join(before for before, _ in word_changes(old, new)) == old
    assert "".join(after for _, after in word_changes(old, new)) == new
    changes = paragraph_changes(old, new)
    kept = [part for part in old.split("\n\n") if part]
    for one in changes:
        assert one.before in [*kept, ""] and one.before != one.after
    assert len([one for one in changes if one.before]) <= len(kept)
    shown = re.sub("<br>", "\n", re.sub("<del>.*?</del>|</?ins>", "", difference(old, new)))
    assert unescape(shown) == new


def test_texts_too_long_to_compare_are_shown_whole() -> None:
    old, new = "a " * 15_000, "b " * 15_000
    assert list(word_changes(old, new)) == [(old, new)]


@pytest.mark.parametrize(
    "text",
    [
        "It’s “so” – 1.5 %, she said...",
        "  A,B. c ",
        "…",
        "£5m or $5 m?",
        "Ünïcode\n\nΣ. 🌉",
        "...5",
    ],
)
def test_the_same_words_are_the_same_to_the_tables(text: str) -> None:
    """As ``dbt/macros/texts.sql`` has it."""
    query = r"""
        select trim(regexp_replace(
            regexp_replace(lower(nfc_normalize($1)), '[^\p{L}\p{M}\p{N}\p{Sc}%., ]+', ' ', 'g'),
            '[.,]+ [., ]*| [., ]+', ' ', 'g'
        ), ' .,')
    """
    assert duckdb.execute(query, [text]).fetchall() == [(words_of(text),)]
