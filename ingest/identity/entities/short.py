"""Whom a bare surname means whose text has no full name: people of that name, weighed by texts and company.

Without a clear lead it stays by itself, and the doubt is told. Within one text ``names.shortforms`` says it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.identity.entities.context import shared_company
from ingest.identity.entities.keys import node_of, surname_keys
from ingest.identity.entities.memory import Doubt, KnownName, Memory
from ingest.identity.entities.rulings import MOST_DOUBTS, Reading, Ruling, SameAs
from ingest.identity.entities.scoring import by_entity, form_of, form_of_person
from ingest.identity.names.forms import NameForm
from ingest.identity.names.shortforms import PART_SAME, part_likeness
from ingest.identity.names.tokens import likeness

DOMINANT = 0.6
"""Share of the weight that the one who is meant must have."""
COMPANY = 2.0
"""How many times more likely each one makes it who is named beside the bearer elsewhere, and here."""
NEAR, FAR = 1.0, 0.2
"""By whether the bare name is the bearer's own word for word, or only sounds like it."""
MOST_BEARERS = 8
"""People of a name who are weighed, the most alike and of most texts first."""
NOBODY_KNOWN = 1.0
"""Weight of all who may be meant and were never named in full: as much as one text without company."""

WELL_KNOWN = 3.0
"""Weight from which a bearer needs no company to be the one whom a bare name meant all along."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Someone whose name has the word, and how much speaks for being meant."""

    entity: int
    name: KnownName
    likeness: float
    together: int  # others who are named beside the bearer elsewhere, and here
    weight: float


def bearers(form: NameForm, memory: Memory, here: frozenset[int]) -> list[Bearer]:
    """Who may be meant, the likeliest first; those named in the text itself before all others."""
    people = [
        one
        for one in memory.found_by(surname_keys(form))
        if form_of_person(one) and not one.is_bare
    ]
    best: dict[int, tuple[float, KnownName]] = {}
    for entity, names in by_entity(people).items():
        fits = [(part_likeness(form, form_of(one)), -one.number, one) for one in names]
        fit, _, name = max(fits, key=lambda each: each[:2])
        if fit >= PART_SAME - 0.03:
            best[entity] = (fit, name)
    inside = {entity: fit for entity, fit in best.items() if entity in here} or best
    ranked = sorted(inside, key=lambda entity: (-inside[entity][0], -inside[entity][1].texts))
    found = [_weighed(memory, entity, *inside[entity], here) for entity in ranked[:MOST_BEARERS]]
    return sorted(found, key=lambda one: (-one.weight, one.entity))


def _weighed(
    memory: Memory, entity: int, likeness: float, name: KnownName, here: frozenset[int]
) -> Bearer:
    together, _ = shared_company(memory, entity, here - {entity})
    near = NEAR if likeness >= PART_SAME else FAR
    weight = near * memory.text_counts([entity])[entity] * (1.0 + COMPANY * together)
    return Bearer(entity, name, likeness, together, weight)


def share_of(bearer: Bearer, among: list[Bearer], here: frozenset[int]) -> float:
    """How much of the weight is this one's; in a text that names a bearer nobody else is thought of."""
    unknown = 0.0 if bearer.entity in here else NOBODY_KNOWN
    return bearer.weight / (sum(one.weight for one in among) + unknown)


def rule_bare(form: NameForm, reading: Reading) -> Ruling:
    """The bearer who is meant; else the bare name that its company knows; else an entity of its own."""
    memory, around = reading.memory, reading.around
    found = bearers(form, memory, around)
    if found:
        best = found[0]
        share = share_of(best, found, around)
        if share >= DOMINANT:
            reason = f"{len(found)} of that name, {best.together} named here are beside this one elsewhere"
            same_as = tuple(_gathered(best, reading, _only_bare(form, memory)))
            return Ruling(memory.entity_id(best.name.leaf), share, reason, same_as=same_as)
    own = _only_bare(form, memory)
    beside = [
        (shared_company(memory, one.entity, around)[0], one.texts, -one.number, one) for one in own
    ]
    if beside and (max(beside)[0] or not found):
        together, *_, name = max(beside, key=lambda each: each[:3])
        reason = f"same short name, {together} named here are beside it elsewhere"
        return Ruling(memory.entity_id(name.leaf), 0.6 if together else 0.5, reason)
    doubts = tuple(
        Doubt(
            memory.entity_id(one.entity),
            round(share_of(one, found, around), 3),
            f"{len(found)} of that name, none with a clear lead",
        )
        for one in found[:MOST_DOUBTS]
    )
    return Ruling(
        None,
        1.0,
        "nobody of that name has a clear lead" if found else "nobody known has that name",
        doubts,
    )


def bare_entities_of(form: NameForm, entity: int, reading: Reading) -> list[SameAs]:
    """Entities that only bare names were known of, and that are this person: its company knows them."""
    surname = replace(form, words=form.words[-1:])
    found: list[SameAs] = []
    for name in _only_bare(surname, reading.memory):
        if name.entity != entity and part_likeness(form_of(name), form) >= PART_SAME:
            found += _shared(name, entity, reading)
    return found


def _gathered(best: Bearer, reading: Reading, own: list[KnownName]) -> Iterator[SameAs]:
    for name in own:
        yield from _shared(name, best.entity, reading)


def _shared(name: KnownName, entity: int, reading: Reading) -> Iterator[SameAs]:
    """Whether the one whom a bare name means is this one, by the company that the name had so far."""
    company = reading.memory.company(name.entity)
    among = bearers(form_of(name), reading.memory, company)
    mine = next((one for one in among if one.entity == entity), None)
    if mine is None or not (mine.together or mine.weight >= WELL_KNOWN):
        return
    share = share_of(mine, among, company)
    if share >= DOMINANT:
        reason = f"of that name in {mine.weight:.0f} texts" if not mine.together else ""
        yield name.entity, round(share, 3), reason or f"{mine.together} are named beside both"


def _only_bare(form: NameForm, memory: Memory) -> list[KnownName]:
    """Bare names like this one whose entity has no full name."""
    found = {one.number: one for one in memory.named(True, node_of(form))}
    found |= {one.number: one for one in memory.found_by(surname_keys(form))}
    bare = [one for one in found.values() if one.is_bare and form_of_person(one)]
    return [
        one
        for one in bare
        if likeness(form.words[0], form_of(one).words[0]) >= PART_SAME
        and all(other.is_bare for other in memory.variants(one.entity))
    ]
