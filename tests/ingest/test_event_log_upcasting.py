"""Guarantee 7: older versions of events are brought to the newest one on reading, never in the file."""

import duckdb
import orjson
import pytest
from log_events import NOON, rows, tamper

from ingest.errors import ConfigurationError
from ingest.event_log import EventLog
from ingest.event_store.upcasting import (
    UPCASTERS,
    upcast_article_extracted_v1_v2,
    upcast_article_version_v1_v2,
)
from ingest.events import SCHEMA_VERSIONS, ClaimPayload, NewEvent


def upcast_article_observed_v1_v2(payload):
    title = payload.pop("title")
    return {**payload, "headline": title}


def upcast_article_observed_v2_v3(payload):
    return {**payload, "words": len(payload["headline"].split())}


@pytest.fixture
def log(tmp_path):
    return EventLog(tmp_path / "ledger.duckdb")


@pytest.fixture
def version_3(monkeypatch):
    monkeypatch.setitem(SCHEMA_VERSIONS, "ArticleObserved", 3)
    monkeypatch.setitem(UPCASTERS, ("ArticleObserved", 1), upcast_article_observed_v1_v2)
    monkeypatch.setitem(UPCASTERS, ("ArticleObserved", 2), upcast_article_observed_v2_v3)


def append_all_versions(log):
    log.append(
        [
            NewEvent("ArticleObserved", "article-a", 1, {"title": "Räumung in Köln"}, NOON, 1),
            NewEvent("ArticleObserved", "article-b", 1, {"headline": "Two words"}, NOON, 2),
            NewEvent("ArticleObserved", "article-c", 1, {"headline": "Now", "words": 1}, NOON, 3),
            NewEvent("SomethingElse", "other", 1, {"title": "stays"}, NOON, 7),
        ],
        actor="test",
        run_id="run",
    )


def test_every_version_is_read_as_the_newest(log, version_3):
    append_all_versions(log)
    assert [(row["schema_version"], orjson.loads(row["payload"])) for row in rows(log)] == [
        (3, {"headline": "Räumung in Köln", "words": 3}),
        (3, {"headline": "Two words", "words": 2}),
        (3, {"headline": "Now", "words": 1}),
        (7, {"title": "stays"}),
    ]


def test_fields_of_streams_come_from_the_newest_version(log, version_3):
    append_all_versions(log)
    found = log.read_streams(["article-a", "article-b"], ["headline", "words", "title"])
    assert found.select(["headline", "words", "title"]).to_pylist() == [
        {"headline": "Räumung in Köln", "words": "3", "title": None},
        {"headline": "Two words", "words": "2", "title": None},
    ]


def test_what_is_stored_stays_and_still_verifies(log, version_3, tmp_path):
    append_all_versions(log)
    rows(log)
    assert log.verify().ok
    with duckdb.connect(str(tmp_path / "ledger.duckdb"), read_only=True) as connection:
        query = (
            "select schema_version, payload from events join event_payloads using (log_position)"
        )
        assert connection.execute(query).fetchone() == (1, '{"title":"Räumung in Köln"}')


def test_an_erased_payload_of_an_old_version_stays_erased(log, version_3, tmp_path):
    append_all_versions(log)
    tamper(tmp_path / "ledger.duckdb", "update event_payloads set payload = null")
    assert [row["payload"] for row in rows(log)] == [None] * 4


def test_an_event_of_a_later_release_is_not_misread(log):
    log.append([NewEvent("ArticleObserved", "a", 1, {}, NOON, 9)], actor="test", run_id="run")
    with pytest.raises(ConfigurationError, match="ArticleObserved version 9"):
        rows(log)
    assert log.verify().ok


def test_claims_of_version_1_say_that_nothing_is_known_of_what_was_not_looked_for():
    known = {"voice": "attributed", "confidence": 0.5}
    own = {"voice": "own_voice", "confidence": 0.5}
    early = {"voice": "attributed", "modality": "possible", "outer_claim": 0}
    payload = {"text_hash": "h", "mentions": [], "claims": [known, own, early]}

    first, second, third = upcast_article_extracted_v1_v2(payload)["claims"]

    new = {"modality": "asserted", "addressee_spans": [], "addressee_mention": None,
           "outer_claim": None}  # fmt: skip
    assert first == {**known, **new, "speaker_kind": "unknown"}
    assert second == {**own, **new, "speaker_kind": "none"}
    assert (third["modality"], third["outer_claim"]) == ("possible", 0)
    ClaimPayload(**dict.fromkeys(ClaimPayload.__dataclass_fields__) | first)
    assert payload["claims"][0] == known


def test_every_old_version_of_every_event_has_its_step():
    needed = {(name, n) for name, newest in SCHEMA_VERSIONS.items() for n in range(1, newest)}
    assert set(UPCASTERS) == needed


def test_an_outlet_of_the_first_version_has_no_parent(log):
    old = {"source_id": "post", "name": "Post", "version": 1}
    log.append([NewEvent("SourceDescribed", "source-post", 1, old, NOON)], actor="a", run_id="r")
    assert orjson.loads(rows(log)[0]["payload"]) == {**old, "parent": None}


def test_mentions_of_the_second_version_have_no_labels(log):
    old = {"text_hash": "h", "mentions": [{"text": "Ada"}], "claims": []}
    log.append([NewEvent("ArticleExtracted", "text-h", 1, old, NOON, 2)], actor="a", run_id="r")
    assert orjson.loads(rows(log)[0]["payload"])["mentions"] == [{"labels": [], "text": "Ada"}]


def test_articles_of_version_1_say_that_their_zone_was_not_kept():
    payload = {"article_id": "a", "published_at": "2026-03-01T09:00:00Z"}
    newest = upcast_article_version_v1_v2(payload)
    assert newest["published_at"] == "2026-03-01T09:00:00Z"
    assert (newest["published_at_zone"], newest["published_at_zone_method"]) == (None, "unknown")
    assert newest.keys() - payload.keys() == {
        *("published_at_zone", "published_at_zone_method", "published_on", "published_from"),
        *("published_to", "modified_at_zone", "modified_at_zone_method"),
    }
