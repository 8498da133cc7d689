"""What an article tells of the people and bodies it names: gender, titles, appositions, ages.

Reads the words around names. Choosing among the named belongs in ``pronouns`` and ``descriptions``.
"""

import re
from collections.abc import Sequence
from functools import cache

from ingest.events import MentionPayload
from ingest.extract.parse import Parse
from ingest.extract.reference.discourse import Called, Entity, Passage, name_head
from ingest.extract.reference.lexicon import (
    BROADER,
    FEMALE_TITLES,
    MALE_TITLES,
    gender_of_first_name,
    leaders,
    nouns,
    title_noun,
)

_AGE_AFTER = re.compile(r",\s(\d{1,3})(?=[\s,.;)])")
_AGE_BEFORE = re.compile(r"(\d{1,3})-year-old\b[^.\n]{0,40}$")
_PARTY = re.compile(r"[,(]?\s?\(?([RD])-[A-Z]")
_PARTIES = {"R": "republican", "D": "democrat"}
_LONGEST = 10
"""Words of an apposition that are read: its head and what stands near it."""


def named_entities(
    passages: Sequence[Passage], mentions: Sequence[MentionPayload]
) -> list[Entity | None]:
    """The entity of each named mention, with all that the article tells of it."""
    known: dict[tuple[str, str], Entity] = {}
    found: list[Entity | None] = [None] * len(mentions)
    for index, mention in enumerate(mentions):
        key = (mention.entity_name, mention.entity_type)
        entity = known.setdefault(key, Entity(mention.entity_name, mention.entity_type))
        entity.count += 1
        entity.in_title |= mention.section == "title"
        found[index] = entity
    for passage in passages:
        for start, end, index in passage.names:
            owner = found[index]
            first, stop = passage.parse.tokens_in(start, end)
            if owner is not None and first < stop:
                _describe(passage.parse, first, stop, owner)
    for entity in known.values():
        leader = leaders().get(entity.name.lower()) if entity.entity_type == "person" else None
        if leader is not None:
            entity.gender = leader.gender
            if not any(called.heads & _people() for called in entity.called):
                entity.called.append(Called(leader.offices, leader.offices | leader.words))
        entity.gender = entity.gender or _by_first_name(entity)
        entity.leaning = gender_of_first_name(entity.name) if not entity.gender else ""
        entity.is_plural = entity.entity_type == "other" and entity.name.endswith("s")
    return found


@cache
def _people() -> frozenset[str]:
    return frozenset(word for word, noun in nouns().items() if noun.kind == "person")


def _by_first_name(entity: Entity) -> str:
    words = entity.name.split()
    if entity.entity_type != "person" or len(words) < 2:
        return ""
    return gender_of_first_name(words[0]) or (
        gender_of_first_name(words[1]) if len(words) > 2 and len(words[0].rstrip(".")) == 1 else ""
    )


def _describe(parse: Parse, first: int, stop: int, entity: Entity) -> None:
    """Add what stands around one mention to what is known of the entity."""
    head = name_head(parse, first, stop)
    before = _title_words(parse, head, first)
    if entity.entity_type == "person":
        _add(entity, parse, [*before, *range(first, stop - 1)], None)
        _gender_of_titles(entity, parse, [*before[-1:], first])
        _add_age_and_party(entity, parse, first, stop)
    else:
        _add(entity, parse, before, None)
    for kid in parse.children[head]:
        if parse.deps[kid] == "appos" and kid >= stop:
            _add(entity, parse, _phrase(parse, kid), kid)
    if parse.deps[head] == "appos" and parse.heads[head] < first:
        noun = parse.heads[head]
        _add(entity, parse, [t for t in _phrase(parse, noun) if t < first], noun)
    if parse.deps[head] == "nsubj" and parse.words[parse.heads[head]] in ("is", "was", "’s", "'s"):
        attr = parse.child(parse.heads[head], "attr")
        if attr is not None:
            _add(entity, parse, _phrase(parse, attr), attr)


def _title_words(parse: Parse, head: int, first: int) -> list[int]:
    """The words before a name that describe it; not whose it is: "President Ames's lawyer Li"."""
    tokens = range(max(parse.left[head], first - _LONGEST), first)
    owners = [kid for kid in parse.children[head] if kid < first and parse.deps[kid] == "poss"]
    begin = max((parse.right[kid] + 1 for kid in owners), default=0)
    return [token for token in tokens if token >= begin]


def _phrase(parse: Parse, head: int) -> list[int]:
    """The words of a noun phrase near its head, without relative clauses."""
    end = parse.right[head] + 1
    for kid in parse.children[head]:
        if kid > head and parse.deps[kid] in ("relcl", "acl", "appos", "conj", "punct"):
            end = min(end, parse.left[kid])
    return list(range(parse.left[head], min(end, parse.left[head] + _LONGEST + 4)))


def _add(entity: Entity, parse: Parse, tokens: Sequence[int], head: int | None) -> None:
    """Read a description: its nouns that stand for people or bodies, and all its words."""
    table = nouns()
    words = [title_noun(parse.words[t]) for t in tokens if parse.words[t][:1].isalnum()]
    if not words:
        return
    heads = {title_noun(parse.words[head])} if head is not None else set()
    # Before a name any noun may be the title: "House Majority Leader", "Republican Sen."
    heads |= (
        {w for w in words if w in table and table[w].kind != "document"} if head is None else set()
    )
    for noun in list(heads):
        heads.update(BROADER.get(noun, "").split())
    if not heads:
        return
    entity.called.append(Called(frozenset(heads), frozenset(words)))
    if entity.entity_type == "person" and not entity.gender and head is not None:
        noun_head = table.get(parse.words[head])
        entity.gender = noun_head.gender if noun_head is not None else ""


def _gender_of_titles(entity: Entity, parse: Parse, tokens: Sequence[int]) -> None:
    for token in tokens:
        word = parse.words[token].rstrip(".")
        noun = nouns().get(word)
        if word in MALE_TITLES or (noun is not None and noun.gender == "m"):
            entity.gender = "m"
        elif word in FEMALE_TITLES or (noun is not None and noun.gender == "f"):
            entity.gender = "f"


def _add_age_and_party(entity: Entity, parse: Parse, first: int, stop: int) -> None:
    start, end = parse.starts[first], parse.ends[stop - 1]
    after = parse.text[end : end + 8]
    age = _AGE_AFTER.match(after) or _AGE_BEFORE.search(parse.text[max(0, start - 60) : start])
    if age is not None:
        entity.called.append(Called(frozenset(), frozenset(), age.group(1)))
    party = _PARTY.match(after)
    if party is not None:
        entity.called.append(Called(frozenset((_PARTIES[party.group(1)],)), frozenset()))
