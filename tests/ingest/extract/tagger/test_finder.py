"""The shipped network on sentences of our own: it is there, finds what is plain, and has a sound surface."""

import pytest
from found_claims import Found
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract import VERSIONS, ExtractionInput, Extractor, extractor_named


@pytest.fixture(scope="module")
def tagger() -> Extractor:
    return extractor_named("tagger")


def read(tagger: Extractor, body: str, title: str = "") -> Found:
    return Found(title, body, next(iter(tagger.extract([ExtractionInput("hash", title, body)]))))


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
            "“We will not pay for the repairs,” said Piotr Lis, who owns the mill.",
            "Piotr Lis, who owns the mill",
            "said",
            "“We will not pay for the repairs,”",
        ),
        (
            "According to the fire service, four houses burned down.",
            "the fire service",
            "According to",
            "four houses burned down",
        ),
    ],
)
def test_plain_attributions_are_found_whole(
    tagger: Extractor, sentence: str, source: str, cue: str, content: str
) -> None:
    assert (source, cue, content) in read(tagger, sentence).said()


def test_a_sentence_of_the_outlet_is_nobodys_words(tagger: Extractor) -> None:
    found = read(tagger, "The bridge over the Narva closed in June. Traffic goes round by the dam.")
    assert found.said() == []
    assert len(found.own_voice()) == 2


def test_name_version_and_models_are_recorded(tagger: Extractor) -> None:
    result = read(tagger, "Rain fell.").result
    assert (result.extractor, result.extractor_version) == ("tagger", VERSIONS["tagger"])
    assert "tagger" in result.model


def test_confidence_is_a_share(tagger: Extractor) -> None:
    found = read(tagger, "The mayor said the road is open. Critics believe that it is not.")
    assert all(0 <= claim.confidence <= 1 for claim in found.attributed())


TEXTS = st.lists(
    st.sampled_from(
        ["She said", "that", "the bridge", "“", "”", '"', "is open", ".", "\n\n", ":", "— Ana Ruiz"]
    ),
    max_size=40,
).map(" ".join)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_whatever_the_text_spans_lie_in_it_and_in_order(text: str) -> None:
    result = next(iter(extractor_named("tagger").extract([ExtractionInput("hash", "", text)])))
    for claim in result.claims:
        for spans in (claim.content_spans, claim.cue_spans, claim.speaker_spans):
            assert list(spans) == sorted(spans)
            assert all(0 <= start < end <= len(text) for start, end in spans)


def test_texts_of_one_batch_do_not_change_each_other(tagger: Extractor) -> None:
    bodies = ["Ana Ruiz said the mill is shut.", "Rain fell. " * 60, "Critics denied that it is."]
    together = list(tagger.extract([ExtractionInput(body, "", body) for body in bodies]))
    alone = [next(iter(tagger.extract([ExtractionInput(body, "", body)]))) for body in bodies]
    spans = [[claim.content_spans for claim in result.claims] for result in together]
    assert spans == [[claim.content_spans for claim in result.claims] for result in alone]
