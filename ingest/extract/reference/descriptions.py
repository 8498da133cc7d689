"""Whom a description means: "the president", "the 26-year-old", "the agency", by what was told before.

Matches the noun and its modifiers with titles, appositions and names of the same article; nobody
where none fits or two fit alike. Pronouns belong in ``pronouns``.
"""

import math
import re
from collections.abc import Iterable, Sequence

from ingest.extract.parse import Parse
from ingest.extract.reference.discourse import Called, Entity, Item, is_definite
from ingest.extract.reference.lexicon import BROADER, title_noun
from ingest.extract.words import word_set

_AGE = re.compile(r"\b(\d{1,3})-year-old\b")
_OTHER = word_set("former ex late then onetime vice deputy assistant associate")
"""Words that make another office of one: "the president" is no vice president and no former one."""

_LIGHT = word_set(
    "the this that these those its his her their our current sitting own said same of s"
)
_WORD = re.compile(r"\w+")

BROAD = word_set(
    "man woman boy girl person people child teen teenager youth victim suspect gunman shooter driver"
    " official spokesman spokeswoman spokesperson officer agent aide member player star author"
)
"""Nouns that fit many: a closer second candidate is enough to refuse."""

_MEDIA = word_set("outlet network newspaper paper website site channel broadcaster magazine")
_FIRMS = word_set("company firm")
_ANY_BODY = word_set("organization group agency association")
_STATE = word_set(
    "department police office ministry court house senate congress sheriff government parliament"
    " council commission county city bureau university party republicans democrats"
)
_MARGIN, _BROAD_MARGIN = 0.7, 1.5
_FADING, _FADED = 0.15, 12
"""What a sentence of distance costs, and after how many it costs no more."""


def described(
    parse: Parse, item: Item, known: Iterable[Entity], bodies: Iterable[Entity]
) -> tuple[Entity | None, float]:
    """The named entity that the description takes up, and how sure that is.

    Persons must have been named before; a body whose name says it all may be named later.
    """
    if item.noun is None or item.noun.is_plural or not _may_refer(parse, item.token):
        return None, 0.0
    if item.is_quoted and item.noun.kind == "organization":
        return None, 0.0  # "this government": the speaker's, which need not be the article's
    head = title_noun(parse.words[item.token])
    words = modifiers(parse, item.token)
    scored: list[tuple[float, Entity]] = []
    for entity in known:
        fit = fit_of(head, words, entity) if _same_kind(item, entity) else 0.0
        if fit > 0:
            back = item.sentence - entity.items[-1].sentence
            weight = math.log(entity.count + len(entity.items)) - _FADING * min(back, _FADED)
            scored.append((fit + weight, entity))
    if not scored and words and item.noun.kind == "organization":
        scored = [(0.0, e) for e in bodies if not e.items and _fits_name(head, words, e) > 1]
    if not scored:
        return None, 0.0
    scored.sort(key=lambda pair: -pair[0])
    margin = scored[0][0] - scored[1][0] if len(scored) > 1 else 2.5
    if margin < (_BROAD_MARGIN if head in BROAD else _MARGIN):
        return None, 0.0
    return scored[0][1], min(0.95, 0.7 + 0.1 * margin)


def spoken_of(
    parse: Parse, item: Item, known: Sequence[Entity], last_speaker: Entity | None
) -> Entity | None:
    """The one body that just spoke or acted, where the noun may fit it: "the outlet"."""
    word = parse.words[item.token]
    if word not in _MEDIA | _FIRMS | _ANY_BODY or not _may_refer(parse, item.token):
        return None
    if modifiers(parse, item.token) or item.is_quoted or item.role != "subject":
        return None
    acting = {
        id(entity): entity
        for entity in known
        if entity.entity_type == "organization"
        and any(item.sentence - m.sentence <= 2 and m.role == "subject" for m in entity.items[-2:])
    }
    if last_speaker is not None and id(last_speaker) in acting:
        acting = {id(last_speaker): last_speaker}
    if len(acting) != 1:
        return None
    entity = next(iter(acting.values()))
    is_state = bool(_STATE & set(_WORD.findall(entity.name.lower())))
    may_be_others = any(
        fit_of(word, frozenset(), other) > 0 for other in known if _same_kind(item, other)
    )
    return None if may_be_others or (is_state and word not in _ANY_BODY) else entity


def takes_up(parse: Parse, item: Item, known: Entity) -> bool:
    """Whether a bare noun takes up one to whom it was given: "Ames is the mayor. The mayor …"."""
    is_near = item.sentence - known.items[-1].sentence <= _FADED
    return is_near and _may_refer(parse, item.token) and not modifiers(parse, item.token)


def _may_refer(parse: Parse, token: int) -> bool:
    """Definite, and not told apart by what follows it: "the man who fled" is anybody."""
    if not is_definite(parse, token) and parse.child(token, "poss") is None:
        return False
    return not any(
        kid > token
        and (
            parse.deps[kid] in ("relcl", "acl", "appos")
            or (parse.deps[kid] == "prep" and parse.words[kid] != "of")
        )
        for kid in parse.children[token]
    )


def modifiers(parse: Parse, token: int) -> frozenset[str]:
    """The words before the noun, and after "of", that say which one it is."""
    near = list(range(parse.left[token], token))
    for kid in parse.children[token]:
        if kid > token and parse.words[kid] == "of":
            near += range(kid, parse.right[kid] + 1)
    words = (parse.words[t] for t in near)
    return frozenset(w for w in words if w[:1].isalnum() and w not in _LIGHT)


def _same_kind(item: Item, entity: Entity) -> bool:
    noun = item.noun
    if noun is None:
        return False
    if noun.kind in ("person", "anonymous"):
        return entity.entity_type == "person" and (
            not noun.gender or entity.gender in ("", noun.gender)
        )
    return noun.kind == "organization" and entity.entity_type in ("organization", "work")


def fit_of(head: str, words: frozenset[str], entity: Entity) -> float:
    """How well noun and modifiers fit what the entity is called; 0 when they do not."""
    by_name = 0.0 if entity.entity_type == "person" else _fits_name(head, words, entity)
    return max([by_name, *(_fit(head, words, called) for called in entity.called)])


def _fits_name(head: str, words: frozenset[str], entity: Entity) -> float:
    """How well a name fits: "the agency" one with that word best, else one whose word it takes up."""
    own = frozenset(_WORD.findall(entity.name.lower()))
    if not words <= own:
        return 0.0
    if head in own:
        return 3.0
    return 1.0 if any(head in BROADER.get(word, "").split() for word in own) else 0.0


def _fit(head: str, words: frozenset[str], called: Called) -> float:
    if head not in called.heads or words - called.words:
        return 0.0
    if called.words & _OTHER and not words & _OTHER:
        return 0.3
    return 2.0 + 0.5 * len(words)


def aged(parse: Parse, token: int, known: Sequence[Entity]) -> Entity | None:
    """The one whose age the article gave: "the 26-year-old"."""
    match = _AGE.search(parse.text[parse.starts[parse.left[token]] : parse.ends[token]])
    if match is None:
        return None
    fitting = [e for e in known if any(called.age == match.group(1) for called in e.called)]
    return fitting[0] if len(fitting) == 1 else None
