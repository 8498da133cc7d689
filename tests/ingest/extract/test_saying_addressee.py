"""Whom a saying is addressed to."""

import pytest
from found_claims import Read
from marked_sentences import marked

from ingest.extract.saying_addressee import addressee_of


@pytest.mark.parametrize(
    ("sentence", "addressee"),
    [
        ("Torres [told] Macron {that the bridge was safe}.", "Macron"),
        ("Torres [told reporters on Monday] {that the bridge was safe}.", "reporters"),
        ("Torres [said] to reporters {that the bridge was safe}.", "reporters"),
        ("{“The bridge is safe,”} Torres [told] the Harbour Ledger.", "the Harbour Ledger"),
        ("Torres [urged] Kyiv {to withdraw its troops}.", "Kyiv"),
        ("Torres [urged] {Kyiv to withdraw its troops}.", "Kyiv"),
        ("Torres [asked] the council {to close the bridge}.", "the council"),
        ("Torres [called on] {Kyiv to withdraw its troops}.", "Kyiv"),
        ("Torres [reminded] them {that the bridge was old}.", "them"),
        ("Torres [warned] Congress {that the bridge was old}.", "Congress"),
        ("In a letter to the governor, Torres [wrote] {that the bridge was old}.", "the governor"),
        ("Torres [said in a letter to the governor] {that the bridge was old}.", "the governor"),
        ("Torres [said] in an interview with CNN {that the bridge was old}.", "CNN"),
        ("Torres [said] in a speech to parliament {that the bridge was old}.", "parliament"),
        ("Torres [promised] voters {that the bridge would stay}.", "voters"),
        ("Torres [explained] to the president of the council {why the bridge was closed}.",
         "the president of the council"),
        ("Voters were [told] {that the bridge would stay}.", "Voters"),
        ("Torres [told] Macron and Scholz {that the bridge was safe}.", "Macron and Scholz"),
    ],
)  # fmt: skip
def test_the_one_who_is_told_is_the_addressee(sentence: str, addressee: str) -> None:
    found = marked(sentence)
    result = addressee_of(found.parse, found.cue, found.content)
    assert result is not None
    start, end = result[1]
    assert found.parse.text[start:end] == addressee


@pytest.mark.parametrize(
    "sentence",
    [
        "Torres [said] {that the bridge was safe}.",
        "Torres [said] on Monday {that the bridge was safe}.",
        "Torres [agreed] to {the new toll}.",
        "Torres [objected] to {the new toll}.",
        "Torres [told] {the story of the bridge}.",
        "Torres [urged] {calm}.",
        "Torres [wants] {Kyiv to withdraw}.",
        "Torres [asked] herself {whether the bridge was safe}.",
        "Torres [criticised] {Macron}.",
        "Torres [reported] to work and [said] {the bridge was safe}.",
    ],
)
def test_nobody_is_addressed(sentence: str) -> None:
    found = marked(sentence)
    assert addressee_of(found.parse, found.cue, found.content) is None


def test_a_named_addressee_is_a_mention(read: Read) -> None:
    found = read("Ana Torres told Emmanuel Macron that the bridge was safe.")
    (claim,) = found.attributed()
    assert claim.addressee_mention is not None
    assert found.result.mentions[claim.addressee_mention].entity_name == "Emmanuel Macron"
    assert found.text("body", claim.addressee_spans) == "Emmanuel Macron"
