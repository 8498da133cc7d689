"""Attributed claims: an attribution with the word that heads its source and the kind of saying it is.

Reads spans, whichever finder gave them. Mentions and the outlet's own voice belong in modules of
their own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.extract.attributions import Attribution
from ingest.extract.lexicon import Cue, Lexicon
from ingest.extract.parse import Parse, Span
from ingest.extract.quotes import Quotation

_NEGATORS = frozenset(("not", "n't", "n’t", "never", "no", "nobody", "nothing", "none", "neither"))


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
    confidence: float


def attributed_claims(
    parse: Parse,
    quotes: Sequence[Quotation],
    attributions: Iterable[Attribution],
    lexicon: Lexicon,
) -> list[AttributedClaim]:
    """The claims that these attributions are, in the same order."""
    return [_claim(parse, quotes, attribution, lexicon) for attribution in attributions]


def _claim(
    parse: Parse, quotes: Sequence[Quotation], attribution: Attribution, lexicon: Lexicon
) -> AttributedClaim:
    return AttributedClaim(
        source=attribution.source,
        cue=attribution.cue,
        content=attribution.content,
        speaker=head_of(parse, attribution.source[:1]),
        quote_type=_quote_type(attribution.content, quotes),
        stance=_stance(parse, attribution.cue, lexicon),
        is_negated=is_negated(parse, head_of(parse, attribution.content)),
        confidence=attribution.confidence,
    )


def head_of(parse: Parse, spans: Sequence[Span]) -> int | None:
    """The token of the spans that hangs from outside them, the highest in the tree if several do."""
    tokens = [token for start, end in spans for token in range(*parse.tokens_in(start, end))]
    inside = set(tokens)
    tops = [t for t in tokens if parse.heads[t] == t or parse.heads[t] not in inside]
    words = [t for t in tops if parse.words[t][:1].isalnum()] or tops
    return max(words, key=lambda t: parse.right[t] - parse.left[t], default=None)


def _quote_type(content: Sequence[Span], quotes: Sequence[Quotation]) -> str:
    """Direct from nine tenths of the letters in quotation marks, indirect below one tenth."""
    total = sum(end - start for start, end in content)
    inside = sum(
        max(0, min(end, quote.end) - max(start, quote.start))
        for start, end in content
        for quote in quotes
    )
    if inside >= 0.9 * total:
        return "direct"
    return "mixed" if inside >= 0.1 * total else "indirect"


def _stance(parse: Parse, cue: Sequence[Span], lexicon: Lexicon) -> str:
    """The lexicon's stance; "does not believe" denies, "does not rule out" does not."""
    tokens = [token for start, end in cue for token in range(*parse.tokens_in(start, end))]
    known = [(t, entry) for t in tokens if (entry := _entry(parse, t, lexicon)) is not None]
    if not known:
        return "neutral"
    token, entry = known[-1]
    backs = entry.kind == "belief" or (entry.kind == "attitude" and entry.stance == "support")
    if not is_negated(parse, token):
        return entry.stance
    return "denial" if backs else "neutral" if entry.stance == "denial" else entry.stance


def _entry(parse: Parse, token: int, lexicon: Lexicon) -> Cue | None:
    word = parse.words[token]
    readings = lexicon.verbs.get(word)
    if readings is not None:
        particle = parse.child(token, "prt")
        return readings.get("" if particle is None else parse.words[particle])
    return lexicon.nouns.get(word) or lexicon.phrases.get(word)


def is_negated(parse: Parse, head: int | None) -> bool:
    """Whether this word itself is negated, not something within its complement."""
    if head is None:
        return False
    return parse.words[head] in _NEGATORS or any(
        parse.deps[kid] == "neg" or (parse.words[kid] in _NEGATORS and abs(kid - head) < 6)
        for kid in parse.children[head]
    )
