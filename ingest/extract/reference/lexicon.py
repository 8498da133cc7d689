"""Words that tell what a mention may refer to: common nouns by kind, titles, first names by gender.

Tables and look-ups only. Which entity is meant belongs in the other modules of this package.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.extract.inflection import noun_forms
from ingest.extract.words import word_set

PERSON, GROUP, ORGANIZATION, PLACE = "person", "group", "organization", "place"
DOCUMENT, ANONYMOUS, UNKNOWN = "document", "anonymous", "unknown"

MALE_TITLES = word_set("mr mister sir lord king prince pope father brother imam rabbi congressman")
FEMALE_TITLES = word_set("mrs ms miss madam dame lady queen princess duchess sister congresswoman")

TITLES = {
    "adm": "admiral", "amb": "ambassador", "asst": "assistant", "atty": "attorney",
    "brig": "brigadier", "capt": "captain", "cmdr": "commander", "col": "colonel",
    "cpl": "corporal", "dep": "deputy", "det": "detective", "dr": "doctor", "fr": "father",
    "gen": "general", "gov": "governor", "insp": "inspector", "lt": "lieutenant",
    "maj": "major", "prof": "professor", "rep": "representative", "reps": "representative",
    "rev": "reverend", "sen": "senator", "sens": "senator", "sgt": "sergeant",
    "supt": "superintendent", "pm": "minister",
}  # fmt: skip
"""Abbreviated title without its full stop -> the noun it stands for."""

BROADER = {
    "congressman": "lawmaker legislator politician representative",
    "congresswoman": "lawmaker legislator politician representative",
    "representative": "congressman congresswoman lawmaker legislator politician",
    "senator": "lawmaker legislator politician",
    "governor": "politician",
    "sergeant": "officer", "lieutenant": "officer", "captain": "officer", "corporal": "officer",
    "attorney": "lawyer", "lawyer": "attorney", "counsel": "lawyer", "solicitor": "lawyer",
    "doctor": "physician", "physician": "doctor", "surgeon": "doctor",
    "spokesman": "spokesperson", "spokeswoman": "spokesperson",
    "chairman": "chair chairperson chief", "chairwoman": "chair chairperson chief",
    "chair": "chairman chairwoman", "secretary-general": "chief",
    "times": "paper newspaper outlet", "post": "paper newspaper outlet",
    "journal": "paper newspaper outlet", "tribune": "paper newspaper outlet",
    "herald": "paper newspaper outlet", "guardian": "paper newspaper outlet",
    "globe": "paper newspaper outlet", "news": "outlet network", "cnn": "outlet network",
    "bbc": "outlet broadcaster network", "tmz": "outlet website site", "union": "group",
    "coalition": "group", "alliance": "group", "foundation": "group organization",
    "inc": "company firm", "corp": "company firm", "ltd": "company firm", "co": "company firm",
    "department": "agency", "bureau": "agency", "administration": "agency", "service": "agency",
    "census": "project survey", "newspaper": "outlet paper daily",
    "network": "outlet broadcaster channel",
    "company": "firm", "firm": "company", "corporation": "company", "bank": "lender",
    "maker": "company", "manufacturer": "company", "airline": "carrier company",
    "organization": "group", "association": "group", "organisation": "group", "agency": "office",
    "singer": "artist musician star", "rapper": "artist musician star", "actor": "star",
    "actress": "actor star", "businessman": "billionaire tycoon mogul",
}  # fmt: skip
"""Noun -> nouns that may take it up later in a text: a senator is "the lawmaker"."""


@dataclass(frozen=True, slots=True)
class Noun:
    """What a common noun stands for."""

    kind: str  # person | group | organization | place | document | anonymous
    gender: str  # m | f, empty when either
    is_plural: bool = False


@cache
def nouns() -> dict[str, Noun]:
    """Form -> what it stands for; plurals are groups."""
    table: dict[str, Noun] = {}
    plurals: dict[str, Noun] = {}
    for kind, gender, words in _rows("nouns.tsv"):
        for word in words.split():
            table[word] = Noun(kind, gender.strip("-"), is_plural=kind == GROUP)
            if kind in (PERSON, ANONYMOUS, ORGANIZATION, PLACE):
                for form in _plurals(word):
                    plurals[form] = Noun(GROUP, gender.strip("-"), is_plural=True)
    return plurals | table


def _plurals(word: str) -> set[str]:
    if word.endswith("man"):
        return {word[:-3] + "men"}
    return {form for form in noun_forms(word) if form != word}


@cache
def _first_names() -> dict[str, str]:
    return {name: row[0] for row in _rows("first_names.tsv") for name in row[1].split()}


def _rows(name: str) -> list[list[str]]:
    text = (files("ingest.extract.reference") / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line[:1] not in ("", "#")]


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody whom readers know by the office."""

    gender: str
    words: frozenset[str]  # of the country
    offices: frozenset[str]


@cache
def leaders() -> dict[str, Leader]:
    """Lower-cased name, and short name where it means nobody else -> who that is."""
    found: dict[str, Leader] = {}
    for name, short, gender, words, offices in _rows("leaders.tsv"):
        leader = Leader(gender, word_set(words), word_set(offices))
        found[name.lower()] = leader
        if short != "-":
            found[short.lower()] = leader
    return found


def gender_of_first_name(name: str) -> str:
    """The gender, m or f, that nine of ten bearers have; empty when it is not known."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _first_names().get(plain, "")


_BEFORE_NAMES = word_set(
    "president senator congressman congresswoman governor chancellor judge justice sheriff sergeant"
    " lieutenant captain detective colonel general pope king queen prince princess rabbi mayor"
)


def is_person_title(word: str) -> bool:
    """Whether the word, as it is written, stands before people's names only."""
    if not word[:1].isupper():
        return False
    bare = word.lower().rstrip(".")
    return bare in TITLES or bare in MALE_TITLES or bare in FEMALE_TITLES or bare in _BEFORE_NAMES


def title_noun(word: str) -> str:
    """The noun that a lower-cased title stands for: "sen." is a senator."""
    bare = word.rstrip(".")
    return TITLES.get(bare, bare)
