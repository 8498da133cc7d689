"""Through an article in reading order: each name, noun and pronoun to the entity it means, or to none.

Keeps who was spoken of and who spoke last. How candidates are weighed belongs in ``pronouns`` and
``descriptions``.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.events import MentionPayload
from ingest.extract.parse import Parse, Span
from ingest.extract.reference.descriptions import aged, described, spoken_of
from ingest.extract.reference.discourse import (
    FEMALE,
    MALE,
    NEUTER,
    PLURAL,
    Entity,
    Item,
    Passage,
    contains,
    is_definite,
    items_of,
)
from ingest.extract.reference.lexicon import ORGANIZATION
from ingest.extract.reference.naming import named_entities
from ingest.extract.reference.pronouns import WINDOW, Choice, Context, choose
from ingest.extract.speakers import speaker_mention

LEAST_SOURCE = 0.55
LEAST = 0.65
LEAST_QUOTED = 0.8
LEAST_NEUTER = 0.75
"""Shares below which nobody is named: a claim's source, any other, one in a quotation, "it" and "they"."""

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
    """What is known so far while an article is read."""

    def __init__(
        self,
        passages: Sequence[Passage],
        mentions: Sequence[MentionPayload],
        watch: Watcher | None,
    ) -> None:
        self.passages = passages
        self.named = named_entities(passages, mentions)
        self.mentions = mentions
        self.watch = watch
        self.groups = frozenset(i for i, m in enumerate(mentions) if m.entity_type == "other")
        self.found = Resolution()
        self.bodies = [e for e in dict.fromkeys(self.named) if e and e.entity_type == ORGANIZATION]
        self.recent: dict[int, Entity] = {}  # by identity, the one spoken of last comes last
        self.nouns: dict[str, Entity] = {}  # noun -> the unnamed it last stood for
        self.last_speaker: Entity | None = None
        self.last_said = -WINDOW
        self.at: dict[int, Entity] = {}  # token of this passage -> whom it means
        self.speaks: dict[int, list[int]] = {}  # token -> claims of this passage that it speaks
        self.speakers: dict[int, Entity] = {}  # claim of this passage -> who speaks it

    def read(self) -> Resolution:
        sentence, paragraph = 0, 0
        for number, passage in enumerate(self.passages):
            self._open(number, passage)
            for item in items_of(passage, number, sentence, paragraph):
                self._read(passage, item)
            sentence += len(passage.parse.sentences)
            paragraph += passage.parse.text.count("\n") + 1
        return self.found

    def _open(self, number: int, passage: Passage) -> None:
        """Find the named speakers of a passage before it is read: they may follow their words."""
        self.speaks, self.speakers, self.at = {}, {}, {}
        for index, claim in enumerate(passage.claims):
            if claim.speaker is None:
                continue
            mention = speaker_mention(passage.parse, claim.speaker, passage.names, self.groups)
            entity = None if mention is None else self.named[mention]
            if entity is None or entity.entity_type in ("work", "event"):
                self.speaks.setdefault(claim.speaker, []).append(index)
                continue
            self.speakers[index] = entity
            self.found.speakers[number, index] = Speaker(mention, None, entity)
            token = passage.parse.tokens_in(*_span(passage, mention))[0]
            self.speaks.setdefault(-1 - token, []).append(index)

    def _read(self, passage: Passage, item: Item) -> None:
        reference: int | None = None
        if item.mention is not None:
            item.entity = self.named[item.mention]
            self._name_noun(passage.parse, item)
        elif item.pronoun:
            reference = self._pronoun(passage, item)
        else:
            reference = self._noun(passage, item)
        entity = item.entity
        if entity is None:
            return
        entity.items.append(item)
        self.at[item.token] = entity
        self.recent.pop(id(entity), None)
        self.recent[id(entity)] = entity
        self._note_speaker(passage, item, entity, reference)

    def _note_speaker(
        self, passage: Passage, item: Item, entity: Entity, reference: int | None
    ) -> None:
        claims = self.speaks.get(item.token, [])
        for index in claims:
            self.speakers[index] = entity
            self.found.speakers[item.passage, index] = Speaker(None, reference, entity)
        if item.mention is not None:
            first = passage.parse.tokens_in(*_span(passage, item.mention))[0]
            claims = claims + self.speaks.get(-1 - first, [])
        if claims:
            self.last_speaker, self.last_said = entity, item.sentence

    def _pronoun(self, passage: Passage, item: Item) -> int | None:
        inside, quoted = self._contents(passage, item)
        context = Context(
            parse=passage.parse,
            item=item,
            inside_of=inside,
            quoted_by=quoted,
            last_speaker=self.last_speaker,
            is_source=item.token in self.speaks,
        )
        entities = list(self._near(item))
        told = None if self.watch is None else self.watch(context, entities)
        choice = (
            Choice(told, 1.0)
            if told is not None
            else choose(context, entities, _least(item, context.is_source))
        )
        if item.pronoun in (NEUTER, PLURAL) and not context.is_source:
            choice = _if_own_subject(item, choice)
        item.entity = choice.entity
        return self._refer(passage, item, choice, "pronoun", item.token)

    def _near(self, item: Item) -> Iterator[Entity]:
        for entity in reversed(self.recent.values()):
            if item.sentence - entity.items[-1].sentence > WINDOW:
                break
            yield entity
        last = self.last_speaker
        if last is not None and item.sentence - last.items[-1].sentence > WINDOW:
            yield last

    def _contents(self, passage: Passage, item: Item) -> tuple[frozenset[int], frozenset[int]]:
        """In whose reported words the item stands: reported as such, and quoted."""
        position = passage.parse.starts[item.token]
        around = frozenset(
            id(self.speakers[index])
            for index, claim in enumerate(passage.claims)
            if index in self.speakers and contains(claim.content, position)
        )
        return (frozenset(), around) if item.is_quoted else (around, frozenset())

    def _noun(self, passage: Passage, item: Item) -> int | None:
        parse, noun = passage.parse, item.noun
        if noun is None or item.role == "modifier":
            return None
        word = parse.words[item.token]
        same = self._predicated(parse, item.token)
        if same is not None:
            self.nouns[word] = same
            return None
        named = [entity for entity in self.recent.values() if entity.name]
        by_age = aged(parse, item.token, named)
        entity, confidence = (by_age, 0.9) if by_age else described(parse, item, named, self.bodies)
        if entity is None:
            entity, confidence = spoken_of(parse, item, named, self.last_speaker), 0.75
        if entity is not None:
            item.entity = entity
            return self._refer(
                passage, item, Choice(entity, confidence), "nominal", parse.left[item.token]
            )
        known = self.nouns.get(word) if is_definite(parse, item.token) else None
        if known is not None and known.name and item.sentence - known.items[-1].sentence > WINDOW:
            known = None
        if known is None:
            known = Entity(kind=noun.kind, gender=noun.gender, is_plural=noun.is_plural)
            self.nouns[word] = known
        item.entity = known
        if known.name:
            first = parse.left[item.token]
            return self._refer(passage, item, Choice(known, 0.85), "nominal", first)
        return None

    def _predicated(self, parse: Parse, token: int) -> Entity | None:
        """Whom the noun only says something of: "Ames, the mayor", "Ames is the mayor"."""
        head = parse.heads[token]
        if parse.deps[token] == "appos":
            return self.at.get(head)
        if parse.deps[token] == "attr":
            subject = parse.child(head, "nsubj")
            return None if subject is None else self.at.get(subject)
        return None

    def _name_noun(self, parse: Parse, item: Item) -> None:
        """Give a noun the name beside it: "a spokesman, Li Ames,"; from here on he has one."""
        head = parse.heads[item.token]
        unnamed = self.at.get(head)
        if parse.deps[item.token] != "appos" or unnamed is None or unnamed.name:
            return
        if item.entity is not None and not unnamed.is_plural:
            self.recent.pop(id(unnamed), None)
            self.nouns[parse.words[head]] = item.entity
            self.at[head] = item.entity

    def _refer(
        self, passage: Passage, item: Item, choice: Choice, mention_type: str, first: int
    ) -> int | None:
        entity = choice.entity
        if entity is None or not entity.name:
            return None
        if item.pronoun in (MALE, FEMALE) and not entity.gender and choice.confidence >= SURE:
            entity.gender = item.pronoun
        parse = passage.parse
        span = (parse.starts[first], parse.ends[item.token])
        self.found.references.append(
            Reference(item.passage, span, mention_type, entity, round(choice.confidence, 3))
        )
        self.found.at[item.passage, item.token] = len(self.found.references) - 1
        return len(self.found.references) - 1


def _least(item: Item, is_source: bool) -> float:
    if item.pronoun not in (MALE, FEMALE):
        return LEAST_NEUTER
    if item.is_quoted:
        return LEAST_QUOTED
    return LEAST_SOURCE if is_source else LEAST


def _if_own_subject(item: Item, choice: Choice) -> Choice:
    """An "it" that no claim hangs on is sure only where its sentence speaks of the one meant."""
    entity = choice.entity
    is_own = entity is not None and any(
        other.is_root and other.sentence == item.sentence for other in entity.items[-3:]
    )
    return choice if is_own and item.pronoun == NEUTER else Choice(None, 0.0)


def _span(passage: Passage, mention: int | None) -> Span:
    return next((start, end) for start, end, index in passage.names if index == mention)
