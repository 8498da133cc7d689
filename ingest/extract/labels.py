"""What a text calls somebody it names: a title before the name, an apposition beside it, "X is a …".

Reads syntax only; that a label stands in a quotation, and is the speaker's word, is for the caller to say.
Whom a description alone means ("the strongman said") belongs in ``ingest.extract.reference``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.extract.parse import Parse
from ingest.extract.reference.discourse import SUBJECTS, name_head
from ingest.extract.reference.lexicon import (
    ANONYMOUS,
    DOCUMENT,
    GROUP,
    ORGANIZATION,
    PERSON,
    is_person_title,
    nouns,
    title_noun,
)
from ingest.extract.words import word_set

TITLE, APPOSITION, COPULA = "title", "apposition", "copula"
LONGEST = 120
"""Code points; what is longer is a clause, or a list that was parsed as one."""

_BEING = word_set(
    "is was are were 's ’s be been being remains remained remain becomes became become"
)
_WOULD = word_set("would could might may should must can if whether")
_OPENERS = word_set("a an the this that these those his her its their our my your another some any")
_HONORIFICS = word_set("mr mrs ms miss mr. mrs. ms. sir madam")
_CLAUSES = frozenset(("relcl", "acl", "advcl", "parataxis", "ccomp", "appos"))
_STOPS = frozenset(',;:()[]“”"—–|\n')
_EMPTY = word_set(
    "one ones thing things way reason what who it this that he she they time part lot kind sort case"
    " same result bit matter problem question answer truth fact place all both each some many most others"
)
"""Heads that say nothing of anybody: "X is the one who …"."""
_NAMES = frozenset(
    ("PERSON", "GPE", "LOC", "DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY")
)
_PARTY = re.compile(r"[RDI]\s?-")
_OF_PEOPLE = re.compile(
    r"(?:er|or|ist|ian|man|men|woman|person|ary|ant|ent|ee|chief|elect|aide|head|czar|ess|ive|ic|crat|can)$"
)
"""How nouns for people end: a word with a capital that ends otherwise may be part of the name."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label and its span in code points of the parsed text; ``kind`` title | apposition | copula."""

    kind: str
    start: int
    end: int


def labels_of(parse: Parse, first: int, stop: int, *, is_person: bool) -> list[Label]:
    """The labels of the name in tokens ``first`` to ``stop``, in reading order."""
    head = name_head(parse, first, stop)
    found = [_title(parse, head, first, is_person), _apposed_to(parse, head, first)]
    found += [_apposition(parse, title) for title in _apposed(parse, head, stop)]
    found += copulas_of(parse, head)
    return sorted({label for label in found if label}, key=lambda label: label.start)


def copulas_of(parse: Parse, head: int) -> list[Label]:
    """What the one at ``head`` is said to be: "X is a …", "X, who was a …"."""
    verbs = [parse.heads[head]] if parse.deps[head] in SUBJECTS else []
    verbs += [
        verb
        for verb in parse.children[head]
        if parse.deps[verb] == "relcl" and _has_subject(parse, verb, "who")
    ]
    attributes = [_attribute(parse, verb) for verb in verbs]
    found = [_trimmed(parse, COPULA, noun) for noun in attributes if noun is not None]
    return [label for label in found if label]


def _title(parse: Parse, head: int, first: int, is_person: bool) -> Label | None:
    """The words before a name in its own phrase, when the last of them is a noun for such a one."""
    begin, last = parse.left[head], first - 1
    begin = max(begin, _after_stop(parse, begin, first))
    begin = _without_opener(parse, begin, first)
    if begin > last or parse.deps[last] == "punct":
        return None
    office = _office(parse, head, begin)
    if office is not None:
        return _label(parse, TITLE, office, last)
    word = parse.words[last]
    if _entity_ending(parse, first) not in ("", "NORP") or (begin == last and word in _HONORIFICS):
        return None
    is_title = _is_title(parse, last) if is_person else _is_noun(word, (ORGANIZATION, GROUP))
    return _label(parse, TITLE, begin, last) if is_title else None


def _is_title(parse: Parse, token: int) -> bool:
    """Whether the word may stand before a person's name without being a part of it."""
    word, written = parse.words[token], parse.text[parse.starts[token] : parse.ends[token]]
    if is_person_title(written) or _entity_at(parse, token) == "NORP":
        return True
    known = nouns().get(title_noun(word))
    if written.islower() and parse.deps[token] in ("compound", "nmod"):
        return known is None or known.kind != DOCUMENT
    if known is not None:
        return known.kind in (PERSON, GROUP, ANONYMOUS)
    return len(word) > 4 and _OF_PEOPLE.search(word) is not None


def _is_noun(word: str, kinds: tuple[str, ...]) -> bool:
    noun = nouns().get(word)
    return noun is not None and noun.kind in kinds


def _office(parse: Parse, head: int, begin: int) -> int | None:
    """Where "Secretary of State X" begins, of which the parser makes a secretary of X."""
    of = parse.heads[head]
    if parse.deps[head] != "pobj" or parse.words[of] != "of" or of != begin - 1 or not of:
        return None
    written = parse.text[parse.starts[of - 1] : parse.ends[of - 1]]
    is_office = written[:1].isupper() and _is_noun(written.lower(), (PERSON,))
    return _without_opener(parse, parse.left[of - 1], of - 1) if is_office else None


def _apposed_to(parse: Parse, head: int, first: int) -> Label | None:
    """A noun before the name that the name is apposed to: "the strongman, X", "his aide X"."""
    noun = parse.heads[head]
    if parse.deps[head] != "appos" or noun >= first or parse.words[noun] in _EMPTY:
        return None
    if _entity_at(parse, noun) in (*_NAMES, "ORG"):
        return None
    last = first - 1
    while last > noun and parse.deps[last] in ("punct", "det", "poss", "advmod"):
        last -= 1
    between = parse.text[parse.ends[last] : parse.starts[first]]
    begin = _without_opener(parse, parse.left[noun], noun)
    begin = max(begin, _after_stop(parse, begin, noun))
    stop = next((t for t in range(noun + 1, last + 1) if _ends(parse, noun, t)), last + 1)
    if between.strip(" ,“\"'‘"):
        return None  # something else stands between
    return _label(parse, APPOSITION if "," in between else TITLE, begin, stop - 1)


def _apposed(parse: Parse, head: int, stop: int) -> Iterator[int]:
    """The nouns apposed to a name; an age between them counts for nothing: "X, 49, an analyst"."""
    for kid in parse.children[head]:
        if kid < stop or parse.deps[kid] != "appos":
            continue
        if _entity_at(parse, kid) in _NAMES:
            yield from _apposed(parse, kid, kid + 1)
        else:
            yield kid


def _apposition(parse: Parse, noun: int) -> Label | None:
    return None if _entity_at(parse, noun) == "ORG" else _trimmed(parse, APPOSITION, noun)


def _attribute(parse: Parse, verb: int) -> int | None:
    """The noun that a form of "to be" or "to remain" gives its subject; none where it is denied or supposed."""
    if parse.words[verb] not in _BEING:
        return None
    noun = parse.child(verb, "attr")
    around = {parse.words[kid] for kid in parse.children[verb] if kid < verb}
    if noun is None or noun < verb or parse.child(verb, "neg") is not None or around & _WOULD:
        return None
    return noun


def _trimmed(parse: Parse, kind: str, noun: int) -> Label | None:
    """The noun with what belongs to it: no article, no clause, nothing after a comma."""
    if parse.words[noun] in _EMPTY or _entity_at(parse, noun) in _NAMES:
        return None
    begin = _without_opener(parse, parse.left[noun], noun)
    begin = max(begin, _after_stop(parse, begin, noun, commas=False))
    stop = noun + 1
    while stop <= parse.right[noun] and not _ends(parse, noun, stop):
        stop += 1
    while stop - 1 > noun and parse.deps[stop - 1] in ("cc", "punct", "prep", "det"):
        stop -= 1
    return _label(parse, kind, begin, stop - 1)


def _ends(parse: Parse, noun: int, token: int) -> bool:
    """Whether what belongs to a noun is over: at a mark, or where a clause of the noun's begins."""
    text = parse.text[parse.starts[token] : parse.ends[token]]
    if text in _STOPS or "\n" in parse.text[parse.ends[token - 1] : parse.starts[token]]:
        return True
    up = token
    while up not in (noun, parse.heads[up]) and parse.left[up] == token:
        if parse.deps[up] in _CLAUSES:
            return True
        up = parse.heads[up]
    return False


def _after_stop(parse: Parse, begin: int, stop: int, *, commas: bool = True) -> int:
    """The first token after the last mark before ``stop``."""
    for token in range(stop - 1, begin - 1, -1):
        text = parse.text[parse.starts[token] : parse.ends[token]]
        line = parse.text[parse.ends[token] : parse.starts[token + 1]] if token + 1 < stop else ""
        if (text in _STOPS and (commas or text != ",")) or "\n" in line:
            return token + 1
    return begin


def _without_opener(parse: Parse, begin: int, stop: int) -> int:
    """Past articles and possessive pronouns, and marks: "his former aide" is "former aide"."""
    while begin < stop and (
        parse.words[begin] in _OPENERS or parse.deps[begin] in ("punct", "cc", "case", "prep")
    ):
        begin += 1
    return begin


def _label(parse: Parse, kind: str, first: int, last: int) -> Label | None:
    if first > last:
        return None
    start, end = parse.starts[first], parse.ends[last]
    text = parse.text[start:end]
    if (
        "\n" in text
        or end - start > LONGEST
        or _PARTY.match(text)
        or not any(map(str.isalpha, text))
    ):
        return None
    # "Seal Beach, CA", "aka “Juan”" are names; "Ohio Republican" and "CEO" are not.
    is_capital = not any(word[:1].islower() for word in text.split())
    is_name = kind != TITLE and is_capital and not _is_title(parse, last)
    return None if is_name else Label(kind, start, end)


def _has_subject(parse: Parse, verb: int, word: str) -> bool:
    return any(parse.words[k] == word and parse.deps[k] in SUBJECTS for k in parse.children[verb])


def _entity_at(parse: Parse, token: int) -> str:
    return next((label for first, stop, label in parse.entities if first <= token < stop), "")


def _entity_ending(parse: Parse, token: int) -> str:
    return next((label for _, stop, label in parse.entities if stop == token), "")
