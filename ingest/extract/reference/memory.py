"""What a reader keeps in mind of an article: whom it spoke of last, who spoke last, whose quotation runs.

Bookkeeping only. Whom a mention means is decided in ``resolver`` and the modules that it asks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from ingest.extract.parse import Parse
from ingest.extract.reference.discourse import NEUTER, Entity, Item, Passage, contains
from ingest.extract.reference.pronouns import WINDOW
from ingest.extract.speakers import mouthpiece_of, speaker_mention

REMEMBERED = 150
"""Entities among which a description is looked for; articles of the usual length have fewer."""


@dataclass(slots=True)
class Memory:
    """The state of reading; what is said of tokens and claims counts in the open passage."""

    named: Sequence[Entity | None]  # by mention
    groups: frozenset[int]  # mentions of many: "Republicans"
    recent: dict[int, Entity] = field(default_factory=dict)  # by identity, the latest comes last
    nouns: dict[str, Entity] = field(default_factory=dict)  # noun -> whom it last stood for
    last_speaker: Entity | None = None
    at: dict[int, Entity] = field(default_factory=dict)  # head token -> whom it means
    speaks: dict[int, list[int]] = field(default_factory=dict)  # head token -> claims by it
    names: dict[int, list[int]] = field(default_factory=dict)  # named mention -> claims by it
    speakers: dict[int, Entity] = field(default_factory=dict)  # claim -> who speaks it
    subject: Item | None = None  # the last subject of a sentence outside quotations
    owners: dict[int, Entity | None] = field(default_factory=dict)  # quotation -> who frames it

    def open(self, passage: Passage) -> Iterator[tuple[int, int, Entity]]:
        """Begin a passage; gives its claims with a named speaker, mention and entity.

        They are found before anything is read: a speaker may follow the words.
        """
        for table in (self.at, self.speaks, self.names, self.speakers, self.owners):
            table.clear()
        for index, claim in enumerate(passage.claims):
            if claim.speaker is None:
                continue
            mention = speaker_mention(passage.parse, claim.speaker, passage.names, self.groups)
            entity = None if mention is None else self.named[mention]
            if mention is None:
                mention, entity = self._whose_mouthpiece(passage, claim.speaker)
            if mention is None or entity is None or entity.entity_type in ("work", "event"):
                self.speaks.setdefault(claim.speaker, []).append(index)
                continue
            self.speakers[index] = entity
            self.names.setdefault(mention, []).append(index)
            yield index, mention, entity

    def _whose_mouthpiece(self, passage: Passage, speaker: int) -> tuple[int | None, Entity | None]:
        """The body whose press service speaks; that of a person is nobody's voice but its own."""
        mention = mouthpiece_of(passage.parse, speaker, passage.names)
        entity = None if mention is None else self.named[mention]
        is_body = entity is not None and entity.entity_type == "organization"
        return (mention, entity) if is_body else (None, None)

    def keep(self, item: Item, entity: Entity) -> list[int]:
        """Note who was meant; gives the claims that a pronoun or noun turns out to speak."""
        entity.items.append(item)
        self.at[item.token] = entity
        self.recent.pop(id(entity), None)
        self.recent[id(entity)] = entity
        if item.is_root and not item.is_quoted:
            self.subject = item
        spoken = self.speaks.get(item.token, [])
        for index in spoken:
            self.speakers[index] = entity
        if spoken or (item.mention is not None and item.mention in self.names):
            self.last_speaker = entity
        return spoken

    def near(self, item: Item) -> Iterator[Entity]:
        """Those spoken of in the last sentences, the latest first, and who spoke last."""
        for entity in reversed(self.recent.values()):
            if item.sentence - entity.items[-1].sentence > WINDOW:
                break
            yield entity
        last = self.last_speaker
        if last is not None and item.sentence - last.items[-1].sentence > WINDOW:
            yield last

    def named_before(self) -> list[Entity]:
        """Those with a name who were spoken of last; the bound keeps long texts linear."""
        latest = islice(reversed(self.recent.values()), REMEMBERED)
        return [entity for entity in latest if entity.name]

    def reported_by(self, passage: Passage, item: Item) -> frozenset[int]:
        """The identities of those in whose content the item stands, or whose quotation it is."""
        position = passage.parse.starts[item.token]
        around = {
            id(speaker)
            for index, speaker in self.speakers.items()
            if position < passage.claims[index].content[-1][1]
            and contains(passage.claims[index].content, position)
        }
        if item.is_quoted:
            owner = self.owners.setdefault(item.quote, self._framer(item))
            around |= {id(owner)} if owner is not None else set()
        return frozenset(around)

    def is_own_subject(self, item: Item) -> bool:
        """Whether the item is an "it" and its sentence speaks of a named body, the item's if known.

        Other an "it", and every "they", is not sure enough unless a claim hangs on it.
        """
        subject = self.subject
        if item.pronoun != NEUTER or subject is None or subject.sentence != item.sentence:
            return False
        entity = subject.entity
        return entity is not None and bool(entity.name) and item.entity in (None, entity)

    def _framer(self, item: Item) -> Entity | None:
        """The subject of the sentence that a quotation begins in: "Ames turned on him: “He …”"."""
        subject = self.subject
        is_here = subject is not None and subject.sentence == item.sentence
        return subject.entity if subject is not None and is_here else None

    def predicated(self, parse: Parse, token: int) -> Entity | None:
        """Whom a noun only says something of: "Ames, the mayor", "Ames is the mayor"."""
        head = parse.heads[token]
        if parse.deps[token] == "appos":
            return self.at.get(head)
        if parse.deps[token] == "attr":
            subject = parse.child(head, "nsubj")
            return None if subject is None else self.at.get(subject)
        return None

    def name_noun(self, parse: Parse, item: Item) -> None:
        """Give a noun the name beside it: "a spokesman, Li Ames,"; from here on he has one."""
        head = parse.heads[item.token]
        unnamed = self.at.get(head)
        if parse.deps[item.token] != "appos" or unnamed is None or unnamed.name:
            return
        if item.entity is not None and not unnamed.is_plural:
            self.recent.pop(id(unnamed), None)
            self.nouns[parse.words[head]] = item.entity
            self.at[head] = item.entity
