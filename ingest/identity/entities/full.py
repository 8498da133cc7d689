"""Whom a full name means: the entity of the same name, else the one whose names it is most like.

Bare surnames belong in ``short``.
"""

from ingest.identity.entities.context import namesake_evidence
from ingest.identity.entities.keys import node_of
from ingest.identity.entities.memory import Doubt, KnownName
from ingest.identity.entities.rulings import MOST_DOUBTS, Reading, Ruling, SameAs
from ingest.identity.entities.scoring import Fit, by_entity, fits, mean_score
from ingest.identity.entities.short import DOMINANT, bearers, share_of
from ingest.identity.names.clustering import MERGE, UNSURE
from ingest.identity.names.forms import NameForm, name_form
from ingest.identity.names.shortforms import PART_SAME, may_be_surname

CROWD, TIMES = 3, 3
"""Texts of the other kind that outvote a name's type, and how many times those of its own."""


def rule_full(form: NameForm, descriptors: tuple[str, ...], reading: Reading) -> Ruling:
    """Joined to an entity, or without one; with what speaks for it."""
    same = [one for one in reading.memory.named(form.is_person, node_of(form)) if not one.is_bare]
    outvoted = _outvoted(form, same, reading)
    if outvoted is not None:
        return outvoted
    if same:
        return _same_name(form, same, descriptors, reading)
    return _alike(form, reading)


def _outvoted(form: NameForm, same: list[KnownName], reading: Reading) -> Ruling | None:
    """A name that most texts have as one of another kind: a person once taken for a body."""
    if len(form.words) < 2:
        return _surname(form, reading) if not same and may_be_surname(form) else None
    other = name_form(form.written, "organization" if form.is_person else "person")
    crowd = reading.memory.named(other.is_person, node_of(other))
    if sum(one.texts for one in crowd) < max(CROWD, TIMES * sum(one.texts for one in same)):
        return None
    best = max(crowd, key=lambda one: (one.texts, -one.number))
    reason = f"{best.entity_type} in {best.texts} texts"
    same_as = tuple((one.entity, 1.0, reason) for one in same if one.entity != best.entity)
    return Ruling(reading.memory.entity_id(best.leaf), 1.0, reason, same_as=same_as)


def _surname(form: NameForm, reading: Reading) -> Ruling | None:
    """A long word that was taken for a place or body, and is a known person's surname."""
    found = bearers(name_form(form.written, "person"), reading.memory, reading.around)
    if not found or found[0].likeness < PART_SAME:
        return None
    share = share_of(found[0], found, reading.around)
    if share < DOMINANT:
        return None
    reason = f"surname of {found[0].name.written}"
    return Ruling(reading.memory.entity_id(found[0].name.leaf), share, reason)


def _same_name(
    form: NameForm, same: list[KnownName], descriptors: tuple[str, ...], reading: Reading
) -> Ruling:
    entities = by_entity(same)
    if not form.is_person:
        names = max(entities.values(), key=lambda names: sum(one.texts for one in names))
        return Ruling(reading.memory.entity_id(_most(names).leaf), 1.0, "same name")
    is_only = len(entities) == 1
    ranked = sorted(
        (
            (namesake_evidence(entity, reading, form, descriptors, is_only=is_only), entity)
            for entity in entities
        ),
        key=lambda pair: (-pair[0].log_odds, pair[1]),
    )
    best, entity = ranked[0]
    entity_id = reading.memory.entity_id(_most(entities[entity]).leaf)
    if best.log_odds >= 0.0:
        return Ruling(entity_id, best.probability, best.reason)
    doubts = tuple(
        Doubt(reading.memory.entity_id(other), round(one.probability, 3), one.reason)
        for one, other in ranked[:MOST_DOUBTS]
    )
    return Ruling(None, 1.0 - best.probability, f"a namesake: {best.reason}", doubts)


def _most(names: list[KnownName]) -> KnownName:
    return max(names, key=lambda one: (one.texts, -one.number))


def _alike(form: NameForm, reading: Reading) -> Ruling:
    found = [fit for fit in fits(form, reading.memory, reading.here) if fit.score >= UNSURE]
    if not found or found[0].score < MERGE:
        score = 1.0 - found[0].score if found else 1.0
        return Ruling(None, score, "no entity has a name like it", _doubts(found, reading))
    best = found[0]
    same_as, doubtful = _linked(best, found[1:], reading)
    entity_id = reading.memory.entity_id(best.name.leaf)
    return Ruling(entity_id, best.score, best.reason, _doubts(doubtful, reading), same_as)


def _linked(best: Fit, others: list[Fit], reading: Reading) -> tuple[tuple[SameAs, ...], list[Fit]]:
    """Entities that the new name shows to be the same as the best one, and those that may be."""
    variants = reading.memory.variants(best.entity)
    texts = sum(one.texts for one in variants)
    same_as, doubtful = [], []
    for fit in others:
        if fit.score < MERGE:
            continue
        between = mean_score(variants, reading.memory.variants(fit.entity))
        mean = (between * texts + fit.score) / (texts + 1) if between else 0.0
        if mean >= MERGE:
            same_as.append((fit.entity, round(mean, 3), f"both are like {best.name.written}"))
        else:
            doubtful.append(fit)
    return tuple(same_as), doubtful


def _doubts(found: list[Fit], reading: Reading) -> tuple[Doubt, ...]:
    return tuple(
        Doubt(reading.memory.entity_id(fit.entity), round(fit.score, 3), fit.reason)
        for fit in found[:MOST_DOUBTS]
    )
