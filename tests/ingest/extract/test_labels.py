"""What a text calls those it names: titles, appositions and "X is a …", with whose words they are."""

import pytest
from found_claims import Read


def labels(read: Read, body: str, title: str = "") -> set[tuple[str, str, str]]:
    """Name, kind and words of every label; the words are read back from the text."""
    text = {"title": title, "body": body}
    return {
        (mention.entity_name, label.kind, text[mention.section][label.start : label.end])
        for mention in read(body, title).result.mentions
        for label in mention.labels
    }


@pytest.mark.parametrize(
    ("body", "name", "kind", "words"),
    [
        ("The opposition leader Maria Torres spoke in Berlin.", "Maria Torres", "title", "opposition leader"),
        ("Russian President Vladimir Putin spoke in Berlin.", "Vladimir Putin", "title", "Russian President"),
        ("Republican John Smith spoke in Berlin.", "John Smith", "title", "Republican"),
        ("His aide John Smith spoke in Berlin.", "John Smith", "title", "aide"),
        ("Maria Torres, the former mayor of Berlin, left.", "Maria Torres", "apposition", "former mayor of Berlin"),
        ("Maria Torres, a lawyer who fled in May, left.", "Maria Torres", "apposition", "lawyer"),
        ("John Smith, 49, a financial analyst, left Berlin.", "John Smith", "apposition", "financial analyst"),
        ("The suspect, John Smith, was held in Berlin.", "John Smith", "apposition", "suspect"),
        ("Maria Torres is a dictator, and she left.", "Maria Torres", "copula", "dictator"),
        ("Maria Torres, who was a teacher, left Berlin.", "Maria Torres", "copula", "teacher"),
        ("Maria Torres spoke in Berlin. She is a hero of the war.", "Maria Torres", "copula", "hero of the war"),
    ],
)  # fmt: skip
def test_a_label_is_found_with_its_kind(
    read: Read, body: str, name: str, kind: str, words: str
) -> None:
    assert (name, kind, words) in labels(read, body)


@pytest.mark.parametrize(
    "body",
    [
        "Mr. Smith spoke in Berlin.",
        "Maria Torres is not a dictator.",
        "Maria Torres would be a good mayor.",
        "Maria Torres, R-Ohio, left Berlin.",
        "John Smith, 49, left Berlin.",
        "On Friday John Smith left Berlin.",
        "Photo: John Smith left Berlin.",
    ],
)
def test_what_calls_nobody_anything_is_no_label(read: Read, body: str) -> None:
    assert labels(read, body) == set()


def test_it_is_told_whose_words_a_label_is(read: Read) -> None:
    body = (
        "“The dictator John Smith must go,” said the lawyer Maria Torres. "
        "Maria Torres said that John Smith is a coward."
    )
    found = {
        body[label.start : label.end]: (label.is_quoted, label.is_attributed)
        for mention in read(body).result.mentions
        for label in mention.labels
    }
    assert found["dictator"] == (True, True)
    assert found["lawyer"] == (False, False)
    assert found["coward"] == (False, True)


def test_labels_of_a_title_count_in_the_title(read: Read) -> None:
    found = labels(read, "Nothing else.", "Opposition leader Maria Torres leaves Berlin")
    assert ("Maria Torres", "title", "Opposition leader") in found
