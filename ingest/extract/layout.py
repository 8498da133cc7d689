"""Attributions that the layout makes, not the grammar: signed quotations, transcripts, introduced blocks.

``“…” — Ana Torres``; ``TORRES: …`` with the paragraphs of one turn; ``The mayor said:`` and the quotation
in a paragraph of its own. For any finder, beside what it finds within a paragraph.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.extract.attributions import Attribution
from ingest.extract.boilerplate import is_prompt
from ingest.extract.candidates import source_of
from ingest.extract.frames import subject_of
from ingest.extract.lexicon import Lexicon
from ingest.extract.paragraphs import paragraphs
from ingest.extract.parse import Parse, Span
from ingest.extract.quotes import Quotation
from ingest.extract.spans import has_word, overlaps, trim
from ingest.extract.tweets import post_attributions

CONFIDENCE = 0.75
"""Share right on PolNeAR: 47 of 62, train and dev together."""
MIN_WORDS = 3
MAX_TURN = 6
"""Paragraphs of one turn: a transcript may be followed by the outlet's own text."""

LAST_WORDS = 6

_SIGNED = re.compile(r"\s*([―—–]|--?)\s*((?:[^\W\d_]|[^\s\w\d]).{1,80})$", re.S)
_LABEL = re.compile(r"\s*[\"“]?((?:[A-Z][\w.’'-]*\s?){1,5}(?:\([^)]{1,40}\))?)\s*(:)\s+(?=\S)")
_NAME_ALONE = re.compile(r"(?:[A-Z][\w’'-]*\.?\s+){1,4}[A-Z][\w’'-]+(?:,\s[^.!?]{1,60})?\.?\s*$")
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
    found = list(post_attributions(parse.text, blocks))
    for one in (
        *_signed(parse.text, blocks, quotes),
        *_turns(parse.text, blocks),
        *_introduced(parse, blocks, quotes, lexicon),
    ):
        if not any(overlaps(span, other.content) for other in found for span in one.content):
            found.append(one)
    return sorted(found, key=lambda one: one.cue[0])


def _signed(
    text: str, blocks: Sequence[Span], quotes: Sequence[Quotation]
) -> Iterator[Attribution]:
    """A quotation that begins its paragraph, a dash, and a name with no verb about it.

    The name may stand in a line of its own.
    """
    whole = {quote.start: quote for quote in quotes}
    for number, (start, end) in enumerate(blocks):
        quote = whole.get(start + len(text[start:end]) - len(text[start:end].lstrip()))
        if quote is None or not quote.is_closed:
            continue
        if len(_WORD.findall(text, quote.start, quote.end)) < MIN_WORDS:
            continue
        signature = _SIGNED.match(text, quote.end, end)
        if not has_word(text, quote.end, end) and number + 1 < len(blocks):
            signature = _SIGNED.match(text, *blocks[number + 1])
        if signature is not None and _is_name(signature[2]):
            name = trim(text, signature.span(2))
            content = (quote.start, quote.end)
            yield Attribution((name,), (signature.span(1),), (content,), CONFIDENCE)


def _is_name(line: str) -> bool:
    """A name or office as it stands under a quotation: begins with a capital, is short, ends nothing."""
    if _NAME_ALONE.match(line):
        return True
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
        elif said and len(said[-1][1]) < MAX_TURN and not _is_aside(text, start, end):
            said[-1][1].append((start, end))
    for label, spans in said:
        content = tuple(span for span in (trim(text, span) for span in spans) if span[0] < span[1])
        if len(_WORD.findall(text, label.end(), spans[0][1])) >= MIN_WORDS:
            yield Attribution((trim(text, label.span(1)),), (label.span(2),), content, CONFIDENCE)


def _is_aside(text: str, start: int, end: int) -> bool:
    """Whether nobody says this paragraph of a transcript: (LAUGHTER), or the page's own prompt."""
    return _ASIDE.match(text, start, end) is not None or is_prompt(text[start:end])


def _introduced(
    parse: Parse, blocks: Sequence[Span], quotes: Sequence[Quotation], lexicon: Lexicon
) -> Iterator[Attribution]:
    """A short paragraph that ends in a verb of saying and a colon, and the block it introduces."""
    for (start, end), content in _led_to(parse.text, blocks, quotes):
        token = _last_cue(parse, start, end, lexicon)
        if token is None:
            continue
        cue = (parse.starts[token], parse.ends[token])
        if any(quote.start <= cue[0] < quote.end for quote in quotes):
            continue
        source = source_of(parse, subject_of(parse, token), token)
        if source:
            yield Attribution(source, (cue,), content, CONFIDENCE)


def introductions(text: str, quotes: Sequence[Quotation]) -> dict[int, tuple[Span, ...]]:
    """Where a paragraph that leads up to a quotation ends, and that quotation with what goes on of it."""
    return {
        end: content
        for (_, end), content in _led_to(text, paragraphs(text), quotes)
        if any(quote.start == content[0][0] for quote in quotes)
    }


def _led_to(
    text: str, blocks: Sequence[Span], quotes: Sequence[Quotation]
) -> Iterator[tuple[Span, tuple[Span, ...]]]:
    """Lines that end in a colon, and the paragraphs that they introduce."""
    for number, (start, end) in enumerate(blocks[:-1]):
        line = text[start:end].rstrip()
        if line.endswith(":") and has_word(text, *blocks[number + 1]):
            content = tuple(trim(text, span) for span in _block(blocks[number + 1 :], quotes))
            yield (start, start + len(line)), content


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
