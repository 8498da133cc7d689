"""Claims of one parsed text: candidates chosen so that the outer of two nested ones stays.

Values only, in code points of the text. Mentions and the outlet's own voice belong in modules of
their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.extract.boilerplate import is_boilerplate
from ingest.extract.candidates import Candidate, Finder
from ingest.extract.colons import colon_candidates
from ingest.extract.lexicon import THRESHOLD, Lexicon
from ingest.extract.parse import Parse, Span
from ingest.extract.quotes import Quotation
from ingest.extract.spans import overlaps

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
    parse: Parse, quotes: Sequence[Quotation], lexicon: Lexicon
) -> list[AttributedClaim]:
    """The attributed claims of a text in the order of their cues."""
    found = list(Finder(parse, quotes, lexicon).candidates())
    found += colon_candidates(parse, lexicon)
    chosen = [
        candidate
        for candidate in settle(parse, found)
        if candidate.rate >= THRESHOLD and not _in_boilerplate(parse, candidate)
    ]
    return [_claim(parse, quotes, candidate) for candidate in sorted(chosen, key=_position)]


def settle(parse: Parse, found: Sequence[Candidate]) -> list[Candidate]:
    """One candidate a cue, none within the content of another; the unlikely ones stay, last word open.

    From the outermost cue of each sentence inwards: whoever reports a report is the speaker, as in
    the corpus that the rates were measured on.
    """
    kept: list[Candidate] = []
    taken: dict[int, list[Span]] = {}  # content accepted, by thousands of code points
    cues: set[int] = set()
    for candidate in sorted(found, key=lambda c: (*_depth(parse, c), -c.rate)):
        near = [span for block in _blocks(candidate) for span in taken.get(block, ())]
        if candidate.token in cues or overlaps(candidate.cue[0], near):
            continue
        if any(overlaps(span, near) for span in candidate.content):
            continue
        kept.append(candidate)
        if candidate.rate >= THRESHOLD:
            cues.add(candidate.token)
            for block in _blocks(candidate):
                taken.setdefault(block, []).extend(candidate.content)
    return kept


def _in_boilerplate(parse: Parse, candidate: Candidate) -> bool:
    first, stop = parse.sentence_of(candidate.token)
    start, end = parse.starts[first], parse.ends[stop - 1]
    return end - start < 300 and is_boilerplate(parse.text[start:end])


def _blocks(candidate: Candidate) -> range:
    spans = (*candidate.cue, *candidate.content)
    return range(min(s for s, _ in spans) // 1000, max(e for _, e in spans) // 1000 + 1)


def _position(candidate: Candidate) -> Span:
    return candidate.cue[0]


def _depth(parse: Parse, candidate: Candidate) -> tuple[int, int]:
    """The sentence, and how deep in its tree the cue hangs; a phrase stands above its clause."""
    here = candidate.token
    depth = -2 if candidate.lexeme.part == "phrase" else 0
    while parse.heads[here] != here and depth < 60:
        here, depth = parse.heads[here], depth + 1
    return parse.sentence_of(candidate.token)[0], depth


def _claim(parse: Parse, quotes: Sequence[Quotation], candidate: Candidate) -> AttributedClaim:
    return AttributedClaim(
        source=candidate.source,
        cue=candidate.cue,
        content=candidate.content,
        speaker=candidate.speaker,
        quote_type=_quote_type(candidate.content, quotes),
        stance=_stance(parse, candidate),
        is_negated=is_negated(parse, candidate.content_head),
        confidence=round(candidate.rate, 2),
    )


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


def _stance(parse: Parse, candidate: Candidate) -> str:
    """The lexicon's stance; "does not believe" denies, "does not rule out" does not."""
    cue = candidate.lexeme
    backs = cue.kind == "belief" or (cue.kind == "attitude" and cue.stance == "support")
    if not is_negated(parse, candidate.token):
        return cue.stance
    return "denial" if backs else "neutral" if cue.stance == "denial" else cue.stance


def is_negated(parse: Parse, head: int | None) -> bool:
    """Whether this word itself is negated, not something within its complement."""
    if head is None:
        return False
    return parse.words[head] in _NEGATORS or any(
        parse.deps[kid] == "neg" or (parse.words[kid] in _NEGATORS and abs(kid - head) < 6)
        for kid in parse.children[head]
    )
