"""A text as the network reads it: word pieces in windows of whole paragraphs, with marks at each piece.

Training and extraction cut texts with this one module. Syntax belongs in ``syntax``; running the
network belongs in ``network``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from tokenizers import Tokenizer

from ingest.extract.paragraphs import paragraphs

WINDOW = 192
"""Pieces a window, the marks at its edges included: three or four paragraphs of news."""

CLS, SEP = 101, 102
FIRST_SENTENCE = 60
"""A paragraph too long for a window is cut at a sentence's end, if one lies beyond so many pieces."""

_SENTENCE_ENDS = frozenset('.!?”"')
_OPENING = frozenset("“«„")
_CLOSING = frozenset("”»")
OUTSIDE, INSIDE, MARK, NO_QUOTE = range(4)


@dataclass(slots=True)
class Window:
    """Pieces in reading order; every list is indexed by piece, offsets are code points of the text."""

    ids: list[int] = field(default_factory=lambda: [CLS])
    offsets: list[tuple[int, int]] = field(default_factory=lambda: [(0, 0)])
    cases: list[int] = field(default_factory=lambda: [0])  # 0 lower, 1 capitalised, 2 upper
    quotes: list[int] = field(default_factory=lambda: [NO_QUOTE])
    blocks: list[tuple[int, int]] = field(default_factory=list)  # piece ranges of its paragraphs

    def __len__(self) -> int:
        return len(self.ids)


@cache
def load_tokenizer() -> Tokenizer:
    """The uncased WordPiece tokenizer of the shipped model (Devlin et al. 2019)."""
    source = files("ingest.extract.tagger") / "model" / "tokenizer.json"
    tokenizer = Tokenizer.from_str(source.read_text(encoding="utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def windows(text: str, tokenizer: Tokenizer, size: int = WINDOW) -> Iterator[Window]:
    """The text's paragraphs, as many to a window as fit; a paragraph begins no second window."""
    window = Window()
    for start, end in paragraphs(text):
        for ids, offsets in _cut(text, start, end, tokenizer, size):
            if len(window) + len(ids) + 1 > size and window.blocks:
                yield window
                window = Window()
            _add(window, text, ids, offsets)
    if window.blocks:
        yield window


def _cut(
    text: str, start: int, end: int, tokenizer: Tokenizer, size: int
) -> Iterator[tuple[list[int], list[tuple[int, int]]]]:
    """The paragraph's pieces, cut into parts that fit a window, at ends of sentences if possible."""
    encoded = tokenizer.encode(text[start:end], add_special_tokens=False)
    ids, offsets = encoded.ids, [(start + first, start + stop) for first, stop in encoded.offsets]
    first, most = 0, size - 2
    while first < len(ids):
        stop = min(len(ids), first + most)
        if stop < len(ids):
            stop = _cut_at(text, offsets, first, stop)
        yield ids[first:stop], offsets[first:stop]
        first = stop


def _cut_at(text: str, offsets: list[tuple[int, int]], first: int, stop: int) -> int:
    """The last end of a sentence before ``stop``, outside quotations if there is one."""
    ends = [
        at
        for at in range(stop, first + FIRST_SENTENCE, -1)
        if text[offsets[at - 1][0]] in _SENTENCE_ENDS
    ]
    marks = list(_quotes(text, offsets[first:stop]))
    outside = (at for at in ends if not _is_inside(marks, at - first))
    return next(outside, ends[0] if ends else stop)


def _is_inside(marks: list[int], at: int) -> bool:
    """Whether a cut before this piece would part a quotation."""
    before = marks[at - 1]
    return before == INSIDE or (before == MARK and at < len(marks) and marks[at] == INSIDE)


def _add(window: Window, text: str, ids: list[int], offsets: list[tuple[int, int]]) -> None:
    window.blocks.append((len(window), len(window) + len(ids)))
    window.ids += [*ids, SEP]
    window.offsets += [*offsets, (offsets[-1][1], offsets[-1][1])]
    window.cases += [*(_case(text[start:end]) for start, end in offsets), 0]
    window.quotes += [*_quotes(text, offsets), NO_QUOTE]


def _case(piece: str) -> int:
    if not piece[:1].isupper():
        return 0
    return 2 if len(piece) > 1 and piece.isupper() else 1


def _quotes(text: str, offsets: list[tuple[int, int]]) -> Iterator[int]:
    """Whether each piece is a mark of quotation, or stands inside of a pair; marks may be unbalanced."""
    inside = False
    for start, end in offsets:
        piece = text[start:end]
        straight = piece == '"' or (piece in ("'", "`") and text[start : start + 2] in ("''", "``"))
        if piece in _OPENING or piece in _CLOSING or straight:
            inside = not inside if straight else piece in _OPENING
            yield MARK
        else:
            yield INSIDE if inside else OUTSIDE
