"""Which quotation belongs to which cue: `"…," she said`, `He said: "…"`, and what follows on.

Position decides here, not syntax: the parser is at its worst round quotation marks. Quotations that
stand inside a clause (she called it "a farce") stay with that clause.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from ingest.extract.frames import subject_of
from ingest.extract.parse import Parse
from ingest.extract.quotes import Quotation
from ingest.extract.terms import is_term

REACH = 40
"""Tokens between a quotation and its cue at most: room for a title and an apposition."""

_LEADS = re.compile(r"[,:]\s*$")

IsSpeech = Callable[[int], bool]


def speech_quotations(
    parse: Parse, quotes: Sequence[Quotation], is_speech: IsSpeech
) -> dict[int, list[Quotation]]:
    """Cue token -> the quotations it introduces or closes, with those that go on after it."""
    speech: dict[int, list[Quotation]] = {}
    owner: int | None = None  # the cue of the quotation before, while its speaker goes on
    for index, quote in enumerate(quotes):
        if is_term(parse, quote):
            continue
        before = quotes[index - 1] if index else None
        ending = _last_character(parse.text, quote)
        cue = None if ending == "." else _cue_after(parse, quote, quotes[index + 1 :], is_speech)
        if cue is None or ending != ",":
            earlier = _cue_before(parse, quote, before, is_speech)
            cue = cue if earlier is None else earlier
        if cue is None and owner is not None and before is not None:
            cue = owner if _goes_on(parse, owner, before, quote) else None
        if cue is not None:
            speech.setdefault(cue, []).append(quote)
        owner = cue
    return speech


def _last_character(text: str, quote: Quotation) -> str:
    """What stands before the closing mark: a comma where the sentence goes on, a full stop where not."""
    return text[quote.start : quote.end].rstrip("\"”'’»`“ ")[-1:]


def _cue_after(
    parse: Parse, quote: Quotation, later: Sequence[Quotation], is_speech: IsSpeech
) -> int | None:
    text = parse.text
    first = bisect_left(parse.starts, quote.end)
    stop = min(first + REACH, len(parse.words))
    if later:
        stop = min(stop, bisect_left(parse.starts, later[0].start))
    while first < stop and not parse.words[first][0].isalnum():
        if "\n" in parse.words[first] or parse.words[first] in (".", ";"):
            return None
        first += 1
    if "\n" in text[quote.end : parse.starts[first] if first < stop else quote.end]:
        return None
    for token in range(first, stop):
        word = parse.words[token]
        if "\n" in word or (word in (".", "?", "!") and token > first):
            return None
        if is_speech(token):
            subject = subject_of(parse, token)
            begin = token if subject is None else min(token, parse.left[subject])
            return token if first - 2 <= begin <= first + 1 or token - first <= 3 else None
    return None


def _cue_before(
    parse: Parse, quote: Quotation, before: Quotation | None, is_speech: IsSpeech
) -> int | None:
    text = parse.text
    last = bisect_left(parse.starts, quote.start) - 1
    floor = max(-1, last - REACH)
    if before is not None:
        floor = max(floor, bisect_left(parse.starts, before.end) - 1)
    for token in range(last, floor, -1):
        word = parse.words[token]
        if word in (".", "?", "!", ";") or (
            "\n" in word and ":" not in text[parse.starts[token] - 1]
        ):
            return None
        if is_speech(token):
            gap = text[parse.ends[token] : quote.start]
            if not any(char.isalnum() for char in gap):
                return token
            return token if _LEADS.search(gap) and not _has_content(parse, token, quote) else None
    return None


def _has_content(parse: Parse, cue: int, quote: Quotation) -> bool:
    """The cue already has its clause: `said that he was happy, "really happy"`."""
    return any(
        parse.deps[kid] == "ccomp"
        and kid > cue
        and parse.starts[parse.left[kid]] < quote.start
        and parse.ends[kid] < quote.start
        for kid in parse.children[cue]
    )


def _goes_on(parse: Parse, cue: int, before: Quotation, quote: Quotation) -> bool:
    """The same speaker still speaks: next sentence of the paragraph, or a reopened paragraph."""
    if quote.continues:
        return True
    text = parse.text
    start = max(before.end, parse.ends[cue])
    gap = text[start : quote.start]
    if "\n" in gap:
        return False
    end = parse.ends[parse.sentence_of(cue)[1] - 1]
    return not any(char.isalnum() for char in text[max(start, min(end, quote.start)) : quote.start])
