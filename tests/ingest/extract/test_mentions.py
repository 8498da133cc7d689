"""Mentions: trimmed, typed, joined within the article; speakers only where they are sure."""

import pytest
from found_claims import Read
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.mentions import name_span
from ingest.extract.names import acronyms, bare_name, fullest_names


def test_a_surname_joins_the_full_name_of_its_article(read: Read) -> None:
    found = read(
        "Angela Merkel spoke in Berlin. Later Merkel left the hall, and Mrs. Merkel said no more."
    )
    assert {entity for _, entity, kind in found.names() if kind == "person"} == {"Angela Merkel"}


def test_a_surname_that_two_people_share_joins_neither() -> None:
    names = [("Ana Torres", "person"), ("Luis Torres", "person"), ("Torres", "person")]
    assert fullest_names(names, {})[("Torres", "person")] == ("Torres", "person")


def test_the_type_is_the_one_that_most_mentions_have() -> None:
    names = [("Ana Torres", "person"), ("Torres", "organization"), ("Torres", "person")]
    assert fullest_names(names, {})[("Torres", "organization")] == ("Ana Torres", "person")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the European Union (EU) met", {"EU": "European Union"}),
        ("Organization for Security and Co-operation in Europe (OSCE)", None),
        ("the North Harbour Authority (NHA), which", {"NHA": "North Harbour Authority"}),
        ("He came late (NO), they said", {}),
        ("(EU)", {}),
    ],
)
def test_acronyms_are_those_that_the_text_introduces(
    text: str, expected: dict[str, str] | None
) -> None:
    full = "Organization for Security and Co-operation in Europe"
    assert acronyms(text) == ({"OSCE": full} if expected is None else expected)


def test_an_acronym_joins_what_it_stands_for(read: Read) -> None:
    found = read("The North Harbour Authority (NHA) met on Monday. The NHA chose a chairman.")
    assert {entity for name, entity, _ in found.names() if name == "NHA"} == {
        "North Harbour Authority"
    }


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("the United Nations", "United Nations"),
        ("Torres’s", "Torres"),
        ("Torres'", "Torres"),
        ("“Torres", "Torres"),
        ("Torres Jr.", "Torres Jr."[:-1]),
        ("U.S.", "U.S."),
        ("Ana Torres\nHome", "Ana Torres"),
    ],
)
def test_a_name_is_trimmed_to_itself(marked: str, name: str) -> None:
    start, end = name_span(marked, 0, len(marked))
    assert marked[start:end] == name


def test_honorifics_and_suffixes_do_not_make_another_person() -> None:
    assert [bare_name(name) for name in ("Mr. Torres", "Sen. Ana Torres", "Luis Torres Jr.")] == [
        "Torres",
        "Ana Torres",
        "Luis Torres",
    ]


def test_a_title_before_a_name_describes_the_person(read: Read) -> None:
    found = read("French President Emmanuel Macron met Ana Torres, the mayor of Lyon, on Friday.")
    described = {m.entity_name: m.descriptor for m in found.result.mentions}
    assert described["Emmanuel Macron"] == "French President"


def test_dates_and_figures_are_not_entities(read: Read) -> None:
    assert read("On Friday, 12 May 2023, about 30 percent of 5,000 people left.").names() == []


def test_the_speaker_is_the_mention_of_its_head(read: Read) -> None:
    text = (
        "Russian President Vladimir Putin said the talks would go on. Putin added that he would wait. "
        "An aide said it was late."
    )
    assert read(text).speakers() == ["Vladimir Putin", "Vladimir Putin", None]


def test_a_relative_pronoun_speaks_for_its_antecedent(read: Read) -> None:
    text = "Vladimir Putin met Ana Torres, who said that the talks had failed."
    assert read(text).speakers() == ["Ana Torres"]


def test_a_description_with_a_name_in_it_is_not_that_name(read: Read) -> None:
    assert read("A spokesman for Vladimir Putin said the talks had failed.").speakers() == [None]


@given(st.text(alphabet="aB .'’“\n(é\U0001f600", min_size=1, max_size=40))
def test_trimming_a_name_stays_within_it(text: str) -> None:
    start, end = name_span(text, 0, len(text))
    assert 0 <= start <= end <= len(text)


@given(st.text(alphabet="AaBb (),.\n&-’", max_size=80))
def test_acronyms_never_fail(text: str) -> None:
    assert all(short and full for short, full in acronyms(text).items())
