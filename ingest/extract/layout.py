"""Attributions that the layout makes, not the grammar: signed quotations, transcripts, introduced blocks.

``“…” — Ana Torres``; ``TORRES: …`` with the paragraphs of one turn; ``The mayor said:`` and the quotation
in a paragraph of its own. For any finder, beside what it finds within a paragraph.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.extract.attributions import Attribution
from ingest.extract.candidates import source_of
from ingest.extract.frames import subject_of
from ingest.extract.lexicon import Lexicon
from ingest.extract.paragraphs import paragraphs
from ingest.extract.parse import Parse, Span
from ingest.extract.quotes import Quotation
from ingest.extract.spans import trim
from ingest.extract.tweets import post_attributions

CONFIDENCE = 0.75
"""Share right on PolNeAR: 47 of 62, train and dev together."""
MIN_WORDS = 3
MAX_TURN = 6
"""Paragraphs of one turn: a transcript may be followed by the outlet's own text."""

MAX_LINE = 300
LAST_WORDS = 6

_SIGNED = re.compile(r"\s*([―—–]|--?)\s*((?:[^\W\d_]|[^\s\w\d]).{1,80})$", re.S)
_LABEL = re.compile(r"\s*[\"“]?((?:[A-Z][\w.’'-]*\s?){1,5}(?:\([^)]{1,40}\))?)\s*(:)\s+(?=\S)")
_ASIDE = re.compile(r"\W*[(\[].*[)\]]\W*$", re.S)
_WORD = re.compile(r"[\w’'-]+")
_NOT_SPEAKERS = re.compile(
    r"(?:[QA]|source|credit|photo|image|note|update|video|watch|read|related|follow|via|contact|email|by)\b",
    re.I,
)


def layout_attributions(
    parse: Parse, quotes: Sequence[Quotation], lexicon: Lexicon
) -> list[Attribution]:
    """The attributions of one text that its lines make, in order."""
    blocks = paragraphs(parse.text)
    found = [*_signed(parse.text, blocks, quotes), *_turns(parse.text, blocks)]
    found += _introduced(parse, blocks, quotes, lexicon)
    found += post_attributions(parse.text, blocks)
    return sorted(found, key=lambda one: one.cue[0])


def _signed(
    text: str, blocks: Sequence[Span], quotes: Sequence[Quotation]
) -> Iterator[Attribution]:
    """A quotation that begins its paragraph, a dash, and a name with no verb about it."""
    whole = {quote.start: quote for quote in quotes}
    for start, end in blocks:
        quote = whole.get(start + len(text[start:end]) - len(text[start:end].lstrip()))
        if quote is None or not quote.is_closed or quote.end >= end:
            continue
        if len(_WORD.findall(text, quote.start, quote.end)) < MIN_WORDS:
            continue
        signature = _SIGNED.match(text, quote.end, end)
        if signature is not None and _is_name(signature[2]):
            name = trim(text, signature.span(2))
            content = (quote.start, quote.end)
            yield Attribution((name,), (signature.span(1),), (content,), CONFIDENCE)


def _is_name(line: str) -> bool:
    """A name or office as it stands under a quotation: begins with a capital, is short, ends nothing."""
    words = line.split()
    return line[:1].isupper() and len(words) <= 12 and not line.rstrip().endswith((".", "!", "?"))


def _turns(text: str, blocks: Sequence[Span]) -> Iterator[Attribution]:
    """Turns of a transcript: labels that come back, each with the paragraphs up to the next label."""
    labels = [_LABEL.match(text, start, end) for start, end in blocks]
    names = Counter(label[1].strip() for label in labels if label is not None)
    said: list[tuple[re.Match[str], list[Span]]] = []
    is_transcript = sum(1 for name in names if names[name] > 1) > 1
    for (start, end), label in zip(blocks, labels, strict=True):
        speaks = label is not None and names[label[1].strip()] > 1
        if label is not None and speaks and is_transcript and not _NOT_SPEAKERS.match(label[1]):
            said.append((label, [(label.end(), end)]))
        elif said and len(said[-1][1]) < MAX_TURN and not _ASIDE.match(text, start, end):
            said[-1][1].append((start, end))
    for label, spans in said:
        content = tuple(span for span in (trim(text, span) for span in spans) if span[0] < span[1])
        if len(_WORD.findall(text, label.end(), spans[0][1])) >= MIN_WORDS:
            yield Attribution((trim(text, label.span(1)),), (label.span(2),), content, CONFIDENCE)


def _introduced(
    parse: Parse, blocks: Sequence[Span], quotes: Sequence[Quotation], lexicon: Lexicon
) -> Iterator[Attribution]:
    """A short paragraph that ends in a verb of saying and a colon, and the block it introduces."""
    text = parse.text
    for number, (start, end) in enumerate(blocks[:-1]):
        line = text[start:end].rstrip()
        if not line.endswith(":") or len(line) > MAX_LINE:
            continue
        token = _last_cue(parse, start, start + len(line), lexicon)
        if token is None:
            continue
        cue = (parse.starts[token], parse.ends[token])
        if any(quote.start <= cue[0] < quote.end for quote in quotes):
            continue
        content = tuple(trim(text, span) for span in _block(blocks[number + 1 :], quotes))
        source = source_of(parse, subject_of(parse, token), token)
        if source:
            yield Attribution(source, (cue,), content, CONFIDENCE)


def _block(blocks: Sequence[Span], quotes: Sequence[Quotation]) -> Iterator[Span]:
    """The paragraph that is introduced, and those in which its quotation goes on."""
    yield blocks[0]
    for (start, end), (begin, stop) in pairwise(blocks[:MAX_TURN]):
        is_open = any(not q.is_closed and start <= q.start < end for q in quotes)
        if not (is_open and any(q.continues and begin <= q.start < stop for q in quotes)):
            return
        yield begin, stop


def _last_cue(parse: Parse, start: int, end: int, lexicon: Lexicon) -> int | None:
    """The last verb of saying among the last words of a line."""
    first, stop = parse.tokens_in(start, end)
    for token in range(stop - 1, max(first, stop - LAST_WORDS) - 1, -1):
        entry = lexicon.verbs.get(parse.words[token], {}).get("")
        if entry is not None and entry.is_speech:
            return token
    return None
