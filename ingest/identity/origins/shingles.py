"""A text as the hashes of its word shingles, in order, and the sample of them that is indexed.

All words at once, in numpy: a polynomial hash over the bytes gives that of any stretch from two
prefix sums, so that no shingle is ever a Python object. 600 words take about a tenth of the time that joining
them into shingles takes in Python.
"""

import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]

WORDS = 5
"""Words a shingle: shared runs of five are seldom chance, and one changed word spoils only five."""

SCALE = 8
"""One shingle of so many is sampled: the same ones in every text, whatever its length (FracMinHash)."""

LEAST = 16
"""Fewest shingles sampled, so that a text of two sentences can be found."""

LONGEST = 2_000_000
"""Characters that are looked at: more is no article."""

SAMPLED_BELOW = np.uint32(2**32 // SCALE)
_KEY = np.uint32(2**32 - 2)

_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 2**64)
_SPACE, _NEWLINE, _QUOTE = b' \n"'
_TYPOGRAPHIC = [
    (mark.encode(), plain)
    for marks, plain in (("‘’ʼ´", b""), ("“”„«»", b'"'), ("–—…•·\u00a0", b" "))
    for mark in marks
]
_LETTERS = bytes(c if c >= 128 or chr(c).isalnum() else _SPACE for c in range(256))


def shingle_hashes(text: str) -> Hashes:
    """The hashes of all runs of five words, in order; empty for a shorter text.

    Neither case nor punctuation nor the style of quotation marks makes words differ. The last bit says
    whether the first word is quoted: ``keys_of`` takes it out.
    """
    letters, is_quoted = _letters(text)
    is_letter = letters != _SPACE
    after_letter = np.empty_like(is_letter)
    after_letter[:1] = False
    after_letter[1:] = is_letter[:-1]
    kept = is_letter | after_letter  # one space after each word
    letters, is_letter, after_letter = letters[kept], is_letter[kept], after_letter[kept]
    starts = np.flatnonzero(is_letter & ~after_letter)
    if len(starts) < WORDS:
        return np.empty(0, np.uint32)
    ends = np.append(starts[1:], len(letters) + (1 if is_letter[-1] else 0)) - 1
    powers, inverses = _powers(max(14, len(letters).bit_length()))
    sums = np.zeros(len(letters) + 1, np.uint64)
    np.cumsum((letters + np.uint64(1)) * powers[: len(letters)], out=sums[1:])
    first = starts[: len(starts) - WORDS + 1]
    keys = keys_of(_mixed((sums[ends[WORDS - 1 :]] - sums[first]) * inverses[first]))
    return keys if is_quoted is None else keys | is_quoted[kept][first]


def keys_of(hashes: Hashes) -> Hashes:
    """The shingles, quoted or not."""
    return hashes & _KEY


def distinct_keys(hashes: Hashes) -> Hashes:
    """The shingles, sorted and each once; numpy's ``unique`` takes five times as long for an article."""
    keys = np.sort(keys_of(hashes))
    is_first = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=is_first[1:])
    return keys[is_first]


def is_quoted(hashes: Hashes) -> NDArray[np.bool_]:
    """Whether the first word of each shingle stands in quotation marks."""
    return (hashes & np.uint32(1)).astype(np.bool_)


def sampled(hashes: Hashes) -> Hashes:
    """The sample of a text's shingles, sorted and each once."""
    distinct = distinct_keys(hashes)
    return distinct[: max(LEAST, int(np.searchsorted(distinct, SAMPLED_BELOW)))]


def _letters(text: str) -> tuple[NDArray[np.uint8], NDArray[np.uint32] | None]:
    """The bytes of the words with spaces between, and which stand in quotation marks (None: none).

    A quotation ends with its paragraph, for it opens again in the next.
    """
    lowered = text[:LONGEST].lower()
    if not lowered.isascii():
        lowered = unicodedata.normalize("NFC", lowered)
    content = lowered.encode("utf-8", "replace").replace(b"'", b"").replace(b"`", b"")
    if not content.isascii():
        for mark, plain in _TYPOGRAPHIC:  # 14 searches: a tenth of the time of str.translate
            content = content.replace(mark, plain)
    letters = np.frombuffer(content.translate(_LETTERS), np.uint8)
    if b'"' not in content:
        return letters, None
    raw = np.frombuffer(content, np.uint8)
    marks = np.cumsum(raw == _QUOTE, dtype=np.uint32)
    at_newline = np.maximum.accumulate(np.where(raw == _NEWLINE, marks, np.uint32(0)))
    return letters, (marks - at_newline) & np.uint32(1)


@cache  # at most eight sizes, as no text is longer than LONGEST
def _powers(bits: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """2 ** bits powers of the base and of its inverse, modulo 2 ** 64."""
    return _geometric(_BASE, 1 << bits), _geometric(_INVERSE, 1 << bits)


def _geometric(base: int, count: int) -> NDArray[np.uint64]:
    factors = np.full(count, base, np.uint64)
    factors[0] = 1
    return np.cumprod(factors, dtype=np.uint64)


def _mixed(hashes: NDArray[np.uint64]) -> Hashes:
    """Evenly spread (the finalizer of MurmurHash3), the upper half of the bits."""
    hashes ^= hashes >> np.uint64(33)
    hashes *= np.uint64(0xFF51AFD7ED558CCD)
    hashes ^= hashes >> np.uint64(33)
    hashes *= np.uint64(0xC4CEB9FE1A85EC53)
    return (hashes >> np.uint64(32)).astype(np.uint32)
