"""Guarantee 6: whatever is changed behind the log's back, ``verify`` finds it and says where."""

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from log_events import NOON, event, log_of, table, tamper

from ingest.event_log import EventLog
from ingest.event_store.chain import head_of
from ingest.event_store.writing import Stamp, envelopes_of
from ingest.events import NewEvent, sha256_hex

COUNT = 12
FORGED = event("forged").payload_bytes.decode()


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    path = tmp_path_factory.mktemp("clean") / "ledger.duckdb"
    log_of(path, COUNT).append(
        [],
        actor="test",
        run_id="run",
        blobs={sha256_hex(content): content for content in (b"x", b"y")},
    )
    return path


@pytest.fixture
def path(clean, tmp_path):
    return shutil.copy(clean, tmp_path / "ledger.duckdb")


def problems(path, *statements):
    tamper(path, *statements)
    report = EventLog(path).verify()
    assert report.ok == (not report.problems)
    return report.problems


def test_a_log_that_was_only_appended_to_verifies(path):
    log = EventLog(path)
    log.append([event("article-0", 2, title="Revised")], actor="other", run_id="next")
    report = log.verify()
    assert (report.ok, report.event_count, report.problems) == (True, COUNT + 1, [])


@pytest.mark.parametrize("position", [1, COUNT])
@pytest.mark.parametrize(
    "change",
    [
        "event_id = 'x'",
        "event_type = 'ArticleWithdrawn'",
        "schema_version = 1",
        "stream_id = 'article-x'",
        "stream_version = 1 + stream_version",
        "occurred_at = occurred_at + interval 1 microsecond",
        "recorded_at = recorded_at - interval 1 day",
        "actor = 'someone else'",
        "run_id = ''",
        "payload_hash = hash",
        "prev_hash = payload_hash",
        "hash = payload_hash",
    ],
)
def test_an_edited_event_is_found_where_it_is(path, position, change):
    found = problems(path, f"update events set {change} where log_position = {position}")
    assert found[0].startswith(f"position {position}: ")


def test_an_edited_payload_is_found_where_it_is(path):
    found = problems(path, "update event_payloads set payload = '{}' where log_position = 7")
    assert found == ["position 7: the payload was changed: its hash does not match"]


def erasure(*positions):
    payload = {"positions": list(positions), "blob_hashes": []}
    return NewEvent("PayloadErased", "erasures", 1, payload, NOON)


def test_a_payload_that_an_erasure_names_may_be_gone(path):
    EventLog(path).append([erasure(3, 4)], actor="test", run_id="run")
    assert not problems(
        path,
        "delete from event_payloads where log_position = 3",
        "update event_payloads set payload = null where log_position = 4",
    )


def test_a_payload_that_is_gone_without_an_erasure_is_found_where_it_was(path):
    EventLog(path).append([erasure(3)], actor="test", run_id="run")
    found = problems(
        path,
        "delete from event_payloads where log_position in (3, 5)",
        "update event_payloads set payload = null where log_position = 8",
    )
    missing = "the payload is missing, and no erasure says why"
    assert found == [f"position 5: {missing}", f"position 8: {missing}"]


def test_an_erasure_that_was_not_carried_out_is_found(path):
    EventLog(path).append([erasure(3)], actor="test", run_id="run")
    assert problems(path) == ["position 3: erased by an event, and still there"]


@pytest.mark.parametrize("position", [1, 6, COUNT])
def test_a_dropped_event_is_found_where_it_was(path, position):
    found = problems(
        path,
        f"delete from events where log_position = {position}",
        f"delete from event_payloads where log_position = {position}",
    )
    assert found[0].startswith(f"position {position}: missing")


@pytest.mark.parametrize("position", [0, -1, 1, 6, COUNT])
def test_an_inserted_event_is_found_where_it_is(path, position):
    columns = f"* replace ({position} as log_position, 'inserted' as event_id)"
    found = problems(
        path, f"insert into events select {columns} from events where log_position = 6"
    )
    assert found[0].startswith(f"position {position}: ")
    assert f"position {position}: out of sequence: there twice, or below 1" in found


def test_an_event_that_no_append_wrote_is_found_even_when_it_continues_the_chain(path):
    log = EventLog(path)
    forged = envelopes_of([event("forged")], log.head(), Stamp(event().occurred_at, "x", "x"))
    row = forged.to_pylist()[0]
    values = ", ".join(f"'{value}'" for value in row.values())
    payload = f"insert into event_payloads values ({COUNT + 1}, '{FORGED}')"
    assert problems(path, f"insert into events values ({values})", payload) == [
        f"position {COUNT + 1}: not covered by log_head: not written by an append"
    ]


def test_events_that_changed_places_are_found(path):
    found = problems(
        path,
        "update events set log_position = case log_position when 4 then 9 else 4 end "
        "where log_position in (4, 9)",
    )
    assert found[0].startswith("position 4: ")
    assert any(text.startswith("position 9: ") for text in found)


def test_a_log_cut_short_is_found_by_its_head(path):
    found = problems(
        path,
        "delete from events where log_position > 8",
        "delete from event_payloads where log_position > 8",
    )
    assert found == [f"position 9: missing; the last append ended at position {COUNT}"]


def test_a_log_cut_to_nothing_is_found_by_its_head(path):
    found = problems(path, "delete from events", "delete from event_payloads")
    assert found == [f"position 1: missing; the last append ended at position {COUNT}"]


def test_an_event_rewritten_with_a_fitting_hash_is_found_at_the_next(path):
    log = EventLog(path)
    before = head_of(table(log, upto=4))
    row = envelopes_of([event("forged")], before, Stamp(event().occurred_at, "x", "x")).to_pylist()[
        0
    ]
    changes = ", ".join(f"{name} = '{value}'" for name, value in row.items())
    found = problems(
        path,
        f"update events set {changes} where log_position = 5",
        f"update event_payloads set payload = '{FORGED}' where log_position = 5",
    )
    assert found == [
        "position 6: prev_hash is not the hash of the event before: one of them was replaced"
    ]


def test_a_last_event_rewritten_with_a_fitting_hash_is_found_by_the_head(path):
    log = EventLog(path)
    before = head_of(table(log, upto=COUNT - 1))
    row = envelopes_of([event("forged")], before, Stamp(event().occurred_at, "x", "x")).to_pylist()[
        0
    ]
    changes = ", ".join(f"{name} = '{value}'" for name, value in row.items())
    found = problems(
        path,
        f"update events set {changes} where log_position = {COUNT}",
        f"update event_payloads set payload = '{FORGED}' where log_position = {COUNT}",
    )
    assert found == [f"position {COUNT}: log_head holds another hash: the last event was replaced"]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("delete from log_head", "log_head is empty"),
        ("update log_head set position = 5", "position 6: not covered by log_head"),
        ("update log_head set hash = ''", f"position {COUNT}: log_head holds another hash"),
        ("insert into event_payloads values (99, '{}')", "position 99: a payload without an event"),
        ("insert into event_payloads values (3, null)", "position 3: two payloads"),
        ("drop table event_payloads", "not an event log"),
        ("update blobs set data = 'z'", "the bytes were changed"),
        (
            "update blobs set data = (select data from blobs where blob_hash like '2d7%')",
            "the bytes were changed",
        ),
    ],
)
def test_what_stands_beside_the_events_is_checked_too(path, statement, expected):
    assert expected in problems(path, statement)[0]


def test_an_erased_blob_is_not_a_break(path):
    assert not problems(path, "delete from blobs where blob_hash like '2d7%'")


def test_a_damaged_file_is_reported(path):
    content = bytearray(path.read_bytes())
    for at in range(12_288, len(content), 997):
        content[at] ^= 0xFF
    path.write_bytes(content)
    report = EventLog(path).verify()
    assert not report.ok
    assert "damaged" in report.problems[0]


def test_a_long_list_of_problems_is_cut(tmp_path):
    log_of(tmp_path / "ledger.duckdb", 300)
    found = problems(tmp_path / "ledger.duckdb", "update events set actor = 'x'")
    assert len(found) == 101
    assert found[-1] == "and 200 more"


def test_every_page_of_a_log_is_checked(tmp_path, monkeypatch):
    monkeypatch.setattr("ingest.event_store.verification.SPAN_ROWS", 5)
    monkeypatch.setattr("ingest.event_store.hashing.STRETCH_ROWS", 2)
    monkeypatch.setattr("ingest.event_store.hashing.BATCH_ROWS", 1)
    log = log_of(tmp_path / "ledger.duckdb", COUNT)
    assert log.verify().event_count == COUNT
    found = problems(
        tmp_path / "ledger.duckdb",
        "insert into events select * replace ('x' as actor) from events where log_position = 5",
        "update events set run_id = 'x' where log_position = 11",
        "update event_payloads set payload = '{}' where log_position in (2, 9)",
    )
    assert [text.split(":")[0] for text in found if "hash does not match" in text] == [
        "position 2",
        "position 5",
        "position 9",
        "position 11",
    ]


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_no_single_change_to_any_row_goes_unnoticed(clean, tmp_path_factory, data):
    path = shutil.copy(clean, tmp_path_factory.mktemp("tampered") / "ledger.duckdb")
    position = data.draw(st.integers(1, COUNT), "position")
    column = data.draw(st.sampled_from(["actor", "run_id", "event_id", "stream_id", "event_type"]))
    value = data.draw(
        st.text(st.characters(exclude_categories=["Cs", "Cc"])).map(lambda t: t.replace("'", "''"))
    )
    (before,) = table(EventLog(path), after=position - 1, upto=position)[column].to_pylist()
    found = problems(
        path, f"update events set {column} = '{value}' where log_position = {position}"
    )
    unchanged = before == value.replace("''", "'")
    assert (not found) if unchanged else found[0].startswith(f"position {position}: ")
