"""What kind of speaker a source is: person, group, organization, place, document, anonymous, unknown.

Reads the source's own words and the entity it was resolved to. Who that is belongs elsewhere.
"""

import re

from ingest.extract.claims import AttributedClaim
from ingest.extract.parse import Parse
from ingest.extract.reference.discourse import FEMALE, MALE, PRONOUNS, Entity
from ingest.extract.reference.lexicon import (
    ANONYMOUS,
    DOCUMENT,
    GROUP,
    ORGANIZATION,
    PERSON,
    PLACE,
    UNKNOWN,
    nouns,
)
from ingest.extract.words import word_set

_KIND_OF_TYPE = {
    "person": PERSON, "organization": ORGANIZATION, "place": PLACE, "other": GROUP, "work": DOCUMENT,
}  # fmt: skip
_WITHHELD = re.compile(
    r"\b(?:famil[ai]+r with|briefed on|with (?:direct )?knowledge|close to|anonym\w+|not authori[sz]ed"
    r"|unauthori[sz]ed|(?:not to|declined to|refused to|asked not to) be (?:named|identified|quoted)"
    r"|unnamed|unidentified|knowledgeable about)\b",
    re.I,
)
_FIRST_PERSON = {"i": PERSON, "we": GROUP, "you": UNKNOWN, "my": PERSON, "our": GROUP}
_MANY = word_set(
    "they them these those others some many most several few both all who everyone anyone everybody"
    " none neither thousands hundreds dozens millions majority percent half two three four five six"
)
_RELATIVE = word_set("who whom which that")
_ONE = word_set("one another someone somebody he she")
_GROUP_SUFFIX = re.compile(r"(?:ers|ors|ists|ians|ants|ees|men|women|ents|ats|ans)$")
_PERSON_SUFFIX = re.compile(r"(?:[^l]er|or|ist|ian|man|woman|person)$|-year-old$")


def kind_of(parse: Parse, claim: AttributedClaim, entity: Entity | None) -> str:
    """The kind of speaker; the entity is whom the source means, named or not."""
    if claim.speaker is None or not claim.source:
        return UNKNOWN
    if entity is not None and entity.name:
        return _KIND_OF_TYPE.get(entity.entity_type, UNKNOWN)
    if _WITHHELD.search(" ".join(parse.text[start:end] for start, end in claim.source)):
        return ANONYMOUS
    if entity is not None:
        return entity.kind or UNKNOWN
    return _of_word(parse, claim.speaker)


def _of_word(parse: Parse, token: int) -> str:
    if parse.words[token] in _RELATIVE and parse.deps[parse.heads[token]] == "relcl":
        token = parse.heads[parse.heads[token]]  # "a poll that shows": the poll
    word = parse.words[token]
    noun = nouns().get(word)
    if noun is not None:
        return noun.kind
    if word in _FIRST_PERSON:
        return _FIRST_PERSON[word]
    if PRONOUNS.get(word) in (MALE, FEMALE) or word in _ONE:
        return PERSON
    if word in _MANY or _GROUP_SUFFIX.search(word):
        return GROUP
    return PERSON if _PERSON_SUFFIX.search(word) else UNKNOWN
