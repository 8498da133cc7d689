"""Stories over a real log: each article once, in order, whatever is lost in between."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from ingest.event_log import EventLog
from ingest.events import ArticleAssignedToStory, ArticleVersion, NewEvent, sha256_hex, short_id
from ingest.story_assignment import assign_new
from ingest.story_memory_file import open_story_memory

NOW = datetime(2026, 3, 9, tzinfo=UTC)
HAPPENINGS = [
    "A fire tore through the Oldham carpet works on Monday and hurt three workers, fire chief Mary Keane "
    "of Oldham said. It began in loading bay 117, and Mary Keane still has 30 firemen there.",
    "Voters in Leeds gave mayor Paul Onslow a second term on Sunday with 54% of the ballots. Rival "
    "candidate Vera Lund conceded to Paul Onslow before midnight in Leeds town hall.",
    "Whitby lifeboat crews searched for the trawler Ada Brent after a storm with gusts of 140 kilometres "
    "per hour. The Ada Brent left Whitby harbour with a cargo of herring, the coastguard said.",
    "Bus drivers in Skipton went on strike for an 8% pay rise, union secretary Tom Farrow said. Tom Farrow "
    "expects 600 drivers at the Skipton depot to stay out until the company returns to talks.",
    "Ripon museum bought a medieval psalter for $2,400,000, curator Lena Stokes said. Lena Stokes will "
    "show the manuscript in the Ripon chapter house, where monks once copied it.",
    "A jury in Selby convicted accountant Karl Dunn of embezzling 90 thousand pounds from a hospice. "
    "Judge Iris Pole of Selby crown court will sentence Karl Dunn after reports on his health.",
]


def body(town: int, report: int) -> str:
    return f"{HAPPENINGS[town]} This is report number {report}."


def observed(town: int, report: int, version: int = 1, **fields: Any) -> NewEvent:
    ref = f"{town}-{report}"
    text = body(town, report) + (" Updated." if version > 1 else "")
    payload = dict.fromkeys(ArticleVersion.__dataclass_fields__) | {
        "article_id": short_id("art", ref),
        "version": version,
        "title": " ".join(HAPPENINGS[town].split()[:7]),
        "language": "en",
        "published_at": "2026-03-03T08:00:00Z",
        "published_at_precision": "second",
        "body_text": text,
        "text_hash": sha256_hex(text.encode()),
    }
    event_type = "ArticleObserved" if version == 1 else "ArticleRevised"
    stream = f"article-{short_id('art', ref)}"
    return NewEvent(event_type, stream, version, payload | fields, NOW)


@pytest.fixture
def log(tmp_path: Path) -> EventLog:
    return EventLog(tmp_path / "ledger.duckdb")


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    return tmp_path / "work" / "stories.sqlite"


def add(log: EventLog, *events: NewEvent) -> None:
    log.append(events, actor="test", run_id="test")


def decisions(log: EventLog, event_type: str = "ArticleAssignedToStory") -> list[dict[str, Any]]:
    batches = log.read(event_types=[event_type])
    return [orjson.loads(p) for batch in batches for p in batch.column("payload").to_pylist()]


def story_of(log: EventLog) -> dict[str, str]:
    return {one["article_id"]: one["story_id"] for one in decisions(log)}


def test_reports_of_one_happening_are_one_story_and_others_are_not(
    log: EventLog, memory: Path
) -> None:
    add(log, *(observed(town, report) for report in range(3) for town in range(6)))

    summary = assign_new(log, memory)

    stories = story_of(log)
    assert (summary.articles, summary.opened) == (18, 6)
    for town in range(6):
        assert len({stories[short_id("art", f"{town}-{report}")] for report in range(3)}) == 1


def test_what_moves_with_a_split_quotes_nothing_of_other_articles(
    log: EventLog, memory: Path
) -> None:
    for report in range(4):
        for town, place in enumerate(("Harrow Mill in Oldham", "Canning Yard in Leeds")):
            text = (
                "A fire tore through a carpet warehouse on Monday night and firemen fought the flames "
                "until morning. Neighbours were told to keep their windows shut, and nobody was hurt. The "
                f"blaze at {place} was number {report} this year, police said at {place} on Tuesday."
            )
            title = f"Fire at {place}"
            add(log, observed(town, report, body_text=text, title=title))

    assert assign_new(log, memory).split == 1

    [split] = decisions(log, "StorySplit")
    moved = [one for one in decisions(log) if one["reason"] == "split"]
    assert {"leed", "oldham"} & set(split["evidence"])
    assert [one["article_id"] for one in moved] == split["article_ids"]
    assert not any(one["evidence"] for one in moved)


def test_a_second_run_decides_nothing(log: EventLog, memory: Path) -> None:
    add(log, observed(0, 0), observed(1, 0))
    assign_new(log, memory)
    head = log.head()

    assert assign_new(log, memory).articles == 0
    assert log.head() == head


def test_what_comes_later_joins_and_nobody_moves(log: EventLog, memory: Path) -> None:
    add(log, *(observed(town, 0) for town in range(6)))
    assign_new(log, memory)
    before = story_of(log)

    add(log, *(observed(town, 1) for town in range(6)))
    summary = assign_new(log, memory)

    after = story_of(log)
    assert summary.opened == 0
    assert {article: after[article] for article in before} == before


@pytest.mark.parametrize("loss", ["deleted", "torn"])
def test_a_lost_memory_is_made_again_from_the_log(log: EventLog, memory: Path, loss: str) -> None:
    add(log, *(observed(town, 0) for town in range(6)))
    assign_new(log, memory)
    if loss == "deleted":
        memory.unlink()
    else:
        memory.write_bytes(b"not a database" * 100)

    add(log, *(observed(town, 1) for town in range(6)))
    summary = assign_new(log, memory)

    assert (summary.articles, summary.opened) == (6, 0)
    assert len(decisions(log)) == 12


def test_a_memory_made_again_is_the_same(log: EventLog, memory: Path) -> None:
    for report in range(3):
        add(log, *(observed(town, report) for town in range(6)))
        assign_new(log, memory)
    grown = contents(memory)
    memory.unlink()

    assign_new(log, memory)

    assert contents(memory) == grown


def contents(memory: Path) -> list[list[Any]]:
    with sqlite3.connect(memory) as connection:
        tables = ("articles", "frequencies", "postings", "waiting")
        return [connection.execute(f"select * from {table}").fetchall() for table in tables]


def test_a_kill_between_the_log_and_the_memory_decides_nothing_twice(
    log: EventLog, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(log, *(observed(town, 0) for town in range(6)))
    append = EventLog.append

    def die_after(self: EventLog, *args: Any, **kwargs: Any) -> None:
        append(self, *args, **kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(EventLog, "append", die_after)
    with pytest.raises(KeyboardInterrupt):
        assign_new(log, memory)
    monkeypatch.undo()

    assert assign_new(log, memory).articles == 0
    assert len(decisions(log)) == 6
    with open_story_memory(memory) as known:
        assert known.article_count() == 6


def test_the_memory_of_another_log_is_not_used(log: EventLog, memory: Path, tmp_path: Path) -> None:
    add(log, observed(0, 0), observed(1, 0))
    assign_new(log, memory)
    other = EventLog(tmp_path / "other.duckdb")
    add(other, *(observed(town, 1) for town in range(6)))

    assert assign_new(other, memory).articles == 6


def test_a_revised_article_stays_where_it_is(log: EventLog, memory: Path) -> None:
    add(log, observed(0, 0))
    assign_new(log, memory)
    add(log, observed(0, 0, version=2))

    assert assign_new(log, memory).articles == 0


def test_an_article_in_another_language_is_in_no_story(log: EventLog, memory: Path) -> None:
    add(log, observed(0, 0, language="fr"), observed(1, 0))

    assert assign_new(log, memory).articles == 1


def test_what_a_person_decided_moves_the_article_for_those_that_follow(
    log: EventLog, memory: Path
) -> None:
    add(log, observed(0, 0), observed(1, 0))
    assign_new(log, memory)
    article, target = short_id("art", "0-0"), story_of(log)[short_id("art", "1-0")]
    payload = ArticleAssignedToStory(
        article, target, None, None, "decided", [], "person", "", "Ann", version=2
    )
    add(log, NewEvent.of("ArticleAssignedToStory", f"story-of-{article}", 2, payload, NOW))

    assign_new(log, memory)

    with open_story_memory(memory) as known:
        assert len(known.members(target, None)) == 2
