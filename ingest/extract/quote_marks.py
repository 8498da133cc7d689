"""The quotation marks of a paragraph, each with what it can be: opening, closing, or none.

Apostrophes, feet and inches are told apart here; pairing marks belongs in ``ingest.extract.quotes``.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

ANGLED = {"«": "»", "»": "«", "‹": "›", "›": "‹"}
SINGLE = frozenset("‘’‚‛'`")
STRAIGHT = frozenset(('"', "''", "″", "＂"))
CLOSES_ANY = frozenset(("”", "’’"))
"""Marks that end a quotation however it began, in texts that mix their styles."""

_MARK = re.compile(r"``|''|’’|‘‘|,,(?=\w)|[“”„‟«»‹›\"″＂‘’‚‛'`]")
_OPENS_ONLY = frozenset(("“", "„", "‟", "``", "‘‘", ",,"))
_BEFORE_OPENING = frozenset(' \t\u00a0\u2009\u202f([{<—–-/:;,“"‘„«') | {""}
_ELISION = re.compile(
    r"(?:\d0s|em|tis|twas|til|till|cause|bout|n|round|neath|im|er|cuz|kay|nuff|tude)\b", re.I
)
_MEASURE = re.compile(
    r"\d\s?['’′]\s?\d{1,2}(?:\.\d+)?\s?(?:[\"”″]|'')|\d['’′](?=\s(?:wide|tall|long|high|deep|by)\b)"
    r"|\d[\"″](?=\s?(?:x|by|×)\s?\d)"
)
"""Feet and inches: 6'2", 5′10″, 12' wide, 4" x 6"."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark with the code points next to it, which are empty at the paragraph's edges."""

    text: str
    start: int
    end: int
    before: str
    after: str
    is_elision: bool = False  # the apostrophe of 'tis and '90s

    @property
    def may_open(self) -> bool:
        """Whether it stands before a word and after none."""
        return bool(self.after) and not self.after.isspace() and self.before in _BEFORE_OPENING

    @property
    def may_close(self) -> bool:
        """Whether it stands after a word and before none."""
        return bool(self.before) and not self.before.isspace() and not self.after.isalnum()

    @property
    def opens(self) -> bool:
        """Whether a double mark outside any quotation begins one."""
        if self.text in _OPENS_ONLY or self.text in ("«", "‹"):
            return bool(self.after)
        if self.text == "’’" or not self.after or self.after.isspace():
            return False
        if self.text in STRAIGHT:
            return self.may_open or (not self.before.isdigit() and self.after.isalnum())
        return self.may_open  # ” as an opening mark (”så här”)

    @property
    def only_opens(self) -> bool:
        """A straight mark after a space and before a word."""
        return self.text in STRAIGHT and self.before.isspace() and self.after.isalnum()


def marks_in(text: str, start: int, end: int) -> list[Mark]:
    """The marks of one paragraph, without those of measures."""
    found = list(_MARK.finditer(text, start, end))
    if not found:
        return []
    measures = [match.span() for match in _MEASURE.finditer(text, start, end)]
    return [
        Mark(
            match.group(),
            match.start(),
            match.end(),
            text[max(start, match.start() - 1) : match.start()],
            text[match.end() : min(end, match.end() + 1)],
            match.group() in SINGLE and _ELISION.match(text, match.end()) is not None,
        )
        for match in found
        if not _within(match.start(), measures)
    ]


def _within(position: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (position, position + 10**9)) - 1
    return index >= 0 and spans[index][0] <= position < spans[index][1]
