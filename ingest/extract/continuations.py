"""Quotations that go on in a paragraph of their own: ``“…,” he said.`` and below it nothing but ``“…”``.

For any finder, after its own choice. Quotations that an unparted line introduces belong in ``layout``.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ingest.extract.attributions import Attribution
from ingest.extract.boilerplate import is_prompt
from ingest.extract.paragraphs import paragraphs
from ingest.extract.parse import Span
from ingest.extract.quote_marks import SINGLE
from ingest.extract.quotes import Quotation
from ingest.extract.spans import has_word, overlaps, trim

_MARKS = re.compile(r"^\W+")
_SENTENCE_END = re.compile(r"[.!?][”\"’']*\s")
MAX_PARAGRAPHS = 6
"""Paragraphs that one speaker may go on for without being named again."""

REPEATED = 40
"""Code points by which a quotation is known again."""

MIN_WORDS = 3
"""Of such a paragraph; shorter ones are headings, or what a crowd calls in between."""


def continued(
    text: str, quotes: Sequence[Quotation], found: Sequence[Attribution]
) -> list[Attribution]:
    """The same, each with the paragraphs of mere quotation that follow its own."""
    blocks = paragraphs(text)
    here = _by_block(blocks, quotes)
    longer: dict[int, list[Span]] = {}
    owner: int | None = None
    for number, block in enumerate(blocks):
        mine = [index for index, one in enumerate(found) if _touches(one, block)]
        if mine or not _is_bare(text, block, here[number]):
            leads = text[slice(*block)].rstrip().endswith(":")
            owner = None if leads else _last_speaker(text, found, mine, here[number])
        elif owner is not None and not _is_repeated(text, block):
            spans = longer.setdefault(owner, [])
            if len(spans) < MAX_PARAGRAPHS:
                spans.append(trim(text, block))
    return [
        replace(one, content=(*one.content, *longer.get(index, ())))
        for index, one in enumerate(found)
    ]


def _by_block(blocks: Sequence[Span], quotes: Sequence[Quotation]) -> list[list[Quotation]]:
    starts = [start for start, _ in blocks]
    found: list[list[Quotation]] = [[] for _ in blocks]
    for quote in quotes:
        found[bisect_right(starts, quote.start) - 1].append(quote)
    return found


def _touches(one: Attribution, block: Span) -> bool:
    return overlaps(block, one.cue) or overlaps(block, one.content)


def _is_bare(text: str, block: Span, quotes: Sequence[Quotation]) -> bool:
    """Whether every word of the paragraph is quoted, and not as headings are ('A question of time')."""
    at, paragraph = block[0], text[slice(*block)]
    if len(paragraph.split()) < MIN_WORDS or is_prompt(paragraph):
        return False
    for quote in quotes:
        is_single = text[quote.start] in SINGLE and text[quote.start] != text[quote.start + 1]
        if is_single or has_word(text, at, quote.start):
            return False
        at = quote.end
    return bool(quotes) and not has_word(text, at, block[1])


def _is_repeated(text: str, block: Span) -> bool:
    """Whether the article has the words before: pages set quotations of theirs in large type."""
    words = _MARKS.sub("", text[slice(*block)])[:REPEATED]
    return words in text[: block[0]]


def _last_speaker(
    text: str, found: Sequence[Attribution], mine: Sequence[int], quotes: Sequence[Quotation]
) -> int | None:
    """Whoever says the last quotation of a paragraph, if nobody else speaks in a sentence after it."""
    if not quotes:
        return None
    last = quotes[-1]
    for index in mine:
        if any(start <= last.start and last.end - 2 <= end for start, end in found[index].content):
            spoken = max(last.end, found[index].cue[-1][1])
            later = (found[other].cue[0][0] for other in mine)
            ends = any(cue > spoken and _SENTENCE_END.search(text, spoken, cue) for cue in later)
            return None if ends else index
    return None
