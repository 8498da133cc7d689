"""Names that are alike and never one thing's."""

import pytest

from ingest.identity.entities.vetoes import apart, shortened
from ingest.identity.names.forms import NameForm, name_form


def form(told: str) -> NameForm:
    """``org Acme`` or ``place Minsk``."""
    kind, name = told.split(" ", 1)
    return name_form(name, {"org": "organization", "person": "person"}.get(kind, "place"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("org Boeing", "place Beijing"),
        ("org Columbia", "place Columbine"),
        ("org NASA", "org NAASO"),
        ("org Rovers", "org Ravens"),
        ("org KHOU", "org Koho"),
        ("org Air China", "place China"),
        ("person Ann Lee Jr", "person Ann Lee Sr"),
    ],
)
def test_names_of_two_things_stay_apart(one: str, other: str) -> None:
    assert apart(form(one), form(other))
    assert apart(form(other), form(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("org Hezbollah", "org Hizbullah"),
        ("org Gazprom", "org Газпрома"),
        ("org EU", "org European Union"),
        ("place Belarus", "org Byelorussia"),
        ("org Naftogaz", "org NAFTOGAZ"),
        ("org Harbour Workers Union", "org Harbour Workers' Trade Union"),
    ],
)
def test_spellings_cases_and_expansions_may_be_one(one: str, other: str) -> None:
    assert not apart(form(one), form(other))


def test_a_body_may_be_called_by_whole_words_of_its_name() -> None:
    assert shortened(form("org Nordvik"), form("org Port of Nordvik Authority"))
    assert not shortened(form("org Nord"), form("org Port of Nordvik Authority"))
    assert not shortened(form("org China"), form("org Bank of China"))
