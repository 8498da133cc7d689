"""Claims within the content of other claims: found where sure, and pointing to the outer one."""

import pytest
from found_claims import Found, Read
from hypothesis import given, settings
from hypothesis import strategies as st
from marked_sentences import marked

from ingest.extract import ExtractionInput, Extractor
from ingest.extract.attributions import Attribution
from ingest.extract.documents import document_of
from ingest.extract.lexicon import load_lexicon
from ingest.extract.nested import with_nested
from ingest.extract.words import word_set


def chain(found: Found) -> list[tuple[str, str, int | None]]:
    """Source, content and outer claim of every attributed claim."""
    return [
        (source, content, claim.outer_claim)
        for (source, _, content), claim in zip(found.said(), found.attributed(), strict=True)
    ]


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        (
            "The agency reported that the mayor promised to close the bridge.",
            [
                ("The agency", "that the mayor promised to close the bridge", None),
                ("the mayor", "to close the bridge", 0),
            ],
        ),
        (
            "The agency reported that Torres had told reporters that the owner denied the bridge was unsafe.",
            [
                (
                    "The agency",
                    "that Torres had told reporters that the owner denied the bridge was unsafe",
                    None,
                ),
                ("Torres", "that the owner denied the bridge was unsafe", 0),
                ("the owner", "the bridge was unsafe", 1),
            ],
        ),
        (
            "“Meyer told me that the bridge is safe,” Torres said.",
            [
                ("Torres", "“Meyer told me that the bridge is safe,”", None),
                ("Meyer", "that the bridge is safe", 0),
            ],
        ),
        (
            "According to the agency, Torres said that the bridge was unsafe.",
            [
                ("the agency", "Torres said that the bridge was unsafe", None),
                ("Torres", "that the bridge was unsafe", 0),
            ],
        ),
        (
            "“These are your own people,” he told the minister, according to a diplomat.",
            [
                ("a diplomat", "“These are your own people,” he told the minister", None),
                ("he", "“These are your own people,”", 0),
            ],
        ),
    ],
)
def test_a_claim_within_a_content_points_to_the_outer_one(
    read: Read, sentence: str, claims: list[tuple[str, str, int | None]]
) -> None:
    assert chain(read(sentence)) == claims


@pytest.mark.parametrize(
    "sentence",
    [
        "“I think that the bridge is safe,” Torres said.",  # the outer speaker again
        "Torres said that the bridge was closed.",
        "Torres said it was reported that the bridge was closed.",  # nobody
    ],
)
def test_nothing_is_nested_without_a_speaker_of_its_own(read: Read, sentence: str) -> None:
    assert [claim.outer_claim for claim in read(sentence).attributed()] == [None]


def test_the_last_words_are_the_outer_speakers() -> None:
    found = marked("{Brel said the decision would have been taken in time}, diplomats [said].")
    text = found.parse.text
    start = text.index("diplomats")
    outer = Attribution(((start, start + 9),), found.cue, found.content, 0.9)
    _, nested = with_nested(found.parse, [], load_lexicon(), [outer])
    ((first, end),) = nested.attribution.content
    assert (text[first:end], nested.outer) == ("the decision would have been taken in time", 0)


def test_indexes_hold_over_title_and_body(read: Read) -> None:
    found = read(
        "The bridge is old. The agency reported that the mayor promised to close the bridge.",
        title="Mayor says agency claims bridge is unsafe",
    )
    for claim in found.attributed():
        if claim.outer_claim is not None:
            outer = found.result.claims[claim.outer_claim]
            assert outer.section == claim.section
            assert outer.content_spans[0][0] <= claim.content_spans[0][0]
    assert [c.outer_claim is None for c in found.attributed() if c.section == "body"] == [
        True,
        False,
    ]


def test_the_attributions_of_a_document_are_the_outermost(read: Read) -> None:
    found = read("The agency reported that the mayor promised to close the bridge.")
    document = document_of("x", found.body, found.result)
    assert len(document["claims"]) == 2
    assert [found.text("body", a["source"]) for a in document["attributions"]] == ["The agency"]


WORDS = (
    *sorted(
        word_set(
            "Torres Meyer the agency said told reporters that urged to close bridge not according"
            ' promised if could wants RT @torres: Q: A: “ ” ‘ ’ , . : ? — "'
        )
    ),
    "\n\n",
)


@given(st.lists(st.sampled_from(WORDS), max_size=40))
@settings(max_examples=80, deadline=None)
def test_nested_claims_lie_in_the_content_of_one_before(
    extractor: Extractor, words: list[str]
) -> None:
    body = " ".join(words)
    (result,) = extractor.extract([ExtractionInput("hash", "", body)])
    for index, claim in enumerate(result.claims):
        assert all(0 <= start < end <= len(body) for start, end in claim.addressee_spans)
        if claim.outer_claim is not None:
            assert claim.outer_claim < index
            outer = result.claims[claim.outer_claim].content_spans
            for begin, stop in (*claim.content_spans, *claim.cue_spans, *claim.speaker_spans):
                assert any(start <= begin and stop <= end for start, end in outer)
