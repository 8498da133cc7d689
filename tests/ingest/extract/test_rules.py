"""The extractor as a whole: any text goes in, every span reads again, the same comes out."""

import subprocess
import sys

import pytest
from found_claims import Read
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import ConfigurationError
from ingest.extract import (
    VERSIONS,
    Extraction,
    ExtractionInput,
    Extractor,
    default_extractor,
    extractor_named,
)
from ingest.extract.arrow import RESULT_SCHEMA, TEXT_SCHEMA, extract_batch
from ingest.extract.language import LIMIT

STORY = (
    "Mayor Ana Torres said on Monday that the bridge was “not safe at all.”\n\n"
    "“It must close,” she said. “We have no choice 🙂.”\n\nThe bridge was built in 1911."
)


def check_spans(title: str, body: str, result: Extraction) -> None:
    sections = {"title": title, "body": body}
    for mention in result.mentions:
        text = sections[mention.section]
        assert mention.text == text[mention.start : mention.end]
        assert mention.entity_name
    for claim in result.claims:
        text = sections[claim.section]
        assert claim.content_spans
        for spans in (claim.content_spans, claim.speaker_spans, claim.cue_spans):
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert spans == sorted(spans)
        assert bool(claim.cue_spans) == (claim.voice == "attributed")
        assert claim.speaker_mention is None or claim.speaker_mention < len(result.mentions)
        assert 0 <= claim.confidence <= 1


WORDS = """
Ana Torres|said|that|“|”|'|"|,|.|according to|the EU (EU)|the bridge|closed|🙂|\x0b|http://x.org|wants
|claim|:|-|who|\n\n""".replace("\n|", "|").split("|")


@given(st.lists(st.sampled_from(WORDS), max_size=25))
@settings(max_examples=60, deadline=None)
def test_every_span_reads_again(extractor: Extractor, words: list[str]) -> None:
    body = " ".join(words)
    (result,) = extractor.extract([ExtractionInput("hash", body[:60], body)])
    check_spans(body[:60], body, result)


@given(st.text(max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_text_is_read(extractor: Extractor, text: str) -> None:
    (result,) = extractor.extract([ExtractionInput("hash", text, text)])
    check_spans(text, text, result)


def test_results_come_in_order_and_one_a_text(extractor: Extractor) -> None:
    texts = [ExtractionInput(str(n), "", STORY if n % 3 else "") for n in range(70)]
    found = list(extractor.extract(texts))
    assert [result.text_hash for result in found] == [text.text_hash for text in texts]
    assert found[1].claims == found[2].claims != []


def test_the_same_text_gives_the_same_alone_and_in_company(
    read: Read, extractor: Extractor
) -> None:
    alone = read(STORY).result
    company = extractor.extract(
        [
            ExtractionInput("other", "A title", "Other text. " * 50),
            ExtractionInput("hash", "", STORY),
        ]
    )
    assert list(company)[1] == alone


def test_a_long_text_keeps_its_offsets(extractor: Extractor) -> None:
    body = "\n\n".join([STORY.replace("1911", str(1000 + n)) for n in range(150)])
    (result,) = extractor.extract([ExtractionInput("hash", "", body)])
    check_spans("", body, result)
    per_story = len(next(iter(extractor.extract([ExtractionInput("one", "", STORY)]))).claims)
    assert len(body) > LIMIT
    assert len(result.claims) == 150 * per_story


@pytest.mark.parametrize("mark", ['"', "“", "(", "🙂", "a"])
def test_a_row_of_marks_neither_hangs_nor_moves_offsets(extractor: Extractor, mark: str) -> None:
    body = f"{mark * 20_000}\n\n{STORY}"
    (result,) = extractor.extract([ExtractionInput("hash", "", body)])
    check_spans("", body, result)
    assert len(result.claims) >= 3


@pytest.mark.slow
def test_a_megabyte_without_a_line_end_is_read(extractor: Extractor) -> None:
    body = "Torres said that the bridge was closed. " * 25_000
    (result,) = extractor.extract([ExtractionInput("hash", "", body)])
    check_spans("", body, result)


def test_batches_go_in_and_out_as_arrow() -> None:
    import pyarrow as pa

    batch = pa.RecordBatch.from_pylist(
        [
            {"text_hash": "a", "title": None, "body_text": STORY},
            {"text_hash": "b", "title": "Bridge closes", "body_text": ""},
        ],
        schema=TEXT_SCHEMA,
    )
    found = extract_batch(batch)
    assert found.schema == RESULT_SCHEMA
    assert found["text_hash"].to_pylist() == ["a", "b"]


def test_extractors_are_chosen_by_name() -> None:
    for name in ("rules", "tagger"):
        extractor = extractor_named(name)
        assert (extractor.name, extractor.version) == (name, VERSIONS[name])
    assert default_extractor().name == "tagger"
    with pytest.raises(ConfigurationError, match="there are: rules, tagger"):
        extractor_named("oracle")


def test_naming_extractors_loads_no_model() -> None:
    program = (
        "import sys, ingest.extract, ingest.extraction; "
        "sys.exit(any(name in sys.modules for name in ('spacy', 'thinc')))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
