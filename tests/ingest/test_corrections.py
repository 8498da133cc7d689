"""What a person decides about an article is an event beside those of its publisher."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest
from log_events import rows

from ingest.corrections import Correction, correct_article, find_article, withdraw_article
from ingest.documents import Moment
from ingest.errors import ConfigurationError
from ingest.event_log import EventLog
from ingest.intake import IngestSummary, ingest
from ingest.sources import SourceRegistry

URL = "https://gazette.example/2026/11/1"
TEXT = (
    "The old pier will close on Monday, said Mayor Anna Bergström. Nobody has to worry, she told "
    "reporters at the town hall, where the council had met for two hours."
)
REASON = {"reason": "misread", "decided_by": "Ida"}


@pytest.fixture
def log(tmp_path: Path) -> EventLog:
    return EventLog(tmp_path / "ledger.duckdb")


def take_in(log: EventLog, tmp_path: Path, text: str = TEXT, **fields: str) -> IngestSummary:
    path = tmp_path / "in.jsonl"
    record = {"url": URL, "ref": "pier-1", "title": "Pier closes", "text": text, **fields}
    path.write_bytes(orjson.dumps(record) + b"\n")
    return ingest([str(path)], log=log, registry=SourceRegistry.load())


def correct(log: EventLog, **changes: object) -> tuple[str, ...]:
    correction = Correction(**changes)  # type: ignore[arg-type]
    article_id = find_article(log, URL)
    done = correct_article(log, article_id, correction, registry=SourceRegistry.load(), **REASON)
    return done.changed


def last(log: EventLog) -> dict[str, object]:
    found: dict[str, object] = orjson.loads(rows(log)[-1]["payload"])
    return found


@pytest.mark.parametrize("name", [URL, f"{URL}?utm_source=feed", "pier-1"])
def test_an_article_is_found_by_address_or_ref(log: EventLog, tmp_path: Path, name: str) -> None:
    take_in(log, tmp_path)
    article_id = find_article(log, name)
    assert article_id.startswith("art_")
    assert find_article(log, article_id) == article_id


def test_an_article_that_is_not_there_is_named(log: EventLog, tmp_path: Path) -> None:
    take_in(log, tmp_path)
    with pytest.raises(ConfigurationError, match="no article 'pier-2'"):
        find_article(log, "pier-2")


def test_a_correction_is_a_whole_version_with_its_reason(log: EventLog, tmp_path: Path) -> None:
    take_in(log, tmp_path)
    before = next(
        orjson.loads(row["payload"]) for row in rows(log) if row["event_type"] == "ArticleObserved"
    )
    when = Moment(datetime(2026, 11, 2, tzinfo=UTC), "minute", "given")
    assert correct(log, published_at=when, author="Lena  Holm") == ("author", "published_at")
    after = last(log)
    assert (after["reason"], after["decided_by"]) == ("misread", "Ida")
    assert (after["author"], after["author_method"]) == ("Lena Holm", "given")
    assert after["published_at"] == "2026-11-02T00:00:00Z"
    assert after["version_id"] != before["version_id"]
    assert {name for name, value in before.items() if after[name] != value} == {
        "version", "version_id", "observed_at", "author", "author_method", "published_at",
        "published_at_precision", "published_at_method", "published_on", "published_from", "published_to",
    }  # fmt: skip
    assert rows(log)[-1]["actor"] == "Ida"


def test_a_corrected_text_is_kept_with_its_bytes(log: EventLog, tmp_path: Path) -> None:
    take_in(log, tmp_path)
    assert correct(log, body_text="The pier stays  open.\n\n\nSo it goes.\n") == ("body_text",)
    after = last(log)
    assert after["body_text"] == "The pier stays open.\n\nSo it goes."
    assert log.blob(str(after["blob_hash"])) == str(after["body_text"]).encode()


def test_a_correction_that_changes_nothing_is_refused(log: EventLog, tmp_path: Path) -> None:
    take_in(log, tmp_path)
    head = log.head()
    with pytest.raises(ConfigurationError, match="nothing to correct"):
        correct(log, title="Pier closes")
    assert log.head() == head


def test_the_publishers_text_does_not_undo_a_correction(log: EventLog, tmp_path: Path) -> None:
    """Seen again after the correction, the publisher's page is what it was; a new text is news."""
    take_in(log, tmp_path)
    correct(log, body_text="The pier stays open.")
    later = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    assert take_in(log, tmp_path, observed_at=later).unchanged == 1
    assert take_in(log, tmp_path, TEXT + " It was sold.", observed_at=later).revised == 1


def test_a_withdrawal_by_hand_says_who_and_why(log: EventLog, tmp_path: Path) -> None:
    take_in(log, tmp_path)
    done = withdraw_article(log, find_article(log, URL), "withheld", **REASON)
    assert done.log_position == log.head().position
    assert (last(log)["pub_status"], last(log)["reason"]) == ("withheld", "misread")
    with pytest.raises(ConfigurationError, match="withheld already"):
        withdraw_article(log, done.article_id, "withheld", **REASON)
    withdraw_article(log, done.article_id, "canceled", **REASON)


def test_what_was_withdrawn_comes_back_with_a_correction(log: EventLog, tmp_path: Path) -> None:
    take_in(log, tmp_path)
    article_id = find_article(log, URL)
    withdraw_article(log, article_id, "canceled", **REASON)
    correct(log, title="Pier does not close")
    withdraw_article(log, article_id, "canceled", **REASON)
    assert log.counts()["ArticleWithdrawn"] == 2
