"""What people decide about stories goes before the model, survives the loss of the memory, and can be revoked."""

from pathlib import Path

import pytest
from test_story_assignment import HAPPENINGS, add, observed

from ingest.errors import ConfigurationError
from ingest.event_log import EventLog
from ingest.events import short_id
from ingest.story_assignment import assign_new
from ingest.story_decisions import open_story_desk, story_evidence, unsure_articles
from ingest.story_memory_file import open_story_memory


@pytest.fixture
def log(tmp_path: Path) -> EventLog:
    log = EventLog(tmp_path / "ledger.duckdb")
    add(log, *(observed(town, report) for report in range(2) for town in range(3)))
    return log


@pytest.fixture
def memory(tmp_path: Path, log: EventLog) -> Path:
    memory = tmp_path / "work" / "stories.sqlite"
    assign_new(log, memory)
    return memory


def article(town: int, report: int) -> str:
    return short_id("art", f"{town}-{report}")


def stories(memory: Path) -> dict[str, str]:
    with open_story_memory(memory) as known:
        names = (article(town, report) for town in range(3) for report in range(2))
        return {name: found.story_id for name in names if (found := known.standing(name))}


def test_a_merge_moves_the_articles_and_later_reports_follow(log: EventLog, memory: Path) -> None:
    with open_story_desk(log, memory) as opened:
        done = opened.merge(article(0, 0), article(1, 0), reason="one blaze", decided_by="Ann")

    assert set(done.moved) == {article(1, 0), article(1, 1)}
    add(log, observed(1, 2))
    assign_new(log, memory)
    with open_story_memory(memory) as known:
        assert len(known.articles_of(done.story_id)) == 5


def test_a_split_is_never_undone_by_the_model(log: EventLog, memory: Path) -> None:
    with open_story_desk(log, memory) as opened:
        done = opened.split(article(0, 0), [article(0, 1)], reason="another", decided_by="Ann")
        assert opened.memory.are_apart(done.story_id, done.other_story_id)

    add(log, *(observed(0, report) for report in range(2, 6)))
    assign_new(log, memory)

    with open_story_memory(memory) as known:
        one, other = (known.standing(article(0, report)) for report in range(2))
        assert one
        assert other
        assert one.story_id != other.story_id


@pytest.mark.parametrize("is_lost", [False, True])
def test_revoking_brings_the_articles_back(log: EventLog, memory: Path, is_lost: bool) -> None:
    assign_new(log, memory)
    before = stories(memory)
    with open_story_desk(log, memory) as opened:
        merge = opened.merge(article(0, 0), article(1, 0), reason="one", decided_by="Ann")
    assert stories(memory) != before
    if is_lost:
        memory.unlink()
    with open_story_desk(log, memory) as opened:
        opened.revoke(merge.decision_id, reason="two after all", decided_by="Bob")
        with pytest.raises(ConfigurationError, match="counts"):
            opened.revoke(merge.decision_id, reason="again", decided_by="Bob")

    assert stories(memory) == before


def test_decisions_survive_the_loss_of_the_memory(log: EventLog, memory: Path) -> None:
    with open_story_desk(log, memory) as opened:
        opened.split(article(0, 0), [article(0, 1)], reason="another", decided_by="Ann")
        opened.merge(article(1, 0), article(2, 0), reason="one", decided_by="Ann")
    assign_new(log, memory)
    kept = stories(memory)
    memory.unlink()

    assign_new(log, memory)

    assert stories(memory) == kept


def test_a_revoked_split_lets_the_model_decide_again(log: EventLog, memory: Path) -> None:
    with open_story_desk(log, memory) as opened:
        done = opened.split(article(0, 0), [article(0, 1)], reason="another", decided_by="Ann")
    with open_story_desk(log, memory) as opened:
        opened.revoke(done.decision_id, reason="the same", decided_by="Ann")
    with open_story_desk(log, memory) as opened:
        assert not opened.memory.are_apart(done.story_id, done.other_story_id)
        assert len(opened.memory.articles_of(done.story_id)) == 2


def test_what_cannot_be_decided_is_refused(log: EventLog, memory: Path) -> None:
    with open_story_desk(log, memory) as opened:
        with pytest.raises(ConfigurationError, match="one story already"):
            opened.merge(article(0, 0), article(0, 1), reason="x", decided_by="Ann")
        with pytest.raises(ConfigurationError, match="no article"):
            opened.split(article(0, 0), [article(1, 0)], reason="x", decided_by="Ann")
        with pytest.raises(ConfigurationError, match="no other articles"):
            both = [article(0, 0), article(0, 1)]
            opened.split(article(0, 0), both, reason="x", decided_by="Ann")
        with pytest.raises(ConfigurationError, match="no article"):
            opened.find("nothing")


def test_the_evidence_says_why_and_who(log: EventLog, memory: Path) -> None:
    with open_story_desk(log, memory) as opened:
        done = opened.merge(article(0, 0), article(1, 0), reason="one blaze", decided_by="Ann")
    with open_story_desk(log, memory) as opened:
        found = story_evidence(opened, done.story_id)

    assert {row["article_id"] for row in found["articles"]} >= {article(0, 0), article(1, 1)}
    assert any("mary keane" in row.get("evidence", []) for row in found["articles"])
    [change] = found["changes"]
    assert (change["reason"], change["decided_by"]) == ("one blaze", "Ann")


def test_only_articles_near_the_threshold_are_unsure(log: EventLog, memory: Path) -> None:
    del memory
    assert unsure_articles(log, 0.0, 10) == []
    assert len(unsure_articles(log, 99.0, 100)) < len(HAPPENINGS)


def test_what_a_person_decided_about_is_no_longer_unsure(log: EventLog, memory: Path) -> None:
    def unsure() -> set[str]:
        return {row["article_id"] for row in unsure_articles(log, 99.0, 100)}

    assert article(0, 1) in unsure()
    with open_story_desk(log, memory) as opened:
        opened.split(article(0, 0), [article(0, 1)], reason="another", decided_by="Ann")
    assert article(0, 1) not in unsure()
