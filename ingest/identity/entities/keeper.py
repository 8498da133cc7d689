"""Decides what the names of a text mean, in order of arrival: full names first, then those that are short for them.

A name joins the entity that it fits, or opens one; where another entity fits nearly as well, the doubt is told.
Entities are never taken apart here; two that turn out to be one are merged, and the older one's id stays.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from ingest.identity.entities.full import rule_full
from ingest.identity.entities.keys import node_of
from ingest.identity.entities.memory import Decision, Memory, Merge, NameInText, TextNames
from ingest.identity.entities.rulings import Reading, Ruling, SameAs
from ingest.identity.entities.short import bare_entities_of, rule_bare
from ingest.identity.names.forms import NameForm, name_form
from ingest.identity.names.gazetteer import known_type
from ingest.identity.names.shortforms import is_short, meant_here

NewId = Callable[[str, str, str], str]
"""Text, type and name -> the id of the entity that this name opens."""


def typed_form(name: NameInText) -> NameForm:
    """The normal form, of the type that a gazetteer knows it by."""
    form = name_form(name.name, name.entity_type)
    return replace(form, entity_type=known_type(form) or form.entity_type)


@dataclass(slots=True)
class _Group:
    """The names of a text that stand for one full name."""

    form: NameForm
    names: list[NameInText]


class EntityKeeper:
    """Resolves texts one by one against a memory, and keeps the memory up to date."""

    def __init__(self, memory: Memory, new_id: NewId, merge_id: Callable[[Merge], str]) -> None:
        self._memory = memory
        self._new_id = new_id
        self._merge_id = merge_id

    def resolve(self, text: TextNames) -> tuple[list[Decision], list[Merge]]:
        """What the names mean that are not decided yet, and the entities that turned out to be one."""
        decided = list(self._memory.names_in(text.text_hash))
        known = {(one.entity_type, one.written) for one in decided}
        waiting = [name for name in text.names if (name.entity_type, name.name) not in known]
        forms = [name_form(one.written, one.entity_type) for one in decided]
        reading = Reading(text, self._memory, frozenset(one.entity for one in decided))
        groups = _grouped(waiting, forms)
        reading.look_around([group.form for group in groups])
        decisions: list[Decision] = []
        merges: list[Merge] = []
        people: list[tuple[NameForm, int]] = []
        for group in groups:
            ruling = self._rule(group, reading)
            placed = self._placed(group, ruling, reading)
            decisions += placed
            entity = self._memory.entity_of(placed[0].entity_id)
            if entity is None:
                raise AssertionError(f"{placed[0].entity_id} was placed and is not there")
            reading.add(entity)
            merges += self._merged(ruling.same_as, entity, reading)
            if group.form.is_person and not is_short(group.form):
                people.append((group.form, entity))
        for form, entity in people:  # now that all the company is known
            same_as = bare_entities_of(form, reading.now(entity), reading)
            merges += self._merged(same_as, entity, reading)
        return decisions, merges

    def _placed(self, group: _Group, ruling: Ruling, reading: Reading) -> list[Decision]:
        decisions = [
            _decision(name, ruling, group.form, is_first=name is group.names[0])
            for name in group.names
        ]
        for name, decision in zip(group.names, decisions, strict=True):
            self._memory.place(reading.text, name, decision)
        return decisions

    def _rule(self, group: _Group, reading: Reading) -> Ruling:
        descriptors = tuple(text for name in group.names for text in name.descriptors)
        if is_short(group.form):
            ruling = rule_bare(group.form, reading)
        else:
            ruling = rule_full(group.form, descriptors, reading)
        if ruling.entity_id is not None:
            return ruling
        first = group.names[0]
        entity_id = self._new_id(reading.text.text_hash, first.entity_type, first.name)
        return replace(ruling, entity_id=entity_id, is_new=True)

    def _merged(self, same_as: Iterable[SameAs], entity: int, reading: Reading) -> Iterator[Merge]:
        for other, score, reason in same_as:
            left, right = sorted((reading.now(entity), reading.now(other)))
            if left == right or self._memory.are_told_apart(left, right):
                continue
            ids = self._memory.entity_id(left), self._memory.entity_id(right)
            merge = Merge(*ids, score, reason)
            self._memory.merge(merge, self._merge_id(merge))
            reading.follow_merge(right, left)
            yield merge


def _grouped(waiting: list[NameInText], decided: list[NameForm]) -> list[_Group]:
    """Names by the full name that they stand for in this text; groups of full names first."""
    forms = [typed_form(name) for name in waiting]
    groups: dict[tuple[bool, str], _Group] = {}
    for name, form in zip(waiting, forms, strict=True):
        leader = meant_here(form, [*forms, *decided]) or form
        group = groups.setdefault((leader.is_person, node_of(leader)), _Group(leader, []))
        group.names.append(name)
    for group in groups.values():
        group.names.sort(key=lambda name: name.name != group.form.written)
    return sorted(groups.values(), key=lambda group: is_short(group.form))


def _decision(name: NameInText, ruling: Ruling, form: NameForm, *, is_first: bool) -> Decision:
    own = typed_form(name)
    is_leader = node_of(own) == node_of(form) and own.is_person == form.is_person
    return Decision(
        name.name,
        name.entity_type,
        ruling.entity_id or "",
        ruling.is_new and is_first,
        round(ruling.score, 3),
        ruling.reason if is_leader else f"short for {form.written} in this text",
        known_type(own),
        ruling.doubts if is_first else (),
    )
