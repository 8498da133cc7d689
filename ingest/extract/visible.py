"""Text of strangers made safe to show on a terminal; every character keeps its place.

Escape sequences could move the cursor, set the title or paste into the shell, and bidirectional
overrides show a text in another order than it has. Where text is no longer shown but stored or
handed to programs, it stays as it is.
"""

_KEPT = "\n\t"
_SPACES = "\r\u2028\u2029"
_TURNED = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

_PICTURES = {
    **{code: chr(0x2400 + code) for code in range(0x20)},  # "␛" for the escape character, and so on
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
    **dict.fromkeys(map(ord, _TURNED), "\ufffd"),
    **dict.fromkeys(map(ord, _SPACES), " "),
}
_TABLE = {code: shown for code, shown in _PICTURES.items() if chr(code) not in _KEPT}


def visible(text: str) -> str:
    """The text with control characters as pictures of themselves, one for one."""
    return text.translate(_TABLE)
