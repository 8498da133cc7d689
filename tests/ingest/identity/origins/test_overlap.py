"""Shingles and their overlap, on texts whose answer is known."""

from invented_texts import text

from ingest.identity.origins.overlap import overlap_of
from ingest.identity.origins.shingles import (
    LEAST,
    SCALE,
    WORDS,
    is_quoted,
    sampled,
    shingle_hashes,
)


def test_there_is_a_shingle_for_every_run_of_five_words() -> None:
    assert [len(shingle_hashes(" ".join("abcdefg"[:n]))) for n in range(8)] == [
        0, 0, 0, 0, 0, 1, 2, 3,
    ]  # fmt: skip


def test_a_shingle_is_the_same_wherever_it_stands() -> None:
    inside = shingle_hashes("one two three four five six seven")
    assert list(shingle_hashes("  Two, three; four FIVE six!")) == [inside[1]]
    assert len(set(inside.tolist())) == 3


def test_words_are_not_run_together() -> None:
    assert shingle_hashes("ab c d e f").tolist() != shingle_hashes("a bc d e f").tolist()


def test_shares_are_of_words_in_common_runs() -> None:
    overlap = overlap_of(
        shingle_hashes("a b c d e f g h i j"), shingle_hashes("a b c d e f x y z u v w g h")
    )
    assert overlap.containment == overlap.told == 6 / 10
    assert (overlap.shared_words, overlap.run_words) == (6, 6.0)
    assert overlap.resemblance == 2 / (6 + 10 - 2)


def test_the_sample_of_a_part_lies_in_the_sample_of_the_whole() -> None:
    whole = shingle_hashes(text(1, 400))
    part = whole[1000:2000]
    in_whole = set(sampled(whole).tolist())
    assert set(sampled(part).tolist()) <= in_whole
    assert abs(len(in_whole) * SCALE / len(whole) - 1) < 0.15
    assert len(sampled(shingle_hashes(" ".join(map(str, range(12 + WORDS)))))) == 13 < LEAST


def test_what_is_quoted_is_told_by_nobody() -> None:
    quoted = "“We paid for all the boats in May, and for the nets.” "
    left = shingle_hashes(quoted + text(1, 3))
    right = shingle_hashes(text(2, 3) + "\n" + quoted.replace("“", '"').replace("”", '"'))
    overlap = overlap_of(left, right)
    assert overlap.told == overlap.share == 0
    assert overlap.shared_words == 12


def test_a_quotation_that_is_not_closed_ends_with_its_paragraph() -> None:
    told = "one two three four five six"
    assert is_quoted(shingle_hashes(f"“Open here\n{told}")).tolist()[2:] == [False] * 2
    assert is_quoted(shingle_hashes(f"“{told}”")).all()
