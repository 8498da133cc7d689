"""Sentences that belong to the page and not to the story: prompts, credits, notices, notes on authors.

A second net only: removing boilerplate from articles belongs in ``ingest.articles``.
"""

import re
from bisect import bisect_right

from ingest.extract.paragraphs import paragraphs

_BOILERPLATE = re.compile(
    r"\b(?:click (?:here|below|on)|read (?:more|the full|also)|sign up|subscribe|newsletter|follow (?:us|me|[\w .]{3,30} on (?:twitter|facebook|instagram))"
    r"|all rights reserved|copyright|contributed to this|this (?:story|article|report|post) (?:has been|was)"
    r"|comments? (?:section|below|are)|share this|advertisement|terms of (?:use|service)|cookies?"
    r"|privacy policy|download (?:our|the) app|photo(?:graph)? (?:by|credit)|editing by|reporting by"
    r"|contact (?:us|the author)|e-?mail (?:us|the author)|support our|donate)\b|©|https?://|www\.",
    re.I,
)
_PROMPT = re.compile(
    r"\(published \w+,|\bhas the (?:latest|story|details|full story)\b|\bstay with\b|\breports? live\b|\bjavascript\b"
    r"|\bthis is a developing story\b|\bkeep reading\b|\btoggle caption\b|\bcheck back\b|\bcontent created by\b|\bviews expressed\b"
    r"|\bjust watched\b|\bmust watch\b|\breplay more\b|\bhere(?:'|’)s (?:what|how|where|why|a look)\b",
    re.I,
)
_LISTING = re.compile(r"\s*(?:[-*•·▪►>|]|\d{1,2}[.)]\s|\d{1,2}:\d\d\s(?!a\.?m|p\.?m))")
_SPEAKS_TO_READER = re.compile(
    r"(?:if you|you can|please|let us|let's|let’s|anyone with (?:any )?(?:information|tips)|meet the)\b",
    re.I,
)
_POST = re.compile(r"\(@\w+\)\s+\w+ \d|\bpic\.twitter\.com/|\bt\.co/")
"""A post of a social network that stands in the article as it is: not the outlet's words."""
_TURN = re.compile(r"\s*[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,4}(?:, [^:\n]{2,60})?:\s")
MIN_TURNS = 4
_AUTHOR = re.compile(
    r"(?:[\w.’'-]+ ){1,6}(?:is|was|are|has been|serves as|teaches)\s.{0,120}\b(?:fellow|author|columnist|contributor"
    r"|editor|correspondent|reporter|professor|attorney|commentator|blogger|graduate|strategist|analyst|scholar"
    r"|journalist|producer|director|writer|founder)\b",
    re.I,
)
NOTE_AT_END = 3
"""A note on the author is the first paragraph or one of so many last ones."""
LONGEST_HEADING = 14
LONGEST_PROMPT = 120
_CLOSED = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$")


def is_boilerplate(sentence: str) -> bool:
    """Whether this is a prompt, credit, notice or bare link."""
    return _BOILERPLATE.search(sentence) is not None


def is_prompt(paragraph: str) -> bool:
    """Whether a whole paragraph is one: somebody's words may well hold a "subscribe"."""
    return len(paragraph) <= LONGEST_PROMPT and is_boilerplate(paragraph)


class Page:
    """One text's paragraphs, to ask of a sentence whether it is part of the story."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._paragraphs = paragraphs(text)
        self._starts = [start for start, _ in self._paragraphs]
        turns = [bool(_TURN.match(text, start, end)) for start, end in self._paragraphs]
        self._turns_from = turns.index(True) if sum(turns) >= MIN_TURNS else len(turns)

    def is_no_statement(self, start: int, end: int) -> bool:
        """Whether a sentence is boilerplate, a heading or item of a list, somebody's post or turn."""
        number = max(0, bisect_right(self._starts, start) - 1)
        sentence = self.text[start:end]
        if _LISTING.match(sentence) or _SPEAKS_TO_READER.match(sentence):
            return True
        if is_boilerplate(sentence) or _PROMPT.search(sentence) or number >= self._turns_from:
            return True
        return self._is_heading(number, start, end) or self._is_aside(number, sentence)

    def _is_heading(self, number: int, start: int, end: int) -> bool:
        """A short line of its own without a full stop."""
        first, last = self._paragraphs[number]
        if self.text[first:start].strip() or self.text[end:last].strip():
            return False
        line = self.text[start:end]
        if line.isupper():
            return True
        return len(line.split()) <= LONGEST_HEADING and not _CLOSED.search(line)

    def _is_aside(self, number: int, sentence: str) -> bool:
        """A post of a social network, or a note on the author at an edge of the text."""
        first, last = self._paragraphs[number]
        if _POST.search(self.text, first, last):
            return True
        is_edge = number == 0 or number >= len(self._paragraphs) - NOTE_AT_END
        return (
            is_edge and _AUTHOR.match(sentence) is not None and len(self._paragraphs) > NOTE_AT_END
        )
