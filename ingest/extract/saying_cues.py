"""The words of a cue by the lexicon's meanings, and the negations over them, in order.

What they mean together belongs in ``ingest.extract.saying``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.extract.lexicon import Cue, Lexicon
from ingest.extract.parse import Parse, Span
from ingest.extract.words import word_set

NEGATORS = word_set("not n't n’t never no nobody nothing none neither nor hardly barely without")
_ONLY = word_set("only just merely least")
_NO_VERB = word_set("advmod prt prep mark det case agent")
_ASIDE = word_set("pobj advcl npadvmod pcomp")
_SUBJECTS = ("nsubj", "nsubjpass")
_COPULAS = word_set("is was are were be been 's ’s")
_GAP = 3
"""Words that may stand between the parts of an entry: "called again for", "took sharp issue"."""
_CLIMB = 4


@dataclass(frozen=True, slots=True)
class Sense:
    """What a part of a cue means; a negation has the kind ``negation``."""

    token: int
    stance: str
    kind: str
    is_noun: bool = False

    @property
    def negates(self) -> bool:
        """Whether it is a mere negation."""
        return self.kind == "negation"


def tokens_of(parse: Parse, spans: Sequence[Span]) -> list[int]:
    """The tokens of these spans, in order."""
    return [token for start, end in spans for token in range(*parse.tokens_in(start, end))]


def is_negated(parse: Parse, head: int | None) -> bool:
    """Whether this word itself is negated, not something within its complement."""
    if head is None:
        return False
    return parse.words[head] in NEGATORS or any(
        (parse.deps[kid] == "neg" and _negates(parse, kid))
        or (parse.words[kid] in NEGATORS and abs(kid - head) < 6 and _negates(parse, kid))
        or (parse.deps[kid] in (*_SUBJECTS, "dobj", "attr") and _is_nobody(parse, kid))
        for kid in parse.children[head]
    )


def senses_of(parse: Parse, cue: Sequence[Span], lexicon: Lexicon) -> list[Sense]:
    """The known words of a cue and the negations over them, in order.

    What governs the cue from outside counts too: "(nobody) has (not) said", "(refused to) say".
    """
    tokens = tokens_of(parse, cue)
    found: list[tuple[int, Cue]] = []
    taken: set[int] = set()
    for index, token in enumerate(tokens):
        used, entry = _entry(parse, tokens, index, lexicon)
        if entry is not None and token not in taken:
            found.append((token, entry))
            taken.update(used)
    senses = [
        Sense(token, cue.stance, cue.kind, cue.part == "noun")
        for token, cue in found
        if _counts(parse, token, cue, found)
    ]
    negations = {token for token in tokens if token not in taken and _negates(parse, token)}
    main = senses[0].token if senses else tokens[0] if tokens else None
    if main is not None:
        senses += _outside(parse, main, frozenset(tokens), lexicon)
    senses += [Sense(token, "", "negation") for token in negations]
    return sorted(senses, key=lambda sense: sense.token)


def _entry(
    parse: Parse, tokens: list[int], index: int, lexicon: Lexicon
) -> tuple[list[int], Cue | None]:
    """The longest entry that begins with this word of the cue, after the tokens it takes."""
    token = tokens[index]
    for rest, cue in lexicon.meanings.get(parse.words[token], ()):
        if cue.part == "verb" and parse.deps[token] in _NO_VERB:
            continue
        used = [token, *_following(parse, tokens, index, rest)]
        if len(used) == len(rest) + 1:
            return used, cue
    return [], None


def _following(parse: Parse, tokens: list[int], index: int, rest: Sequence[str]) -> list[int]:
    """The tokens of these words, in order, each soon after the one before."""
    used: list[int] = []
    for word in rest:
        window = range(index + 1, min(index + 2 + _GAP, len(tokens)))
        place = next((i for i in window if parse.words[tokens[i]] == word), None)
        if place is None:
            break
        index = place
        used.append(tokens[place])
    return used


def _counts(parse: Parse, token: int, cue: Cue, found: list[tuple[int, Cue]]) -> bool:
    """Whether a known word takes part: not where it only tells who, when, where or how.

    "The complaint says", "said in a complaint": the verb of saying alone is the cue's meaning.
    """
    for other, verb in found:
        if other == token or verb.part != "verb":
            continue
        if cue.part == "noun" and parse.heads[token] == other and parse.deps[token] in _SUBJECTS:
            return False
        is_told = verb.is_speech or (verb.stance != "neutral" and verb.kind != "refusal")
        if is_told and other < token and not _ASIDE.isdisjoint(_path(parse, token, other)):
            return False
    return True


def _path(parse: Parse, token: int, ancestor: int) -> set[str]:
    """The relations from a word up to another; none where that does not govern it."""
    seen: set[str] = set()
    for _ in range(_CLIMB + 2):
        if token == ancestor:
            return seen
        seen.add(parse.deps[token])
        token = parse.heads[token]
    return set()


def _outside(parse: Parse, main: int, tokens: frozenset[int], lexicon: Lexicon) -> list[Sense]:
    """Negations and refusals that govern the cue's first known word from outside its spans."""
    found: list[Sense] = []
    token = main
    for _ in range(_CLIMB):
        found += [
            Sense(min(kid, main - 1), "", "negation")
            for kid in parse.children[token]
            if kid not in tokens and _negates_head(parse, kid, token)
        ]
        head = parse.heads[token]
        if head == token or not _carries(parse, token, head):
            break
        if head not in tokens:
            found += _above(parse, token, head, lexicon)
        token = head
    return found


def _negates_head(parse: Parse, kid: int, head: int) -> bool:
    if parse.deps[kid] in _SUBJECTS:
        return _is_nobody(parse, kid)
    is_negation = parse.deps[kid] == "neg" or (kid < head and parse.words[kid] in NEGATORS)
    return is_negation and _negates(parse, kid)


def _is_nobody(parse: Parse, noun: int) -> bool:
    """A noun phrase like "nobody", "no official", "neither side"."""
    return parse.words[noun] in NEGATORS or any(
        parse.words[kid] in ("no", "neither") for kid in parse.children[noun]
    )


def _negates(parse: Parse, token: int) -> bool:
    """A word that negates, unless it is the "not" of "not only"."""
    is_limited = parse.words[token + 1 : token + 2] and parse.words[token + 1] in _ONLY
    return not is_limited and (parse.words[token] in NEGATORS or parse.deps[token] == "neg")


def _carries(parse: Parse, token: int, head: int) -> bool:
    """Whether a negation of the governing verb holds for this word too."""
    if parse.child(token, *_SUBJECTS) is not None:
        return False
    relation = parse.deps[token]
    if relation in ("xcomp", "acomp"):
        return True
    if relation == "attr":
        return parse.words[head] in _COPULAS
    joined = parse.child(head, "cc")
    return relation == "conj" and joined is not None and parse.words[joined] in ("or", "nor")


def _above(parse: Parse, token: int, head: int, lexicon: Lexicon) -> list[Sense]:
    """A governing word that takes part: one that refuses, or the other one of "confirm nor deny"."""
    return [
        Sense(head, cue.stance, cue.kind)
        for rest, cue in lexicon.meanings.get(parse.words[head], ())
        if not rest and (cue.kind == "refusal" or parse.deps[token] == "conj")
    ]
