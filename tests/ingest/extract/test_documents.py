"""What the command line gives to programs: JSON documents with offsets of the given text."""

import json

from ingest.events import ArticleExtracted, ClaimPayload, MentionPayload
from ingest.extract.documents import document_of, extract_documents

TEXT = (
    "Angela Merkel claimed that the bridge was not safe.\nTwo cars fell into the river on Friday."
)
CHAIN = "Belta said Putin told Macron he may come."


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


def claim(source: str, cue: str, content: str, **others: object) -> ClaimPayload:
    def span(words: str) -> list[tuple[int, int]]:
        return [(CHAIN.index(words), CHAIN.index(words) + len(words))]

    values = {
        "section": "body", "content_spans": span(content), "speaker_spans": span(source),
        "cue_spans": span(cue), "speaker_mention": None, "voice": "attributed",
        "quote_type": "indirect", "cue_stance": "neutral", "is_negated": False, "confidence": 0.5,
    }  # fmt: skip
    return ClaimPayload(**{**values, **others})  # type: ignore[arg-type]


def test_a_document_tells_all_that_is_known_of_its_claims() -> None:
    macron = MentionPayload("body", 22, 28, "Macron", "name", "person", "Emmanuel Macron")
    nested = claim(
        "Putin", "told", "he may come", modality="possible", speaker_kind="person",
        addressee_spans=[(22, 28)], addressee_mention=0, outer_claim=0,
    )  # fmt: skip
    headline = claim("Belta", "said", "Putin", section="title")
    claims = [claim("Belta", "said", "Putin told Macron he may come"), nested, headline]
    result = ArticleExtracted("hash", "toy", "1", "none", [macron], claims)

    document = document_of("a", CHAIN, result, title="Belta said Putin comes")

    second = document["claims"][1]
    assert (second["outer_claim"], second["modality"]) == (0, "possible")
    assert (second["addressee_text"], second["addressed"]) == ("Macron", "Emmanuel Macron")
    assert (second["speaker_kind"], second["speaker"]) == ("person", None)
    assert [one["section"] for one in document["claims"]] == ["body", "body", "title"]


def test_attributions_are_the_outermost_ones_of_the_text() -> None:
    outer = claim("Belta", "said", "Putin told Macron he may come")
    nested = claim("Putin", "told", "he may come", outer_claim=0)
    headline = claim("Belta", "said", "Putin", section="title")
    own = claim("Belta", "said", "he", voice="own_voice")
    result = ArticleExtracted("hash", "toy", "1", "none", [], [outer, nested, headline, own])

    assert document_of("a", CHAIN, result)["attributions"] == [
        {"source": [(0, 5)], "cue": [(6, 10)], "content": [(11, 40)]}
    ]
