"""In which mood a content is said."""

import pytest
from marked_sentences import marked

from ingest.extract.claims import is_negated, main_head
from ingest.extract.lexicon import load_lexicon
from ingest.extract.saying import meaning_of
from ingest.extract.saying_modality import modality_of

CONTENTS = {
    "asserted": """
        Torres [said] {that the bridge was safe}.
        Torres [said] {the bridge would close in June}.
        Torres [said] {the bridge will close in June}.
        Torres [claimed] {to have built the bridge}.
        {The bridge is not safe}, [said] Torres.
        [According to] Torres, {the bridge was sold in May}.
        Torres [denied] {that the bridge was unsafe}.
        Torres [criticised] {the new toll}.
        Torres [said] {she had a plan for the bridge}.
    """,
    "possible": """
        Torres [said] {that the bridge could collapse}.
        Torres [said] {the bridge may have to close}.
        Torres [said] {the toll might be too high}.
        Torres [said] {the bridge was likely to close}.
        Torres [said] {the bridge will probably close}.
        Torres [said] {it was possible that the bridge would close}.
        Torres [said] {the bridge is expected to close}.
        Torres [asked] {whether the bridge was safe}.
        Torres [asked]: {“Is the bridge safe?”}
        Torres [said] {perhaps the bridge was too old}.
    """,
    "necessary": """
        Torres [said] {that the bridge must close}.
        Torres [said] {the council should close the bridge}.
        Torres [said] {the council has to close the bridge}.
        Torres [said] {the council needed to act}.
        Torres [said] {it was necessary to close the bridge}.
        Torres [said] {the council was obliged to close the bridge}.
        Torres [urged] {the council to close the bridge}.
        Torres [urged] the council {to close the bridge}.
        Torres [demanded that] {the council close the bridge}.
        Torres [called for] {a new bridge}.
        {“The council must act now,”} [said] Torres.
    """,
    "conditional": """
        Torres [said] {that the bridge would close if the money ran out}.
        Torres [said] {if the money runs out, the bridge must close}.
        Torres [said] {the bridge will close unless the council pays}.
        {“That would be a great mistake,”} Torres [said].
        {“I would never sell the bridge,”} Torres [said].
    """,
    "intended": """
        The council [plans] {to close the bridge}.
        The council [wants] {to keep the ferry}.
        Torres [promised] {that the bridge would stay open}.
        Torres [vowed] {to fight the toll}.
        Torres [refused] {to sign the contract}.
        Torres [hopes] {to win the vote}.
        Torres [said] {that the council plans to close the bridge}.
        Torres [said] {she was ready to resign}.
        Torres [said] {she wanted to keep the ferry}.
    """,
}


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        (line.strip(), modality)
        for modality, text in CONTENTS.items()
        for line in text.strip().split("\n")
    ],
)
def test_the_mood_is_that_of_the_main_clause(sentence: str, modality: str) -> None:
    found = marked(sentence)
    parse, content = found.parse, found.content
    meaning = meaning_of(parse, found.cue, content, load_lexicon())
    is_quoted = parse.text[content[0][0]] == "“"
    head = main_head(parse, content)
    assert modality_of(parse, content, head, meaning, is_quoted=is_quoted) == modality


@pytest.mark.parametrize(
    ("sentence", "negated"),
    [
        ("Torres [said] {that the bridge was not safe}.", True),
        ("Torres [said] {that nobody used the bridge}.", True),
        ("Torres [said] {that no bridge was ever sold}.", True),
        ("Torres [said] {the bridge would never close}.", True),
        ("Torres [said] {there was no bridge}.", True),
        ("Torres [said] {the council had no money}.", True),
        ("Torres [said] {it couldn't close}.", True),
        ("Torres [said] {that the bridge was safe}.", False),
        ("Torres [said] {that the bridge was not only old but also unsafe}.", False),
        ("Torres did not [say] {that the bridge was safe}.", False),
        ("Torres [said] {people who do not swim use the bridge}.", False),
        ("Torres [said] {the bridge, not the ferry, was safe}.", False),
    ],
)
def test_negation_is_that_of_the_main_clause(sentence: str, negated: bool) -> None:
    found = marked(sentence)
    assert is_negated(found.parse, main_head(found.parse, found.content)) is negated
