"""What people decide goes before the model, survives a lost memory, and can be taken back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.entity_decisions import EntityDesk, open_entity_desk
from ingest.entity_evidence import evidence_between, evidence_of
from ingest.entity_resolution import resolve_new
from ingest.errors import ConfigurationError
from ingest.event_log import EventLog
from ingest.events import ArticleExtracted, ArticleVersion, MentionPayload, NewEvent

NOW = datetime(2026, 3, 9, tzinfo=UTC)
WHO = {"reason": "I know them", "decided_by": "Ann"}
TEXTS = {
    "a": ("Jane Smith", "Acme Steel"),
    "b": ("Janet Smythe-Brown", "Harbour Trust"),
    "c": ("Quillfeather", "Harbour Trust"),
    "d": ("Ada Quillfeather", "Harbour Trust"),
}


def read(log: EventLog, text: str, *names: str) -> None:
    payload = dict.fromkeys(ArticleVersion.__dataclass_fields__)
    payload |= {"article_id": f"art_{text}", "text_hash": text}
    mentions = [MentionPayload("body", 0, 1, name, "name", kind(name), name) for name in names]
    found = ArticleExtracted(text, "toy", "1", "none", mentions)
    log.append(
        [
            NewEvent("ArticleObserved", f"article-art_{text}", 1, payload, NOW),
            NewEvent.of("ArticleExtracted", f"text-{text}@toy-1", 1, found, NOW),
        ],
        actor="test",
        run_id="test",
    )


def kind(name: str) -> str:
    return "organization" if name.split()[-1] in ("Steel", "Trust") else "person"


@pytest.fixture
def log(tmp_path: Path) -> EventLog:
    log = EventLog(tmp_path / "ledger.duckdb")
    for text, names in TEXTS.items():
        read(log, text, *names)
    resolve_new(log, tmp_path / "entities.sqlite")
    return log


@pytest.fixture(params=["kept", "lost"])
def desk(
    request: pytest.FixtureRequest, tmp_path: Path, log: EventLog
) -> Callable[[], "contextmanager[EntityDesk]"]:
    """Opens the desk anew; where the memory is lost, after every decision."""

    @contextmanager
    def opened() -> Iterator[EntityDesk]:
        path = tmp_path / "entities.sqlite"
        if request.param == "lost":
            path.unlink()
        with open_entity_desk(log, path) as found:
            yield found

    return opened


def test_what_a_person_merged_is_one_until_it_is_revoked(desk) -> None:
    with desk() as one:
        assert one.find("Jane Smith") != one.find("Janet Smythe-Brown")
        decided = one.merge("Jane Smith", "Janet Smythe-Brown", **WHO)
    with desk() as one:
        assert one.find("Jane Smith") == one.find("janet smythe brown")
        one.revoke(decided.decision_id, **WHO)
    with desk() as one:
        assert one.find("Jane Smith") != one.find("Janet Smythe-Brown")


def test_a_merge_of_the_model_is_undone_and_not_made_again(desk, log: EventLog, tmp_path) -> None:
    with desk() as one:
        assert one.find("Ada Quillfeather") == one.find("Quillfeather")
        plan = one.plan_split("Ada Quillfeather", "Quillfeather")
        assert [(name.text_hash, name.name) for name in plan.leaving] == [("d", "Ada Quillfeather")]
        one.split(plan, **WHO)
    read(log, "e", "Ada Quillfeather", "Harbour Trust")
    assert resolve_new(log, tmp_path / "entities.sqlite").merged == 0
    with desk() as one:
        assert one.find("Ada Quillfeather") != one.memory.entities_called("Quillfeather")[0]


def test_names_are_moved_to_an_entity_of_their_own_and_back(desk, log, tmp_path) -> None:
    read(log, "e", "Jane Smith", "Smith", "Harbour Trust")
    resolve_new(log, tmp_path / "entities.sqlite")
    with desk() as one:
        before = one.find("Jane Smith")
        plan = one.plan_split("Jane Smith", articles=["art_e"])
        assert {name.name for name in plan.moved} == {"Jane Smith", "Smith"}
        decided = one.split(plan, **WHO)
        entity_id = one.memory.entity_id(before)
    with desk() as one:
        other = one.memory.entity_of(decided.other_entity_id)
        assert len(one.memory.placements(other)) == 2
        assert len(one.memory.placements(one.find(entity_id))) == 1
        with pytest.raises(ConfigurationError, match="several entities are called"):
            one.find("Jane Smith")
        one.revoke(decided.decision_id, **WHO)
    with desk() as one:
        assert len(one.memory.placements(one.find("Jane Smith"))) == 3


def test_a_later_text_goes_to_the_namesake_whose_company_it_has(desk, log, tmp_path) -> None:
    read(log, "e", "Jane Smith", "Harbour Trust", "Ada Quillfeather")
    resolve_new(log, tmp_path / "entities.sqlite")
    with desk() as one:
        decided = one.split(one.plan_split("Jane Smith", articles=["art_e"]), **WHO)
    read(log, "f", "Jane Smith", "Ada Quillfeather")
    resolve_new(log, tmp_path / "entities.sqlite")
    with desk() as one:
        other = one.memory.entity_of(decided.other_entity_id)
        assert [text for text, *_ in one.memory.placements(other)] == ["e", "f"]


def test_what_people_told_apart_is_merged_only_after_it_is_revoked(desk) -> None:
    with desk() as one:
        told = one.split(one.plan_split("Jane Smith", "Janet Smythe-Brown"), **WHO)
    with desk() as one:
        with pytest.raises(ConfigurationError, match=told.decision_id):
            one.merge("Jane Smith", "Janet Smythe-Brown", **WHO)
        one.revoke(told.decision_id, **WHO)
    with desk() as one:
        one.merge("Jane Smith", "Janet Smythe-Brown", **WHO)


def test_a_split_is_not_revoked_over_a_later_merge(desk) -> None:
    with desk() as one:
        told = one.split(one.plan_split("Ada Quillfeather", "Quillfeather"), **WHO)
    with desk() as one:
        one.merge("Jane Smith", told.other_entity_id, **WHO)
    with desk() as one, pytest.raises(ConfigurationError, match="merged otherwise since"):
        one.revoke(told.decision_id, **WHO)


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [("Nobody Known", None, "no entity"), ("Jane Smith", None, "say from whom"),
     ("Jane Smith", "Jane Smith", "never merged")],
)  # fmt: skip
def test_a_split_that_says_nothing_is_refused(
    desk, left: str, right: str | None, said: str
) -> None:
    with desk() as one, pytest.raises(ConfigurationError, match=said):
        one.plan_split(left, right)


def test_a_decision_that_nobody_made_cannot_be_revoked(desk) -> None:
    with desk() as one, pytest.raises(ConfigurationError, match="no person decided"):
        one.revoke("jud_0", **WHO)


def test_the_evidence_tells_names_scores_articles_and_company(desk, log) -> None:
    with desk() as one:
        found = evidence_of(log, one.memory, one.find("Ada Quillfeather"))
        pair = evidence_between(one.memory, one.find("Jane Smith"), one.find("Ada Quillfeather"))
    assert {name.name for name in found.names} == {"Ada Quillfeather", "Quillfeather"}
    assert {(text.article_id, text.name) for text in found.texts} == {
        ("art_c", "Quillfeather"), ("art_d", "Ada Quillfeather"),
    }  # fmt: skip
    assert found.company == ["Harbour Trust"]
    assert pair.score < 0.5
    assert pair.shared_company == []
