"""Properties of the log over generated histories: what was appended, and only that, comes back."""

import hypothesis.strategies as st
import orjson
from hypothesis import given, settings
from log_events import NOON, rows, table

from ingest.errors import StaleStream
from ingest.event_log import GENESIS_HASH, EventLog
from ingest.event_store.chain import SEALED_COLUMNS, LogHead, sealed_envelopes
from ingest.event_store.writing import Stamp, envelopes_of
from ingest.events import NewEvent, canonical_json, sha256_hex

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=8,
)
payloads = st.dictionaries(text, values, max_size=4)
new_events = st.builds(
    NewEvent.of,
    event_type=st.sampled_from(["ArticleObserved", "ArticleWithdrawn", "SourceDescribed"]),
    stream_id=st.sampled_from(["a", "b", "räumung\x00", "'; drop table events; --", ""]),
    stream_version=st.integers(1, 3),
    payload=payloads,
    occurred_at=st.datetimes(timezones=st.just(NOON.tzinfo)),
)
batches = st.lists(st.lists(new_events, max_size=5), max_size=4)


def expected_after(history, batch):
    """The rule of an append, without a database."""
    history = list(history)
    for event in batch:
        if event.event_id not in {known.event_id for known in history}:
            versions = [known for known in history if known.stream_id == event.stream_id]
            if event.stream_version != len(versions) + 1:
                return None
            history.append(event)
    return history


@settings(max_examples=15, deadline=None)
@given(batches)
def test_the_log_holds_every_accepted_event_once_in_order_and_no_refused_batch(
    tmp_path_factory, batches
):
    log = EventLog(tmp_path_factory.mktemp("log") / "ledger.duckdb")
    history = []
    for batch in batches:
        expected = expected_after(history, batch)
        try:
            result = log.append(batch, actor="test", run_id="run")
        except StaleStream:
            assert expected is None
        else:
            assert result.appended == len(expected) - len(history)
            assert result.skipped == len(batch) - result.appended
            history = expected
    found = rows(log)
    assert [row["log_position"] for row in found] == list(range(1, len(history) + 1))
    assert [row["payload"].encode() for row in found] == [new.payload_bytes for new in history]
    for row, new in zip(found, history, strict=True):
        assert (row["stream_id"], row["stream_version"]) == (new.stream_id, new.stream_version)
        assert (row["event_type"], row["occurred_at"]) == (new.event_type, new.occurred_at)
        assert row["event_id"] == new.event_id
    assert log.known(["a", "b", "c"]) == {new.stream_id for new in history} & {"a", "b"}
    assert log.verify().problems == []


@settings(max_examples=10, deadline=None)
@given(st.lists(payloads, min_size=1, max_size=20), st.integers(1, 6), st.data())
def test_any_window_in_any_batch_size_gives_the_same_rows(tmp_path_factory, payloads, size, data):
    log = EventLog(tmp_path_factory.mktemp("log") / "ledger.duckdb")
    new = [
        NewEvent.of("ArticleObserved", f"s{n}", 1, value, NOON) for n, value in enumerate(payloads)
    ]
    log.append(new, actor="test", run_id="run")
    after = data.draw(st.integers(0, len(new)))
    upto = data.draw(st.integers(0, len(new) + 2))
    found = rows(log, after=after, upto=upto, batch_rows=size)
    assert [row["event_id"] for row in found] == [event.event_id for event in new[after:upto]]


@settings(max_examples=10, deadline=None)
@given(st.lists(payloads, min_size=1, max_size=10))
def test_anyone_can_recompute_the_chain_from_what_is_read(tmp_path_factory, payloads):
    log = EventLog(tmp_path_factory.mktemp("log") / "ledger.duckdb")
    new = [
        NewEvent.of("ArticleObserved", f"s{n}", 1, value, NOON) for n, value in enumerate(payloads)
    ]
    log.append(new, actor="test", run_id="run")
    events, link = table(log), GENESIS_HASH
    for row, sealed in zip(events.to_pylist(), sealed_envelopes(events).to_pylist(), strict=True):
        assert row["prev_hash"] == link
        assert row["payload_hash"] == sha256_hex(row["payload"].encode())
        link = sha256_hex(link.encode() + sealed)
        assert row["hash"] == link
    assert log.head().hash == link


@given(values)
def test_canonical_json_is_one_byte_string_for_one_value(value):
    content = canonical_json(value)
    assert canonical_json(orjson.loads(content)) == content


@given(st.dictionaries(text, values, max_size=6))
def test_the_order_of_keys_does_not_matter(value):
    assert canonical_json(dict(reversed(value.items()))) == canonical_json(value)


@given(st.lists(st.tuples(text, text, text), min_size=1, max_size=5))
def test_an_event_is_sealed_as_canonical_json_whatever_its_names_hold(names):
    new = [
        NewEvent(kind, stream, 1, {"number": number}, NOON)
        for number, (kind, stream, _) in enumerate(names)
    ]
    sealed = envelopes_of(new, LogHead(), Stamp(NOON, names[0][2], "run"))
    times = dict.fromkeys(("occurred_at", "recorded_at"), int(NOON.timestamp()) * 1_000_000)
    expected = [
        canonical_json({**row, **times}) for row in sealed.select(SEALED_COLUMNS).to_pylist()
    ]
    assert sealed_envelopes(sealed).to_pylist() == expected
