"""What changed between two versions of a text, as HTML. Pure; every character is escaped."""

import re
from difflib import SequenceMatcher
from html import escape

_WORD = re.compile(r"\n+|[^\S\n]+|\w+|[^\w\s]")
_LONGEST = 20_000
"""Words beyond which texts are only said to differ: difflib is quadratic at worst."""


def difference(old: str, new: str) -> str:
    """``new`` with what was added in ``<ins>`` and what was dropped in ``<del>``, by words."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) + len(after) > _LONGEST:
        return f"<p>{escape(new)}</p>"
    parts = []
    for change, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if change == "equal":
            parts.append(_shown(before[a:b]))
            continue
        parts.append(f"<del>{_shown(before[a:b])}</del>" if b > a else "")
        parts.append(f"<ins>{_shown(after[c:d])}</ins>" if d > c else "")
    return "".join(parts)


def _shown(words: list[str]) -> str:
    return escape("".join(words)).replace("\n", "<br>")
