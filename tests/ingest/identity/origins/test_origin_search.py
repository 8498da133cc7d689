"""Comparing what is new in the log: each text once, whatever becomes of the memory."""

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from invented_texts import sentences, text

from ingest import origin_memory, origin_search
from ingest.event_log import EventLog
from ingest.events import NewEvent, sha256_hex
from ingest.origin_search import compare_new

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


class Newsroom:
    """A log, a memory beside it, and articles that come in."""

    def __init__(self, root: Path) -> None:
        self.log, self.memory, self.articles = EventLog(root / "ledger.duckdb"), root / "origins", 0

    def publish(
        self, *bodies: str, source: str | None = None, credits_: Sequence[str] = ()
    ) -> None:
        events = []
        for body in bodies:
            self.articles += 1
            payload = {
                "body_text": body, "body_hash": sha256_hex(body.encode()), "source_id": source,
                "source_name": source, "wire_credits": list(credits_),
            }  # fmt: skip
            stream = f"article-{self.articles}"
            events.append(NewEvent("ArticleObserved", stream, 1, payload, NOON))
        self.log.append(events, actor="test", run_id="run")

    def compare(self) -> tuple[int, int]:
        done = compare_new(self.log, self.memory)
        return done.texts, done.copies

    def comparisons(self) -> list[dict[str, Any]]:
        pages = self.log.read(event_types=("TextsCompared",))
        return [orjson.loads(one) for page in pages for one in page.column("payload").to_pylist()]


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


def test_an_empty_log_stays_empty(newsroom: Newsroom) -> None:
    assert newsroom.compare() == (0, 0)
    assert newsroom.log.head().position == 0


def test_what_is_new_is_compared_with_all_before(newsroom: Newsroom) -> None:
    wire = sentences(1, 20)
    newsroom.publish(" ".join(wire), text(2))
    assert newsroom.compare() == (2, 0)
    newsroom.publish(" ".join(wire[3:12]), source="Echo", credits_=["Meridian"])
    assert newsroom.compare() == (1, 1)
    [first, second] = newsroom.comparisons()
    assert (first["from_position"], first["to_position"], first["copies"]) == (0, 2, [])
    assert (second["from_position"], second["to_position"]) == (2, 4)  # 3 is the first comparison
    [copy] = second["copies"]
    assert copy["left_id"] == sha256_hex(" ".join(wire[3:12]).encode())
    assert (copy["right_id"], copy["similarity"]) == (sha256_hex(" ".join(wire).encode()), 1.0)


def test_nothing_new_appends_nothing(newsroom: Newsroom) -> None:
    newsroom.publish(text(1), text(1, 12))
    newsroom.compare()
    newsroom.publish(text(1))  # another article with a text that was compared
    head = newsroom.log.head()
    assert newsroom.compare() == (0, 0)
    assert newsroom.compare() == (0, 0)
    assert newsroom.log.head() == head


def test_a_lost_memory_is_made_anew_from_the_log(newsroom: Newsroom) -> None:
    for seed in range(3):
        newsroom.publish(text(seed), text(seed + 1, 15))
        newsroom.compare()
    head = newsroom.log.head()
    shutil.rmtree(newsroom.memory)
    assert newsroom.compare() == (0, 0)
    assert newsroom.log.head() == head
    newsroom.publish(text(2, 20))
    assert newsroom.compare() == (1, 2)


def test_a_torn_memory_is_made_anew(newsroom: Newsroom) -> None:
    newsroom.publish(text(1))
    newsroom.compare()
    next(newsroom.memory.glob("*.npz")).write_bytes(b"torn")
    newsroom.publish(text(1, 15))
    assert newsroom.compare() == (1, 1)


def test_the_memory_of_another_log_is_forgotten(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.publish(text(1), text(2))
    newsroom.compare()
    (tmp_path / "other").mkdir()
    other = Newsroom(tmp_path / "other")
    other.memory = newsroom.memory
    other.publish(text(2, 15))
    assert other.compare() == (1, 0)


@pytest.mark.parametrize("size", [1, 2, 7])
def test_batches_and_merged_segments_lose_nothing(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(origin_search, "BATCH_TEXTS", size)
    monkeypatch.setattr(origin_memory, "MOST_SEGMENTS", 3)
    newsroom.publish(*(text(at % 4, 10 + at) for at in range(12)))
    assert newsroom.compare() == (12, 4 * 3)
    assert len(list(newsroom.memory.glob("*.npz"))) <= 4
    shutil.rmtree(newsroom.memory)
    assert newsroom.compare() == (0, 0)
    newsroom.publish(text(1, 30))
    assert newsroom.compare() == (1, 3)


def test_texts_too_short_to_compare_are_kept_all_the_same(newsroom: Newsroom) -> None:
    newsroom.publish("two words", "")
    assert newsroom.compare() == (2, 0)
    newsroom.publish(text(1))
    assert newsroom.compare() == (1, 0)


def test_erased_articles_are_passed_over(newsroom: Newsroom) -> None:
    """Their payload is gone; what is kept of the text is hashes."""
    assert origin_search._text(None) is None
