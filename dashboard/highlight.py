"""Text with marked spans as HTML. Pure: strings in, strings out; every character of a text is escaped.

Offsets count code points, as Python's string indices do. Where the spans come from belongs in ``queries``.
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

_SENTENCE_END = re.compile(r"""[.!?…]["'”’»)\]]*\s+(?=["'“‘«(\[]?[A-Z0-9À-Þ])|\n{2,}""")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a text and the kind of what stands there, for example ``speaker``."""

    start: int
    end: int
    kind: str
    title: str = ""

    def moved(self, by: int) -> "Mark":
        """The same mark in a text that starts ``by`` characters later."""
        return Mark(self.start - by, self.end - by, self.kind, self.title)


def highlight(text: str, marks: Iterable[Mark]) -> str:
    """``text`` as HTML; each marked stretch is a ``<mark>`` whose classes are all kinds that cover it.

    Spans may overlap and nest: the text is cut at every edge, so the HTML is always well formed.
    What reaches outside the text is cut off.
    """
    inside = [mark for mark in marks if mark.start < mark.end and mark.start < len(text)]
    edges = {edge for mark in inside for edge in (max(mark.start, 0), mark.end) if edge < len(text)}
    cuts = [*sorted(edges | {0}), len(text)]
    return "".join(
        _stretch(text[start:end], [m for m in inside if m.start <= start and end <= m.end])
        for start, end in itertools.pairwise(cuts)
    )


def _stretch(part: str, covering: Sequence[Mark]) -> str:
    if not covering or not part:
        return escape(part)
    kinds = " ".join(dict.fromkeys(mark.kind for mark in covering))
    titles = " · ".join(dict.fromkeys(mark.title for mark in covering if mark.title))
    return f'<mark class="{escape(kinds)}" title="{escape(titles)}">{escape(part)}</mark>'


def highlight_paragraphs(text: str, marks: Sequence[Mark]) -> str:
    """``text`` as one ``<p>`` a paragraph; paragraphs are parted by empty lines."""
    parts = []
    for paragraph in _PARAGRAPH.finditer(text):
        start, end = paragraph.span()
        here = [mark.moved(start) for mark in marks if mark.start < end and mark.end > start]
        parts.append(f"<p>{highlight(paragraph.group(), here)}</p>")
    return "".join(parts)


def passage(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentences around a span, as far as full stops and empty lines show them."""
    breaks = [gap.end() for gap in _SENTENCE_END.finditer(text)]
    first = max((position for position in breaks if position <= start), default=0)
    last = min((position for position in breaks if position >= end), default=len(text))
    return first, len(text[:last].rstrip())


def occurrences(text: str, words: str, kind: str = "found") -> list[Mark]:
    """Where ``words`` stands in ``text``, whatever its case."""
    if not words.strip():
        return []
    pattern = re.compile(re.escape(words.strip()), re.IGNORECASE)
    return [Mark(*found.span(), kind) for found in pattern.finditer(text)]
