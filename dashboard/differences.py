"""What changed between two versions of a text: which paragraphs, which words, and whether it matters.

Pure. How it looks is the business of whoever shows it; ``difference`` is the form for pages, in which every
character is escaped.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape

from rapidfuzz import fuzz

_WORD = re.compile(r"\n+|[^\S\n]+|\w+|[^\w\s]")
_LONGEST = 20_000
"""Words beyond which texts are only said to differ: difflib is quadratic at worst."""
_SAME_PARAGRAPH = 50
"""Percent of characters (Indel) that two wordings of one paragraph have in common."""
_MOST_ALIGNED = 200
"""Paragraphs of one stretch beyond which they are paired in order."""
_KEPT = frozenset("%., ")


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """One paragraph that is not as it was; ``number`` counts from 1, in the text where it stands now."""

    kind: str  # added | dropped | changed
    number: int
    before: str
    after: str
    is_substantive: bool  # other words, not only case, spacing or punctuation


def paragraph_changes(old: str, new: str) -> list[ParagraphChange]:
    """The paragraphs that differ, in the order of the text; dropped ones by their old number."""
    before, after = _paragraphs(old), _paragraphs(new)
    changes = []
    for change, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if change != "equal":
            for left, right in _aligned(before[a:b], after[c:d]):
                one = before[a + left] if left is not None else ""
                other = after[c + right] if right is not None else ""
                number = a + left + 1 if left is not None else 0
                changes.append(_change(one, other, c + right + 1 if right is not None else number))
    return changes


def word_changes(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The texts in pieces (before, after), equal where nothing changed."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) + len(after) > _LONGEST:
        yield old, new
        return
    for _, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield "".join(before[a:b]), "".join(after[c:d])


def difference(old: str, new: str) -> str:
    """``new`` as HTML, with what was added in ``<ins>`` and what was dropped in ``<del>``, by words."""
    parts = []
    for before, after in word_changes(old, new):
        if before == after:
            parts.append(_shown(after))
            continue
        parts.append(f"<del>{_shown(before)}</del>" if before else "")
        parts.append(f"<ins>{_shown(after)}</ins>" if after else "")
    return "".join(parts)


def words_of(text: str) -> str:
    """What counts as the same words, as the macro ``words_of`` of the tables has it."""
    folded = unicodedata.normalize("NFC", text).lower()
    spaced = "".join(character if _is_kept(character) else " " for character in folded)
    return re.sub(r"[.,]+ [., ]*|[., ]{2,}", " ", f"{spaced} ").strip(" .,")


def _is_kept(character: str) -> bool:
    return (
        character in _KEPT
        or unicodedata.category(character)[0] in "LMN"
        or (unicodedata.category(character) == "Sc")
    )


def _paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in text.split("\n\n") if paragraph]


def _aligned(before: list[str], after: list[str]) -> Iterator[tuple[int | None, int | None]]:
    """Positions of wordings of one paragraph, in order; None on the side that has none."""
    start = 0
    if len(before) > _MOST_ALIGNED or len(after) > _MOST_ALIGNED:
        after_ends = [number if number < len(after) else None for number in range(len(before))]
        yield from enumerate(after_ends)
        yield from ((None, number) for number in range(len(before), len(after)))
        return
    for right, paragraph in enumerate(after):
        scores = [
            (fuzz.ratio(before[left], paragraph), -left) for left in range(start, len(before))
        ]
        score, negative = max(scores, default=(0.0, 0))
        if score < _SAME_PARAGRAPH:
            yield None, right
            continue
        yield from ((left, None) for left in range(start, -negative))
        yield -negative, right
        start = -negative + 1
    yield from ((left, None) for left in range(start, len(before)))


def _change(before: str, after: str, number: int) -> ParagraphChange:
    kind = "changed" if before and after else "dropped" if before else "added"
    return ParagraphChange(kind, number, before, after, words_of(before) != words_of(after))


def _shown(text: str) -> str:
    return escape(text).replace("\n", "<br>")
