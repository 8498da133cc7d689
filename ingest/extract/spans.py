"""Arithmetic on spans of a text: cutting, trimming, joining. Nothing here knows what they mean."""

from collections.abc import Iterable, Sequence

from ingest.extract.parse import Span

_LOOSE = frozenset(" \t\n\r\u00a0\u2009\u202f,;:.–—-|*•")
_OPENING = frozenset("“\"‘«„'`")


def cut(span: Span, holes: Iterable[Span]) -> list[Span]:
    """What is left of a span when the holes are taken out."""
    rest = [span]
    for begin, end in holes:
        rest = [
            piece
            for start, stop in rest
            for piece in (
                ((start, min(stop, begin)), (max(start, end), stop))
                if begin < stop and end > start
                else ((start, stop),)
            )
            if piece[0] < piece[1]
        ]
    return rest


def trim(text: str, span: Span) -> Span:
    """The span without the space, commas and full stops at its edges; marks of quotation stay.

    A full stop stays where a quotation begins the span: it is a part of what was said.
    """
    start, end = span
    while start < end and text[start] in _LOOSE:
        start += 1
    loose = _LOOSE - {"."} if start < end and text[start] in _OPENING else _LOOSE
    while start < end and text[end - 1] in loose:
        end -= 1
    return start, end


def has_word(text: str, start: int, end: int) -> bool:
    """Whether there is a letter or digit in between."""
    return any(char.isalnum() for char in text[start:end])


def tidy(text: str, pieces: Iterable[Span]) -> tuple[Span, ...]:
    """Pieces in order, trimmed, those without a word left out, neighbours in a paragraph joined."""
    joined: list[Span] = []
    for start, end in sorted(trim(text, piece) for piece in pieces):
        if not has_word(text, start, end):
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif joined and _adjoin(text[joined[-1][1] : start]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def _adjoin(gap: str) -> bool:
    return "\n" not in gap and not any(char.isalnum() for char in gap)


def overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Whether the span shares a position with any of the others."""
    return any(start < span[1] and span[0] < end for start, end in others)
