"""Names of authors as pages, records and bylines state them: split, cleaned, in their order.

A name keeps its letters and its case. What is no name of a person or a desk (addresses, roles, empty
words) is dropped; nothing here decides which statement to believe.
"""

import re
from collections.abc import Iterable

from ingest.articles.text import fold, squeeze

_BY = re.compile(
    r"^(?:written|reported|posted|story|report|analysis|words)?\s*(?:by|von|par|por|door)\b[:\s]+",
    re.I,
)
_SPLIT = re.compile(
    r"\s*(?:[,;|/•·&\n]|\b(?i:and)\b|\b(?:und|UND|et|ET|y|og|och|en|e|ja|ve|dan|и|та|і)(?=\s))\s*"
)
_ROLE = re.compile(
    r"(?i)(?:(?:senior|chief|deputy|political|staff|special|foreign|contributing|guest|associate|managing|online|web|"
    r"digital|news|opinion|assistant|national|business|sports?|white house|world|diplomatic|security|science|health)\s+)*"
    r"(?:correspondents?|reporters?|editors?|writers?|columnists?|contributors?|producers?|bureau chief|analysts?|"
    r"authors?|staff|contributor|journalists?|admin(?:istrator)?|editor-in-chief|opinion|redaktion|"
    r"updated?|published|posted|jr|sr|ph\.?d|m\.?d|no author|unknown|anonymous|n/a|unserer redaktion|follow|profile)\.?"
)
_AFFIX = re.compile(
    r"\s*(?:\([^)]*\)|\[[^\]]*\]|<[^>]*>|@\w+|\b[\w.+-]+@[\w-]+\.[\w.]+|https?://\S+|www\.\S+)\s*"
)
_FOR = re.compile(
    r"(?i)\s+for (?:the )?[a-z .]*(?:mail|news|times|press|post|journal|sunday|cnn|bbc)\b.*$"
)
_QUOTED = re.compile(r"^[\"'“‘«]+|[\"'”’»:*.•–—-]+$")
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_MAX_WORDS, _MAX_LENGTH = 7, 80
_PARTICLES_WORDS = (
    "al bin bint da das de del della den der di dos du el ibn la le mac mc of st the ten ter van "
    "von zu"
)
_PARTICLES = frozenset(_PARTICLES_WORDS.split())


def clean_authors(stated: str | Iterable[str] | None) -> list[str]:
    """The names in what is stated, without repeats; names that several people share are kept once."""
    if stated is None:
        return []
    entries = [stated] if isinstance(stated, str) else list(stated)
    names: dict[str, str] = {}
    for entry in entries:
        for part in _SPLIT.split(_BY.sub("", _AFFIX.sub(" ", squeeze(entry)).strip())):
            name = _clean(part)
            if name:
                names.setdefault(fold(name), name)
    return list(names.values())


def join_authors(names: Iterable[str]) -> str | None:
    """One value for the log and the tables; None when nobody is named."""
    return ", ".join(names) or None


def is_name(text: str) -> bool:
    """Looks like the name of a person: two to five words, capitals where a name has them."""
    words = text.replace(".", ". ").split()
    if not 2 <= len(words) <= 5 or not _LETTER.match(text):
        return False
    return all(word[0].isupper() or word.lower() in _PARTICLES for word in words) and not any(
        char.isdigit() for char in text
    )


def _clean(part: str) -> str | None:
    name = _FOR.sub("", _QUOTED.sub("", _BY.sub("", part.strip()))).strip()
    if not name or len(name) > _MAX_LENGTH or len(name.split()) > _MAX_WORDS:
        return None
    if not _LETTER.search(name) or _ROLE.fullmatch(name) or (" " in name and _DIGIT.search(name)):
        return None
    return name
