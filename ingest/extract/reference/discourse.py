"""What an article speaks of, in reading order: names, common nouns for people and bodies, pronouns.

Reads parses; decides nothing about who is who beyond the names that the article already joined.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.extract.claims import AttributedClaim
from ingest.extract.parse import Parse, Span
from ingest.extract.quotes import Quotation
from ingest.extract.reference.lexicon import (
    DOCUMENT,
    Noun,
    nouns,
)

Name = tuple[int, int, int]  # start, end, index of the mention; in reading order

MALE, FEMALE, NEUTER, PLURAL = "m", "f", "n", "p"
PRONOUNS = {
    "he": MALE, "him": MALE, "his": MALE, "himself": MALE,
    "she": FEMALE, "her": FEMALE, "hers": FEMALE, "herself": FEMALE,
    "it": NEUTER, "its": NEUTER, "itself": NEUTER,
    "they": PLURAL, "them": PLURAL, "their": PLURAL, "theirs": PLURAL, "themselves": PLURAL,
}  # fmt: skip

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_NOMINAL = SUBJECTS | {
    "dobj", "pobj", "attr", "appos", "conj", "poss", "dative", "ROOT", "oprd", "agent",
    "npadvmod", "dep", "parataxis", "acomp", "ccomp",
}  # fmt: skip
_ROLES = {"poss": "possessive", "compound": "modifier", "nmod": "modifier", "amod": "modifier"}
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that an article speaks of; without a name unless it has one."""

    name: str = ""
    entity_type: str = ""
    kind: str = ""  # of a noun: person, group, organization, document …
    gender: str = ""
    leaning: str = ""  # the gender of the first name that a single name may be
    is_plural: bool = False
    count: int = 0
    in_title: bool = False
    called: list["Called"] = field(default_factory=list)
    items: list["Item"] = field(default_factory=list)  # those read so far, the last one last


@dataclass(frozen=True, slots=True)
class Called:
    """One description of a named entity: "Russian President", "the 26-year-old driver"."""

    heads: frozenset[str]
    words: frozenset[str]
    age: str = ""


@dataclass(slots=True, eq=False)
class Item:
    """One mention in the discourse; ``place`` counts sentences and paragraphs over the article."""

    passage: int
    token: int
    sentence: int
    paragraph: int
    role: str = ""  # subject | object | possessive | modifier
    quote: int = -1  # the number of the quotation that it stands in
    pronoun: str = ""
    is_root: bool = False  # the subject of its sentence
    entity: Entity | None = None
    noun: Noun | None = None
    mention: int | None = None  # index of the named mention

    @property
    def is_quoted(self) -> bool:
        """Whether it stands within a quotation."""
        return self.quote >= 0


@dataclass(frozen=True, slots=True)
class Passage:
    """One parsed piece of an article, with what was found in it before."""

    parse: Parse
    names: Sequence[Name]
    quotes: Sequence[Quotation]
    claims: Sequence[AttributedClaim]
    is_title: bool = False


def items_of(passage: Passage, number: int, sentence: int, paragraph: int) -> Iterator[Item]:
    """The mentions of a passage in reading order; counts go on from those given."""
    parse, table = passage.parse, nouns()
    named = {head: (first, stop, mention) for head, first, stop, mention in _named(passage)}
    inside = {t for first, stop, _ in named.values() for t in range(first, stop)}
    quoted = [quote.start for quote in passage.quotes]
    last = 0
    for first, stop in parse.sentences:
        sentence += 1
        paragraph += "\n" in parse.text[last : parse.starts[first]] or not first
        last = parse.starts[first]
        for token in range(first, stop):
            word = parse.words[token]
            if token in named:
                item = Item(number, token, sentence, paragraph)
                item.mention = named[token][2]
            elif token in inside:
                continue
            elif word in PRONOUNS:
                item = Item(number, token, sentence, paragraph, pronoun=PRONOUNS[word])
            elif word in table and parse.deps[token] in _NOMINAL:
                noun = table[word]
                if noun.kind == DOCUMENT:
                    continue
                item = Item(number, token, sentence, paragraph, noun=noun)
            else:
                continue
            item.role = role_of(parse, token)
            item.is_root = item.role == "subject" and _is_main(parse, token)
            item.quote = _quote_at(passage.quotes, quoted, parse.starts[token])
            yield item


def _named(passage: Passage) -> Iterator[tuple[int, int, int, int]]:
    parse = passage.parse
    for start, end, mention in passage.names:
        first, stop = parse.tokens_in(start, end)
        if first < stop:
            yield name_head(parse, first, stop), first, stop, mention


def name_head(parse: Parse, first: int, stop: int) -> int:
    """The token of a name that hangs from outside it."""
    for token in range(first, stop):
        if not first <= parse.heads[token] < stop or parse.heads[token] == token:
            return token
    return stop - 1


def role_of(parse: Parse, token: int) -> str:
    """Subject, object, possessive or modifier; conjuncts and appositions have their head's role."""
    for _ in range(6):
        dep = parse.deps[token]
        if dep in ("conj", "appos") and parse.heads[token] != token:
            token = parse.heads[token]
            continue
        return "subject" if dep in SUBJECTS else _ROLES.get(dep, "object")
    return "object"


def _is_main(parse: Parse, token: int) -> bool:
    """Whether the verb that the noun hangs on is the sentence's own."""
    for _ in range(4):
        token = parse.heads[token]
        if parse.deps[token] == "ROOT":
            return True
        if parse.deps[token] != "conj":
            return False
    return False


def _quote_at(quotes: Sequence[Quotation], starts: Sequence[int], position: int) -> int:
    index = bisect_right(starts, position) - 1
    return index if index >= 0 and position < quotes[index].end else -1


def is_definite(parse: Parse, token: int) -> bool:
    """Whether "the" or "that" stands before the noun: it speaks of somebody known."""
    return any(parse.words[kid] in _DEFINITE for kid in parse.children[token] if kid < token)


def contains(spans: Sequence[Span], position: int) -> bool:
    """Whether one of the spans holds the position."""
    return any(start <= position < end for start, end in spans)
