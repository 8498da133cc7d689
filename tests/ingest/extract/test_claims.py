"""Who said what: clauses, quotations, phrases and nouns; stance, negation and type of quotation."""

import pytest
from found_claims import Read


@pytest.mark.parametrize(
    ("sentence", "source", "cue", "content"),
    [
        (
            "Mayor Ana Torres said on Monday that the bridge would close in June.",
            "Mayor Ana Torres",
            "said",
            "that the bridge would close in June",
        ),
        (
            "The bridge will close in June, said Mayor Ana Torres.",
            "Mayor Ana Torres",
            "said",
            "The bridge will close in June",
        ),
        (
            "The bridge, she said, will close in June.",
            "she",
            "said",
            "The bridge | will close in June",
        ),
        (
            "According to the harbour office, three ships left the port on Friday.",
            "the harbour office",
            "According to",
            "three ships left the port on Friday",
        ),
        (
            "Three ships left the port on Friday, according to the harbour office.",
            "the harbour office",
            "according to",
            "Three ships left the port on Friday",
        ),
        (
            "The union wants to keep the ferry.",
            "The union",
            "wants",
            "to keep the ferry",
        ),
        (
            "The minister accused the company of hiding its losses.",
            "The minister",
            "accused",
            "the company of hiding its losses",
        ),
        (
            "Critics condemned the plan to sell the ferry.",
            "Critics",
            "condemned",
            "the plan to sell the ferry",
        ),
        (
            "The owner's claim that the ship was empty is false.",
            "The owner",
            "claim",
            "that the ship was empty",
        ),
        (
            "“02:10 emergency opening, all gates,” reads one line in the log.",
            "one line in the log",
            "reads",
            "“02:10 emergency opening, all gates,”",
        ),
        (
            "The gates were opened at two, the governor of the region, Stepan Vorlik, said.",
            "the governor of the region, Stepan Vorlik",
            "said",
            "The gates were opened at two",
        ),
        (
            "No homes damaged by planned release of water, governor says",
            "governor",
            "says",
            "No homes damaged by planned release of water",
        ),
        ("Bridge to close in June, says mayor", "mayor", "says", "Bridge to close in June"),
    ],
)
def test_source_cue_and_content_are_found(
    read: Read, sentence: str, source: str, cue: str, content: str
) -> None:
    found = read(sentence).said()
    assert (source, cue, content) in found


def test_a_quotation_before_its_speaker(read: Read) -> None:
    found = read("“We will close the bridge in June,” Mayor Ana Torres said on Monday.")
    assert found.said() == [("Mayor Ana Torres", "said", "“We will close the bridge in June,”")]
    assert found.attributed()[0].quote_type == "direct"


def test_a_quotation_after_its_speaker(read: Read) -> None:
    found = read('Ana Torres told reporters: "We will close the bridge. It is not safe."')
    assert found.said() == [("Ana Torres", "told", '"We will close the bridge. It is not safe."')]


def test_a_split_quotation_is_one_claim_in_pieces(read: Read) -> None:
    found = read("“The bridge,” Torres said, “is not safe at all.”")
    assert found.said() == [("Torres", "said", "“The bridge,” | “is not safe at all.”")]


def test_the_quotation_after_the_speaker_goes_on(read: Read) -> None:
    text = "“The bridge is not safe,” Torres said. “It must close before the winter.”"
    assert read(text).said() == [
        ("Torres", "said", "“The bridge is not safe,” | “It must close before the winter.”")
    ]


def test_a_following_quotation_with_a_speaker_of_its_own_is_another_claim(read: Read) -> None:
    text = "“The bridge is not safe,” Torres said. “It is perfectly safe,” Meyer replied."
    assert [(who, what) for who, _, what in read(text).said()] == [
        ("Torres", "“The bridge is not safe,”"),
        ("Meyer", "“It is perfectly safe,”"),
    ]


def test_a_quotation_over_several_paragraphs_is_one_claim(read: Read) -> None:
    text = (
        "“The bridge is not safe,” Torres said. “It is old.\n\n“It must close before winter.”\n\n"
        "The council meets on Friday."
    )
    assert [what for _, _, what in read(text).said()] == [
        "“The bridge is not safe,” | “It is old. | “It must close before winter.”"
    ]


def test_a_partly_quoted_clause_is_mixed(read: Read) -> None:
    found = read("Torres said that the bridge was “a danger to every child” in the town.")
    assert found.attributed()[0].quote_type == "mixed"
    assert found.said()[0][2] == "that the bridge was “a danger to every child” in the town"


def test_scare_quotes_are_not_a_claim(read: Read) -> None:
    found = read("The “green” ferry left the port on Friday with forty cars.")
    assert found.said() == []
    assert len(found.own_voice()) == 1


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Torres said that the bridge was safe.", "neutral"),
        ("Torres claimed that the bridge was safe.", "doubt"),
        ("The opposition alleged that votes were bought.", "doubt"),
        ("The ministry confirmed that the bridge was safe.", "support"),
        ("The study showed that the bridge was safe.", "support"),
        ("The ministry denied that the bridge was unsafe.", "denial"),
        ("The council rejected the plan to sell the ferry.", "denial"),
        ("Torres urged the council to close the bridge.", "demand"),
        ("Torres did not believe that the bridge was safe.", "denial"),
        ("Torres does not rule out that the bridge will close.", "neutral"),
    ],
)
def test_stance_is_the_meaning_of_the_cue(read: Read, sentence: str, stance: str) -> None:
    assert [claim.cue_stance for claim in read(sentence).attributed()] == [stance]


@pytest.mark.parametrize(
    ("sentence", "is_negated"),
    [
        ("Torres said that the bridge was not safe.", True),
        ("Torres said that the bridge was safe.", False),
        ("Torres did not say that the bridge was safe.", False),
        ("Torres said the people who do not swim use the bridge.", False),
    ],
)
def test_negation_is_that_of_the_content(read: Read, sentence: str, is_negated: bool) -> None:
    assert [claim.is_negated for claim in read(sentence).attributed()] == [is_negated]


def test_a_dateline_is_not_the_speaker(read: Read) -> None:
    found = read("Minsk: President Ana Torres has said that the bridge will close.")
    assert found.said()[0][0] == "President Ana Torres"


def test_a_prompt_to_the_reader_is_not_a_claim(read: Read) -> None:
    assert read("Click below to express your thoughts and views on this news.").said() == []


def test_a_hyphenated_verb_stays_whole(read: Read) -> None:
    found = read("The council has threatened to re-impose the toll on the bridge.")
    assert found.said() == [("The council", "threatened", "to re-impose the toll on the bridge")]


def test_questions_and_answers_without_names_are_nobodys(read: Read) -> None:
    assert read("Q: Is the old bridge safe for cars?\n\nA: It is safe for cars.").said() == []


def test_turns_of_a_transcript_are_claims(read: Read) -> None:
    turns = "ANA TORRES: The bridge is not safe.\n\nJO MEYER: The bridge is perfectly safe.\n\n"
    found = [who for who, _, _ in read(turns * 2).said()]
    assert found == ["ANA TORRES", "JO MEYER", "ANA TORRES", "JO MEYER"]
