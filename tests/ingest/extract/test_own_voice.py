"""The outlet's own voice: assertions outside attributed content; headlines too."""

import pytest
from found_claims import Read


def test_an_assertion_is_own_voice(read: Read) -> None:
    found = read("The old bridge collapsed on Friday after three days of rain.")
    assert found.own_voice() == ["The old bridge collapsed on Friday after three days of rain"]


@pytest.mark.parametrize(
    "text",
    [
        "Why did the old bridge collapse on Friday?",
        "A quiet end to a long and rainy week.",
        "Sign up for our newsletter and we will keep you posted.",
        "- The bridge is closed until June this year.",
        "“The old bridge collapsed on Friday after three days of rain.”",
        "The mayor said that the old bridge collapsed on Friday.",
        "If you have photos of the bridge, we are waiting for them.",
        "",
        " \n\n ",
    ],
)
def test_questions_fragments_prompts_listings_and_quotations_are_not(read: Read, text: str) -> None:
    assert read(text).own_voice() == []


def test_both_voices_stand_side_by_side(read: Read) -> None:
    found = read(
        "The old bridge collapsed on Friday. The mayor said that nobody was hurt. "
        "Two cars fell into the river."
    )
    assert len(found.own_voice()) == 2
    assert [what for _, _, what in found.said()] == ["that nobody was hurt"]


def test_a_headline_asserts(read: Read) -> None:
    found = read("", title="Old bridge collapses after three days of rain")
    assert found.own_voice() == ["Old bridge collapses after three days of rain"]
    assert [claim.section for claim in found.result.claims] == ["title"]


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


def test_a_denied_fact_in_own_voice_is_negated(read: Read) -> None:
    found = read("The old bridge did not collapse on Friday.")
    assert [claim.is_negated for claim in found.result.claims] == [True]
