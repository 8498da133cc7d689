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

_AGE = re.compile(r"(\d{1,3})-year-old$")
_OTHER = word_set("former ex late then onetime vice deputy assistant associate")
"""Words that make another office of one: "the president" is no vice president and no former one."""

_LIGHT = word_set(
    "the this that these those a an its his her their our new current sitting own said same agency's"
)
_RANK = re.compile(r"\W+")

BROAD = word_set(
    "man woman boy girl person people child teen teenager youth victim suspect gunman shooter driver"
    " official spokesman spokeswoman spokesperson officer agent aide member player star author"
)
"""Nouns that fit many: they name somebody only where the article called one so, and the last one."""


def described(
    parse: Parse, item: Item, entities: Iterable[Entity]
) -> tuple[Entity | None, float]:
    """The named entity that the description takes up, and how sure that is."""
    noun = item.noun
    if noun is None or not _may_refer(parse, item.token):
        return None, 0.0
    head = title_noun(parse.words[item.token])
    words = modifiers(parse, item.token)
    scored: list[tuple[float, Entity]] = []
    for entity in entities:
        if not entity.items or not _same_kind(item, entity):
            continue
        fit = fit_of(head, words, entity)
        if fit > 0:
            back = item.sentence - entity.items[-1].sentence
            weight = math.log(entity.count + len(entity.items)) - 0.15 * min(back, 12)
            scored.append((fit + weight, entity))
    if not scored:
        return None, 0.0
    scored.sort(key=lambda pair: -pair[0])
    margin = scored[0][0] - scored[1][0] if len(scored) > 1 else 4.0
    if margin < (1.5 if head in BROAD else 0.7):
        return None, 0.0
    return scored[0][1], min(0.95, 0.7 + 0.1 * margin)


def _may_refer(parse: Parse, token: int) -> bool:
    """Definite, and not told apart by what follows it: "the man who fled" is anybody."""
    if not is_definite(parse, token) and not _is_whose(parse, token):
        return False
    return not any(
        kid > token and parse.deps[kid] in ("relcl", "acl", "prep", "appos")
        for kid in parse.children[token]
    )


def _is_whose(parse: Parse, token: int) -> bool:
    """"The sheriff's office": the owner is a modifier here, and the phrase is definite by it."""
    return parse.child(token, "poss") is not None


def modifiers(parse: Parse, token: int) -> frozenset[str]:
    """The words before the noun that say which one it is."""
    words = (parse.words[t] for t in range(parse.left[token], token))
    return frozenset(w for w in words if w[:1].isalnum() and w not in _LIGHT)


def _same_kind(item: Item, entity: Entity) -> bool:
    noun = item.noun
    if noun is None or noun.is_plural:
        return False
    if noun.kind in ("person", "anonymous"):
        return entity.entity_type == "person" and (
            not noun.gender or entity.gender in ("", noun.gender)
        )
    if noun.kind == "organization":
        return entity.entity_type in ("organization", "place", "other", "work")
    return False


def fit_of(head: str, words: frozenset[str], entity: Entity) -> float:
    """How well noun and modifiers fit what the entity is called; 0 when they do not."""
    if entity.entity_type != "person":
        own = frozenset(part for part in _RANK.split(entity.name.lower()) if part)
        if head in own and words <= own:
            return 3.0
    return max((_fit(head, words, called) for called in entity.called), default=0.0)


def _fit(head: str, words: frozenset[str], called: Called) -> float:
    if head not in called.heads:
        return 0.0
    if words - called.words:
        return 0.0
    if called.words & _OTHER and not words & _OTHER:
        return 0.3
    return 2.0 + 0.5 * len(words)


def aged(parse: Parse, token: int, entities: Sequence[Entity]) -> Entity | None:
    """ "The 26-year-old": the one whose age the article gave."""
    match = _AGE.search(parse.text[parse.starts[parse.left[token]] : parse.ends[token]])
    if match is None:
        return None
    fitting = [
        entity
        for entity in entities
        if entity.items and any(called.age == match.group(1) for called in entity.called)
    ]
    return fitting[0] if len(fitting) == 1 else None


def broader(head: str) -> frozenset[str]:
    """Nouns that may take this one up."""
    return frozenset(BROADER.get(head, "").split())
