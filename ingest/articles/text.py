"""Characters and paragraphs: what every text goes through before anything reads it.

Knows nothing of news: which paragraph is a headline, a byline or boilerplate is decided elsewhere.
Code points of letters stay as they are (NFC only joins what is canonically the same); what goes is
what no reader sees (controls, zero-width and bidirectional marks, lone surrogates).
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

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
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_INDENT = re.compile(r"[^\S\n]{2,}\S|\t")
_CLOSED = re.compile(r"[.!?…:;。！？।۔؟][\"'”’»)\]]*$")

WRAP_WIDTH = 100
"""Hand-wrapped text (mail, agency wires, old archives) has lines of 50 to 100 characters."""
_LONG_LINE, _MOST_LONG = 120, 0.3
_FOOT_BLOCKS, _EARLY = 3, 0.8
_SENTENCE_WORDS, _LABEL_WORDS = 5, 14
_ALONE = "\n"  # stands for a line that nothing is joined to


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


def is_prose(paragraph: str) -> bool:
    """A sentence of five words or more, or a line longer than any label, in scripts without spaces too."""
    return word_count(paragraph) >= (_SENTENCE_WORDS if _CLOSED.search(paragraph) else _LABEL_WORDS)


def word_count(text: str) -> int:
    """Words as white space parts them; in scripts without spaces, two characters are one."""
    return max(len(text.split()), len(_UNSPACED.findall(text)) // 2)


def paragraphs(text: str, stands_alone: Callable[[str], bool] | None = None) -> list[str]:
    """The paragraphs of bare text, each on one line.

    A line is a paragraph, unless the text is wrapped by hand: then empty lines and indents part them,
    and above and below the prose also lines that end early; ``stands_alone`` knows lines above the
    prose that are never part of a paragraph.
    """
    text = clean_characters(text)
    blocks = [block for block in _BLANK_LINES.split(text) if block.strip()]
    if _is_wrapped(blocks):
        parts = _unwrapped(blocks, stands_alone)
    else:
        parts = [line for block in blocks for line in block.split("\n")]
    return [line for part in parts if (line := " ".join(part.split()))]


def join_paragraphs(parts: Iterable[str]) -> str:
    """A body text: paragraphs parted by exactly one empty line."""
    return "\n\n".join(parts)


def normalise(text: str) -> str:
    """Bare text as a body text; doing it again changes nothing."""
    return join_paragraphs(paragraphs(text))


def _unwrapped(blocks: list[str], stands_alone: Callable[[str], bool] | None) -> list[str]:
    """Lines joined to paragraphs; in the first and the last blocks, early ends of lines part too."""
    width = max(len(line.rstrip()) for block in blocks for line in block.split("\n")[:-1])
    parts: list[str] = []
    for number, block in enumerate(blocks):
        at_edge = number == 0 or number >= len(blocks) - _FOOT_BLOCKS
        above = ""
        for line in filter(None, map(str.rstrip, block.split("\n"))):
            alone = number == 0 and stands_alone is not None and stands_alone(line.strip())
            begins = not above or alone or _INDENT.match(line) or above == _ALONE
            if begins or (at_edge and _ends_early(above, line, width)):
                parts.append(line.strip())
            else:
                parts[-1] = f"{parts[-1]} {line.strip()}"
            above = _ALONE if alone else line
    return parts


def _ends_early(line: str, following: str, width: int) -> bool:
    """The next line begins like a sentence or a title, and its first word would long have fitted."""
    word = following.split(maxsplit=1)[0]
    return len(line) + 1 + len(word) <= _EARLY * width and not word[0].islower()


def _is_wrapped(blocks: list[str]) -> bool:
    """Most inner lines end in the middle of a sentence, near one width; few lines are longer."""
    long = sum(
        len(line) for block in blocks for line in block.split("\n") if len(line) > _LONG_LINE
    )
    if long > _MOST_LONG * sum(map(len, blocks)):
        return False
    inner = [line.rstrip() for block in blocks for line in block.split("\n")[:-1]]
    if len(inner) < 4:
        return False
    lengths = sorted(len(line) for line in inner)
    if lengths[-1] > WRAP_WIDTH or lengths[len(lengths) // 2] < 45:
        return False
    return sum(1 for line in inner if not _CLOSED.search(line)) >= 0.6 * len(inner)
