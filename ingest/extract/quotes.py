"""Where quotations lie in a text: every style of mark, reopened paragraphs, unbalanced marks.

Pure string work: only the marks are read here. Who is quoted belongs in ``ingest.extract.claims``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.extract.paragraphs import paragraphs

_MARK = re.compile(r"``|''|[“”„‟«»‹›\"″＂‘’‚‛'`]")
_SINGLE = frozenset("‘’‚‛'`")
_OPENS_ONLY = frozenset(("“", "„", "‟", "``"))
_STRAIGHT = frozenset(('"', "''", "″", "＂"))
_ANGLED = {"«": "»", "»": "«", "‹": "›", "›": "‹"}
_BEFORE_OPENING = frozenset(' \t\u00a0\u2009\u202f([{<—–-/:;,“"‘') | {""}
_ELISION = re.compile(r"(?:\d0s\b|em\b|tis\b|twas\b|til\b|cause\b|bout\b|n\b|round\b)", re.I)


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quoted stretch within one paragraph, marks included."""

    start: int
    end: int
    is_closed: bool  # False: the paragraph ended first
    continues: bool = False  # the unclosed quotation of the paragraph before goes on here


@dataclass(frozen=True, slots=True)
class _Mark:
    text: str
    start: int
    end: int
    before: str  # the code points around it; empty at the paragraph's edges
    after: str

    @property
    def may_open(self) -> bool:
        return bool(self.after) and not self.after.isspace() and self.before in _BEFORE_OPENING

    @property
    def may_close(self) -> bool:
        return bool(self.before) and not self.before.isspace() and not self.after.isalnum()


def quotations(text: str, blocks: Sequence[tuple[int, int]] | None = None) -> list[Quotation]:
    """The outermost quotations, in order; none of them leaves its paragraph."""
    found: list[Quotation] = []
    is_open = False
    for start, end in paragraphs(text) if blocks is None else blocks:
        here = _in_paragraph(text, start, end)
        if is_open and here and not text[start : here[0].start].strip():
            here[0] = replace(here[0], continues=True)
        found += here
        is_open = bool(here) and not here[-1].is_closed
    return found


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    """Curly marks are read as nesting first; where that does not close, a closing mark closes all."""
    marks = [
        _Mark(
            match.group(),
            match.start(),
            match.end(),
            text[max(start, match.start() - 1) : match.start()],
            text[match.end() : min(end, match.end() + 1)],
        )
        for match in _MARK.finditer(text, start, end)
    ]
    found = _regions(text, marks, end, nests=True)
    if found and not found[-1].is_closed:
        found = _regions(text, marks, end, nests=False)
    return found


def _regions(text: str, marks: list[_Mark], end: int, *, nests: bool) -> list[Quotation]:
    found: list[Quotation] = []
    position = 0
    while position < len(marks):
        mark = marks[position]
        closing = _closing_single(text, marks, position)
        if closing is not None:
            found.append(Quotation(mark.start, marks[closing].end, is_closed=True))
            position = closing + 1
        elif mark.text not in _SINGLE and _opens(mark):
            region, position = _double(marks, position, end, nests=nests)
            found.append(region)
        else:
            position += 1
    return found


def _double(marks: list[_Mark], first: int, end: int, *, nests: bool) -> tuple[Quotation, int]:
    """The quotation that a double mark begins, and the position of the mark to go on with."""
    opened = marks[first]
    inner = 0  # “ within “ … ”: how many of them are open
    for position in range(first + 1, len(marks)):
        mark = marks[position]
        if nests and opened.text == mark.text == "“" and mark.may_open:
            inner += 1
        elif _closes(opened, mark):
            if inner == 0:
                return Quotation(opened.start, mark.end, is_closed=True), position + 1
            inner -= 1
        elif _reopens(opened, mark):
            return Quotation(opened.start, mark.start, is_closed=False), position
    return Quotation(opened.start, end, is_closed=False), len(marks)


def _opens(mark: _Mark) -> bool:
    """Whether a double mark outside any quotation begins one."""
    if mark.text in _OPENS_ONLY or mark.text in _ANGLED:
        return bool(mark.after)
    if not mark.after or mark.after.isspace():
        return False
    if mark.text in _STRAIGHT:
        return mark.may_open or (not mark.before.isdigit() and mark.after.isalnum())
    return mark.may_open  # ” as an opening mark (”så här”)


def _closes(opened: _Mark, mark: _Mark) -> bool:
    if opened.text in _ANGLED:
        return mark.text == _ANGLED[opened.text]
    if mark.text == "“":
        return opened.text == "„"
    if mark.text == "”":
        return True
    return mark.text in _STRAIGHT and not _reopens(opened, mark)


def _reopens(opened: _Mark, mark: _Mark) -> bool:
    """A straight mark that can only begin a quotation: the one before it was never closed."""
    return (
        mark.text in _STRAIGHT
        and opened.text in _STRAIGHT
        and (mark.before.isspace() and mark.after.isalnum())
    )


def _closing_single(text: str, marks: list[_Mark], position: int) -> int | None:
    """The mark that closes the single quotation which may begin here; None for an apostrophe.

    After an ``s`` a mark may be a plural's apostrophe (the leaders’ summit): it closes only when no
    surer mark follows before the next opening one.
    """
    mark = marks[position]
    if mark.text not in ("‘", "'", "‚", "`") or not mark.may_open or _ELISION.match(text, mark.end):
        return None
    wanted = {"‘": "’", "'": "'", "‚": "‘", "`": "'"}[mark.text]
    unsure: int | None = None
    for index in range(position + 1, len(marks)):
        other = marks[index]
        if other.text == mark.text and other.may_open:
            break
        if other.text == wanted and other.may_close:
            if other.before not in "sS" or other.after not in (" ", "\u00a0"):
                return index
            unsure = index if unsure is None else unsure
    return unsure
