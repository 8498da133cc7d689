"""Spellings of one word fall together, whatever the script; different words do not."""

import pytest

from ingest.identity.names.forms import name_form
from ingest.identity.names.inflection import same_stem
from ingest.identity.names.sounds import ascii_word, sound
from ingest.identity.names.tokens import likeness


def _likeness(left: str, right: str) -> float:
    return likeness(name_form(left, "person").words[0], name_form(right, "person").words[0])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Lukashenko", "Лукашенко"),
        ("Lukaschenko", "Lukashenko"),
        ("Łukaszenko", "Lukashenko"),
        ("Johnson", "Джонсон"),
        ("Juncker", "Юнкер"),
        ("May", "Мэй"),
        ("Tikhanovskaya", "Тихановская"),
    ],
)
def test_one_name_sounds_the_same_in_every_spelling(left: str, right: str) -> None:
    assert sound(left) == sound(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [("Трампа", "Трамп"), ("Mayovej", "May"), ("Pavla", "Pavel"), ("Merkelové", "Merkel")],
)
def test_cases_of_a_name_are_nearly_the_same(left: str, right: str) -> None:
    assert _likeness(left, right) >= 0.9


@pytest.mark.parametrize(
    ("left", "right"), [("Ivanov", "Petrov"), ("Kent", "Canada"), ("Adam", "Alan"), ("12", "13")]
)
def test_other_names_are_not(left: str, right: str) -> None:
    assert _likeness(left, right) < 0.9


def test_an_initial_is_less_than_the_name() -> None:
    assert 0.8 < _likeness("J", "John") < 0.9
    assert _likeness("J", "Peter") == 0.0


def test_nicknames_are_known() -> None:
    assert _likeness("Bill", "William") > 0.9


def test_short_words_have_no_stem_in_common() -> None:
    assert not same_stem("man", "mai")


def test_marks_and_scripts_fold_to_plain_letters() -> None:
    assert ascii_word("Łódź’") == "lodz"
    assert ascii_word("Ωmega") == "omega"
