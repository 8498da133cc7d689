"""Where paragraphs begin and end: the unit that quotations, sentences and long texts are cut by.

Pure string work. Cleaning of text belongs in ``ingest.articles``.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

WRAPPED_LINE = 100
"""Lines of hard-wrapped text are shorter than this; a line of an unwrapped article is a paragraph."""

_LINE = re.compile(r"[^\n]+")
_ENDS_SENTENCE = re.compile(r"[.!?:;…\"'”’»)]\s*$")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Start and end of every paragraph, in order; blank ones are left out.

    Every line is a paragraph, unless the text is hard-wrapped: then only empty lines part them.
    """
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text) if not m.group().isspace()]
    if not _is_wrapped(text, lines):
        return lines
    joined: list[tuple[int, int]] = []
    for start, end in lines:
        if joined and text.count("\n", joined[-1][1], start) == 1:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Most lines that another follows at once stop in mid-sentence, and none is long."""
    if len(lines) < 4 or max(end - start for start, end in lines) > WRAPPED_LINE:
        return False
    followed = [line for line, after in pairwise(lines) if text.count("\n", line[1], after[0]) == 1]
    open_ended = sum(not _ENDS_SENTENCE.search(text, *line) for line in followed)
    return open_ended > 2 and 2 * open_ended > len(followed)


def pieces(text: str, limit: int) -> Iterator[tuple[int, str]]:
    """The text in pieces of at most ``limit`` code points with their offsets, cut between paragraphs.

    A single paragraph above the limit is cut at a space, or anywhere if it has none.
    """
    start = 0
    while len(text) - start > limit:
        cut = max(text.rfind("\n", start, start + limit), start)
        if cut == start:
            cut = max(text.rfind(" ", start, start + limit), start)
        if cut == start:
            cut = start + limit - 1
        yield start, text[start : cut + 1]
        start = cut + 1
    if start < len(text):
        yield start, text[start:]
