"""What is kept of the texts so far: enough to compare new ones with them, and nothing to read.

It grows by segments that never change but for ``same_as``, so that a caller can keep each in a file.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ingest.identity.origins.postings import Numbers, Postings, merged, postings_of
from ingest.identity.origins.shingles import SAMPLED_BELOW, Hashes


@dataclass(frozen=True, slots=True)
class Text:
    """A text with what is known of where it stood first."""

    text_id: str
    text: str
    outlet: str | None = None
    credits: frozenset[str] = frozenset()  # agencies and outlets that it credits


@dataclass(frozen=True, slots=True)
class Segment:
    """What one batch of texts added."""

    text_ids: list[str]
    outlets: list[str | None]
    credits: list[frozenset[str]]
    postings: Postings
    sample_counts: Numbers
    shingles: Hashes  # of all texts, one after the other
    ends: Numbers  # where each text's shingles end
    same_as: Numbers


class Library:
    """Texts by number, in the order in which they came."""

    def __init__(self, segments: Sequence[Segment] = ()) -> None:
        self.segments: list[Segment] = []
        self.postings: list[Postings] = []
        self.text_ids: list[str] = []
        self.sample_counts: Numbers = np.empty(0, np.int64)
        """Of each text, the sampled shingles that a text of any length would keep."""
        self.outlets: Numbers = np.empty(0, np.int64)
        """Of each text, the number of its outlet; -1 where it is unknown."""
        self.same_as: Numbers = np.empty(0, np.int64)
        """Of each text, the first text that is nearly the same; itself where there is none."""
        self._firsts: list[int] = []
        self._credits: list[frozenset[str]] = []
        self._outlet_names: list[str | None] = []
        self._outlet_numbers: dict[str | None, int] = {None: -1}
        for segment in segments:
            self._append(segment)

    @property
    def count(self) -> int:
        """How many texts there are."""
        return len(self.text_ids)

    def add(
        self, texts: Sequence[Text], shingles: Sequence[Hashes], samples: Sequence[Hashes]
    ) -> None:
        """Adds texts as one segment; shingles and samples are those of each."""
        sample_counts = [int(np.searchsorted(sample, SAMPLED_BELOW)) for sample in samples]
        segment = Segment(
            text_ids=[text.text_id for text in texts],
            outlets=[text.outlet for text in texts],
            credits=[text.credits for text in texts],
            postings=postings_of(samples, self.count),
            sample_counts=np.array(sample_counts, np.int64),
            shingles=np.concatenate([*shingles, np.empty(0, np.uint32)]),
            ends=np.cumsum([len(hashes) for hashes in shingles], dtype=np.int64),
            same_as=np.arange(self.count, self.count + len(texts)),
        )
        self._append(segment)

    def shingles_of(self, number: int) -> Hashes:
        """All shingles of a text, in order."""
        at = int(np.searchsorted(self._firsts, number, "right")) - 1
        segment, place = self.segments[at], number - self._firsts[at]
        start = int(segment.ends[place - 1]) if place else 0
        return segment.shingles[start : int(segment.ends[place])]

    def current_segments(self) -> list[Segment]:
        """The segments, with what was noted since they were added."""
        ends = [*self._firsts[1:], self.count]
        return [
            replace(segment, same_as=self.same_as[first:end])
            for segment, first, end in zip(self.segments, self._firsts, ends, strict=True)
        ]

    def note_same(self, number: int, earlier: int) -> None:
        """A text is nearly the same as an earlier one."""
        self.same_as[number] = min(self.same_as[number], self.same_as[earlier])

    def is_credited(self, left: int, right: int) -> bool:
        """Whether both credit somebody in common, or one credits the outlet of the other."""
        ours, theirs = self._credits[left], self._credits[right]
        return bool(
            ours & theirs or self._outlet_names[right] in ours or self._outlet_names[left] in theirs
        )

    def _append(self, segment: Segment) -> None:
        self._firsts.append(self.count)
        self.segments.append(segment)
        self.postings.append(segment.postings)
        self.text_ids += segment.text_ids
        self._credits += segment.credits
        self._outlet_names += segment.outlets
        numbers = self._outlet_numbers
        outlets = [numbers.setdefault(name, len(numbers) - 1) for name in segment.outlets]
        self.outlets = np.append(self.outlets, np.array(outlets, np.int64))
        self.sample_counts = np.append(self.sample_counts, segment.sample_counts)
        self.same_as = np.append(self.same_as, segment.same_as)


def merged_segments(segments: Sequence[Segment]) -> Segment:
    """Several segments, from the first on, as one."""
    counts = [0, *np.cumsum([len(segment.shingles) for segment in segments])[:-1]]
    return Segment(
        text_ids=[text_id for segment in segments for text_id in segment.text_ids],
        outlets=[outlet for segment in segments for outlet in segment.outlets],
        credits=[credits_ for segment in segments for credits_ in segment.credits],
        postings=merged([segment.postings for segment in segments]),
        sample_counts=np.concatenate([segment.sample_counts for segment in segments]),
        shingles=np.concatenate([segment.shingles for segment in segments]),
        ends=np.concatenate(
            [one.ends + count for one, count in zip(segments, counts, strict=True)]
        ),
        same_as=np.concatenate([segment.same_as for segment in segments]),
    )
