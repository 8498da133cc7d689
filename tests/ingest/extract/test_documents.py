"""What the command line shows: JSON documents with offsets of the given text, and colours."""

import json

from ingest.extract.documents import extract_documents
from ingest.extract.render import claim_line, legend, rendered

TEXT = (
    "Angela Merkel claimed that the bridge was not safe.\nTwo cars fell into the river on Friday."
)


def test_documents_come_in_order_with_offsets_of_their_text() -> None:
    documents = list(extract_documents([("a", TEXT), ("b", ""), ("c", TEXT.upper())]))
    assert [document["doc_id"] for document in documents] == ["a", "b", "c"]
    first = json.loads(json.dumps(documents[0]))
    (attribution,) = first["attributions"]
    assert [TEXT[start:end] for start, end in attribution["content"]] == [
        "that the bridge was not safe"
    ]
    assert [claim["voice"] for claim in first["claims"]] == ["attributed", "own_voice"]
    assert first["claims"][0]["speaker"] == "Angela Merkel"
    assert first["mentions"][0]["text"] == "Angela Merkel"


def test_rendering_shows_the_text_and_every_claim() -> None:
    (document,) = extract_documents([("a", TEXT)])
    shown = rendered(document).plain
    assert TEXT in shown
    assert "Angela Merkel · claimed [indirect, doubt] [negated]" in shown
    assert "own voice · Two cars fell" in shown
    assert "source" in legend().plain


def test_a_claim_without_a_speaker_says_so() -> None:
    (document,) = extract_documents([("a", "The bridge is expected to close in June.")])
    assert claim_line(document["claims"][0]).plain.startswith("(nobody named) · expected")
