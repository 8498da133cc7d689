"""Sentences with their spans marked: [cue], {content}, as any finder might give them."""

import re
from dataclasses import dataclass

from ingest.extract.language import parse_texts
from ingest.extract.parse import Parse, Span, parse_of

_MARK = re.compile(r"[\[\]{}]")


@dataclass(frozen=True)
class Marked:
    """A parsed sentence with the spans that were marked in it."""

    parse: Parse
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def marked(sentence: str) -> Marked:
    text, spans, opened = "", {"[": [], "{": []}, {}  # type: ignore[var-annotated]
    position = 0
    for match in _MARK.finditer(sentence):
        text += sentence[position : match.start()]
        position = match.end()
        if match.group() in "[{":
            opened[match.group()] = len(text)
        else:
            mark = {"]": "[", "}": "{"}[match.group()]
            spans[mark].append((opened[mark], len(text)))
    text += sentence[position:]
    ((doc, _),) = next(iter(parse_texts([(text, None)])))
    return Marked(parse_of(doc), tuple(spans["["]), tuple(spans["{"]))
