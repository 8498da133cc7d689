"""From bytes of plain text to characters, whatever wrote them. Markup has its own rules elsewhere."""

import codecs

from charset_normalizer import from_bytes

from ingest.readers.base import tidy

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WESTERN_SHARE = 0.05
"""Below this share of non-ASCII bytes a text is in Latin letters: BBC files of 2004 have 0.1 % (pound
signs, accents), Russian in one byte a letter has 80 %. charset-normalizer is wrong on such few bytes."""
_UNSAFE = frozenset(("utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape"))
"""Codecs of Python that no text is in, and that take minutes for a megabyte or read escapes as characters."""
SHORT_BYTES = 64
"""Too short for any guess."""


def decode(content: bytes, declared: str | None = None) -> tuple[str, str] | None:
    """The text and the charset it is in; None when no charset gives a text.

    Byte order mark, then what was declared, then UTF-8, then a guess.
    """
    for mark, marked in _BOMS:
        if content.startswith(mark):
            return _strict(content, marked)
    for charset in (declared, _wide(content), "utf-8"):
        if charset and (decoded := _strict(content, charset)):
            return decoded
    return _damaged_utf8(content) or _guess(content)


def _strict(content: bytes, charset: str) -> tuple[str, str] | None:
    try:
        name = codecs.lookup(charset).name
        if name in ("ascii", "iso8859-1"):  # as every browser reads these two labels
            name = "cp1252"
        return None if name in _UNSAFE else (content.decode(name), name)
    except (LookupError, ValueError):  # ValueError: UnicodeDecodeError, and charsets such as 'hex'
        return None


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark: in European text every other byte is NUL."""
    half = max(len(content[:4096]) // 2, 1)
    if content[1:4096:2].count(0) > 0.7 * half:
        return "utf-16-le"
    if content[0:4096:2].count(0) > 0.7 * half:
        return "utf-16-be"
    return None


def _damaged_utf8(content: bytes) -> tuple[str, str] | None:
    """UTF-8 in which a few sequences are broken, e.g. cut in the middle of a character."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    return (text, "utf-8") if whole > 10 * broken else None


def _guess(content: bytes) -> tuple[str, str] | None:
    head = content[:65536]
    high = sum(byte > 0x7F for byte in head)
    is_western = high < WESTERN_SHARE * len(head) or len(head) < SHORT_BYTES
    if is_western and (western := _strict(content, "cp1252")):
        return western
    best = from_bytes(head).best()
    if best is None:
        return None
    return _strict(content, best.encoding) or _strict(content, "cp1252")


def looks_binary(text: str) -> bool:
    """NUL, or more control characters than any text has."""
    head = text[:65536]
    controls = sum(character < " " and character not in "\t\n\r\f\x1a\x1b" for character in head)
    return "\0" in text or controls > 0.01 * len(head) + 2


def plain(text: str) -> str:
    """Text as it goes on: tidy, without byte order mark, with one kind of line end."""
    return tidy(text).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
