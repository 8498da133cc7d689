"""What a cue word means: its class, its stance, and how often each of its frames is a claim.

Words that attribute are in ``cues.tsv``; words that only change what a cue means are in ``meanings.tsv``.
Stance is the word's own meaning, seen from the content:
  neutral  reports and no more (say, tell, think)
  doubt    keeps its distance: the word does (claim, allege), or the speaker asks, suspects, or
           withholds ("did not confirm", "would not say")
  support  vouches for the content, or the speaker backs it (confirm, show, admit, endorse)
  denial   the speaker rejects or attacks it (deny, reject, oppose, condemn)
  demand   the speaker wants it to be (urge, call for, want, order)
Class tells what a negation makes of it (``ingest.extract.saying``):
  speech, belief, intention, attitude, evidence; refusal, which negates what follows (refuse to
  confirm); manner, an adverb of the outlet's (falsely).
To add a cue: a line in ``cues.tsv`` with the frames in which it attributes; ``python -m evals.cue_rates WORD`` counts
them on the training articles. To add a meaning: a word in ``meanings.tsv``. Either comes with a
sentence in ``tests/ingest/extract/test_saying.py``. Finding cues in a text belongs in ``ingest.extract.candidates``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from ingest.extract.inflection import noun_forms, verb_forms

THRESHOLD = 0.25
"""A frame counts when it is a claim at least this often: where F1 is best, as rates were measured."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry: a verb (with its particle), a noun, a phrase, or another word."""

    lemma: str  # "point_out" for a verb with a particle
    part: str  # verb | noun | phrase | word
    kind: str  # speech | belief | intention | attitude | evidence | refusal | manner
    stance: str  # neutral | doubt | support | denial | demand
    frames: Mapping[str, float] = field(hash=False)

    @property
    def is_speech(self) -> bool:
        """Whether it may introduce a quotation."""
        return "quote" in self.frames


Meanings = Mapping[str, Sequence[tuple[tuple[str, ...], Cue]]]
"""First word of an entry, in each of its forms -> the words that follow and the entry, longest first."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cues by the forms in which they are written."""

    verbs: Mapping[str, Mapping[str, Cue]]  # form -> particle ("" for none) -> cue
    nouns: Mapping[str, Cue]
    phrases: Mapping[str, Cue]
    meanings: Meanings  # all of these, and the words that attribute nothing by themselves


@cache
def load_lexicon() -> Lexicon:
    """The shipped lexicon, read once a process."""
    cues = [parse_entry(line) for line in _lines("cues.tsv")]
    return lexicon_of(cues, [cue for line in _lines("meanings.tsv") for cue in parse_group(line)])


def _lines(table: str) -> list[str]:
    text = (files("ingest.extract") / table).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line[:1] not in ("", "#")]


def parse_entry(line: str) -> Cue:
    """One line of ``cues.tsv``: lemma, part, kind, stance, ``frame=rate`` pairs."""
    lemma, part, kind, stance, frames = line.split("\t")
    pairs = (frame.rsplit("=", 1) for frame in frames.split())
    return Cue(lemma, part, kind, stance, {name: float(rate) for name, rate in pairs})


def parse_group(line: str) -> list[Cue]:
    """One line of ``meanings.tsv``: kind, stance, part, words."""
    kind, stance, part, words = line.split("\t")
    return [Cue(word.replace(" ", "_"), part, kind, stance, {}) for word in words.split(", ")]


def lexicon_of(cues: Sequence[Cue], others: Iterable[Cue] = ()) -> Lexicon:
    """Index cues by every form they may take."""
    verbs: dict[str, dict[str, Cue]] = {}
    nouns: dict[str, Cue] = {}
    phrases: dict[str, Cue] = {}
    for cue in cues:
        base, _, particle = cue.lemma.partition("_")
        if cue.part == "verb":
            for form in verb_forms(base):
                verbs.setdefault(form, {})[particle] = cue
        elif cue.part == "noun":
            nouns.update(dict.fromkeys(noun_forms(cue.lemma), cue))
        else:
            phrases[cue.lemma] = cue
    return Lexicon(verbs, nouns, phrases, _meanings((*cues, *others)))


def _meanings(cues: Sequence[Cue]) -> Meanings:
    """A form that is verb and noun ("claims") is read as the verb: the two hardly differ in stance."""
    found: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    order = {"verb": 0, "noun": 1}
    for cue in sorted(cues, key=lambda cue: order.get(cue.part, 2)):
        first, *rest = cue.lemma.split("_")
        for form in _forms(first, cue.part):
            readings = found.setdefault(form, [])
            if all(words != tuple(rest) for words, _ in readings):
                readings.append((tuple(rest), cue))
    for readings in found.values():
        readings.sort(key=lambda reading: -len(reading[0]))
    return found


def _forms(word: str, part: str) -> Iterable[str]:
    if part == "verb":
        return verb_forms(word)
    return noun_forms(word) if part == "noun" else (word,)
