"""What the outlet states itself, outside anything that it attributes or quotes.

The guideline, which the labels in ``evals/labels`` follow too:

- One claim a sentence: an assertion worth checking (an event or a state of affairs, a figure, a cause, a
  characterisation). Questions, listings, headings, fragments, credits, notes on the author, prompts, cross
  references and demands are none.
- What somebody says, writes, judges (criticizes, praises, defends), believes, finds, demands or denies is
  theirs, and so is what belongs to the saying: its circumstances ("when pressed", "in a statement") and
  what is told of the source ("Smith, who …, said"). "He added:" alone is nothing.
- A deed done in words without content is an event (apologizes, invites, votes; "was speaking at a
  rally"), and so are plans and attempts that nobody is named for (wants to, will, is expected to).
- A sentence that is partly attributed counts when a clause of its own is left: the main clause around
  a report ("The bill, which supporters say saves money, passed"), or a clause joined to one with a subject
  of its own ("…, police said, and the road was closed"). The claim is that part alone.
- "Reportedly" is hearsay and not own voice; "apparently", "likely", "is expected to" are.
- A headline asserts also without a verb ("Two dead after fire"). "X says Y", "Y, governor says", "Y:
  report" and "X: Y" attribute; a topic ("How to vote", "States with the most rain") asserts nothing.

What others say belongs in ``ingest.extract.claims``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.extract.boilerplate import Page
from ingest.extract.claims import AttributedClaim, head_of, is_negated
from ingest.extract.clauses import SUBJECTS, Clause, own_clause, said_in
from ingest.extract.headlines import asserted
from ingest.extract.lexicon import Cue, Lexicon
from ingest.extract.parse import Parse, Span
from ingest.extract.quotes import Quotation
from ingest.extract.words import word_set

MIN_WORDS = 5
MIN_LETTERS = 8
"""A clause beside an attribution may be shorter than a sentence ("he declined")."""
MAX_TOKENS = 120
"""Longer "sentences" are tables, lists and other text without sentence ends."""
CONFIDENCE = {"sentence": 0.9, "clause": 0.8, "headline": 0.94, "bare headline": 0.92}
"""The share that is right, by kind: 128 of 142, 20 of 25, 39 of 41, 24 of 25 of the labelled ones."""

UNSURE = 0.6
"""Attributions below this are deeds as often as words ("he also signed a decree")."""
RARE = 0.4
"""The lexicon's prior for verbs that hardly ever say something ("stocks roared")."""
_DEEDS = word_set("apologize call charge continue establish issue list order post respond rule")
"""Verbs of saying that as often say nothing, or are deeds themselves."""
_RELATIVE = ("relcl", "acl", "pcomp")
_PHRASES = ("prep", "advmod")  # according to, reportedly


@dataclass(frozen=True, slots=True)
class OwnVoiceClaim:
    """What the outlet asserts in one sentence; in pieces where somebody's words stand between."""

    spans: tuple[Span, ...]
    is_negated: bool
    confidence: float


def own_voice_claims(
    parse: Parse,
    quotes: Sequence[Quotation],
    attributed: Sequence[AttributedClaim],
    lexicon: Lexicon,
    *,
    is_title: bool = False,
) -> Iterator[OwnVoiceClaim]:
    """The assertions of one text, in order; a headline has one at most."""
    said = said_in(parse, quotes, [one for one in attributed if _is_theirs(parse, one, lexicon)])
    if is_title:
        headline = asserted(parse, said, lexicon)
        if headline is not None:
            kind = "headline" if headline.is_clause else "bare headline"
            yield _claim(parse, headline.spans, headline.head, kind)
        return
    page = Page(parse.text)
    for first, stop in parse.sentences:
        if stop - first > MAX_TOKENS:
            continue
        root = next((t for t in range(first, stop) if parse.heads[t] == t), first)
        clause = own_clause(parse, said, first, stop, root)
        if clause is None or not _is_assertion(parse, clause, first, stop):
            continue
        if clause.goes_on and _is_speech(parse, root, lexicon):
            continue
        if _says(parse, clause, lexicon) or page.is_no_statement(
            parse.starts[first], parse.ends[stop - 1]
        ):
            continue
        yield _claim(parse, clause.spans, clause.head, "sentence" if clause.is_whole else "clause")


def _is_theirs(parse: Parse, one: AttributedClaim, lexicon: Lexicon) -> bool:
    """Whether an attribution takes its words from the outlet; an unsure one without a verb of saying leaves them both."""
    if not one.cue or one.quote_type != "indirect" or one.confidence >= UNSURE:
        return True
    cue = head_of(parse, one.cue)
    return cue is None or parse.deps[cue] in _PHRASES or _is_speech(parse, cue, lexicon)


def _claim(parse: Parse, spans: tuple[Span, ...], head: int, kind: str) -> OwnVoiceClaim:
    return OwnVoiceClaim(spans, is_negated(parse, head), CONFIDENCE[kind])


def _is_assertion(parse: Parse, clause: Clause, first: int, stop: int) -> bool:
    """Whether it is a clause with a subject and no question."""
    if not clause.spans or "?" in parse.words[stop - 1] or "?" in parse.words[stop - 2 : stop]:
        return False
    text = " ".join(parse.text[start:end] for start, end in clause.spans)
    if clause.is_whole:
        if len(text.split()) < MIN_WORDS:
            return False
    elif len(text) < MIN_LETTERS:
        return False
    subject = parse.child(clause.head, *SUBJECTS)
    if subject is not None:  # "It was last week that he promised" says nothing without the rest
        return clause.is_whole or parse.words[subject] != "it" or parse.words[clause.head] != "was"
    return clause.is_whole and any(
        parse.deps[token] in SUBJECTS and parse.deps[parse.heads[token]] not in _RELATIVE
        for token in range(first, stop)
    )


def _says(parse: Parse, clause: Clause, lexicon: Lexicon) -> bool:
    """The main verb is one of saying, though no claim was sure enough: neither voice then."""
    head = clause.head
    while (below := parse.child(head, "xcomp")) is not None:
        head = below  # is expected to say
    cue = _reading(parse, head, lexicon)
    if cue is None or cue.kind not in ("speech", "attitude") or cue.lemma in _DEEDS:
        return False
    if parse.child(head, "neg") is not None and clause.is_whole:
        return False  # did not say whether
    if parse.child(head, "ccomp") is not None:
        return cue.kind == "speech"
    if parse.child(head, "nsubjpass", "auxpass") is not None:
        return False  # charged with murder, called to the scene
    if not clause.is_whole:
        return True
    return cue.frames.get("ccomp", 0) > RARE and parse.child(head, "dobj") is None


def _is_speech(parse: Parse, head: int, lexicon: Lexicon) -> bool:
    cue = _reading(parse, head, lexicon)
    return cue is not None and cue.is_speech


def _reading(parse: Parse, head: int, lexicon: Lexicon) -> Cue | None:
    particle = parse.child(head, "prt")
    readings = lexicon.verbs.get(parse.words[head], {})
    return readings.get("" if particle is None else parse.words[particle])
