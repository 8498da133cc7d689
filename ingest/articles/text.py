"""Characters and paragraphs: what every text goes through before anything reads it.

Knows nothing of news: which paragraph is a headline, a byline or boilerplate is decided elsewhere.
Code points of letters stay as they are (NFC only joins what is canonically the same); what goes is
what no reader sees (controls, zero-width and bidirectional marks, lone surrogates).
"""

import re
import unicodedata
from collections.abc import Iterable

_LINE_ENDS = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f\ud800-\udfff]"
)
# Joiners spell words in Persian and Hindi and build emoji; next to Latin letters they are dirt.
_STRAY_JOINERS = re.compile(
    "(?<![\u200c\u200d])(?:(?<![\u0590-\u200b\u200e-\U0010ffff])[\u200c\u200d]++"
    "|[\u200c\u200d]++(?![\u0590-\u200b\u200e-\U0010ffff]))"
)
_NOT_WORD = re.compile(r"[\W_]+")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_INDENT = re.compile(r"[^\S\n]{2,}\S|\t")
_CLOSED = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*$")

WRAP_WIDTH = 100
"""Hand-wrapped text (mail, agency wires, old archives) has lines of 50 to 100 characters."""


def clean_characters(text: str) -> str:
    """One kind of line end, no invisible characters, NFC; spaces stay as they are."""
    if _LINE_ENDS.search(text):
        text = _LINE_ENDS.sub("\n", text.replace("\r\n", "\n"))
    if _INVISIBLE.search(text):
        text = _INVISIBLE.sub("", text)
    if text.isascii():
        return text
    if "\u200c" in text or "\u200d" in text:
        text = _STRAY_JOINERS.sub("", text)
    return unicodedata.normalize("NFC", text)


def squeeze(text: str) -> str:
    """One line: every run of white space becomes one space."""
    return " ".join(clean_characters(text).split())


def fold(text: str) -> str:
    """For comparison only: case, punctuation and white space do not count."""
    return _NOT_WORD.sub("", text.casefold())


def word_count(text: str) -> int:
    """Words as white space parts them."""
    return len(text.split())


def paragraphs(text: str) -> list[str]:
    """The paragraphs of bare text, each on one line.

    A line is a paragraph, unless the text is wrapped by hand: then empty lines and indents part them.
    """
    text = clean_characters(text)
    blocks = [block for block in _BLANK_LINES.split(text) if block.strip()]
    wrapped = _is_wrapped(blocks)
    parts = [part for block in blocks for part in _parts(block, wrapped=wrapped)]
    return [line for part in parts if (line := " ".join(part.split()))]


def join_paragraphs(parts: Iterable[str]) -> str:
    """A body text: paragraphs parted by exactly one empty line."""
    return "\n\n".join(parts)


def normalise(text: str) -> str:
    """Bare text as a body text; doing it again changes nothing."""
    return join_paragraphs(paragraphs(text))


def _parts(block: str, *, wrapped: bool) -> list[str]:
    lines = block.split("\n")
    if not wrapped or len(lines) == 1:
        return lines
    parts: list[str] = []
    for line in lines:
        if parts and not _INDENT.match(line):
            parts[-1] = f"{parts[-1]} {line.strip()}"
        else:
            parts.append(line.strip())
    return parts


def _is_wrapped(blocks: list[str]) -> bool:
    """Most inner lines end in the middle of a sentence, near one width."""
    inner = [line.rstrip() for block in blocks for line in block.split("\n")[:-1]]
    if len(inner) < 4:
        return False
    lengths = sorted(len(line) for line in inner)
    if lengths[-1] > WRAP_WIDTH or lengths[len(lengths) // 2] < 45:
        return False
    return sum(1 for line in inner if not _CLOSED.search(line)) >= 0.6 * len(inner)
