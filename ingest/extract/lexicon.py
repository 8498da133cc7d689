"""What a cue word means: its class, its stance, and how often each of its frames is a claim.

The entries are in ``cues.tsv``; stance is the word's own meaning, seen from the content:
  neutral  reports and no more (say, tell, think)
  doubt    keeps its distance, or the speaker doubts (claim, allege, question, suspect)
  support  vouches for the content, or the speaker backs it (confirm, show, admit, endorse)
  denial   the speaker rejects or attacks it (deny, reject, oppose, condemn)
  demand   the speaker wants it to be (urge, call for, want, order)
Finding cues in a text belongs in ``ingest.extract.candidates``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from ingest.extract.inflection import noun_forms, verb_forms

THRESHOLD = 0.25
"""A frame counts when it is a claim at least this often: where F1 is best, as rates were measured."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry: a verb (with its particle), a noun, or a phrase."""

    lemma: str  # "point_out" for a verb with a particle
    part: str  # verb | noun | phrase
    kind: str  # speech | belief | intention | attitude | evidence
    stance: str  # neutral | doubt | support | denial | demand
    frames: Mapping[str, float] = field(hash=False)

    @property
    def is_speech(self) -> bool:
        """Whether it may introduce a quotation."""
        return "quote" in self.frames


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cues by the forms in which they are written."""

    verbs: Mapping[str, Mapping[str, Cue]]  # form -> particle ("" for none) -> cue
    nouns: Mapping[str, Cue]
    phrases: Mapping[str, Cue]


@cache
def load_lexicon() -> Lexicon:
    """The shipped lexicon, read once a process."""
    table = (files("ingest.extract") / "cues.tsv").read_text(encoding="utf-8")
    return lexicon_of(
        [parse_entry(line) for line in table.splitlines() if line[:1] not in ("", "#")]
    )


def parse_entry(line: str) -> Cue:
    """One line of ``cues.tsv``: lemma, part, kind, stance, ``frame=rate`` pairs."""
    lemma, part, kind, stance, frames = line.split("\t")
    pairs = (frame.rsplit("=", 1) for frame in frames.split())
    return Cue(lemma, part, kind, stance, {name: float(rate) for name, rate in pairs})


def lexicon_of(cues: list[Cue]) -> Lexicon:
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
    return Lexicon(verbs, nouns, phrases)
