"""The normal form of a name: its words without titles, legal forms and marks; initials; its acronym.

Values only. How words are compared belongs in ``tokens``, which names are compared at all in ``blocking``.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.identity.names.inflection import stem
from ingest.identity.names.lexicon import words
from ingest.identity.names.sounds import ascii_word, skeleton, sound

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`][^\W_]+)*")
_POSSESSIVE = re.compile(r"\s*['’]s?(?=\s|$)|\s*['’](?=\s|$)")
_DOTTED = re.compile(r"\b[^\W\d_](?:\.\s?[^\W\d_])+\b\.?")
_SPLIT_CASE = re.compile(r"(?<=[a-z])(?=[A-Z]{2,})|(?<=[a-z]{4})(?=[A-Z][a-z]{3})")
_ASIDE = re.compile(r"\s*[(\[].*$")
_APPOSED = re.compile(r"\s*,\s+(?=[a-z]).*$")
_PLACE_PART = re.compile(r"\s*,.*$")
_LOWER = re.compile(r"^(?:(?:[^\W\d_A-Z][^\s]*|,)\s+)+(?=.*[A-Z])")
_AMERICAN = re.compile(r"\b(?:United States(?: of America)?|U\.\s?S\.(?:\s?A\.)?|USA)\s+(?=\w)")
_BRITISH = re.compile(r"\b(?:United Kingdom|U\.\s?K\.)\s+(?=\w)")
_SHORT_UPPER = re.compile(r"^[A-Z]{2,3}$")
PERSON = "person"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name."""

    plain: str
    sounded: str
    stem: str
    skeleton: str


@dataclass(frozen=True, slots=True)
class NameForm:
    """A name as it is compared."""

    written: str
    entity_type: str
    words: tuple[Word, ...]  # those that count
    weak: frozenset[str]  # particles and titles that were set aside
    acronym: str | None  # when the name is one
    initials: frozenset[str]  # acronyms that the name may have
    digits: frozenset[str]

    @property
    def key(self) -> str:
        """Names with one key are one spelling but for case, marks, titles and legal forms."""
        return " ".join(word.plain for word in self.words)

    @property
    def stems(self) -> str:
        """The key without endings."""
        return " ".join(word.stem for word in self.words)

    @property
    def is_person(self) -> bool:
        """Whether surname and first name are told apart."""
        return self.entity_type == PERSON


@lru_cache(maxsize=200_000)
def name_form(written: str, entity_type: str) -> NameForm:
    """A name in its normal form; never without words unless nothing in it is a letter or digit."""
    text = _trimmed(written, entity_type)
    raw = [part for part in _WORD.findall(_SPLIT_CASE.sub(" ", text)) if ascii_word(part)]
    kept, weak = _kept([ascii_word(part) for part in raw], entity_type)
    strong = tuple(_word(raw[index]) for index in kept)
    return NameForm(
        written=written,
        entity_type=entity_type,
        words=strong,
        weak=frozenset(weak),
        acronym=_acronym(raw),
        initials=_initials(raw),
        digits=frozenset(re.findall(r"\d+", text)),
    )


def _trimmed(written: str, entity_type: str) -> str:
    """The name without what stands around it, in the order in which it is spoken."""
    text = _POSSESSIVE.sub(" ", " ".join(written.split()))
    text = _ASIDE.sub("", text) or text
    text = _APPOSED.sub("", text) or text
    text = _LOWER.sub("", text)
    if entity_type == PERSON:
        last, comma, first = text.partition(",")
        if comma:
            text = last if ascii_word(first) in words("suffix") else f"{first} {last}"
    else:
        text = (_PLACE_PART.sub("", text) if entity_type == "place" else text) or text
        text = _BRITISH.sub("UK ", _AMERICAN.sub("US ", text))
    return _DOTTED.sub(lambda dots: dots.group().replace(".", "").replace(" ", "") + " ", text)


def _kept(plain: list[str], entity_type: str) -> tuple[list[int], list[str]]:
    """The numbers of the words that count, and the words that do not."""
    aside = words("small") | (
        words("title") | words("suffix") | words("particle")
        if entity_type == PERSON
        else words("legal")
    )
    kept = [
        index
        for index, word in enumerate(plain)
        if word not in aside and (entity_type == PERSON or len(word) > 1 or word.isdigit())
    ]
    if not kept:
        kept = [index for index, word in enumerate(plain) if word not in words("small")]
    kept = kept or list(range(len(plain)))
    return kept, [word for index, word in enumerate(plain) if index not in kept]


@lru_cache(maxsize=200_000)
def _word(written: str) -> Word:
    sounded = sound(written)
    return Word(ascii_word(written), sounded, stem(sounded), skeleton(sounded))


def _acronym(raw: list[str]) -> str | None:
    joined = "".join(raw)
    is_one = len(raw) == 1 and 2 <= len(joined) <= 6 and joined.isupper() and joined.isalpha()
    return ascii_word(joined) if is_one else None


def _initials(raw: list[str]) -> frozenset[str]:
    """Of all words, and of all but the small ones."""
    if len(raw) < 2:
        return frozenset()
    plain = [ascii_word(word) for word in raw]
    big = [word for word in plain if word not in words("small")]
    short = [word for word in big if word not in words("legal")]
    kinds = [plain, big, short]
    while kinds[-2] and kinds[-2][-1] in words("legal"):  # GEC is General Electric Co Plc
        kinds.insert(-1, kinds[-2][:-1])
    found = {"".join(word[0] for word in each) for each in kinds if len(each) > 1}
    parts = [
        word if _SHORT_UPPER.match(word) else word[0] for word in raw if word.casefold() in big
    ]
    return frozenset((*found, "".join(parts).casefold()))
