"""Average-link clustering of names with pairs that must never meet; what is unsure is told, not merged.

Pure: scores come from outside. Costs grow with the candidate pairs, not with all pairs.
"""

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

MERGE, UNSURE = 0.5, 0.3
Score = Callable[[int, int], float]


@dataclass(frozen=True, slots=True)
class Judged:
    """Two items whose groups were likely or perhaps one."""

    left: int
    right: int
    score: float
    is_same: bool


def average_link(
    size: int,
    candidates: Iterable[tuple[int, int]],
    score: Score,
    apart: Callable[[int, int], bool],
    weights: Sequence[float] | None = None,
) -> tuple[list[int], list[Judged]]:
    """Group number of each item, and every pair that was merged or left unsure, best first.

    ``apart`` is a veto of two items; it holds for whole groups. ``weights`` make an item count as often
    as it was seen, so that one odd spelling does not keep two groups from each other.
    """
    counts = list(weights or [1.0] * size)
    group_of = list(range(size))
    members: dict[int, list[int]] = {item: [item] for item in range(size)}
    judged: list[Judged] = []
    heap = [(-score(a, b), a, b) for a, b in candidates if not apart(a, b)]
    neighbours: dict[int, set[int]] = {item: set() for item in range(size)}
    for _, a, b in heap:
        neighbours[a].add(b)
        neighbours[b].add(a)
    heapq.heapify(heap)
    number = size
    while heap and -heap[0][0] >= UNSURE:
        negative, a, b = heapq.heappop(heap)
        if a not in members or b not in members:
            continue
        left, right = members[a][0], members[b][0]
        judged.append(Judged(left, right, -negative, -negative >= MERGE))
        if -negative < MERGE:
            continue
        members[number] = members.pop(a) + members.pop(b)
        around = (neighbours.pop(a) | neighbours.pop(b)) & members.keys()
        neighbours[number] = around
        for other in around:
            neighbours[other].add(number)
            mean = _mean(members[number], members[other], score, apart, counts)
            if mean >= UNSURE:
                heapq.heappush(heap, (-mean, other, number))
        number += 1
    for index, group in enumerate(members.values()):
        for item in group:
            group_of[item] = index
    return group_of, judged


def _mean(
    left: Sequence[int],
    right: Sequence[int],
    score: Score,
    apart: Callable[[int, int], bool],
    counts: Sequence[float],
) -> float:
    """The mean score of all pairs between two groups; 0 where any pair must stay apart."""
    total = weight = 0.0
    for one in left:
        for other in right:
            if apart(one, other):
                return 0.0
            share = counts[one] * counts[other]
            total += share * score(one, other)
            weight += share
    return total / weight
