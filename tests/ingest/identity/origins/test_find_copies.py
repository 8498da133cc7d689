"""What counts as a copy, and that it does not depend on how texts come in."""

import random

import pytest
from invented_texts import sentences, text

from ingest.identity.origins import Copy, Library, Text, find_copies
from ingest.identity.origins.library import merged_segments

WIRE = sentences(1, 30)
NOTICE = " ".join(sentences(99, 8))


def found(*texts: str | Text) -> list[Copy]:
    as_texts = [
        one if isinstance(one, Text) else Text(str(at), one) for at, one in enumerate(texts)
    ]
    return find_copies(Library(), as_texts)


def reasons(*texts: str | Text) -> list[str]:
    return [copy.reason for copy in found(*texts)]


def test_the_same_words_in_another_typography_are_an_exact_copy() -> None:
    original = "“We don’t know,” she said — and left the harbour at noon, again."
    assert reasons(
        original, '"We don\'t KNOW", she said - and left\nthe harbour at noon again'
    ) == ["exact"]


@pytest.mark.parametrize(
    "copy",
    [
        " ".join(WIRE[:10]),
        " ".join(random.Random(1).sample(WIRE, 30)),
        " ".join([*sentences(2, 3), *WIRE[3:20]]),
        " ".join([*sentences(2, 3), *random.Random(2).sample(WIRE, 12)]),
    ],
    ids=["cut to a third", "in another order", "with another lead", "all of it"],
)
def test_a_copy_is_found_however_it_was_changed(copy: str) -> None:
    [pair] = found(" ".join(WIRE), copy, text(3))
    assert (pair.left_id, pair.right_id, pair.reason) == ("1", "0", "near_duplicate")
    assert pair.similarity >= 0.5


def test_a_quotation_is_no_copy() -> None:
    assert not found(" ".join(WIRE), " ".join([*sentences(5, 12), *WIRE[:4]]))


def test_two_sentences_in_common_are_a_copy_only_if_they_are_most_of_a_text() -> None:
    assert found(" ".join(WIRE), " ".join(WIRE[4:7]))
    assert not found(" ".join(WIRE), WIRE[4])  # a sentence is a quotation, whoever quotes


def test_a_credit_lets_less_in_common_do() -> None:
    rewritten = " ".join([*sentences(6, 12), *WIRE[:8]])
    credit = frozenset({"Meridian"})
    wire = Text("wire", " ".join(WIRE), "Meridian")
    assert not found(wire, Text("copy", rewritten, "Echo"))
    assert reasons(wire, Text("copy", rewritten, "Echo", credit)) == ["credited_wire"]
    other = Text("other", " ".join(WIRE), "Herald", credit)
    assert reasons(other, Text("copy", rewritten, "Echo", credit)) == ["credited_wire"]


def test_what_an_outlet_puts_under_everything_makes_no_copies() -> None:
    pages = [Text(str(at), f"{text(10 + at, 6)} {NOTICE}", "Echo") for at in range(6)]
    assert not found(*pages)


def test_a_text_that_one_outlet_copied_often_is_no_boilerplate() -> None:
    pages = [Text(str(at), " ".join(WIRE[at:]), "Echo") for at in range(6)]
    assert {copy.right_id for copy in found(*pages)} >= {"0"}
    assert {copy.left_id for copy in found(*pages) if copy.right_id == "0"} == set("12345")


def test_batches_find_what_one_batch_finds() -> None:
    texts = [Text(str(at), text(at % 7, 12 + at)) for at in range(21)]
    library = Library()
    in_batches = [
        copy for at in range(0, 21, 5) for copy in find_copies(library, texts[at : at + 5])
    ]
    assert in_batches == find_copies(Library(), texts)
    assert len(in_batches) == 7 * 3


def test_segments_put_together_find_the_same() -> None:
    library = Library()
    for at in range(4):
        find_copies(library, [Text(str(at), text(at))])
    together = Library([merged_segments(library.current_segments())])
    late = Text("late", text(2, 15))
    assert find_copies(together, [late]) == find_copies(library, [late]) != []
    assert together.count == library.count == 5


@pytest.mark.parametrize("odd", ["", "word", "a b c d", "\0" * 50, "🙂 " * 3, "é" * 10_000])
def test_odd_texts_are_no_trouble(odd: str) -> None:
    assert [copy.reason for copy in found(odd, text(1), odd)] in ([], ["exact"])
