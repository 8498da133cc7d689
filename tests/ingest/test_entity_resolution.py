"""Names over a real log: each once a text, in order, whatever is lost in between."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from ingest.entity_memory_file import open_entity_memory
from ingest.entity_resolution import resolve_new
from ingest.errors import ConfigurationError
from ingest.event_log import EventLog
from ingest.events import ArticleExtracted, ArticleVersion, MentionPayload, NewEvent
from ingest.extractor_choice import ExtractorId, promote

NOW = datetime(2026, 3, 9, tzinfo=UTC)
Names = tuple[str, ...]
TEXTS: dict[str, Names] = {
    "a": ("Ludmila Horoshevskaya", "Jane Smith", "Acme Steel"),
    "b": ("Liudmila Haroshevskaja", "Smith", "Acme Steel"),
    "c": ("Quillfeather", "Harbour Trust"),
    "d": ("Ada Quillfeather", "Harbour Trust"),
}


@pytest.fixture
def log(tmp_path: Path) -> EventLog:
    return EventLog(tmp_path / "ledger.duckdb")


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    return tmp_path / "work" / "entities.sqlite"


def observed(text: str) -> NewEvent:
    payload = dict.fromkeys(ArticleVersion.__dataclass_fields__) | {
        "article_id": f"art_{text}",
        "text_hash": text,
        "source_id": "echo",
        "published_at": "2026-03-03T08:00:00Z",
        "published_at_precision": "second",
    }
    return NewEvent("ArticleObserved", f"article-{text}", 1, payload, NOW)


def extracted(text: str, names: Names, extractor: str = "toy", version: str = "1") -> NewEvent:
    mentions = [
        MentionPayload("body", 0, 1, name, "name", kind(name), name, "captain") for name in names
    ]
    payload = ArticleExtracted(text, extractor, version, "none", mentions)
    stream = ExtractorId(extractor, version).stream_of(text)
    return NewEvent.of("ArticleExtracted", stream, 1, payload, NOW)


def kind(name: str) -> str:
    return "organization" if name.split()[-1] in ("Steel", "Trust") else "person"


def add(log: EventLog, *events: NewEvent) -> None:
    log.append(events, actor="test", run_id="test")


def read(log: EventLog, texts: str, extractor: str = "toy") -> None:
    add(log, *(observed(text) for text in texts))
    add(log, *(extracted(text, TEXTS[text], extractor) for text in texts))


def decisions(log: EventLog) -> dict[tuple[str, str], str]:
    batches = log.read(event_types=["NamesResolved"])
    payloads = [orjson.loads(p) for batch in batches for p in batch.column("payload").to_pylist()]
    found = [
        (one["text_hash"], name["name"], name["entity_id"])
        for one in payloads
        for name in one["names"]
    ]
    assert len({pair[:2] for pair in found}) == len(found)  # each name of a text once
    return {(text, name): entity for text, name, entity in found}


def contents(memory: Path) -> list[list[Any]]:
    tables = ("texts", "waiting", "entities", "names", "keys", "placed", "links")
    with sqlite3.connect(memory) as connection:
        return [connection.execute(f"select * from {table}").fetchall() for table in tables]


def test_names_of_all_texts_are_resolved_and_late_merges_recorded(
    log: EventLog, memory: Path
) -> None:
    read(log, "abcd")

    summary = resolve_new(log, memory)

    found = decisions(log)
    assert (summary.texts, summary.names, summary.merged) == (4, 10, 1)
    assert found["a", "Ludmila Horoshevskaya"] == found["b", "Liudmila Haroshevskaja"]
    assert found["a", "Jane Smith"] == found["b", "Smith"]
    assert log.counts()["EntitiesMerged"] == 1
    assert not any("quill" in stream.lower() for stream in log.streams("NamesResolved"))


def test_a_second_run_decides_nothing(log: EventLog, memory: Path) -> None:
    read(log, "abcd")
    resolve_new(log, memory)
    head = log.head()

    assert resolve_new(log, memory).names == 0
    assert log.head() == head


@pytest.mark.parametrize("loss", ["deleted", "torn"])
def test_a_lost_memory_is_made_again_the_same(log: EventLog, memory: Path, loss: str) -> None:
    for text in "abcd":
        read(log, text)
        resolve_new(log, memory)
    before, grown = decisions(log), contents(memory)
    if loss == "deleted":
        memory.unlink()
    else:
        memory.write_bytes(b"not a database" * 100)

    assert resolve_new(log, memory).names == 0
    assert decisions(log) == before
    assert contents(memory) == grown


def test_a_kill_between_the_log_and_the_memory_decides_nothing_twice(
    log: EventLog, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(log, "abcd")
    append = EventLog.append

    def die_after(self: EventLog, *args: Any, **kwargs: Any) -> None:
        append(self, *args, **kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(EventLog, "append", die_after)
    with pytest.raises(KeyboardInterrupt):
        resolve_new(log, memory)
    monkeypatch.undo()

    assert resolve_new(log, memory).names == 0
    assert len(decisions(log)) == 10


def test_the_memory_of_another_log_is_not_used(log: EventLog, memory: Path, tmp_path: Path) -> None:
    read(log, "ab")
    resolve_new(log, memory)
    other = EventLog(tmp_path / "other.duckdb")
    read(other, "abcd")

    assert resolve_new(other, memory).texts == 4


def test_a_candidates_names_wait_until_it_is_promoted(log: EventLog, memory: Path) -> None:
    promote(log, ExtractorId("toy", "1"), reason="a test", decided_by="test")
    read(log, "a")
    add(log, extracted("a", (*TEXTS["a"], "Horoshevskaya"), version="2"))
    resolve_new(log, memory)
    assert ("a", "Horoshevskaya") not in decisions(log)

    promote(log, ExtractorId("toy", "2"), reason="a test", decided_by="test")
    resolve_new(log, memory)

    found = decisions(log)
    assert found["a", "Horoshevskaya"] == found["a", "Ludmila Horoshevskaya"]


def test_the_users_file_says_which_item_of_wikidata_an_entity_is(
    log: EventLog, memory: Path, tmp_path: Path
) -> None:
    file = tmp_path / "wikidata.csv"
    file.write_text("wikidata_id,name\nQ11,jane smith\nQ12,Nobody Known\nQ13,ACME Steel\n")
    read(log, "ab")
    resolve_new(log, memory, wikidata_file=file)
    assert log.counts()["EntityLinked"] == 2

    resolve_new(log, memory, wikidata_file=file)
    assert log.counts()["EntityLinked"] == 2
    file.write_text("wikidata_id,name\nQ11,jane smith\n")
    resolve_new(log, memory, wikidata_file=file)
    assert log.counts()["EntityLinked"] == 3  # taken back


@pytest.mark.parametrize("text", ["name\nAnn\n", "wikidata_id,name\nBob,Ann\n", "\x00\n"])
def test_a_file_of_items_that_is_wrong_is_named(
    log: EventLog, memory: Path, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "wikidata.csv"
    file.write_text(text)
    with pytest.raises(ConfigurationError, match="wikidata"):
        resolve_new(log, memory, wikidata_file=file)


def test_day_and_outlet_of_a_text_are_known_to_what_follows(log: EventLog, memory: Path) -> None:
    read(log, "a")
    resolve_new(log, memory)

    with open_entity_memory(memory) as (known, _):
        [name] = known.named(True, "jane smith")
        profile = known.profile(name.entity)
    assert (profile.sources, profile.descriptors) == ({"echo"}, {"captain"})
    assert str(profile.last_day) == "2026-03-03"
