"""Guarantees 1 to 4 of the log: append-only, gapless, one writer a version, idempotent, all or nothing."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import duckdb
import orjson
import pytest
from log_events import NOON, event, events, log_of, rows, table, tamper

from ingest.errors import ConfigurationError, LogCorrupt, RetryableError, StaleStream
from ingest.event_log import EVENT_SCHEMA, GENESIS_HASH, AppendResult, EventLog, LogHead
from ingest.events import SCHEMA_VERSIONS, NewEvent, SourceDescribed, canonical_json, sha256_hex


@pytest.fixture
def log(tmp_path):
    return EventLog(tmp_path / "ledger.duckdb", clock=lambda: NOON + timedelta(hours=1))


def append(log, *new, **options):
    return log.append(new, **{"actor": "tester", "run_id": "run-1", **options})


def test_a_log_that_does_not_exist_is_empty_and_reading_does_not_create_it(log, tmp_path):
    assert log.head() == LogHead(0, GENESIS_HASH)
    assert list(log.read()) == []
    assert log.known(["article-a"]) == set()
    assert log.blob(sha256_hex(b"x")) is None
    assert log.counts() == {}
    assert log.read_streams(["article-a"], ["title"]).num_rows == 0
    assert log.verify().ok
    assert list(tmp_path.iterdir()) == []


def test_an_event_is_read_as_it_was_appended(log):
    result = append(log, event(title="Räumung “now” \u0000 \U0001f600", count=3))
    (row,) = rows(log)
    assert result == AppendResult(1, 0, LogHead(1, row["hash"]))
    assert orjson.loads(row.pop("payload")) == {
        "title": "Räumung “now” \u0000 \U0001f600",
        "count": 3,
    }
    assert len(row.pop("hash")) == len(row.pop("payload_hash")) == len(row.pop("event_id")) == 64
    assert row == {
        "log_position": 1,
        "event_type": "ArticleObserved",
        "schema_version": SCHEMA_VERSIONS["ArticleObserved"],
        "stream_id": "article-a",
        "stream_version": 1,
        "occurred_at": NOON,
        "recorded_at": NOON + timedelta(hours=1),
        "actor": "tester",
        "run_id": "run-1",
        "prev_hash": GENESIS_HASH,
    }


def test_times_are_kept_as_utc_to_the_microsecond(log):
    local = datetime(2026, 7, 1, 14, 30, 0, 123456, timezone(timedelta(hours=5, minutes=30)))
    append(log, NewEvent("ArticleObserved", "article-a", 1, {}, local))
    assert rows(log)[0]["occurred_at"] == datetime(2026, 7, 1, 9, 0, 0, 123456, UTC)
    assert table(log).schema == EVENT_SCHEMA


def test_positions_count_up_from_one_without_gaps_in_the_order_of_appends(log):
    append(log, *events(3, "first"))
    with pytest.raises(StaleStream):
        append(log, event("first-0", 5, title="late"))
    append(log, *events(4, "second"))
    assert [(row["log_position"], row["stream_id"]) for row in rows(log)] == [
        *((n + 1, f"first-{n}") for n in range(3)),
        *((n + 4, f"second-{n}") for n in range(4)),
    ]


def test_an_append_changes_no_earlier_row(log):
    append(log, *events(5))
    before = table(log)
    append(log, event("article-0", 2, title="Revised"))
    assert table(log, upto=5) == before


def test_no_public_call_changes_or_removes_an_event():
    public = {name for name in vars(EventLog) if not name.startswith("_")}
    reading = {"head", "prefix", "read", "read_streams", "streams", "known", "counts", "verify"}
    reading |= {"blob", "blobs", "continues", "copy_to"}
    assert public == {"append", "rewrite"} | reading  # what rewriting keeps: test_event_log_rewrite


@pytest.mark.parametrize("version", [0, 1, 3])
def test_a_writer_with_a_stale_or_premature_version_is_refused(log, version):
    append(log, event(title="first"))
    head = log.head()
    with pytest.raises(StaleStream, match="article-a, which is at version 1"):
        append(log, event("article-b"), event(version=version, title="second"))
    assert log.head() == head
    assert log.known(["article-a", "article-b"]) == {"article-a"}


def test_a_stream_may_grow_by_several_versions_in_one_batch(log):
    append(log, *(event(version=n, title=str(n)) for n in (1, 2, 3)))
    append(log, *(event(version=n, title=str(n)) for n in (4, 5)))
    assert [row["stream_version"] for row in rows(log)] == [1, 2, 3, 4, 5]


def test_appending_the_same_events_again_appends_nothing(log):
    batch = [*events(3), event("article-0", 2, title="Revised")]
    first = append(log, *batch)
    again = append(log, *batch, run_id="run-2")
    assert (first.appended, again.appended, again.skipped) == (4, 0, 4)
    assert again.head == first.head == log.head()


def test_an_append_that_adds_nothing_leaves_the_file_untouched(log, tmp_path):
    append(log, *events(3), blobs={sha256_hex(b"x"): b"x"})
    before = (tmp_path / "ledger.duckdb").read_bytes()
    append(log, *events(3), blobs={sha256_hex(b"x"): b"x"})
    assert (tmp_path / "ledger.duckdb").read_bytes() == before


def test_an_event_twice_in_one_batch_is_appended_once(log):
    assert append(log, event(), event()).skipped == 1
    assert log.head().position == 1


def test_known_events_beside_new_ones_are_skipped(log):
    append(log, *events(3))
    result = append(log, *events(5))
    assert (result.appended, result.skipped, result.head.position) == (2, 3, 5)


def test_an_empty_append_is_allowed(log):
    assert append(log) == AppendResult(0, 0, LogHead())


def test_the_event_id_is_a_hash_of_type_stream_and_payload_only():
    content = canonical_json({"title": "One"})
    expected = sha256_hex(b"ArticleObserved\0article-a\0" + sha256_hex(content).encode())
    later = NewEvent("ArticleObserved", "article-a", 7, {"title": "One"}, NOON + timedelta(days=1))
    assert event().event_id == later.event_id == expected
    assert event().payload_bytes == content
    assert event("article-b").event_id != expected


def test_an_event_needs_a_time_zone():
    with pytest.raises(ValueError, match="no time zone"):
        NewEvent("ArticleObserved", "article-a", 1, {}, datetime(2026, 1, 1))  # noqa: DTZ001


def test_an_event_of_a_payload_class_holds_what_a_reader_will_get(log):
    described = SourceDescribed("bbc", "BBC", ["bbc.co.uk"], [], "GB", "outlet")
    new = NewEvent.of("SourceDescribed", "source-bbc", 1, described, NOON)
    append(log, new)
    assert orjson.loads(rows(log)[0]["payload"]) == new.payload


def test_keys_of_a_payload_are_in_one_order_whatever_the_class_says():
    @dataclass
    class Unsorted:
        b: int
        a: tuple[int, int]

    new = NewEvent.of("SourceDescribed", "source-x", 1, Unsorted(1, (2, 3)), NOON)
    assert new.payload_bytes == b'{"a":[2,3],"b":1}'


def test_reading_from_a_position_up_to_another_gives_just_those(log):
    append(log, *events(20))
    assert [row["log_position"] for row in rows(log, after=5, upto=9)] == [6, 7, 8, 9]
    assert rows(log, after=20) == []
    assert len(rows(log, upto=500)) == 20


def test_batches_are_no_larger_than_asked_for_and_lose_nothing(log):
    append(log, *events(25))
    batches = list(log.read(batch_rows=7))
    assert [batch.num_rows for batch in batches] == [7, 7, 7, 4]
    assert [p for batch in batches for p in batch["log_position"].to_pylist()] == list(range(1, 26))


def test_only_the_wanted_event_types_are_read(log):
    sources = [NewEvent.of("SourceDescribed", f"source-{n}", 1, {"n": n}, NOON) for n in range(3)]
    append(log, *events(10), sources[0], *events(5, "more"), *sources[1:])
    found = rows(log, event_types=["SourceDescribed"], batch_rows=2)
    assert [(row["log_position"], row["payload"]) for row in found] == [
        (11, '{"n":0}'),
        (17, '{"n":1}'),
        (18, '{"n":2}'),
    ]
    assert log.counts() == {"ArticleObserved": 15, "SourceDescribed": 3}


def test_a_reader_may_append_while_it_reads_and_stops_at_the_head_it_began_with(log):
    append(log, *events(6))
    for batch in log.read(batch_rows=2):
        for row in batch.to_pylist():
            append(log, event(f"text-{row['log_position']}"))
    assert log.head().position == 12


def test_streams_are_read_with_the_payload_fields_asked_for(log):
    append(
        log,
        event(title="One", words=3),
        event("article-b", title=None),
        event(version=2, title="Two"),
    )
    found = log.read_streams(["article-a", "article-b", "article-c"], ["title", "words"])
    assert found.drop_columns(["event_type", "occurred_at"]).to_pylist() == [
        {"stream_id": "article-a", "stream_version": 1, "title": "One", "words": "3"},
        {"stream_id": "article-a", "stream_version": 2, "title": "Two", "words": None},
        {"stream_id": "article-b", "stream_version": 1, "title": None, "words": None},
    ]
    assert found["occurred_at"].to_pylist() == [NOON] * 3
    assert log.read_streams(["article-b"]).column_names == EVENT_SCHEMA_OF_STREAMS
    assert log.read_streams([], ["title"]).num_rows == 0


EVENT_SCHEMA_OF_STREAMS = ["stream_id", "stream_version", "event_type", "occurred_at"]


def test_a_payload_field_must_be_a_name(log):
    with pytest.raises(ValueError, match="not names of payload fields"):
        log.read_streams([], ['title" from events; --'])


def test_blobs_are_kept_once_and_come_back_byte_for_byte(log, tmp_path):
    contents = [b"", b"\x00\xff" * 1000, "Räumung".encode()]
    blobs = {sha256_hex(content): content for content in contents}
    append(log, event(), blobs=blobs)
    append(log, event("article-b"), blobs=blobs)
    assert [log.blob(name) for name in blobs] == contents
    assert log.blob(sha256_hex(b"unknown")) is None
    with duckdb.connect(str(tmp_path / "ledger.duckdb"), read_only=True) as connection:
        assert connection.execute("select count(*), sum(byte_count) from blobs").fetchall() == [
            (3, sum(map(len, contents)))
        ]


def test_a_blob_under_a_wrong_hash_is_refused_and_nothing_is_appended(log):
    with pytest.raises(ValueError, match="other bytes"):
        append(log, event(), blobs={"0" * 64: b"content"})
    assert log.head().position == 0


def test_an_erased_payload_reads_as_null(log, tmp_path):
    append(log, *events(4))
    tamper(
        tmp_path / "ledger.duckdb",
        "delete from event_payloads where log_position = 2",
        "update event_payloads set payload = null where log_position = 3",
    )
    payloads = [row["payload"] for row in rows(log)]
    assert payloads == ['{"title":"Title 0"}', None, None, '{"title":"Title 3"}']
    assert log.read_streams(["article-1"], ["title"])["title"].to_pylist() == [None]


def test_a_path_with_quotes_and_spaces_works(tmp_path):
    folder = tmp_path / 'it\'s a "log"'
    folder.mkdir()
    assert log_of(folder / "ledger.duckdb", 2).verify().ok


def test_a_missing_directory_is_said_so(tmp_path):
    log = EventLog(tmp_path / "nowhere" / "ledger.duckdb")
    with pytest.raises(ConfigurationError, match="nowhere: no such directory"):
        append(log, event())
    assert log.head().position == 0


def test_a_directory_in_place_of_the_log_is_said_so(tmp_path):
    with pytest.raises(ConfigurationError, match="cannot be kept there"):
        EventLog(tmp_path).head()


@pytest.mark.parametrize("content", [b"", b"not a database " * 1000])
def test_another_kind_of_file_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "ledger.duckdb"
    path.write_bytes(content)
    for call in (EventLog(path).head, lambda: append(EventLog(path), event())):
        with pytest.raises(LogCorrupt, match=r"ledger\.duckdb: not an event log"):
            call()
    assert path.read_bytes() == content


def test_another_duckdb_file_is_refused(tmp_path):
    path = tmp_path / "other.duckdb"
    tamper(path, "create table numbers as select 1 as number")
    with pytest.raises(LogCorrupt, match="not an event log"):
        append(EventLog(path), event())
    with pytest.raises(LogCorrupt, match="not an event log"):
        EventLog(path).known(["article-a"])


def test_plain_duckdb_opens_the_log_without_extensions(log, tmp_path):
    append(log, *events(3))
    with duckdb.connect(str(tmp_path / "ledger.duckdb"), read_only=True) as connection:
        query = "select count(*) from events join event_payloads using (log_position)"
        assert connection.execute(query).fetchall() == [(3,)]


def test_a_log_that_was_cut_short_is_damaged_and_not_busy(tmp_path):
    path = tmp_path / "ledger.duckdb"
    log = log_of(path, 400)
    os.truncate(path, path.stat().st_size - 300_000)

    with pytest.raises(LogCorrupt, match="damaged"):
        list(log.read())
    assert not log.verify().ok


def test_a_damaged_end_of_an_append_that_was_killed_says_what_to_move_aside(tmp_path):
    path = tmp_path / "ledger.duckdb"
    log = log_of(path, 3)
    before, wal = path.read_bytes(), path.with_name("ledger.duckdb.wal")
    with duckdb.connect(str(path)) as connection:
        connection.execute("insert into blobs values ('hash', 'zstd', 0, repeat('x', 50000)::blob)")
        left = bytearray(wal.read_bytes())
    left[len(left) // 2] ^= 0xFF
    path.write_bytes(before)
    wal.write_bytes(left)

    with pytest.raises(LogCorrupt, match="move that file aside"):
        log.head()
    wal.unlink()
    assert log.head().position == 3


def test_too_little_memory_is_no_fault_of_the_log_and_may_be_tried_again(log):
    append(log, event())
    with pytest.raises(RetryableError, match="memory"), log._opened() as connection:
        connection.execute("set memory_limit = '1MB'")
        connection.execute("select list(range) from range(10_000_000)").fetchall()


def test_a_log_continues_where_it_was_and_not_where_another_was(log):
    append(log, event(), event("article-b"))
    first, head = (log.prefix(position) for position in (1, 2))
    assert log.continues(LogHead())
    assert log.continues(LogHead(first.position, first.hash)) and log.continues(log.head())
    assert not log.continues(LogHead(1, head.hash))
    assert not log.continues(LogHead(3, head.hash))
