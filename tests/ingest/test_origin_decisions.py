"""What people decide about origins is in the log with who and why, and can be revoked once."""

from pathlib import Path

import orjson
import pytest

from ingest.errors import ConfigurationError
from ingest.event_log import EventLog
from ingest.origin_decisions import OriginDesk


@pytest.fixture
def desk(tmp_path: Path) -> OriginDesk:
    return OriginDesk(EventLog(tmp_path / "ledger.duckdb"))


def facts(desk: OriginDesk, event_type: str) -> list[dict[str, str]]:
    batches = desk.log.read(event_types=[event_type])
    return [orjson.loads(p) for batch in batches for p in batch.column("payload").to_pylist()]


def test_each_decision_is_an_event_with_who_and_why(desk: OriginDesk) -> None:
    desk.join("art_a", "art_b", reason="retold", decided_by="Ann")
    desk.part("art_c", reason="only boilerplate", decided_by="Bob")

    joined, parted = facts(desk, "OriginsJudged")
    assert (joined["decision"], joined["other_article_id"]) == ("join", "art_b")
    assert (joined["reason"], joined["decided_by"]) == ("retold", "Ann")
    assert (parted["decision"], parted["other_article_id"]) == ("part", None)


def test_the_same_can_be_decided_again_after_it_was_revoked(desk: OriginDesk) -> None:
    first = desk.part("art_a", reason="own words", decided_by="Ann")
    desk.revoke(first, reason="not so", decided_by="Ann")
    second = desk.part("art_a", reason="own words after all", decided_by="Ann")

    assert first != second
    assert [one["decision_id"] for one in facts(desk, "OriginDecisionRevoked")] == [first]


def test_what_cannot_be_decided_is_refused(desk: OriginDesk) -> None:
    decision = desk.part("art_a", reason="own words", decided_by="Ann")
    desk.revoke(decision, reason="not so", decided_by="Ann")

    with pytest.raises(ConfigurationError, match="revoked already"):
        desk.revoke(decision, reason="again", decided_by="Ann")
    with pytest.raises(ConfigurationError, match="no decision"):
        desk.revoke("dec_unknown", reason="x", decided_by="Ann")
    with pytest.raises(ConfigurationError, match="one article"):
        desk.join("art_a", "art_a", reason="x", decided_by="Ann")
