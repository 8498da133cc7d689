"""Whom a pronoun means: candidates before it, weighed by a few features; nobody when two are close.

The weights are in ``weights.tsv``, learned by ``evals.reference_training``. Descriptions belong in
``descriptions``.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.extract.parse import Parse
from ingest.extract.reference.discourse import FEMALE, MALE, NEUTER, Entity, Item

WINDOW = 8
"""Sentences back in which an antecedent is looked for; the last speaker may be further."""

UNNAMED_WINDOW = 3
"""The same for those without a name."""

_BACK = ("back_0", "back_1", "back_2", "back_3")
_ROLE = {role: f"role_{role}" for role in ("subject", "object", "possessive", "modifier")}

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Context:
    """What a pronoun stands in: whose content, and who spoke last."""

    parse: Parse
    item: Item
    inside_of: frozenset[int]  # ids of the entities in whose reported content it stands
    quoted_by: frozenset[int]  # ids of the entities in whose quotation it stands
    last_speaker: Entity | None
    is_source: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """The entity that a pronoun means, or None; how sure that is."""

    entity: Entity | None
    confidence: float


@cache
def weights() -> dict[str, float]:
    """Feature -> weight; a feature that the file does not name counts nothing."""
    text = (files("ingest.extract.reference") / "weights.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line[:1] not in ("", "#"))
    return {name: float(value) for name, value in rows}


def choose(
    context: Context,
    entities: Iterable[Entity],
    least: float,
    table: dict[str, float] | None = None,
) -> Choice:
    """The best candidate, if its share among all candidates is at least ``least``."""
    table = weights() if table is None else table
    weight = table.get
    scored = [
        (sum([weight(name, 0.0) * value for name, value in features.items()]), entity)
        for entity, features in candidates(context, entities)
    ]
    if not scored:
        return Choice(None, 0.0)
    scored.sort(key=lambda pair: -pair[0])
    best = scored[0][0]
    total = sum(math.exp(score - best) for score, _ in scored) + math.exp(table["nobody"] - best)
    share = 1 / total
    return Choice(scored[0][1] if share >= least else None, share)


def candidates(context: Context, entities: Iterable[Entity]) -> list[tuple[Entity, Features]]:
    """The entities that may be meant, with their features."""
    item, near = context.item, []
    for entity in entities:
        if not entity.items or id(entity) in context.quoted_by or not agrees(item.pronoun, entity):
            continue
        reach = WINDOW if entity.name else UNNAMED_WINDOW
        items = [m for m in entity.items[-4:] if item.sentence - m.sentence <= reach]
        if not items and entity is context.last_speaker and context.is_source:
            items = entity.items[-1:]
        items = [m for m in items if not _excluded(context, m)]
        if items:
            near.append((entity, items))
    order = sorted(near, key=lambda pair: _order(pair[1][-1]), reverse=True)
    subjects = sorted(
        ((_order(m), entity) for entity, items in near for m in items if m.role == "subject"),
        key=lambda pair: pair[0],
        reverse=True,
    )
    found = []
    for rank, (entity, items) in enumerate(order):
        features = features_of(context, entity, items)
        if not rank:
            features["last_named"] = 1.0
        if subjects and subjects[0][1] is entity:
            features["last_subject"] = 1.0
        found.append((entity, features))
    return found


def _order(item: Item) -> tuple[int, int]:
    """Reading order; what stands in a quotation comes after what frames it."""
    return item.sentence - 2 * item.is_quoted, item.token


def agrees(pronoun: str, entity: Entity) -> bool:
    """Gender and number: "he" takes no woman up, "it" no person."""
    if pronoun in (MALE, FEMALE):
        is_person = entity.entity_type == "person" or entity.kind in ("person", "anonymous")
        return is_person and not entity.is_plural and entity.gender in ("", pronoun)
    if pronoun == NEUTER:
        return not entity.is_plural and (
            entity.entity_type in ("organization", "place")
            or entity.kind in ("organization", "place")
        )
    return entity.is_plural or entity.entity_type == "organization" or entity.kind == "organization"


def features_of(context: Context, entity: Entity, near: Sequence[Item]) -> Features:
    """What speaks for a candidate; all but "many" and "far" are 1 where they hold."""
    item, last = context.item, near[-1]
    back = item.sentence - last.sentence
    best = last
    for other in near:  # the last subject of the last sentence that speaks of it
        if other.sentence == last.sentence and other.role == "subject":
            best = other
    features: Features = {
        _BACK[min(back, 3)]: 1.0,
        _ROLE[best.role]: 1.0,
        "many": math.log(1 + entity.count + len(entity.items)),
    }
    if back > 3:
        features["far"] = float(back - 3)
    if last.paragraph == item.paragraph:
        features["same_paragraph"] = 1.0
    if best.role == item.role == "subject":
        features["parallel"] = 1.0
    if best.role == "subject" and not back:
        features["subject_here"] = 1.0
    if best.is_root:
        features["root"] = 1.0
    if last.pronoun == item.pronoun:
        features["pronoun_before"] = 1.0
    if last.is_quoted and not item.is_quoted:
        features["quoted_apart"] = 1.0
    _add_own(features, context, entity)
    return features


def _add_own(features: Features, context: Context, entity: Entity) -> None:
    """What speaks for a candidate wherever it was mentioned."""
    pronoun = context.item.pronoun
    if entity.gender == pronoun:
        features["gender"] = 1.0
    elif entity.leaning:
        features["leaning" if entity.leaning == pronoun else "leaning_away"] = 1.0
    if not entity.name:
        features["unnamed"] = 1.0
    if entity.in_title:
        features["title"] = 1.0
    if id(entity) in context.inside_of:
        features["inside"] = 1.0
    if entity is context.last_speaker:
        features["speaker"] = 1.0
        if context.is_source:
            features["speaker_source"] = 1.0


def _excluded(context: Context, other: Item) -> bool:
    """Whether grammar rules the antecedent out: two arguments of one verb, or one phrase.

    Nor does a source mean somebody in what it says: "“The mayor must go,” he said."
    """
    parse, item = context.parse, context.item
    if context.is_source and other.is_quoted and not item.is_quoted:
        return True
    if other.passage != item.passage or other.sentence != item.sentence:
        return False
    if parse.words[item.token].endswith("self"):
        return False
    verb = _verb(parse, item.token)
    if item.role == "object" and other.role == "subject" and _verb(parse, other.token) == verb:
        return True
    token = item.token  # "Ames's view of his lawyer": up from "his" to the noun that holds it
    for _ in range(6):
        if parse.deps[token] not in ("poss", "appos", "compound", "pobj", "prep", "nmod"):
            break
        token = parse.heads[token]
        if token == other.token:
            return True
    return False


def _verb(parse: Parse, token: int) -> int:
    """The word on which a noun hangs, past prepositions and conjunctions."""
    for _ in range(8):
        if parse.deps[token] not in ("prep", "pobj", "conj", "appos", "agent"):
            break
        token = parse.heads[token]
    return parse.heads[token]
