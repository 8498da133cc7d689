"""What kind of saying a cue is: its stance towards the content, whichever finder gave the cue.

The meanings of its words are composed from the last to the first: "did not confirm" withholds,
"refused to rule out" leaves open, "rejected the claim" denies. Modality and addressee belong in
``saying_modality`` and ``saying_addressee``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.extract.lexicon import Lexicon
from ingest.extract.parse import Parse, Span
from ingest.extract.saying_cues import Sense, senses_of, tokens_of

_ASKED = re.compile(r"\s*(?:if|whether|why|how|what|who|whom|whose|when|where|which)\b", re.I)
_OPEN = re.compile(r"\s*(?:whether\b|if\b[^,]*\Z)", re.I)

# What the negation of a word says of the content. What is missing is neutral: who does not deny or
# oppose something leaves it open.
_NEGATED = {
    "speech": {"neutral": "doubt", "support": "doubt", "doubt": "doubt", "demand": "doubt"},
    "belief": {"neutral": "denial", "support": "doubt", "doubt": "support", "demand": "denial"},
    "evidence": {"neutral": "doubt", "support": "denial"},
    "intention": {"neutral": "denial", "support": "denial", "demand": "denial"},
    "attitude": {"neutral": "denial", "support": "denial", "demand": "denial"},
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the words of a cue mean together, as the lexicon defines it."""

    stance: str
    kind: str


def meaning_of(
    parse: Parse, cue: Sequence[Span], content: Sequence[Span], lexicon: Lexicon
) -> Meaning:
    """The meaning of these cue words; neutral speech where the lexicon knows none."""
    found: Sense | None = None
    for sense in reversed(senses_of(parse, cue, lexicon)):
        found = _composed(parse, sense, found)
    if found is None:
        return Meaning("neutral", "speech")
    if found.negates:
        return Meaning("doubt", "speech")
    asks = any(parse.words[token].startswith("ask") for token in tokens_of(parse, cue))
    if found.stance == "demand" and asks and is_question(parse.text, content, is_asked=True):
        return Meaning("doubt", found.kind)
    return Meaning(found.stance, found.kind)


def is_question(text: str, content: Sequence[Span], *, is_asked: bool = False) -> bool:
    """Whether the content leaves something open: "whether it is safe", "Is it safe?".

    What is asked may begin with any word of question: "what it will cost".
    """
    if not content:
        return False
    (start, end), (_, last) = content[0], content[-1]
    if text[max(start, last - 6) : last + 1].rstrip(" ”\"’'»,.").endswith("?"):
        return True
    return (_ASKED if is_asked else _OPEN).match(text[start:end]) is not None


def _composed(parse: Parse, outer: Sense, inner: Sense | None) -> Sense:
    """The meaning of a word with what follows it in the cue."""
    if inner is None:
        return outer
    if outer.negates:
        return inner if inner.negates else _negated(inner)
    if inner.negates:
        return Sense(outer.token, "denial", outer.kind)  # "said no to"
    if parse.deps[inner.token] == "conj" and parse.heads[inner.token] == outer.token:
        return _joined(outer, inner)  # "confirm or deny", "praised and thanked"
    if outer.kind == "refusal":
        return _negated(inner)
    return _governed(outer, inner)


def _governed(outer: Sense, inner: Sense) -> Sense:
    """A word and what it governs: "voiced support", "rejected the criticism", "confirmed the allegation", "falsely claimed"."""
    if outer.stance == "neutral":
        return inner
    if outer.stance == "denial" and inner.is_noun and inner.stance == "denial":
        return Sense(outer.token, "support", outer.kind)
    if outer.stance == "support":
        is_vouched = inner.stance == "neutral" or (inner.stance, inner.kind) == ("doubt", "speech")
        return outer if is_vouched else inner
    is_judged = outer.kind == "manner" and inner.stance in ("denial", "demand")
    return inner if is_judged else outer


def _negated(sense: Sense) -> Sense:
    stance = _NEGATED.get(sense.kind, {}).get(sense.stance, "neutral")
    return Sense(sense.token, stance, sense.kind, sense.is_noun)


def _joined(one: Sense, other: Sense) -> Sense:
    if one.stance == other.stance or other.stance == "neutral":
        return one
    return other if one.stance == "neutral" else Sense(one.token, "neutral", "speech")
