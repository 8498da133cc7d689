"""Through an article in reading order: each name, noun and pronoun to the entity it means, or to none.

How candidates are weighed belongs in ``pronouns`` and ``descriptions``, what is kept in mind in ``memory``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ingest.events import MentionPayload
from ingest.extract.parse import Parse, Span
from ingest.extract.reference.descriptions import (
    BROAD,
    aged,
    described,
    spoken_of,
    takes_up,
)
from ingest.extract.reference.discourse import (
    FEMALE,
    MALE,
    Entity,
    Item,
    Passage,
    is_definite,
    items_of,
)
from ingest.extract.reference.lexicon import ORGANIZATION
from ingest.extract.reference.memory import Memory
from ingest.extract.reference.naming import named_entities
from ingest.extract.reference.pronouns import Choice, Context, choose

LEAST_SOURCE = 0.55
LEAST = 0.75
LEAST_QUOTED = 0.85
LEAST_NEUTER = 0.75
"""Shares below which nobody is named: a claim's source, any other, one in a quotation, "it" and "they"."""

BY_AGE, BY_TURN, TAKEN_UP = 0.9, 0.75, 0.85
"""How sure a description is by an age, by who just acted, and by a noun that was given a name before."""

LONGEST = 80
"""Code points of a description; of a longer one the noun alone is kept."""

SURE = 0.8
"""From this share on a pronoun tells the gender of a name that had none."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A pronoun or description that means a named entity; the span counts in its passage."""

    passage: int
    span: Span
    mention_type: str  # pronoun | nominal
    entity: Entity
    confidence: float


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks a claim: a named mention, a reference, or only something unnamed."""

    mention: int | None = None
    reference: int | None = None
    entity: Entity | None = None


@dataclass(slots=True)
class Resolution:
    """The references of an article, and the speaker of each claim by passage and number."""

    references: list[Reference] = field(default_factory=list)
    speakers: dict[tuple[int, int], Speaker] = field(default_factory=dict)
    at: dict[tuple[int, int], int] = field(default_factory=dict)
    """Passage and head token -> the reference there."""


Watcher = Callable[[Context, Sequence[Entity]], Entity | None]
"""Sees each pronoun with its candidates before it is resolved, and may tell the right one; for training."""


def resolve(
    passages: Sequence[Passage],
    mentions: Sequence[MentionPayload],
    watch: Watcher | None = None,
) -> Resolution:
    """Every reference of the article that is sure enough, and who speaks each claim."""
    return _Reader(passages, mentions, watch).read()


class _Reader:
    """Reads an article from first to last."""

    def __init__(
        self,
        passages: Sequence[Passage],
        mentions: Sequence[MentionPayload],
        watch: Watcher | None,
    ) -> None:
        named = named_entities(passages, mentions)
        groups = frozenset(i for i, m in enumerate(mentions) if m.entity_type == "other")
        self.passages = passages
        self.memory = Memory(named, groups)
        self.bodies = [e for e in dict.fromkeys(named) if e and e.entity_type == ORGANIZATION]
        self.watch = watch
        self.found = Resolution()

    def read(self) -> Resolution:
        sentence, paragraph = 0, 0
        for number, passage in enumerate(self.passages):
            for index, mention, entity in self.memory.open(passage):
                self.found.speakers[number, index] = Speaker(mention, None, entity)
            for item in items_of(passage, number, sentence, paragraph):
                self._read(passage, item)
            sentence += len(passage.parse.sentences)
            paragraph += passage.parse.text.count("\n") + 1
        return self.found

    def _read(self, passage: Passage, item: Item) -> None:
        reference: int | None = None
        if item.mention is not None:
            item.entity = self.memory.named[item.mention]
            self.memory.name_noun(passage.parse, item)
        elif item.pronoun:
            reference = self._pronoun(passage, item)
        else:
            reference = self._noun(passage, item)
        if item.entity is not None:
            for index in self.memory.keep(item, item.entity):
                speaker = Speaker(None, reference, item.entity)
                self.found.speakers[item.passage, index] = speaker

    def _pronoun(self, passage: Passage, item: Item) -> int | None:
        memory, is_source = self.memory, item.token in self.memory.speaks
        is_he = item.pronoun in (MALE, FEMALE)
        if not is_he and not is_source and not memory.is_own_subject(item):
            return None
        around = memory.reported_by(passage, item)
        context = Context(
            parse=passage.parse,
            item=item,
            inside_of=frozenset() if item.is_quoted else around,
            quoted_by=around if item.is_quoted else frozenset(),
            last_speaker=memory.last_speaker,
            is_source=is_source,
        )
        entities = list(memory.near(item))
        told = None if self.watch is None else self.watch(context, entities)
        if told is not None:
            choice = Choice(told, 1.0)
        else:
            choice = choose(context, entities, _least(item, is_source))
        item.entity = choice.entity
        if not is_he and not is_source and not memory.is_own_subject(item):
            item.entity = None
        if is_he and choice.confidence >= SURE and choice.entity is not None:
            choice.entity.gender = choice.entity.gender or item.pronoun
        return self._refer(passage, item, choice.confidence)

    def _noun(self, passage: Passage, item: Item) -> int | None:
        parse, noun, memory = passage.parse, item.noun, self.memory
        if noun is None or item.role == "modifier":
            return None
        word = parse.words[item.token]
        same = memory.predicated(parse, item.token)
        if same is not None:
            if word not in BROAD:
                memory.nouns[word] = same
            return None
        item.entity, confidence = self._described(parse, item)
        if item.entity is None:
            known = memory.nouns.get(word) if is_definite(parse, item.token) else None
            if known is None or (known.name and not takes_up(parse, item, known)):
                known = Entity(kind=noun.kind, gender=noun.gender, is_plural=noun.is_plural)
                memory.nouns[word] = known
            item.entity, confidence = known, TAKEN_UP
        return self._refer(passage, item, confidence)

    def _described(self, parse: Parse, item: Item) -> tuple[Entity | None, float]:
        """The named entity that a description means, by age, by what it was called, by its turn."""
        named = self.memory.named_before()
        by_age = aged(parse, item.token, named)
        if by_age is not None:
            return by_age, BY_AGE
        entity, confidence = described(parse, item, named, self.bodies)
        if entity is not None:
            return entity, confidence
        return spoken_of(parse, item, named, self.memory.last_speaker), BY_TURN

    def _refer(self, passage: Passage, item: Item, confidence: float) -> int | None:
        """Record that the item means its entity, if that has a name; gives the reference's number."""
        entity, parse = item.entity, passage.parse
        if entity is None or not entity.name:
            return None
        first = item.token if item.pronoun else parse.left[item.token]
        span = (parse.starts[first], parse.ends[item.token])
        if span[1] - span[0] > LONGEST or "\n" in parse.text[slice(*span)]:
            span = (parse.starts[item.token], span[1])
        kind = "pronoun" if item.pronoun else "nominal"
        self.found.at[item.passage, item.token] = len(self.found.references)
        self.found.references.append(
            Reference(item.passage, span, kind, entity, round(confidence, 3))
        )
        return len(self.found.references) - 1


def _least(item: Item, is_source: bool) -> float:
    if item.pronoun not in (MALE, FEMALE):
        return LEAST_NEUTER
    if item.is_quoted:
        return LEAST_QUOTED
    return LEAST_SOURCE if is_source else LEAST
