"""What an erased text is known again by: hashes of its longer sentences, in whatever format it comes.

Only sentences that nobody could guess are hashed. Pure; where the hashes are kept belongs elsewhere.
"""

import re
import unicodedata
from collections.abc import Set

from ingest.events import sha256_hex

LEAST_WORDS = 10
"""Words of a sentence that is hashed: a shorter one could be found by trying."""

SHARE = 0.5
"""Of its sentences, so many make a text an erased one."""

_SENTENCES = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+|\n\s*\n")
_WORDS = re.compile(r"\w+")


def passage_hashes(text: str) -> frozenset[str]:
    """A hash of each long sentence; of the whole where there is none."""
    sentences = [
        words for part in _SENTENCES.split(text) if len(words := _words(part)) >= LEAST_WORDS
    ]
    return frozenset(map(_hash, sentences or [_words(text)]))


def is_known_again(text: str, erased: Set[str]) -> bool:
    """Whether a text is an erased one, or most of it."""
    passages = passage_hashes(text)
    return bool(erased) and len(passages & erased) >= SHARE * len(passages)


def _words(text: str) -> list[str]:
    return _WORDS.findall(unicodedata.normalize("NFKC", text).casefold())


def _hash(words: list[str]) -> str:
    return sha256_hex(f"newsledger passage\0{' '.join(words)}".encode())[:32]
