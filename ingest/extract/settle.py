"""Which candidates become attributions: sure enough, and the outer of two nested ones.

Finding candidates belongs in ``ingest.extract.candidates``.
"""

from collections.abc import Sequence

from ingest.extract.attributions import Attribution
from ingest.extract.boilerplate import is_boilerplate
from ingest.extract.candidates import Candidate, Finder
from ingest.extract.colons import colon_candidates
from ingest.extract.continuations import continued
from ingest.extract.layout import layout_attributions
from ingest.extract.lexicon import THRESHOLD, Lexicon
from ingest.extract.parse import Parse, Span
from ingest.extract.quotes import Quotation
from ingest.extract.spans import overlaps


def rule_attributions(
    parse: Parse, quotes: Sequence[Quotation], lexicon: Lexicon
) -> list[Attribution]:
    """The attributions of a text in the order of their cues."""
    found = list(Finder(parse, quotes, lexicon).candidates())
    found += colon_candidates(parse, lexicon)
    chosen = [
        candidate
        for candidate in settle(parse, found)
        if candidate.rate >= THRESHOLD and not _in_boilerplate(parse, candidate)
    ]
    laid_out = layout_attributions(parse, quotes, lexicon)
    taken = [span for one in laid_out for span in (*one.source, *one.cue, *one.content)]
    ruled = [
        Attribution(c.source, c.cue, c.content, round(c.rate, 2))
        for c in chosen
        if not any(overlaps(span, taken) for span in (*c.cue, *c.content))
    ]
    found_all = sorted([*ruled, *laid_out], key=lambda attribution: attribution.cue[0])
    return continued(parse.text, quotes, found_all)


def settle(parse: Parse, found: Sequence[Candidate]) -> list[Candidate]:
    """One candidate a cue, none within the content of another; the unlikely ones stay, last word open.

    From the outermost cue of each sentence inwards: whoever reports a report is the speaker, as in
    the corpus that the rates were measured on.
    """
    kept: list[Candidate] = []
    taken: dict[int, list[Span]] = {}  # content accepted, by thousands of code points
    cues: set[int] = set()
    for candidate in sorted(found, key=lambda c: (*depth_of(parse, c), -c.rate)):
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


def depth_of(parse: Parse, candidate: Candidate) -> tuple[int, int]:
    """The sentence, and how deep in its tree the cue hangs; a phrase stands above its clause."""
    here = candidate.token
    depth = -2 if candidate.lexeme.part == "phrase" else 0
    while parse.heads[here] != here and depth < 60:
        here, depth = parse.heads[here], depth + 1
    return parse.sentence_of(candidate.token)[0], depth
