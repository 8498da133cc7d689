"""Which claims another extractor gains, loses and changes."""

from typing import Any

from ingest.events import ClaimPayload, MentionPayload
from ingest.extraction_diff import Change, changes, compared
from ingest.extraction_results import Found

TEXT = "Ann Lee said Bob Ray denied that the old bridge is unsafe. It is closed."
NAMES = [
    MentionPayload("body", 0, 7, "Ann Lee", "name", "person", "Ann Lee"),
    MentionPayload("body", 13, 20, "Bob Ray", "name", "person", "Bob Ray"),
]


def span(words: str) -> list[tuple[int, int]]:
    return [(TEXT.index(words), TEXT.index(words) + len(words))] if words else []


def claim(source: str, cue: str, content: str, **others: Any) -> ClaimPayload:
    values: dict[str, Any] = {
        "section": "body", "content_spans": span(content), "speaker_spans": span(source),
        "cue_spans": span(cue), "speaker_mention": None,
        "voice": "attributed" if cue else "own_voice",
        "quote_type": "indirect" if cue else "none", "cue_stance": "neutral",
        "is_negated": False, "confidence": 0.5,
    }  # fmt: skip
    return ClaimPayload(**values | others)


def found(*claims: ClaimPayload, names: list[MentionPayload] = NAMES) -> Found:
    return Found("hash", names, list(claims))


SAID = claim("Ann Lee", "said", "Bob Ray denied that the old bridge is unsafe")
DENIED = claim("Bob Ray", "denied", "that the old bridge is unsafe", cue_stance="denial")
CLOSED = claim("", "", "It is closed")


def kinds(old: Found, new: Found) -> list[tuple[str, tuple[str, ...]]]:
    return [(change.kind, change.fields) for change in changes(old, new)]


def test_the_same_claims_are_no_change_whatever_their_order_and_confidence() -> None:
    again = claim("", "", "It is closed", confidence=0.9)
    assert kinds(found(SAID, DENIED, CLOSED), found(again, DENIED, SAID)) == []


def test_spans_from_json_are_the_same_as_spans_from_an_extractor() -> None:
    lists: Any = [[*pair] for pair in CLOSED.content_spans]
    assert kinds(found(CLOSED), found(claim("", "", "It is closed", content_spans=lists))) == []


def test_claims_that_only_one_has_are_gained_and_lost() -> None:
    assert kinds(found(CLOSED), found(SAID)) == [("lost", ()), ("gained", ())]


def test_of_the_same_cue_a_claim_with_other_spans_is_changed() -> None:
    shorter = claim("Ann Lee", "said", "Bob Ray")
    assert kinds(found(SAID, CLOSED), found(shorter, CLOSED)) == [("changed", ("content",))]


def test_a_claim_within_another_is_not_taken_for_it() -> None:
    assert kinds(found(SAID), found(SAID, DENIED)) == [("gained", ())]


def test_what_the_tables_show_of_a_claim_counts() -> None:
    other = claim(
        "Bob Ray", "denied", "that the old bridge is unsafe", cue_stance="neutral",
        speaker_mention=1, speaker_kind="person", modality="possible", is_negated=True,
        outer_claim=0,
    )  # fmt: skip
    assert kinds(found(DENIED), found(other)) == [
        (
            "changed",
            ("speaker", "speaker_kind", "cue_stance", "is_negated", "modality", "is_nested"),
        )
    ]


def test_speakers_are_compared_by_entity_not_by_number() -> None:
    old = found(claim("Bob Ray", "denied", "that", speaker_mention=1))
    new = found(claim("Bob Ray", "denied", "that", speaker_mention=0), names=NAMES[1:])
    assert kinds(old, new) == []


def test_a_statement_in_another_voice_is_changed() -> None:
    own = claim("", "", "the old bridge is unsafe")
    assert kinds(found(own), found(DENIED))[0][0] == "changed"
    assert "voice" in kinds(found(own), found(DENIED))[0][1]


def test_claims_of_title_and_body_are_never_the_same() -> None:
    headline = claim("", "", "It is closed", section="title")
    assert kinds(found(CLOSED), found(headline)) == [("lost", ()), ("gained", ())]


def test_counts_are_by_kind_voice_and_quotation_and_examples_of_many_texts() -> None:
    pairs = [(found(CLOSED), found(SAID, DENIED)) for _ in range(3)]
    tally = compared(pairs, examples_each=2)
    assert (tally.texts, tally.old_claims, tally.new_claims) == (3, 3, 6)
    assert dict(tally.kinds) == {
        ("lost", "own_voice", "none"): 3,
        ("gained", "attributed", "indirect"): 6,
    }
    assert (tally.total("gained"), tally.total("lost"), tally.total("changed")) == (6, 3, 0)
    assert {kind: len(shown) for kind, shown in tally.examples.items()} == {"lost": 2, "gained": 2}
    assert all(isinstance(one, Change) for one in tally.examples["gained"])
