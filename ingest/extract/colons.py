"""Speakers before a colon at the head of a line: headlines, transcripts, statements.

"Putin: No talks before spring", "Poll: race tightens", "SMITH: I never said that."
"""

import re
from collections.abc import Iterator

from ingest.extract.candidates import Candidate
from ingest.extract.lexicon import Lexicon
from ingest.extract.paragraphs import paragraphs
from ingest.extract.parse import Parse
from ingest.extract.spans import tidy, trim
from ingest.extract.words import word_set

_HEAD = re.compile(r"\s*([^\s:“\"][^:\n“\"]{0,60}):\s+(?=\S)")
_SPEAKING_LABELS = frozenset(("PERSON", "ORG"))
_SPEAKING_WORDS = word_set(
    "poll study report survey analysis editorial source sources official officials expert experts"
    " police lawyer lawyers spokesman spokeswoman spokesperson ministry minister president"
)
_NOT_SPEAKERS = word_set(
    "source credit photo image note update updated twitter email contributing related follow via"
    " contact phone tel correction latest breaking watch video read more"
)
MAX_SPEAKER_TOKENS = 8
MIN_CONTENT_WORDS = 3


def colon_candidates(parse: Parse, lexicon: Lexicon) -> Iterator[Candidate]:
    """One candidate for each line that a speaker and a colon begin."""
    cue = lexicon.phrases.get(":")
    if cue is None or ":" not in parse.text:
        return
    for start, end in paragraphs(parse.text):
        head = _HEAD.match(parse.text, start, end)
        speaker = None if head is None else _speaker(parse, head.start(1), head.end(1))
        if head is None or speaker is None:
            continue
        content = tidy(parse.text, [(head.end(), end)])
        if content and len(parse.text[head.end() : end].split()) >= MIN_CONTENT_WORDS:
            token = parse.tokens_in(head.end(1), head.end(1) + 1)[0]
            mark = ((head.end(1), head.end(1) + 1),)
            source = (trim(parse.text, head.span(1)),)
            yield Candidate(
                token, cue, "colon", speaker, source, mark, content, None, cue.frames["colon"]
            )


def _speaker(parse: Parse, start: int, end: int) -> int | None:
    """The word that heads the noun phrase before the colon, if it names someone who can speak."""
    first, stop = parse.tokens_in(start, end)
    if not 0 < stop - first <= MAX_SPEAKER_TOKENS or parse.words[first] in _NOT_SPEAKERS:
        return None
    last = stop - 1
    if any(parse.deps[token] in ("aux", "mark", "neg") for token in range(first, stop)):
        return None
    for begin, finish, label in parse.entities:
        if begin <= last < finish and label in _SPEAKING_LABELS:
            return last
    return last if parse.words[last] in _SPEAKING_WORDS else None
