"""How a word of a name sounds, whatever its script: spellings of one name fall together, or close.

From "Łukaszenka", "Лукашенко", "Lukaschenko" to one alphabet of sounds. Values only. Which words of a
name count belongs in ``forms``; endings of inflected languages in ``inflection``.
"""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_LETTERS = str.maketrans(
    {
        # Latin letters whose sound is lost when the mark is simply dropped.
        "š": "sh", "ś": "sh", "ş": "sh", "ș": "sh", "č": "ch", "ć": "ch", "ç": "s", "ž": "zh",
        "ź": "zh", "ż": "zh", "ř": "rzh", "đ": "dj", "ł": "l", "å": "o", "ğ": "",
        # Cyrillic by sound, not by any one standard: we compare with what journalists wrote.
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "ie",
        "ж": "zh", "з": "z", "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m",
        "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f",
        "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e",
        "ю": "iu", "я": "ia", "ј": "j", "љ": "l", "њ": "n", "ћ": "ch", "ђ": "dj", "џ": "dj",
    }
)  # fmt: skip
_APOSTROPHES = re.compile(r"['’ʼ`´ʹ]")
_RULES = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(?<=[aeiou])h(?=[bdfgjklmnprstvz])", ""),
        (r"[oa][uv](?=sk)", "ov"),
        (r"sch|sh|sz(?!$)", "S"),
        (r"tch|tsch|cz|ch", "C"),
        (r"dzh|dj|^dzi", "j"),
        (r"zh|rz", "Z"),
        (r"kh", "h"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ck|cc|q(?:u(?=[aeio]))?", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"tz|ts", "c"),
        (r"c(?![eiy]|$)", "k"),
        (r"y", "i"),
        (r"ou|oo", "u"),
        (r"oe", "o"),
        (r"ue", "u"),
        (r"[ae]i$", "ei"),
        (r"^i(?=[aeou])", "j"),
        (r"(?<!^)j", "i"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[aeou])i(?=[aeou])", ""),
        (r"([aeiou])\1+", r"\1"),
    )
]
_COARSE = str.maketrans(
    {"S": "s", "Z": "s", "z": "s", "C": "c", "g": "h", "j": "i", "d": "t", "b": "p"}
)
_VOWELS = re.compile(r"[aeiou]+")


@lru_cache(maxsize=200_000)
def ascii_word(word: str) -> str:
    """Lower-case Latin letters and digits only, as any keyboard would have it."""
    folded = anyascii(_APOSTROPHES.sub("", unicodedata.normalize("NFKC", word).casefold()))
    return "".join(char for char in folded.lower() if char.isalnum())


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """One letter a sound: capital S, C, Z are the hissing ones, "h" also what is written kh."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word).casefold())
    latin = anyascii(_APOSTROPHES.sub("", folded).translate(_LETTERS)).lower()
    latin = "".join(char for char in latin if char.isalnum())
    for pattern, replacement in _RULES:
        latin = pattern.sub(replacement, latin)
    return latin


@lru_cache(maxsize=200_000)
def skeleton(sounded: str) -> str:
    """First sound and the consonants after it, voiced and voiceless together."""
    coarse = sounded.translate(_COARSE)
    return coarse[:1] + _VOWELS.sub("", coarse[1:]) if coarse else ""
