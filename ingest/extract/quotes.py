"""Where quotations lie in a text: every style of mark, reopened paragraphs, unbalanced marks.

Pure string work: only the marks are read here. Who is quoted belongs in ``ingest.extract.claims``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.extract.paragraphs import paragraphs
from ingest.extract.quote_marks import ANGLED, CLOSES_ANY, SINGLE, STRAIGHT, Mark, marks_in

MAX_UNCLOSED = 1500
"""Code points that a quotation without an end may reach, and only where it fills its paragraph from the
start or a colon on; any other ends with its sentence."""

_SENTENCE_END = re.compile(r"[.!?…][’'\])]*(?=\s+[A-Z“\"‘«„(])")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quoted stretch within one paragraph, marks included."""

    start: int
    end: int
    is_closed: bool  # False: no mark ends it
    continues: bool = False  # the unclosed quotation of the paragraph before goes on here


def quotations(text: str, blocks: Sequence[tuple[int, int]] | None = None) -> list[Quotation]:
    """The outermost quotations, in order; none of them leaves its paragraph."""
    found: list[Quotation] = []
    is_open = False
    for start, end in paragraphs(text) if blocks is None else blocks:
        here = _in_paragraph(text, start, end)
        goes_on = is_open and bool(here) and not text[start : here[0].start].strip()
        if goes_on:
            here[0] = replace(here[0], continues=True)
        elif is_open:
            found[-1] = _bounded(text, found[-1])
        found += here
        is_open = bool(here) and not here[-1].is_closed
    if is_open:
        found[-1] = _bounded(text, found[-1])
    return found


def _bounded(text: str, quote: Quotation) -> Quotation:
    """A quotation that nothing ends, kept from swallowing what follows it."""
    start = quote.start
    line = text.rfind("\n", 0, start) + 1
    before = text[line:start].rstrip()
    fills = (not before and (line > 0 or "\n" in text[quote.end :])) or before.endswith(":")
    if fills and quote.end - start <= MAX_UNCLOSED:
        return quote
    sentence = _SENTENCE_END.search(text, start + 1, quote.end)
    end = quote.end if sentence is None else sentence.end()
    if end - start > MAX_UNCLOSED:
        space = text.rfind(" ", start + 1, start + MAX_UNCLOSED)
        end = start + MAX_UNCLOSED if space < 0 else space
    return replace(quote, end=end)


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    """Marks are read as nesting first; where that does not close, a closing mark closes all."""
    marks = marks_in(text, start, end)
    if not marks:
        return []
    found = _regions(marks, end, nests=True)
    if found and not found[-1].is_closed:
        found = _regions(marks, end, nests=False)
    return [
        quote if quote.is_closed or index == len(found) - 1 else _bounded(text, quote)
        for index, quote in enumerate(found)
    ]


def _regions(marks: list[Mark], end: int, *, nests: bool) -> list[Quotation]:
    found: list[Quotation] = []
    position = 0
    while position < len(marks):
        mark = marks[position]
        closing = _closing_single(marks, position)
        if closing is not None:
            found.append(Quotation(mark.start, marks[closing].end, is_closed=True))
            position = closing + 1
        elif mark.text not in SINGLE and mark.opens:
            region, position = _double(marks, position, end, nests=nests)
            found.append(region)
        else:
            position += 1
    return found


def _double(marks: list[Mark], first: int, end: int, *, nests: bool) -> tuple[Quotation, int]:
    """The quotation that a double mark begins, and the position of the mark to go on with."""
    opened = marks[first]
    inner: list[Mark] = []  # the quotations within it that are open
    for position in range(first + 1, len(marks)):
        mark = marks[position]
        if nests and _opens_within(inner[-1] if inner else opened, mark):
            inner.append(mark)
        elif _closes(inner[-1] if inner else opened, mark):
            if not inner:
                return Quotation(opened.start, mark.end, is_closed=True), position + 1
            inner.pop()
        elif not nests and opened.text == "“" and _ends_instead(marks, first, position):
            return Quotation(opened.start, mark.end, is_closed=True), position + 1
        elif opened.text in STRAIGHT and mark.only_opens and not inner:
            return Quotation(opened.start, mark.start, is_closed=False), position
    return Quotation(opened.start, end, is_closed=False), len(marks)


def _opens_within(opened: Mark, mark: Mark) -> bool:
    """Whether the mark begins a quotation within the one that is open."""
    if mark.text in ANGLED:
        return mark.text == opened.text
    if mark.text in SINGLE or not mark.may_open:
        return False
    if mark.text in STRAIGHT:
        return opened.text not in STRAIGHT and mark.only_opens
    return mark.text == "“" and opened.text in ("“", *STRAIGHT)


def _closes(opened: Mark, mark: Mark) -> bool:
    if opened.text in ANGLED:
        return mark.text == ANGLED[opened.text]
    if mark.text == "“":  # as the end of „so“, and where a machine turned it round
        return opened.text in ("„", ",,") or (opened.text == "“" and _turned(mark))
    if mark.text in CLOSES_ANY:
        return mark.text != "’’" or mark.may_close
    return mark.text in STRAIGHT and not (opened.text in STRAIGHT and mark.only_opens)


def _ends_instead(marks: list[Mark], first: int, position: int) -> bool:
    """A single mark that must have been meant as a double one: “So,’ he said, and “so.”."""
    mark = marks[position]
    if mark.text != "’" or mark.before not in ".,?!…" or mark.after.isalnum():
        return False
    if any(other.text == "‘" for other in marks[first + 1 : position]):
        return False
    after = next((other.text for other in marks[position + 1 :] if other.text in "“”"), "”")
    return after == "“"


def _turned(mark: Mark) -> bool:
    """An opening mark where only a closing one can stand: after a full stop, or at the very end."""
    return not mark.after or (mark.before in ".!?,…’" and not mark.after.isalnum())


def _closing_single(marks: list[Mark], position: int) -> int | None:
    """The mark that closes the single quotation which may begin here; None for an apostrophe.

    After an ``s`` a mark may be a plural's apostrophe (the leaders’ summit): it closes only when no
    surer mark follows before the next opening one.
    """
    mark = marks[position]
    if mark.text not in ("‘", "'", "‚", "`") or not mark.may_open or mark.is_elision:
        return None
    wanted = {"‘": "’", "'": "'", "‚": "‘", "`": "'"}[mark.text]
    unsure: int | None = None
    for index in range(position + 1, len(marks)):
        other = marks[index]
        if other.text == mark.text and other.may_open and not other.is_elision:
            break
        if other.text == wanted and other.may_close:
            if other.before not in "sS" or other.after not in (" ", "\u00a0"):
                return index
            unsure = index if unsure is None else unsure
    return unsure
