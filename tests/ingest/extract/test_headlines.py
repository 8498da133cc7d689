"""Headlines: asserted by the outlet, attributed to somebody, or the name of a topic."""

import pytest
from found_claims import Read


@pytest.mark.parametrize(
    "title",
    [
        "Old bridge collapses after three days of rain",
        "Two dead after bridge collapse in Marlow County",
        "Driver, 40, charged in fatal bridge crash",
        "14 bridges in Marlow County",
        "Marlow County Council Completes 2021 Bridge Repair Plan",
        "Man arrested after lorry hits old bridge",
        "The Old Bridge Was Never Safe",
    ],
)
def test_what_a_headline_asserts_is_own_voice(read: Read, title: str) -> None:
    found = read("", title=title)
    assert found.own_voice() == [title]
    assert [claim.section for claim in found.result.claims] == ["title"]


@pytest.mark.parametrize(
    "title",
    [
        "Mayor says old bridge was never safe",
        "Old bridge was never safe, governor says",
        "Old bridge was never safe: report",
        "Driver charged in fatal bridge crash: police",
        "Police: Driver was asleep on the bridge",
        "Putin: No talks before the spring",
        "Mayor Reed Lashes Out at County Engineers",
    ],
)
def test_what_a_headline_attributes_is_not_own_voice(read: Read, title: str) -> None:
    assert read("", title=title).own_voice() == []


@pytest.mark.parametrize(
    "title",
    [
        "How to cross the river this weekend",
        "Why the old bridge collapsed",
        "Is the old bridge safe?",
        "Counties with the oldest bridges",
        "Crossing the river without a bridge",
        "5 things to know about the old bridge",
        "",
    ],
)
def test_a_topic_asserts_nothing(read: Read, title: str) -> None:
    assert read("", title=title).own_voice() == []


@pytest.mark.parametrize(
    ("title", "own"),
    [
        ("BREAKING: Old bridge collapses after rain", "Old bridge collapses after rain"),
        ("Old bridge collapses after rain - WXYZ News 9", "Old bridge collapses after rain"),
        ("Old bridge collapses after rain | The Marlow Times", "Old bridge collapses after rain"),
    ],
)
def test_labels_and_names_of_outlets_are_no_part_of_the_claim(
    read: Read, title: str, own: str
) -> None:
    assert read("", title=title).own_voice() == [own]


def test_a_headline_asserts_what_the_body_attributes(read: Read) -> None:
    found = read(
        "The old bridge collapsed because of rust, the engineer said.",
        title="Old bridge collapsed because of rust",
    )
    assert found.own_voice() == ["Old bridge collapsed because of rust"]
    assert [claim.section for claim in found.attributed()] == ["body"]


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("Putin: No talks before the spring", "Putin"),
        ("Talks will not begin before spring, says Kremlin", "Kremlin"),
        ("Russia warns interference in Belarus will worsen tensions", "Russia"),
    ],
)
def test_a_headline_attributes(read: Read, title: str, source: str) -> None:
    found = read("The talks were to begin on Monday.", title=title)
    assert found.said()[0][0] == source
