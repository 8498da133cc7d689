"""Resolved references as they are recorded: mentions beside the names, a speaker for each claim.

The seam between the assembly and the resolver. Nothing is decided here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.events import MentionPayload
from ingest.extract.reference.discourse import Passage
from ingest.extract.reference.kinds import kind_of
from ingest.extract.reference.resolver import resolve


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: its section, and the offset there at which it begins."""

    section: str
    offset: int


@dataclass(frozen=True, slots=True)
class SpokenBy:
    """The speaker of one claim: the index of a mention, where it is an entity, and the kind."""

    mention: int | None
    kind: str


def with_references(
    places: Sequence[Place], passages: Sequence[Passage], mentions: Sequence[MentionPayload]
) -> tuple[list[MentionPayload], list[list[SpokenBy]]]:
    """Named mentions, then pronouns and descriptions; and the speaker of each passage's claims."""
    resolution = resolve(passages, mentions)
    referring = [
        MentionPayload(
            section=places[found.passage].section,
            start=found.span[0] + places[found.passage].offset,
            end=found.span[1] + places[found.passage].offset,
            text=passages[found.passage].parse.text[slice(*found.span)],
            mention_type=found.mention_type,
            entity_type=found.entity.entity_type,
            entity_name=found.entity.name,
            confidence=found.confidence,
        )
        for found in resolution.references
    ]
    spoken: list[list[SpokenBy]] = []
    for number, passage in enumerate(passages):
        spoken.append([])
        for index, claim in enumerate(passage.claims):
            speaker = resolution.speakers.get((number, index))
            mention = None if speaker is None else speaker.mention
            if speaker is not None and speaker.reference is not None:
                mention = len(mentions) + speaker.reference
            kind = kind_of(passage.parse, claim, None if speaker is None else speaker.entity)
            spoken[-1].append(SpokenBy(mention, kind))
    return [*mentions, *referring], spoken
