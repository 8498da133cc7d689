"""From scores to spans, and from many attributions to those that do not clash."""

import math
from collections.abc import Sequence

from ingest.extract.attributions import Attribution
from ingest.extract.tagger.decoding import Reading, attribution_of, best_tags, runs_of, settled

TEXT = "Ana said the bridge is closed ."
OFFSETS = [(0, 3), (4, 8), (9, 12), (13, 19), (20, 22), (23, 29), (30, 31)]


def scores(tags: Sequence[int], sure: float = 0.9) -> list[list[float]]:
    rest = (1 - sure) / 2
    return [[math.log(sure if tag == here else rest) for here in range(3)] for tag in tags]


def words(spans: Sequence[tuple[int, int]]) -> list[str]:
    return [TEXT[start:end] for start, end in spans]


def read(tags: Sequence[int]) -> Attribution | None:
    return attribution_of(TEXT, Reading(OFFSETS, (1, 2), 0.8, scores(tags)))


def test_source_cue_and_content_are_read_from_the_tags() -> None:
    found = read([1, 0, 2, 2, 2, 2, 0])
    assert found is not None
    assert [words(found.source), words(found.cue), words(found.content)] == [
        ["Ana"],
        ["said"],
        ["the bridge is closed"],
    ]
    assert math.isclose(found.confidence, 0.8 * 0.9)


def test_without_content_there_is_no_attribution() -> None:
    assert read([1, 0, 0, 0, 0, 0, 0]) is None


def test_a_cue_without_content_has_what_its_paragraph_introduces() -> None:
    reading = Reading(OFFSETS, (1, 2), 0.8, scores([1, 0, 0, 0, 0, 0, 0]))
    found = attribution_of(TEXT, reading, [(40, 60), (62, 70)])
    assert found is not None
    assert (found.content, found.confidence) == (((40, 60), (62, 70)), 0.8)


def test_without_a_source_there_is_none() -> None:
    found = read([0, 0, 2, 2, 2, 2, 0])
    assert found is not None
    assert found.source == ()


def test_the_cue_is_never_content() -> None:
    assert best_tags(scores([2, 2, 2]), (1, 2)) == [2, 0, 2]


def test_a_piece_that_leans_the_other_way_does_not_break_a_span() -> None:
    rows = scores([2, 2, 2, 2, 2])
    rows[2] = [math.log(0.45), math.log(0.15), math.log(0.4)]
    assert best_tags(rows, (0, 0)) == [2] * 5


def test_stretches_of_content_with_little_between_are_joined_but_not_over_the_cue() -> None:
    joined = read([1, 0, 2, 2, 0, 2, 0])
    parted = attribution_of(TEXT, Reading(OFFSETS, (3, 4), 0.8, scores([2, 2, 2, 0, 2, 2, 0])))
    assert joined is not None
    assert parted is not None
    assert words(joined.content) == ["the bridge is closed"]
    assert words(parted.content) == ["Ana said the", "is closed"]


def test_runs_are_the_stretches_of_one_tag() -> None:
    assert runs_of([2, 2, 0, 2], 2) == [(0, 2), (3, 4)]


def test_of_two_attributions_that_share_content_the_surer_stays() -> None:
    sure = Attribution(((0, 3),), ((4, 8),), ((9, 29),), 0.9)
    unsure = Attribution((), ((30, 31),), ((9, 22),), 0.6)
    apart = Attribution((), ((40, 44),), ((50, 60),), 0.5)
    assert settled([unsure, apart, sure]) == [sure, apart]


def test_a_cue_within_the_content_of_a_surer_one_goes() -> None:
    outer = Attribution(((0, 3),), ((4, 8),), ((9, 60),), 0.9)
    inner = Attribution(((9, 12),), ((20, 24),), ((61, 80),), 0.8)
    assert settled([outer, inner]) == [outer]
