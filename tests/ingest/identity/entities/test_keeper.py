"""Names become entities as texts arrive: what must meet meets, what must not stays apart, and ids stay."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ingest.entity_memory import EntityMemory
from ingest.entity_memory_file import open_entity_memory
from ingest.entity_resolution import entity_id_of, merge_id_of
from ingest.identity.entities.keeper import EntityKeeper
from ingest.identity.entities.memory import Decision, Merge, NameInText, TextNames


class Reader:
    """Texts of names against a memory."""

    def __init__(self, memory: EntityMemory) -> None:
        self.memory = memory
        self.keeper = EntityKeeper(memory, entity_id_of(memory), merge_id_of)
        self.merges: list[Merge] = []

    def read(
        self, text: str, *names: str, day: date | None = None, source: str | None = None
    ) -> list[Decision]:
        """``names`` are "Jane Smith", "org: Acme" or "Jane Smith, captain"."""
        given = tuple(_name(name) for name in names)
        decisions, merges = self.keeper.resolve(TextNames(text, given, day, source))
        self.merges += merges
        by_name = {(one.name, one.entity_type): one for one in decisions}
        return [by_name[name.name, name.entity_type] for name in given]

    def now(self, decision: Decision) -> int | None:
        return self.memory.entity_of(decision.entity_id)


def _name(told: str) -> NameInText:
    kinds = {"org": "organization", "place": "place", "other": "other"}
    kind, colon, rest = told.partition(": ")
    name, _, role = (rest if colon else told).partition(", ")
    return NameInText(name, kinds[kind] if colon else "person", (role,) if role else ())


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    with open_entity_memory(tmp_path / "entities.sqlite") as (memory, _):
        yield Reader(memory)


def test_a_later_spelling_joins_and_the_id_stays(reader: Reader) -> None:
    [first] = reader.read("a", "Ludmila Horoshevskaya")
    [second] = reader.read("b", "Liudmila Haroshevskaja")
    assert first.is_new
    assert not second.is_new
    assert second.entity_id == first.entity_id


def test_a_surname_is_the_one_whom_its_text_names_in_full(reader: Reader) -> None:
    jane, short = reader.read("a", "Jane Smith", "Smith")
    robert, other = reader.read("b", "Robert Smith", "Smith")
    assert jane.entity_id == short.entity_id != robert.entity_id == other.entity_id


def test_two_smiths_of_one_story_stay_two_and_smith_alone_is_told_as_a_doubt(
    reader: Reader,
) -> None:
    jane, robert, short = reader.read("a", "Jane Smith", "Robert Smith", "Smith")
    assert len({jane.entity_id, robert.entity_id, short.entity_id}) == 3
    assert {doubt.entity_id for doubt in short.doubts} == {jane.entity_id, robert.entity_id}


def test_father_and_son_stay_apart(reader: Reader) -> None:
    father, son = reader.read("a", "Tom Doe Sr.", "Tom Doe Jr.")
    assert father.entity_id != son.entity_id


def test_a_bare_surname_means_whom_its_company_knows(reader: Reader) -> None:
    jane, _ = reader.read("a", "Jane Hale", "org: Acme Steel")
    robert, _ = reader.read("b", "Robert Hale", "org: Harbour Trust")
    short, _ = reader.read("c", "Hale", "org: Harbour Trust")
    assert short.entity_id == robert.entity_id != jane.entity_id


def test_a_bare_surname_that_came_first_is_merged_when_its_company_shows_who_it_was(
    reader: Reader,
) -> None:
    short, _ = reader.read("a", "Quillfeather", "org: Acme Steel")
    full, _ = reader.read("b", "Ada Quillfeather", "org: Acme Steel")
    assert reader.now(short) == reader.now(full)
    assert [(one.kept, one.gone) for one in reader.merges] == [(short.entity_id, full.entity_id)]


def test_a_bare_surname_that_came_first_stays_alone_in_other_company(reader: Reader) -> None:
    short, _ = reader.read("a", "Hale", "org: Acme Steel")
    full, _ = reader.read("b", "Ada Hale", "org: Harbour Trust")
    assert reader.now(short) != reader.now(full)
    assert reader.merges == []


def test_namesakes_in_other_company_and_roles_are_two_and_told(reader: Reader) -> None:
    company = ["org: Acme Steel", "Ada Quill", "Bob Rook", "org: Steel Union"]
    [first, *_] = reader.read("a", "Jane Smith, steel worker", *company)
    other = ["org: Harbour Trust", "Cy Fox", "Dee Lund", "org: Yacht Club"]
    [second, *_] = reader.read("b", "Jane Smith, racing sailor", *other)
    assert first.entity_id != second.entity_id
    assert [doubt.entity_id for doubt in second.doubts] == [first.entity_id]
    [third, *_] = reader.read("c", "Jane Smith, sailor", "org: Yacht Club")
    assert third.entity_id == second.entity_id


def test_the_same_person_in_a_new_role_is_one_where_company_is_shared(reader: Reader) -> None:
    company = ["org: Acme Steel", "Ada Quill", "Bob Rook"]
    [first, *_] = reader.read("a", "Jane Smith, steel worker", *company)
    [second, *_] = reader.read("b", "Jane Smith, candidate", *company)
    assert first.entity_id == second.entity_id


def test_acronyms_meet_their_expansion_and_a_people_is_not_its_country(reader: Reader) -> None:
    full, short = reader.read("a", "org: Harbour Workers Mutual Aid", "org: HWMA")
    [later] = reader.read("b", "org: HWMA")
    assert full.entity_id == short.entity_id == later.entity_id
    country, people = reader.read("c", "place: Russia", "other: Russian")
    assert country.entity_id != people.entity_id


def test_a_city_that_was_taken_for_a_body_is_still_the_city(reader: Reader) -> None:
    [place] = reader.read("a", "place: Minsk")
    [body] = reader.read("b", "org: Minsk")
    assert (body.entity_id, body.known_type) == (place.entity_id, "place")


def test_the_crowd_of_mentions_outvotes_a_wrong_type(reader: Reader) -> None:
    for text in "abc":
        [person] = reader.read(text, "Ada Quillfeather")
    [body] = reader.read("d", "org: Ada Quillfeather")
    assert body.entity_id == person.entity_id


def test_names_of_another_extractor_are_added_and_the_decided_ones_stay(reader: Reader) -> None:
    [first] = reader.read("a", "Jane Smith")
    decisions, _ = reader.keeper.resolve(
        TextNames("a", (NameInText("Jane Smith", "person"), NameInText("Smith", "person")))
    )
    assert [(one.name, one.entity_id) for one in decisions] == [("Smith", first.entity_id)]


def test_what_a_person_told_apart_is_not_merged_again(reader: Reader) -> None:
    short, _ = reader.read("a", "Quillfeather", "org: Acme Steel")
    reader.memory.leaf("ent_other")
    reader.memory.split("jud_1", short.entity_id, "ent_other", [], [])
    reader.memory.place(
        TextNames("b", ()),
        NameInText("Ada Quillfeather", "person"),
        Decision("Ada Quillfeather", "person", "ent_other", False, 1.0, ""),
    )
    reader.read("c", "Ada Quillfeather", "org: Acme Steel")
    assert reader.now(short) != reader.memory.entity_of("ent_other")
    assert reader.merges == []
