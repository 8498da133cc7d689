"""Mentions as they are recorded, names and references, and a speaker and addressee for each claim.

The seam between the assembly and the resolver. What refers to whom is decided in ``resolver``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.events import LabelPayload, MentionPayload
from ingest.extract.claims import AttributedClaim
from ingest.extract.labels import Label, copulas_of, labels_of
from ingest.extract.mentions import RawMention, joined_mentions
from ingest.extract.parse import Parse
from ingest.extract.quotes import Quotation
from ingest.extract.reference.discourse import Passage, contains, name_head
from ingest.extract.reference.kinds import kind_of
from ingest.extract.reference.resolver import Reference, Resolution, resolve
from ingest.extract.repeated import repeated_mentions, surfaces_of
from ingest.extract.speakers import speaker_mention

_LABELLED = frozenset(("person", "organization", "place"))
"""Types of entities whose labels are looked for."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A parsed piece of a title or body with what was found in it; it begins at ``offset``."""

    section: str
    offset: int
    parse: Parse
    quotes: Sequence[Quotation]
    claims: Sequence[AttributedClaim]
    names: Sequence[RawMention]


@dataclass(frozen=True, slots=True)
class Speaking:
    """Who speaks one claim and to whom, as indices of mentions, and the kind of speaker."""

    speaker: int | None
    kind: str
    addressee: int | None


@dataclass(frozen=True, slots=True)
class Referred:
    """The mentions of an article, and for each piece the speaking of its claims."""

    mentions: list[MentionPayload]
    speaking: list[list[Speaking]]


def refer(pieces: Sequence[Piece], text: str) -> Referred:
    """Named mentions, then pronouns and descriptions; ``text`` is title and body for acronyms."""
    passages, named = passages_of(pieces, text)
    resolution = resolve(passages, named)
    referring = [_reference(pieces[found.passage], found) for found in resolution.references]
    speaking = [
        [
            _speaking(passage, number, index, resolution, len(named))
            for index in range(len(passage.claims))
        ]
        for number, passage in enumerate(passages)
    ]
    return Referred([*_labelled(pieces, passages, named), *referring], speaking)


def _reference(piece: Piece, found: Reference) -> MentionPayload:
    """A pronoun or description that means a named entity, with what it is said to be."""
    first, stop = piece.parse.tokens_in(*found.span)
    labels = copulas_of(piece.parse, name_head(piece.parse, first, stop)) if first < stop else []
    return MentionPayload(
        section=piece.section,
        start=found.span[0] + piece.offset,
        end=found.span[1] + piece.offset,
        text=piece.parse.text[slice(*found.span)],
        mention_type=found.mention_type,
        entity_type=found.entity.entity_type,
        entity_name=found.entity.name,
        confidence=found.confidence,
        labels=_placed(piece, labels),
    )


def _labelled(
    pieces: Sequence[Piece], passages: Sequence[Passage], named: Sequence[MentionPayload]
) -> list[MentionPayload]:
    """The named mentions with what the text calls each."""
    labels: dict[int, list[LabelPayload]] = {}
    for piece, passage in zip(pieces, passages, strict=True):
        for start, end, mention in passage.names:
            first, stop = piece.parse.tokens_in(start, end)
            kind = named[mention].entity_type
            if first < stop and kind in _LABELLED:
                here = labels_of(piece.parse, first, stop, is_person=kind == "person")
                labels[mention] = _placed(piece, here)
    return [
        replace(mention, labels=labels[index]) if labels.get(index) else mention
        for index, mention in enumerate(named)
    ]


def _placed(piece: Piece, labels: Iterable[Label]) -> list[LabelPayload]:
    """Labels of a piece with offsets of its section, and whose words they are."""
    return [
        LabelPayload(
            label.kind,
            label.start + piece.offset,
            label.end + piece.offset,
            any(quote.start <= label.start < quote.end for quote in piece.quotes),
            any(contains(claim.content, label.start) for claim in piece.claims),
        )
        for label in labels
    ]


def passages_of(pieces: Sequence[Piece], text: str) -> tuple[list[Passage], list[MentionPayload]]:
    """The pieces with their names, also those that the model missed, joined over the article."""
    found = [name for piece in pieces for name in piece.names]
    surfaces = surfaces_of(found)
    for piece in pieces:
        here = [n for n in piece.names if n.section == piece.section]
        found += repeated_mentions(piece.parse, piece.section, piece.offset, here, surfaces)
    mentions = joined_mentions(found, text)
    return [_passage(piece, mentions) for piece in pieces], mentions


def _passage(piece: Piece, mentions: Sequence[MentionPayload]) -> Passage:
    begin, end = piece.offset, piece.offset + len(piece.parse.text)
    names = [
        (mention.start - begin, mention.end - begin, index)
        for index, mention in enumerate(mentions)
        if mention.section == piece.section and begin <= mention.start and mention.end <= end
    ]
    return Passage(piece.parse, names, piece.quotes, piece.claims, piece.section == "title")


def _speaking(
    passage: Passage, number: int, index: int, resolution: Resolution, named: int
) -> Speaking:
    claim = passage.claims[index]
    speaker = resolution.speakers.get((number, index))
    mention = None if speaker is None else speaker.mention
    if speaker is not None and speaker.reference is not None:
        mention = named + speaker.reference
    kind = kind_of(passage.parse, claim, None if speaker is None else speaker.entity)
    return Speaking(mention, kind, _addressee(passage, number, claim, resolution, named))


def _addressee(
    passage: Passage, number: int, claim: AttributedClaim, resolution: Resolution, named: int
) -> int | None:
    if claim.addressee is None:
        return None
    mention = speaker_mention(passage.parse, claim.addressee[0], passage.names)
    if mention is not None:
        return mention
    reference = resolution.at.get((number, claim.addressee[0]))
    return None if reference is None else named + reference
