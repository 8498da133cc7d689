"""Every place where a cue of the lexicon may attribute something: spans and how likely it is.

Choosing among candidates that overlap belongs in ``ingest.extract.claims``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.extract.frames import (
    Frame,
    apposed_subject,
    noun_frames,
    phrase_frame,
    subject_of,
    verb_frames,
)
from ingest.extract.lexicon import Cue, Lexicon
from ingest.extract.parse import Parse, Span
from ingest.extract.quotes import Quotation
from ingest.extract.spans import cut, overlaps, tidy
from ingest.extract.speech import speech_quotations
from ingest.extract.words import word_set

_NOUN_ROLES = word_set("dobj pobj nsubj nsubjpass attr conj appos ROOT dep")
_PARTICIPLE_SUBJECTS = ("mark", "aux", "nsubj", "nsubjpass")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible claim; spans in code points of the parsed text."""

    token: int  # the cue's main word
    lexeme: Cue
    frame: str
    speaker: int | None  # the token that heads the source
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    content_head: int | None
    rate: float


class Finder:
    """Finds the candidates of one parsed text."""

    def __init__(self, parse: Parse, quotes: Sequence[Quotation], lexicon: Lexicon) -> None:
        self.parse = parse
        self.lexicon = lexicon
        self.quotes = quotes
        self.quoted = _quoted_tokens(parse, quotes)
        self.speech = speech_quotations(parse, quotes, self._is_speech)
        self.owner = {quote: cue for cue, owned in self.speech.items() for quote in owned}

    def candidates(self, among: Sequence[int] | None = None) -> Iterator[Candidate]:
        """In the order of their cues; of one cue, every frame the lexicon knows.

        All cues outside quotations, or those among these tokens.
        """
        parse, lexicon = self.parse, self.lexicon
        for token in range(len(parse.words)) if among is None else among:
            word = parse.words[token]
            if among is None and self.quoted[token]:
                continue
            if word in lexicon.verbs:
                verb = self._verb(token)
                if verb is not None:
                    yield from self._verb_candidates(token, verb)
            if word in lexicon.nouns and parse.deps[token] in _NOUN_ROLES:
                yield from self._noun_candidates(token, lexicon.nouns[word])
            if word in lexicon.phrases:
                found = phrase_frame(parse, token)
                if found is not None:
                    yield from self._made(token, lexicon.phrases[word], *found)

    def _verb(self, token: int) -> Cue | None:
        readings = self.lexicon.verbs[self.parse.words[token]]
        particle = self.parse.child(token, "prt")
        return readings.get("" if particle is None else self.parse.words[particle])

    def _is_speech(self, token: int) -> bool:
        if self.quoted[token] or self.parse.words[token] not in self.lexicon.verbs:
            return False
        verb = self._verb(token)
        return verb is not None and verb.is_speech

    def _verb_candidates(self, token: int, cue: Cue) -> Iterator[Candidate]:
        frames = list(verb_frames(self.parse, token))
        if token in self.speech:
            frames.append(Frame("quote", ()))
        if frames:
            subject = self._subject(token, is_speech=cue.is_speech)
            for frame in frames:
                speaker = None if frame.name == "P:raise" else subject
                yield from self._made(token, cue, frame, speaker)

    def _subject(self, token: int, *, is_speech: bool) -> int | None:
        """The verb's subject; `"…", reads the statement` has it after the verb, parsed as object."""
        parse = self.parse
        subject = subject_of(parse, token)
        own = self.speech.get(token, [])
        if subject is not None and any(q.start <= parse.starts[subject] < q.end for q in own):
            subject = None
        if subject is None and own:
            inverted = parse.child(token, "dobj", "attr")
            if inverted is not None and parse.left[inverted] == token + 1:
                return inverted
        if subject is None:
            return apposed_subject(parse, token) if is_speech else None
        if subject < token:
            after = parse.right[subject] + 1
            if parse.words[after : after + 1] == [":"]:
                return None  # a dateline or label: "Moscow: The president said"
        return subject

    def _noun_candidates(self, token: int, cue: Cue) -> Iterator[Candidate]:
        for frame, speaker in noun_frames(self.parse, token):
            yield from self._made(token, cue, frame, speaker)

    def _made(self, token: int, cue: Cue, frame: Frame, speaker: int | None) -> Iterator[Candidate]:
        parse = self.parse
        cue_tokens = self._cue_tokens(token, frame)
        holes = [(part, part + 1) for part in cue_tokens]
        if speaker is not None:
            holes.append((parse.left[speaker], parse.right[speaker] + 1))
        if frame.name in ("ccomp", "xcomp", "parataxis"):
            holes += self._trailing_participles(frame.content)
        pieces = [
            (parse.starts[first], parse.ends[end - 1])
            for span in frame.content
            for first, end in cut(span, holes)
        ]
        name = frame.name
        if cue.is_speech and ":" not in name:
            pieces = self._with_quotations(token, pieces)
            name = "quote" if token in self.speech else name
        content = tidy(parse.text, [self._whole_words(piece) for piece in pieces])
        rate = cue.frames.get(name, 0.0)
        if content and rate > 0:
            spans = tuple((parse.starts[part], parse.ends[part]) for part in sorted(cue_tokens))
            mark, source = tidy(parse.text, spans), source_of(parse, speaker, token)
            yield Candidate(token, cue, name, speaker, source, mark, content, frame.head, rate)

    def _whole_words(self, piece: Span) -> Span:
        """The parser may cut a clause in a hyphenated verb (to re-impose …): go on to its end."""
        parse, (start, end) = self.parse, piece
        if parse.text[end : end + 1] != "-" or not parse.text[end + 1 : end + 2].isalnum():
            return piece
        _, after = parse.tokens_in(end, end + 2)
        return start, parse.ends[parse.right[after - 1]]

    def _cue_tokens(self, token: int, frame: Frame) -> set[int]:
        particle = self.parse.child(token, "prt")
        return {part for part in (token, particle, frame.cue_tail) if part is not None}

    def _trailing_participles(self, content: Sequence[Span]) -> list[Span]:
        """A participle after a clause (", citing …") goes with the cue; the parser hangs it in the clause."""
        parse, found = self.parse, []
        for first, end in content:
            for token in range(end - 1, first, -1):
                begin = parse.left[token]
                if (
                    parse.deps[token] == "advcl"
                    and parse.right[token] >= end - 2
                    and begin > first
                    and parse.words[begin - 1] == ","
                    and parse.words[token].endswith("ing")
                    and not self.quoted[token]
                    and parse.child(token, *_PARTICIPLE_SUBJECTS) is None
                ):
                    found.append((begin, end))
                    break
        return found

    def _with_quotations(self, token: int, pieces: list[Span]) -> list[Span]:
        """Own quotations whole, those of other cues out, half-covered ones completed."""
        here = self.parse.starts[token]
        own = self.speech.get(token, [])
        others = [
            (q.start, q.end)
            for q, cue in self.owner.items()
            if cue != token and not q.start <= here < q.end
        ]
        pieces = [part for piece in pieces for part in cut(piece, others)] if others else pieces
        halves = [
            quote
            for quote in self.quotes
            if quote not in self.owner
            and not quote.start <= here < quote.end
            and overlaps((quote.start, quote.end), pieces)
        ]
        return pieces + [(quote.start, quote.end) for quote in (*own, *halves)]


def source_of(parse: Parse, speaker: int | None, cue: int) -> tuple[Span, ...]:
    """The speaker's whole noun phrase, up to a clause in it that holds the cue ("a letter urging")."""
    if speaker is None:
        return ()
    first, last = parse.left[speaker], parse.right[speaker]
    if speaker < cue <= last:
        last = max(speaker, min(cue, parse.left[cue]) - 1)
    while last > speaker and parse.deps[last] == "case":
        last -= 1
    return tidy(parse.text, [(parse.starts[first], parse.ends[last])])


def _quoted_tokens(parse: Parse, quotes: Sequence[Quotation]) -> list[bool]:
    inside = [False] * len(parse.words)
    for quote in quotes:
        first, end = parse.tokens_in(quote.start, quote.end)
        inside[first:end] = [True] * (end - first)
    return inside
