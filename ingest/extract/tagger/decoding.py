"""From the network's figures for one cue to spans of the text: best tags, pieces, whole words.

Choosing between attributions that overlap is here too. Running the network belongs in ``network``.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.extract.attributions import Attribution
from ingest.extract.parse import Span
from ingest.extract.quotes import Quotation
from ingest.extract.spans import cut, overlaps, tidy, trim

OTHER, SOURCE, CONTENT = range(3)
Scores = Sequence[Sequence[float]]
"""Log probabilities of the three tags, piece by piece."""

CHANGE = 0.3
"""What a change of tag costs: single pieces that lean the other way do not break a span."""

GAP = 8
"""Pieces between two stretches of content that are joined, unless the cue or source is among them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One cue of a text with what the network makes of the pieces around it."""

    offsets: Sequence[Span]  # of the pieces, in code points of the text
    cue: Span  # pieces
    cue_probability: float
    scores: Scores


def attribution_of(
    text: str, reading: Reading, introduced: Sequence[Span] = ()
) -> Attribution | None:
    """The attribution with the best tags; None where no content is left.

    ``introduced`` is what the paragraph leads up to ("…, she wrote:"): the content of a cue that has none
    beside it. Confidence is the cue's probability times the mean probability of the content's pieces.
    """
    tags = best_tags(reading.scores, reading.cue)
    contents = list(_joined(runs_of(tags, CONTENT), tags, reading.cue))
    content = _spans(text, reading, contents)
    pieces = [at for first, stop in contents for at in range(first, stop)] if content else []
    content = content or tuple(introduced)
    if not content:
        return None
    sources = runs_of(tags, SOURCE)
    source = max(sources, key=lambda run: _weight(reading.scores, run, SOURCE), default=None)
    certainties = [math.exp(reading.scores[at][CONTENT]) for at in pieces] or [1.0]
    certainty = sum(certainties) / len(certainties)
    first, stop = reading.cue
    return Attribution(
        source=_spans(text, reading, [] if source is None else [source]),
        cue=(_whole_words(text, reading.offsets[first][0], reading.offsets[stop - 1][1]),),
        content=content,
        confidence=reading.cue_probability * certainty,
    )


def best_tags(scores: Scores, cue: Span) -> list[int]:
    """The likeliest sequence when each change of tag costs ``CHANGE`` (Viterbi 1967)."""
    best = [0.0, 0.0, 0.0]
    back: list[list[int]] = []
    for at, row in enumerate(scores):
        top = max(range(3), key=best.__getitem__)
        jump = best[top] - CHANGE
        origin = [tag if best[tag] >= jump else top for tag in range(3)]
        best = [max(best[tag], jump) + row[tag] for tag in range(3)]
        if cue[0] <= at < cue[1]:
            best = [best[OTHER], best[SOURCE] - 1e3, best[CONTENT] - 1e3]
        back.append(origin)
    tag = max(range(3), key=best.__getitem__)
    tags: list[int] = []
    for origin in reversed(back):
        tags.append(tag)
        tag = origin[tag]
    return tags[::-1]


def runs_of(tags: Sequence[int], tag: int) -> list[Span]:
    """The stretches of one tag, as piece ranges."""
    runs: list[Span] = []
    for at, here in enumerate(tags):
        if here == tag:
            if runs and runs[-1][1] == at:
                runs[-1] = (runs[-1][0], at + 1)
            else:
                runs.append((at, at + 1))
    return runs


def _joined(runs: Iterable[Span], tags: Sequence[int], cue: Span) -> Iterator[Span]:
    waiting: Span | None = None
    for first, stop in runs:
        if waiting is None:
            waiting = (first, stop)
        elif first - waiting[1] <= GAP and not any(
            tags[at] == SOURCE or cue[0] <= at < cue[1] for at in range(waiting[1], first)
        ):
            waiting = (waiting[0], stop)
        else:
            yield waiting
            waiting = (first, stop)
    if waiting is not None:
        yield waiting


def _weight(scores: Scores, run: Span, tag: int) -> float:
    return sum(math.exp(scores[at][tag]) for at in range(*run))


def _spans(text: str, reading: Reading, runs: Iterable[Span]) -> tuple[Span, ...]:
    spans = (
        trim(text, _whole_words(text, reading.offsets[first][0], reading.offsets[stop - 1][1]))
        for first, stop in runs
    )
    return tuple((start, end) for start, end in spans if start < end)


def _whole_words(text: str, start: int, end: int) -> Span:
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def completed(text: str, quotes: Iterable[Quotation], attribution: Attribution) -> Attribution:
    """The same with whole quotations for those of which its content holds the half."""
    halves = [
        (quote.start, quote.end)
        for quote in quotes
        if not overlaps((quote.start, quote.end), attribution.cue)
        and 0.5 <= _share(quote, attribution.content) < 1
    ]
    if not halves:
        return attribution
    holes = (*attribution.cue, *attribution.source)
    pieces = (piece for span in (*attribution.content, *halves) for piece in cut(span, holes))
    return replace(attribution, content=tidy(text, pieces))


def _share(quote: Quotation, content: Iterable[Span]) -> float:
    inside = sum(max(0, min(end, quote.end) - max(start, quote.start)) for start, end in content)
    return inside / (quote.end - quote.start)


def settled(found: Iterable[Attribution], certain: Iterable[Attribution] = ()) -> list[Attribution]:
    """Of two whose contents share much, or of which one's cue is in the other's content, the surer."""
    kept = list(certain)
    for one in sorted(found, key=lambda attribution: -attribution.confidence):
        if not any(_clash(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda attribution: attribution.cue[0])


def _clash(one: Attribution, other: Attribution) -> bool:
    if overlaps(one.cue[0], other.content) or overlaps(other.cue[0], one.content):
        return True
    shared = sum(
        max(0, min(end, stop) - max(start, begin))
        for start, end in one.content
        for begin, stop in other.content
    )
    return shared > 0.3 * min(_length(one.content), _length(other.content))


def _length(spans: Iterable[Span]) -> int:
    return sum(end - start for start, end in spans)
