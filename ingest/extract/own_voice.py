"""What the outlet states itself: whole sentences outside any attributed content.

Assertions only: a clause with a subject. Questions, listings, fragments and boilerplate are not
claims. What others say belongs in ``ingest.extract.claims``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.extract.boilerplate import is_no_statement
from ingest.extract.claims import AttributedClaim, is_negated
from ingest.extract.lexicon import Lexicon
from ingest.extract.parse import Parse, Span
from ingest.extract.quotes import Quotation
from ingest.extract.spans import overlaps, trim

MIN_WORDS = 5
MIN_TITLE_WORDS = 3
MAX_TOKENS = 120
"""Longer "sentences" are tables, lists and other text without sentence ends."""
CONFIDENCE = 0.7

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")


@dataclass(frozen=True, slots=True)
class OwnVoiceClaim:
    """A sentence that the outlet asserts."""

    span: Span
    is_negated: bool
    confidence: float


def own_voice_claims(
    parse: Parse,
    quotes: Sequence[Quotation],
    attributed: Sequence[AttributedClaim],
    lexicon: Lexicon,
    *,
    is_title: bool = False,
) -> Iterator[OwnVoiceClaim]:
    """The assertions of one text, in order."""
    said = sorted(
        span for claim in attributed for part in (claim.content, claim.cue) for span in part
    )
    quoted = [(quote.start, quote.end) for quote in quotes if quote.end - quote.start > 40]
    least = MIN_TITLE_WORDS if is_title else MIN_WORDS
    position = 0
    for first, stop in parse.sentences:
        span = trim(parse.text, (parse.starts[first], parse.ends[stop - 1]))
        while position < len(said) and said[position][1] <= span[0]:
            position += 1
        near = said[position : position + 20]
        if stop - first > MAX_TOKENS or overlaps(span, near) or overlaps(span, quoted):
            continue
        root = _root(parse, first, stop)
        if _reports(parse, root, lexicon):
            continue
        if _is_assertion(parse, span, parse.starts[first], root, least):
            yield OwnVoiceClaim(span, is_negated(parse, root), CONFIDENCE)


def _root(parse: Parse, first: int, stop: int) -> int:
    return next((t for t in range(first, stop) if parse.heads[t] == t), first)


def _is_assertion(parse: Parse, span: Span, begin: int, root: int, least: int) -> bool:
    text = parse.text[span[0] : span[1]]
    after = parse.text[span[1] : span[1] + 2]
    if "?" in text[-2:] or "?" in after or len(text.split()) < least:
        return False
    if parse.child(root, *_SUBJECTS) is None:
        return False
    return not is_no_statement(parse.text[begin : span[1]])


def _reports(parse: Parse, root: int, lexicon: Lexicon) -> bool:
    """The main verb is one of saying, though no claim was sure enough: neither voice then."""
    readings = lexicon.verbs.get(parse.words[root], {})
    return any(cue.is_speech for cue in readings.values())
