"""The normal form leaves what identifies and sets aside what does not."""

import pytest

from ingest.identity.names.forms import name_form
from ingest.identity.names.gazetteer import is_demonym_of, place_code


@pytest.mark.parametrize(
    ("written", "entity_type", "key"),
    [
        ("Sen. Jane Doe", "person", "jane doe"),
        ("Doe, Jane", "person", "jane doe"),
        ("John Doe, Jr.", "person", "john doe"),
        ("outgoing chief Jane Doe", "person", "jane doe"),
        ("Ludwig van Beethoven", "person", "ludwig beethoven"),
        ("Acme Holdings Ltd.", "organization", "acme"),
        ("the aircraft maker Acme", "organization", "acme"),
        ("Acme (ACM", "organization", "acme"),
        ("U.S. Coast Guard", "organization", "us coast guard"),
        ("the United States Coast Guard", "organization", "us coast guard"),
        ("Springfield, Ohio", "place", "springfield"),
        ("Minsk's", "place", "minsk"),
    ],
)
def test_the_words_that_count(written: str, entity_type: str, key: str) -> None:
    assert name_form(written, entity_type).key == key


def test_a_name_of_nothing_but_titles_keeps_them() -> None:
    assert name_form("President", "person").key == "president"


def test_a_name_without_letters_has_no_words() -> None:
    assert name_form("—", "person").words == ()


def test_acronyms_and_what_they_stand_for() -> None:
    assert name_form("NATO", "organization").acronym == "nato"
    assert "osce" not in name_form("Minsk", "place").initials
    assert "usaf" in name_form("US Air Force", "organization").initials
    assert "fda" in name_form("Food and Drug Administration", "organization").initials


@pytest.mark.parametrize(
    "name", ["Великобритании", "Wielka Brytania", "U.K.", "United Kingdom", "Британии"]
)
def test_a_country_has_one_code_in_every_language_and_case(name: str) -> None:
    assert place_code(name_form(name, "place")) == "GB"


def test_a_people_is_not_its_country() -> None:
    country = name_form("Russia", "place")
    assert is_demonym_of(name_form("Russian", "other"), country)
    assert not is_demonym_of(country, country)
    assert not is_demonym_of(name_form("Prussia", "other"), country)
