"""Attributed claims: an attribution with the word that heads its source and the kind of saying it is.

Reads spans, whichever finder gave them. Mentions and the outlet's own voice belong in modules of
their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.extract.attributions import Attribution
from ingest.extract.lexicon import Lexicon
from ingest.extract.nested import Nested, with_nested
from ingest.extract.parse import Parse, Span
from ingest.extract.quotes import Quotation
from ingest.extract.saying import meaning_of
from ingest.extract.saying_addressee import addressee_of
from ingest.extract.saying_cues import is_negated
from ingest.extract.saying_modality import modality_of
from ingest.extract.terms import is_term

__all__ = ["AttributedClaim", "attributed_claims", "head_of", "is_negated", "main_head"]

MIN_SENTENCE = 12
"""Code points of a first sentence that says something: “Look.” does not."""


@dataclass(frozen=True, slots=True)
class AttributedClaim:
    """Who (source) says (cue) what (content)."""

    source: tuple[Span, ...]  # empty when nobody is named
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: int | None  # the token that heads the source
    quote_type: str  # direct | indirect | mixed
    stance: str
    is_negated: bool
    modality: str
    addressee: tuple[int, Span] | None  # the token that heads it, and its span
    confidence: float
    outer: int | None = None  # index of the claim in whose content this one stands


def attributed_claims(
    parse: Parse,
    quotes: Sequence[Quotation],
    attributions: Sequence[Attribution],
    lexicon: Lexicon,
) -> list[AttributedClaim]:
    """The claims that these attributions are, in their order, each with those within its content."""
    found = with_nested(parse, quotes, lexicon, attributions)
    return [_claim(parse, quotes, nested, lexicon) for nested in found]


def _claim(
    parse: Parse, quotes: Sequence[Quotation], nested: Nested, lexicon: Lexicon
) -> AttributedClaim:
    attribution = nested.attribution
    cue, content = attribution.cue, attribution.content
    meaning = meaning_of(parse, cue, content, lexicon)
    head = main_head(parse, content)
    return AttributedClaim(
        source=attribution.source,
        cue=cue,
        content=content,
        speaker=head_of(parse, attribution.source[:1]),
        quote_type=_quote_type(parse, content, quotes),
        stance=meaning.stance,
        is_negated=is_negated(parse, head),
        modality=modality_of(
            parse, content, head, meaning, is_quoted=_is_quoted(parse, head, quotes)
        ),
        addressee=addressee_of(parse, cue, content),
        confidence=attribution.confidence,
        outer=nested.outer,
    )


def head_of(parse: Parse, spans: Sequence[Span]) -> int | None:
    """The token of the spans that hangs from outside them, the highest in the tree if several do."""
    tokens = [token for start, end in spans for token in range(*parse.tokens_in(start, end))]
    inside = set(tokens)
    tops = [t for t in tokens if parse.heads[t] == t or parse.heads[t] not in inside]
    words = [t for t in tops if parse.words[t][:1].isalnum()] or tops
    return max(words, key=lambda t: parse.right[t] - parse.left[t], default=None)


def main_head(parse: Parse, content: Sequence[Span]) -> int | None:
    """The word that heads the first sentence of a content; what follows explains or goes on."""
    for begin, _ in content:
        sentence = parse.sentence_of(parse.tokens_in(begin, begin + 1)[0])
        start, end = parse.starts[sentence[0]], parse.ends[sentence[1] - 1]
        here = [(max(start, s), min(end, e)) for s, e in content if s < end and start < e]
        if sum(e - s for s, e in here) >= MIN_SENTENCE:
            return head_of(parse, here)
    return head_of(parse, content)


def _is_quoted(parse: Parse, head: int | None, quotes: Sequence[Quotation]) -> bool:
    return head is not None and any(q.start <= parse.starts[head] < q.end for q in quotes)


def _quote_type(parse: Parse, content: Sequence[Span], quotes: Sequence[Quotation]) -> str:
    """Direct from nine tenths of the letters in quotation marks; mixed from one tenth that was said.

    Terms, names and titles in marks make an indirect report no mixed one.
    """
    total = sum(end - start for start, end in content)
    parts = [(quote, _shared(quote, content)) for quote in quotes]
    if sum(length for _, length in parts) >= 0.9 * total:
        return "direct"
    said = sum(length for quote, length in parts if length and not is_term(parse, quote))
    return "mixed" if said >= 0.1 * total else "indirect"


def _shared(quote: Quotation, content: Sequence[Span]) -> int:
    return sum(max(0, min(end, quote.end) - max(start, quote.start)) for start, end in content)
