"""Which clauses of a sentence stand outside everything that is attributed or quoted.

Works from spans and the parse alone. A clause belongs to an attribution when its verb is the cue or
stands in the content; a clause joined to it by "and" or "but", with a subject of its own, does not.
Whether what is left is worth calling a claim belongs in ``ingest.extract.own_voice``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.extract.claims import AttributedClaim, head_of
from ingest.extract.parse import Parse, Span
from ingest.extract.quotes import Quotation
from ingest.extract.spans import overlaps, tidy
from ingest.extract.words import word_set

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
SHORT_QUOTATION = 25
"""Code points; what is quoted in fewer is a name or a word held at arm's length, not a statement."""

_HEDGES = word_set("apparently appear appeared appears expected likely seem seemed seems seemingly")
"""Cues without a source that weaken what the outlet itself says; "reportedly" is hearsay."""
_TELL = word_set("address answer disclose discuss elaborate explain mention reference say specify")
_CLAUSAL = word_set("ROOT acl advcl ccomp conj csubj dep parataxis pcomp prep relcl xcomp")
_NOMINAL = word_set("appos attr compound conj dobj nmod nsubj nsubjpass pobj poss")
_JOINTS = word_set(
    "about although and as because but by for from how if of on or so than that though to what when where whether"
    " which while who whom why with"
)


@dataclass(frozen=True, slots=True)
class Said:
    """Who says what in one text, by token: attributed or quoted, and the words that introduce it."""

    content: list[bool]
    cues: list[int]  # the word that heads each attribution's cue, in order
    adverbs: frozenset[int]  # of the cues, those that hedge one clause ("reportedly")

    def is_free(self, first: int, stop: int) -> bool:
        """Whether nothing at all is said by anybody between these tokens."""
        return not (any(self.content[first:stop]) or any(first <= t < stop for t in self.cues))


def said_in(
    parse: Parse, quotes: Sequence[Quotation], attributions: Iterable[AttributedClaim]
) -> Said:
    """Mark the tokens of a text that attributions and longer quotations cover."""
    content = [False] * len(parse.words)
    cues, adverbs = [], set()
    quoted = [(q.start, q.end) for q in quotes if q.end - q.start > SHORT_QUOTATION]
    spans = list(quoted)
    for one in attributions:
        cue = head_of(parse, one.cue)  # a cue may begin with "has" or "also"
        if cue is not None:
            if _is_hedge(parse, cue, one) or _is_topic(parse, cue, one) or _is_silent(parse, cue):
                continue
            if _is_author(parse, one) and not overlaps(one.cue[0], quoted):
                continue
            cues.append(cue)
            if not one.source and parse.deps[cue] == "advmod":
                adverbs.add(cue)
                continue
        spans += one.content
    for span in spans:
        for token in range(*parse.tokens_in(*span)):
            content[token] = True
    return Said(content, sorted(cues), frozenset(adverbs))


def _is_hedge(parse: Parse, cue: int, one: AttributedClaim) -> bool:
    return not one.source and parse.words[cue] in _HEDGES


def _is_author(parse: Parse, one: AttributedClaim) -> bool:
    """Whether the source is the writer ("I think", "we must ask")."""
    return len(one.source) == 1 and parse.text[slice(*one.source[0])].lower() in ("i", "we")


def _is_silent(parse: Parse, cue: int) -> bool:
    """What somebody leaves unsaid ("did not mention") is the outlet's to tell."""
    return parse.words[cue] in _TELL and parse.child(cue, "neg") is not None


def _is_topic(parse: Parse, cue: int, one: AttributedClaim) -> bool:
    """Talk about something as a thing in the outlet's own clause: "the attack on his department"."""
    head = head_of(parse, one.content)
    return (
        parse.deps[cue] in _NOMINAL
        and head is not None
        and parse.deps[head] in _NOMINAL
        and parse.child(head, "relcl") is None
    )


@dataclass(frozen=True, slots=True)
class Clause:
    """What the outlet states in one sentence: its main verb and the words around it."""

    head: int
    spans: tuple[Span, ...]
    is_whole: bool  # nothing else is in the sentence
    goes_on: bool = False  # joined to a clause of saying, after what is said there


def own_clause(parse: Parse, said: Said, first: int, stop: int, root: int) -> Clause | None:
    """The part of a sentence that nobody else says, if it has a clause of its own."""
    whole = ((parse.starts[first], parse.ends[stop - 1]),)
    if said.is_free(first, stop):
        return Clause(root, tidy(parse.text, whole), is_whole=True)
    if _ends_with_cue(parse, said, first, stop):
        return None
    heads = [root, *_joined(parse, root, first, stop)]
    taken = _taken(parse, said, heads, first, stop)
    own = [head for head in heads if not taken[head - first]]
    if not own:
        return None
    if own[0] == root:
        kept = [not flag for flag in taken]
    else:
        kept = [
            not taken[token - first]
            and any(parse.left[head] <= token <= parse.right[head] for head in own)
            for token in range(first, stop)
        ]
    spans = tuple(_runs(parse, kept, first, own))
    goes_on = own[0] > root and not any(said.content[first:root])
    return Clause(own[0], spans, is_whole=False, goes_on=goes_on) if spans else None


def outside(parse: Parse, said: Said, first: int, stop: int, head: int) -> tuple[Span, ...]:
    """What is left of these tokens beside the attributions within them."""
    if said.is_free(first, stop):
        return tidy(parse.text, [(parse.starts[first], parse.ends[stop - 1])])
    kept = [not flag for flag in _taken(parse, said, [head], first, stop)]
    return tuple(_runs(parse, kept, first, [head]))


def _ends_with_cue(parse: Parse, said: Said, first: int, stop: int) -> bool:
    """Whether it closes with "officials say" or "according to police": all before it is theirs."""
    cue = max((t for t in said.cues if first <= t < stop), default=first)
    if cue in said.adverbs or any(said.content[cue:stop]) or not any(said.content[first:cue]):
        return False
    depends_on_it = parse.left[cue] <= first or parse.deps[cue] in ("prep", "parataxis", "ccomp")
    return depends_on_it and parse.right[cue] >= stop - 2


def _joined(parse: Parse, head: int, first: int, stop: int) -> Iterator[int]:
    """Clauses joined to this one that have their own subject, from left to right.

    "…, but that he had left" goes on with what somebody said.
    """
    for kid in parse.children[head]:
        if parse.deps[kid] in ("conj", "parataxis") and first <= kid < stop:
            mark = parse.child(kid, "mark")
            if parse.child(kid, *SUBJECTS) is not None and mark is None:
                yield kid
            yield from _joined(parse, kid, first, stop)


def _taken(parse: Parse, said: Said, heads: Sequence[int], first: int, stop: int) -> list[bool]:
    """For each token of the sentence, whether it belongs to an attribution or a quotation."""
    taken = said.content[first:stop]
    for cue in said.cues:
        if not first <= cue < stop:
            continue
        verb = parse.heads[cue] if cue in said.adverbs else cue
        while parse.deps[verb] == "xcomp" and parse.child(parse.heads[verb], "dobj") is None:
            verb = parse.heads[verb]  # "tried to explain", not "used him to explain"
        if parse.deps[verb] not in _CLAUSAL or taken[verb - first]:
            continue
        others = [h for h in heads if h != verb and parse.left[verb] <= h <= parse.right[verb]]
        for token in range(max(first, parse.left[verb]), min(stop, parse.right[verb] + 1)):
            if not any(parse.left[h] <= token <= parse.right[h] for h in others):
                taken[token - first] = True
    return taken


def _runs(parse: Parse, kept: Sequence[bool], first: int, heads: Sequence[int]) -> Iterator[Span]:
    """Stretches of kept words, without the words that only joined them to the rest."""
    runs: list[list[int]] = [[]]
    for offset, keep in enumerate(kept):
        if keep:
            runs[-1].append(first + offset)
        elif runs[-1]:
            runs.append([])
    for run in runs:
        while run and (parse.words[run[-1]] in _JOINTS or not parse.words[run[-1]][0].isalnum()):
            run.pop()
        while run and (parse.words[run[0]] in ("and", "but", "or") or parse.words[run[0]] == ","):
            run.pop(0)
        if len(run) > 2 or any(head in run for head in heads):
            yield from tidy(parse.text, [(parse.starts[run[0]], parse.ends[run[-1]])])
