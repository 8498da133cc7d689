"""What another extractor would change: claims gained, lost and changed in the texts that both have read.

Pure over what each found in a text; reading that from the log belongs in ``ingest.extraction_results``.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.events import ClaimPayload, MentionPayload
from ingest.extraction_results import Found

SAME_CONTENT = 0.5
"""Share of the characters of two contents that both have, from which they are one claim, changed."""

Span = tuple[int, int]
Value = str | bool | list[Span] | None


@dataclass(frozen=True, slots=True)
class Change:
    """One claim as the old and the new extractor have it; None where one has not."""

    text_hash: str
    old: ClaimPayload | None
    new: ClaimPayload | None
    old_mentions: list[MentionPayload]
    new_mentions: list[MentionPayload]
    fields: tuple[str, ...] = ()  # that differ, where both have it

    @property
    def kind(self) -> str:
        """gained, lost or changed."""
        return "gained" if self.old is None else "lost" if self.new is None else "changed"

    @property
    def claim(self) -> ClaimPayload:
        """The newer of the two."""
        found = self.new or self.old
        if found is None:
            raise ValueError("a change of no claim")
        return found


@dataclass(slots=True)
class Tally:
    """Counts over all texts, and a few changes of each kind to look at."""

    examples_each: int
    texts: int = 0
    old_claims: int = 0
    new_claims: int = 0
    kinds: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """(kind, voice, quote_type) -> claims."""
    fields: Counter[str] = field(default_factory=Counter)
    """Field -> changed claims in which it differs."""
    examples: dict[str, list[Change]] = field(default_factory=dict)

    def add(self, old: Found, new: Found) -> None:
        """Counts what became of the claims of one text."""
        self.texts += 1
        self.old_claims += len(old.claims)
        self.new_claims += len(new.claims)
        kinds_here = set()
        for change in changes(old, new):
            self.kinds[change.kind, change.claim.voice, change.claim.quote_type] += 1
            self.fields.update(change.fields)
            shown = self.examples.setdefault(change.kind, [])
            # One of a kind a text, so that the examples are of many texts.
            if change.kind not in kinds_here and len(shown) < self.examples_each:
                shown.append(change)
                kinds_here.add(change.kind)

    def total(self, kind: str) -> int:
        """How many claims were gained, lost or changed."""
        return sum(count for (name, _, _), count in self.kinds.items() if name == kind)


def compared(pairs: Iterable[tuple[Found, Found]], examples_each: int) -> Tally:
    """What became of the claims of all texts: what the old and the new one found in each."""
    tally = Tally(examples_each)
    for old, new in pairs:
        tally.add(old, new)
    return tally


def changes(old: Found, new: Found) -> Iterator[Change]:
    """What differs in one text, in the order of the old claims, then of the gained ones."""
    partners = _pairs(old.claims, new.claims)
    mentions = (old.mentions, new.mentions)
    for index, claim in enumerate(old.claims):
        if index not in partners:
            yield Change(old.text_hash, claim, None, *mentions)
            continue
        other = new.claims[partners[index]]
        ours, theirs = _values(claim, old), _values(other, new)
        differing = tuple(name for name, value in ours.items() if value != theirs[name])
        if differing:
            yield Change(old.text_hash, claim, other, *mentions, differing)
    gained = set(range(len(new.claims))) - set(partners.values())
    for index in sorted(gained):
        yield Change(new.text_hash, None, new.claims[index], *mentions)


def _pairs(old: Sequence[ClaimPayload], new: Sequence[ClaimPayload]) -> dict[int, int]:
    """Which claim is which: the surest signs first, each claim in one pair."""
    pairs: dict[int, int] = {}
    left = set(range(len(new)))
    for score in (_is_same, _cue_overlap, _content_overlap):
        scored = (
            (score(claim, new[other]), -abs(index - other), index, other)
            for index, claim in enumerate(old)
            if index not in pairs
            for other in left
            if claim.section == new[other].section
        )
        for value, _, index, other in sorted(scored, reverse=True):
            if value > 0 and index not in pairs and other in left:
                pairs[index] = other
                left.discard(other)
    return pairs


def _is_same(old: ClaimPayload, new: ClaimPayload) -> float:
    spans: list[Callable[[ClaimPayload], list[Span]]] = [
        lambda claim: claim.content_spans,
        lambda claim: claim.speaker_spans,
        lambda claim: claim.cue_spans,
    ]
    return float(old.voice == new.voice and all(_plain(s(old)) == _plain(s(new)) for s in spans))


def _cue_overlap(old: ClaimPayload, new: ClaimPayload) -> float:
    """Of the same cue; a claim within another shares a cue with neither, so the share decides."""
    return _shared(old.cue_spans, new.cue_spans)


def _content_overlap(old: ClaimPayload, new: ClaimPayload) -> float:
    share = _shared(old.content_spans, new.content_spans)
    return share if share >= SAME_CONTENT else 0.0


def _shared(left: Sequence[Span], right: Sequence[Span]) -> float:
    """Characters in both, as a share of those in either."""
    both = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in left for b in right)
    either = sum(end - start for start, end in (*left, *right)) - both
    return both / either if either else 0.0


def _values(claim: ClaimPayload, found: Found) -> dict[str, Value]:
    """What of a claim a reader of the tables sees, but for the confidence."""
    return {
        "voice": claim.voice,
        "content": _plain(claim.content_spans),
        "source": _plain(claim.speaker_spans),
        "cue": _plain(claim.cue_spans),
        "speaker": _entity(claim.speaker_mention, found),
        "speaker_kind": claim.speaker_kind,
        "quote_type": claim.quote_type,
        "cue_stance": claim.cue_stance,
        "is_negated": claim.is_negated,
        "modality": claim.modality,
        "addressee": _plain(claim.addressee_spans),
        "addressed_entity": _entity(claim.addressee_mention, found),
        "is_nested": claim.outer_claim is not None,
    }


def _plain(spans: Sequence[Span]) -> list[Span]:
    """Spans from JSON are lists, spans from an extractor tuples."""
    return [(start, end) for start, end in spans]


def _entity(mention: int | None, found: Found) -> str | None:
    return None if mention is None else found.mentions[mention].entity_name
