"""Claims within claims: "Belta said that Putin promised …" holds a claim of Putin's.

Found by the rules within the content of an attribution, whichever finder gave that one; only where they are sure.
How the outermost ones are chosen belongs in ``ingest.extract.settle``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.extract.attributions import Attribution
from ingest.extract.candidates import Candidate, Finder
from ingest.extract.lexicon import Lexicon
from ingest.extract.parse import Parse, Span
from ingest.extract.quotes import Quotation
from ingest.extract.settle import depth_of
from ingest.extract.spans import tidy
from ingest.extract.words import word_set

THRESHOLD = 0.4
"""Above the rules' own: within a content nothing is gained by guessing."""

MAX_DEPTH = 3
_OUTER_SPEAKERS = word_set("i we you me us my our it there one")
"""Who says these is the outer speaker, who is known already, or nobody."""


@dataclass(frozen=True, slots=True)
class Nested:
    """An attribution and the index of the one in whose content it stands; None for an outermost one."""

    attribution: Attribution
    outer: int | None
    depth: int = 0


def with_nested(
    parse: Parse, quotes: Sequence[Quotation], lexicon: Lexicon, outermost: Sequence[Attribution]
) -> list[Nested]:
    """The attributions in their order, each followed by those within its content."""
    found: list[Nested] = []
    if not outermost:
        return found
    candidates = _candidates(parse, quotes, lexicon, outermost)
    for attribution in outermost:
        family = len(found)
        found.append(Nested(attribution, None))
        inside = [c for c in candidates if _contains(attribution.content, c.cue[0])]
        for candidate in sorted(inside, key=lambda c: (*depth_of(parse, c), -c.rate)):
            _place(parse, candidate, found, family)
    return found


def _candidates(
    parse: Parse, quotes: Sequence[Quotation], lexicon: Lexicon, outermost: Sequence[Attribution]
) -> list[Candidate]:
    tokens = [
        token
        for attribution in outermost
        for start, end in attribution.content
        for token in range(*parse.tokens_in(start, end))
    ]
    return [
        candidate
        for candidate in Finder(parse, quotes, lexicon).candidates(sorted(set(tokens)))
        if candidate.rate >= THRESHOLD and _speaks(parse, candidate)
    ]


def _speaks(parse: Parse, candidate: Candidate) -> bool:
    return candidate.speaker is not None and parse.words[candidate.speaker] not in _OUTER_SPEAKERS


def _place(parse: Parse, candidate: Candidate, found: list[Nested], family: int) -> None:
    """Enter a candidate under the innermost attribution that holds it, unless it crosses one."""
    cue = candidate.cue[0]
    outer = family
    for index in range(family + 1, len(found)):
        attribution = found[index].attribution
        if any(cue[0] < end and start < cue[1] for start, end in attribution.cue):
            return
        if _contains(attribution.content, cue):
            outer = index
        elif any(_contains(attribution.content, span) for span in candidate.content):
            return
    around, depth = found[outer].attribution.content, found[outer].depth + 1
    content = _common(parse.text, candidate.content, around)
    source = _common(parse.text, candidate.source, around)
    lost = _length(candidate.content) - _length(content)
    if depth > MAX_DEPTH or not source or not content or 5 * lost > _length(candidate.content):
        return
    attribution = Attribution(source, candidate.cue, content, round(candidate.rate, 2))
    found.append(Nested(attribution, outer, depth))


def _common(text: str, spans: Sequence[Span], around: Sequence[Span]) -> tuple[Span, ...]:
    """The parts of the spans that lie within the others."""
    return tidy(
        text,
        [
            (max(start, begin), min(end, stop))
            for start, end in spans
            for begin, stop in around
            if start < stop and begin < end
        ],
    )


def _length(spans: Sequence[Span]) -> int:
    return sum(end - start for start, end in spans)


def _contains(spans: Sequence[Span], span: Span) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)
