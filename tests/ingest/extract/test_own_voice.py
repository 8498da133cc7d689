"""The outlet's own voice: assertions outside attributed and quoted content, sentence by sentence."""

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
        "0:42 Mayor talks about the old bridge on Friday",
        "“The old bridge collapsed on Friday after three days of rain.”",
        "The mayor said that the old bridge collapsed on Friday.",
        "The old bridge collapsed on Friday, according to the police.",
        "The old bridge was closed and two cars were towed away, officials say.",
        "If you have photos of the bridge, we are waiting for them.",
        "Anyone with information is asked to call the county police.",
        "Our reporter at the river has the latest details.",
        "The mayor tried to explain that the old bridge had been safe.",
        "",
        " \n\n ",
    ],
)
def test_questions_fragments_prompts_listings_and_reports_are_not(read: Read, text: str) -> None:
    assert read(text).own_voice() == []


def test_both_voices_stand_side_by_side(read: Read) -> None:
    found = read(
        "The old bridge collapsed on Friday. The mayor said that nobody was hurt. "
        "Two cars fell into the river."
    )
    assert len(found.own_voice()) == 2
    assert [what for _, _, what in found.said()] == ["that nobody was hurt"]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        (
            "The council closed the bridge on Friday, and the mayor said that it was unsafe.",
            "The council closed the bridge on Friday",
        ),
        (
            "The report came a month after a letter which warned that the bridge was unsafe.",
            "The report came a month after a letter",
        ),
        (
            "The council has faced questions since Monday, when the paper reported that "
            "the bridge was unsafe.",
            "The council has faced questions since Monday",
        ),
    ],
)
def test_a_clause_beside_an_attribution_is_own_voice_alone(read: Read, text: str, own: str) -> None:
    assert read(text).own_voice() == [own]


def test_a_clause_that_goes_on_with_what_was_said_is_not(read: Read) -> None:
    found = read("The engineer said the bridge was old and it could not be repaired.")
    assert found.own_voice() == []


def test_what_the_writer_thinks_is_the_outlets(read: Read) -> None:
    found = read("I think that the old bridge was never safe for lorries.")
    assert len(found.own_voice()) == 1


def test_what_somebody_leaves_unsaid_is_the_outlets(read: Read) -> None:
    assert len(read("The mayor did not say whether the old bridge was safe.").own_voice()) == 1


def test_a_hedge_is_the_outlets_and_hearsay_is_not(read: Read) -> None:
    assert len(read("Both drivers are expected to survive the fall.").own_voice()) == 1
    assert read("Both drivers reportedly survived the fall on Friday.").own_voice() == []


def test_a_verb_of_saying_without_a_claim_belongs_to_neither_voice(read: Read) -> None:
    found = read("The mayor argued at length on Friday against a new bridge.")
    assert found.own_voice() == []


@pytest.mark.parametrize(
    "text",
    [
        "The driver was charged with dangerous driving on Monday.",
        "Officers responded to the scene within ten minutes.",
        "The water continues to rise along the lower river.",
    ],
)
def test_a_deed_by_a_verb_that_may_also_say_is_an_event(read: Read, text: str) -> None:
    assert read(text).own_voice() == [text[:-1]]


def test_a_denied_fact_in_own_voice_is_negated(read: Read) -> None:
    found = read("The old bridge did not collapse on Friday.")
    assert [claim.is_negated for claim in found.result.claims] == [True]


def test_a_note_on_the_author_is_not_of_the_story(read: Read) -> None:
    story = "\n\n".join(f"The river rose by {number} inches on Friday." for number in range(9))
    note = "Ann Marlow is a columnist and the author of two books on rivers."
    assert len(read(f"{story}\n\n{note}").own_voice()) == 9


def test_turns_of_a_conversation_are_not_the_outlets(read: Read) -> None:
    turns = "\n\n".join(
        f"{who}: The bridge was closed on Friday. It opened again on Sunday."
        for who in ("ANN MARLOW", "MAYOR", "ANN MARLOW", "MAYOR")
    )
    assert read(turns).own_voice() == []


def test_a_post_that_stands_in_the_article_is_not_the_outlets(read: Read) -> None:
    post = "The bridge is safe again tonight. Thank you all! — Jo Reed (@joreed) May 4, 2021"
    assert read(f"The bridge opened on Friday.\n\n{post}").own_voice() == [
        "The bridge opened on Friday"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The governors have refused to recognise the results of the vote.",
        "The union has vowed to strike until the wages are raised.",
        "The claim was denied by the ministry on Tuesday.",
    ],
)
def test_that_somebody_speaks_is_no_claim_beside_what_is_said(read_tagged: Read, text: str) -> None:
    assert read_tagged(text).attributed()
    assert read_tagged(text).own_voice() == []


def test_a_deed_that_may_be_a_saying_stays_the_outlets_too(read_tagged: Read) -> None:
    text = "The party gave its support to the plan for the bridge."
    assert read_tagged(text).own_voice() == [text[:-1]]
