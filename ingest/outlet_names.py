"""What two ways of writing the name of an outlet have in common.

"The Harbour Post", "Harbour Post - Opinion" and "HarbourPost.com" are one name. Whose name it is
belongs in ``ingest.sources``.
"""

import re
from collections.abc import Callable

_NOT_WORD = re.compile(r"[\W_]+")
_SECTION_WORDS = (
    "news opinion opinions editorial editorials board online web politics world business sport "
    "sports staff video live breaking fact check desk newsroom print digital"
)
_SECTIONS = frozenset(_SECTION_WORDS.split())
_MARKED = re.compile(r"\s*(?:\((?P<bracketed>[^()]+)\)|\s[-–—|:]+\s(?P<parted>[^-–—|:]+))\s*$")
"""A section set off from the name: "… (Online)", "… - Opinion"."""
_BARE = re.compile(
    r"(?i)(?<=\w)\s+(?:editorial(?:s| board)?|opinions?|politics|online|staff|newsroom|fact ?check)\s*$"
)
"""A section that no outlet's own name ends with, or hardly any; "news" is not one."""
_INNER = re.compile(r"(?i)(?<=\w)\s+(?:online|web)(?=\s+\w)")
_SUFFIX = re.compile(r"(?i)(?<=\w{3})\.(?:com|org|net)$")


def name_key(name: str) -> str:
    """What two spellings of one name have in common: neither case, spacing, marks nor "the" count."""
    words = _NOT_WORD.sub(" ", name.casefold()).split()
    return "".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def without_section(name: str) -> str:
    """The name without the section or form that is set off from it: "Harbour Post (Opinion)"."""
    marked = _MARKED.search(name)
    if marked is None:
        return name
    words = _NOT_WORD.sub(" ", (marked["bracketed"] or marked["parted"]).casefold()).split()
    is_section = bool(words) and all(word in _SECTIONS for word in words)
    return name[: marked.start()].strip() or name if is_section else name


def shorter_names(name: str) -> list[str]:
    """What may be left of a name that nobody knows as it stands, the longest first."""
    found = [name]
    for shorten in _SHORTENINGS:
        shorter = shorten(found[-1])
        if shorter != found[-1] and len(name_key(shorter)) > 1:
            found.append(shorter)
    return found[1:]


_SHORTENINGS: tuple[Callable[[str], str], ...] = (
    without_section,
    lambda name: _BARE.sub("", name),
    lambda name: _INNER.sub("", name),
    lambda name: _SUFFIX.sub("", name),
)
