"""Marks round terms, names and titles: neither claims of their own nor a mixed report."""

import pytest
from found_claims import Read
from marked_sentences import marked

from ingest.extract.quotes import quotations
from ingest.extract.terms import is_term


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        ("The “green” ferry left the port on Friday.", True),
        ("Sites of so-called “fake news” grew fast.", True),
        ("Joaquín “El Chapo” Guzmán was arrested.", True),
        ("Torres spoke on “Meet the Press” on Sunday.", True),
        ("In her book “The Art of the Ferry,” Torres wrote of storms.", True),
        ("Torres called the plan “a danger to every child.”", False),
        ("Torres called the plan “a disaster” for the town.", False),
        ("“No,” she said.", False),
        ("“We Must Go,” she said.", False),
        ("“The bridge is closed,” she said.", False),
    ],
)
def test_terms_are_told_from_speech(sentence: str, term: bool) -> None:
    (quote,) = quotations(sentence)
    assert is_term(marked(sentence).parse, quote) is term


@pytest.mark.parametrize(
    ("sentence", "quote_type"),
    [
        ("Torres said that the “green” ferry had left the port.", "indirect"),
        ("Torres said she had talked about it on “Meet the Press” last week.", "indirect"),
        ("Torres said that the plan was “a disaster” for the town.", "mixed"),
        ("Torres said that the bridge was “a danger to every child” in the town.", "mixed"),
        ("“No,” Torres said.", "direct"),
    ],
)
def test_a_term_makes_no_mixed_report(read: Read, sentence: str, quote_type: str) -> None:
    claims = [claim for claim in read(sentence).attributed() if claim.outer_claim is None]
    assert [claim.quote_type for claim in claims] == [quote_type]


def test_a_term_is_no_claim_of_its_own(read: Read) -> None:
    assert read("The “green” ferry left the port on Friday with forty cars.").said() == []
