"""Marks round what nobody says there: scare quotes, names and titles of works.

`The “green” ferry`, `Joaquín “El Chapo” Guzmán`, `on “Meet the Press,”`. Where marks stand belongs in
``ingest.extract.quotes``.
"""

import re

from ingest.extract.parse import Parse
from ingest.extract.quotes import Quotation
from ingest.extract.words import word_set

MAX_WORDS = 3
"""Up to so many words in marks may be a term or an irony instead of something said."""

MAX_TITLE_WORDS = 12
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_ENDS_SPEECH = re.compile(r"[.!?…,;—–]\W*\Z")
_SMALL = word_set("a an the of and or in on at to for with by from v vs de la is it its")
_NAMES = word_set(
    "so-called called dubbed nicknamed known as term word phrase titled named entitled"
)
_ATTRIBUTIVE = frozenset(("amod", "compound", "nmod", "poss", "nummod"))


def is_term(parse: Parse, quote: Quotation) -> bool:
    """Whether the marks hold a term, a name or a title, and no words that somebody said."""
    text = parse.text
    words = [match.group() for match in _WORD.finditer(text, quote.start, quote.end)]
    if not words or len(words) > MAX_TITLE_WORDS:
        return False
    before = text[max(0, quote.start - 2) : quote.start]
    is_led = before[:1].isalnum() and before.endswith(" ")
    if _is_title(words) and len(words) > 1 and (is_led or not _ends_like_speech(text, quote)):
        return True
    if len(words) > MAX_WORDS or _ends_like_speech(text, quote):
        return False
    first, stop = parse.tokens_in(quote.start, quote.end)
    if first > 0 and parse.words[first - 1] in _NAMES:
        return True
    return any(
        parse.deps[token] in _ATTRIBUTIVE and parse.heads[token] >= stop
        for token in range(first, stop)
    )


def _is_title(words: list[str]) -> bool:
    """Whether every word but the small ones begins with a capital."""
    return words[0][:1].isupper() and all(
        word[:1].isupper() or word in _SMALL or word.isdigit() for word in words
    )


def _ends_like_speech(text: str, quote: Quotation) -> bool:
    """Whether it ends as speech does: “No,” she said. “Never!”."""
    return _ENDS_SPEECH.search(text[max(quote.start, quote.end - 4) : quote.end]) is not None
