"""Which event follows: the rules of versions, reversions and withdrawals."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ingest.article_history import History
from ingest.decisions import (
    Decision,
    article_id,
    decide,
    decide_quarantine,
    decide_withdrawal,
    key_of,
    tombstone_keys,
)
from ingest.documents import ParsedArticle, RawDocument, Unreadable

NOW = datetime(2026, 3, 1, tzinfo=UTC)
URL = "https://a.example/1"


def document(
    text: str, seen: int | None = None, **fields: str
) -> tuple[RawDocument, ParsedArticle]:
    observed_at = None if seen is None else NOW - timedelta(days=100 - seen)
    raw = RawDocument(f"{text}.txt", text.encode(), "text/plain", None, fields, observed_at)
    return raw, ParsedArticle(text, url=URL, canonical_url=URL)


def run(*documents: tuple[RawDocument, ParsedArticle], history: History | None = None):
    history = history or History()
    outcomes = []
    for raw, parsed in documents:
        decision, history = decide(raw, parsed, history, NOW)
        outcomes.append(decision.outcome)
    return outcomes, history


def test_new_then_revised_then_known():
    a, b = document("A"), document("B")
    outcomes, history = run(a, b, a, b)
    assert outcomes == ["new", "revised", "unchanged", "unchanged"]
    assert history.stream_version == 2


def test_the_event_carries_what_was_read():
    raw, parsed = document("A text of five words.", 3)
    [event] = decide(raw, replace(parsed, title="T"), History(), NOW)[0].events
    payload = event.payload
    assert (event.event_type, event.stream_version) == ("ArticleObserved", 1)
    assert event.stream_id == f"article-{payload['article_id']}"
    assert event.occurred_at == raw.observed_at
    assert payload["observed_at"].endswith("Z")
    assert (payload["version"], payload["word_count"], payload["title"]) == (1, 5, "T")


def test_going_back_is_a_revision_only_where_the_time_is_stated():
    assert run(document("A", 1), document("B", 2), document("A", 3))[0] == [
        "new",
        "revised",
        "revised",
    ]
    assert run(document("A"), document("B"), document("A"))[0] == ["new", "revised", "unchanged"]


def test_seeing_the_same_again_later_is_unchanged_also_after_it_has_changed():
    seen = [document("A", 1), document("A", 2), document("B", 3)]
    outcomes, history = run(*seen)
    assert outcomes == ["new", "unchanged", "revised"]
    assert run(*seen, history=history)[0] == ["unchanged"] * 3


def test_a_late_arrival_with_another_text_is_a_revision():
    outcomes, history = run(document("B", 5), document("A", 1))
    assert outcomes == ["new", "revised"]
    assert run(document("B", 7), document("A", 2), history=history)[0] == ["unchanged", "unchanged"]


def test_the_same_bytes_are_unchanged_also_when_the_parser_reads_them_otherwise():
    raw, parsed = document("A")
    assert run((raw, parsed), (raw, replace(parsed, body_text="A, better")))[0] == [
        "new",
        "unchanged",
    ]


def test_other_metadata_is_unchanged():
    raw, parsed = document("A")
    assert run((raw, parsed), (raw, replace(parsed, author="Ann")))[0] == ["new", "unchanged"]
    other = replace(raw, content=b"other bytes")
    assert run((raw, parsed), (other, replace(parsed, title="T")))[0] == ["new", "revised"]


def test_withdrawals_are_recorded_once_and_new_texts_bring_an_article_back():
    raw, parsed = document("A")
    _, history = run((raw, parsed))
    taken, history = decide_withdrawal(raw, "art_1", "canceled", history, NOW)
    again, history = decide_withdrawal(raw, "art_1", "canceled", history, NOW)
    assert (taken.outcome, again.outcome) == ("withdrawn", "unchanged")
    assert run((raw, parsed), history=history)[0] == ["unchanged"]
    outcomes, history = run(document("B"), history=history)
    assert outcomes == ["revised"] and history.stream_version == 3
    # the same input once more, withdrawal included, adds nothing
    assert decide_withdrawal(raw, "art_1", "canceled", history, NOW)[0].outcome == "unchanged"


def test_a_second_withdrawal_counts_when_it_was_seen_after_the_article_came_back():
    _, history = run(document("A", 1))
    _, history = decide_withdrawal(document("", 2)[0], "art_1", "canceled", history, NOW)
    _, history = run(document("B", 3), history=history)
    later, _ = decide_withdrawal(document("", 4)[0], "art_1", "canceled", history, NOW)
    same, _ = decide_withdrawal(document("", 2)[0], "art_1", "canceled", history, NOW)
    assert (later.outcome, same.outcome) == ("withdrawn", "unchanged")


def test_an_unknown_article_that_is_withdrawn_is_observed_first():
    raw, parsed = document("A")
    decision, history = decide(raw, replace(parsed, pub_status="withheld"), History(), NOW)
    assert [event.event_type for event in decision.events] == [
        "ArticleObserved",
        "ArticleWithdrawn",
    ]
    assert [event.stream_version for event in decision.events] == [1, 2]
    assert (decision.outcome, history.stream_version) == ("withdrawn", 2)


def test_a_withdrawal_of_what_was_never_there_is_nothing():
    assert decide_withdrawal(document("")[0], "art_1", "canceled", History(), NOW)[0] == Decision(
        "unchanged"
    )


def test_identity_is_the_address_then_the_given_id_then_the_text():
    raw, parsed = document("A", source="The Paper")
    by_url = key_of(raw, parsed)
    by_ref = key_of(raw, replace(parsed, canonical_url=None, ref="7"))
    by_text = key_of(raw, replace(parsed, canonical_url=None))
    assert len({by_url, by_ref, by_text}) == 3
    assert by_url == key_of(*document("B"))
    elsewhere = article_id({"source": "Other"}, None, "7", "")
    assert by_ref != elsewhere
    assert by_ref == article_id({"source_id": "The Paper", "source": "x"}, None, "7", "")


def test_a_tombstone_means_its_link_then_its_id_as_a_link_then_its_id():
    keys = tombstone_keys({"url": "http://a.example/1?utm_source=x", "ref": "https://b.example/2"})
    assert keys[0] == article_id({}, "https://a.example/1", None, "")
    assert keys[1] == article_id({}, "https://b.example/2", None, "")
    assert len(keys) == 3 and tombstone_keys({}) == []


def test_a_refusal_is_the_same_event_each_time():
    found = Unreadable("a.txt", "empty", "no text", b"")
    first, second = decide_quarantine(found, NOW), decide_quarantine(found, NOW + timedelta(1))
    assert first.events[0].event_id == second.events[0].event_id
    assert first.blobs and not decide_quarantine(replace(found, content=None), NOW).blobs


seen_texts = st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 9) | st.none()), max_size=12)


@given(seen_texts)
def test_the_same_input_in_the_order_in_which_it_was_seen_adds_nothing_the_second_time(seen):
    documents = [document(*one) for one in sorted(seen, key=lambda one: one[1] or 0)]
    _, history = run(*documents)
    assert run(*documents, history=history)[0] == ["unchanged"] * len(documents)
