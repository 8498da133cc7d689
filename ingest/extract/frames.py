"""The clause patterns in which a cue takes its content: token ranges round one word.

A frame says what the grammar offers; whether this cue means anything in this frame is the
lexicon's word (``ingest.extract.lexicon``).
"""

from collections.abc import Iterator
from typing import NamedTuple

from ingest.extract.parse import Parse, Span
from ingest.extract.spans import cut
from ingest.extract.words import word_set

_SUBJECTS = ("nsubj", "csubj")
_RAISED = frozenset(("conj", "xcomp", "advcl", "aux", "prep", "pcomp", "ccomp", "dep"))
_OBJECT_TAILS = frozenset(("prep", "oprd", "xcomp"))
_PHRASAL = word_set(
    "pobj prep dobj nsubj compound appos conj amod attr npadvmod nummod acomp advmod aux"
)
MAX_CLIMB = 7
MAX_CLOSING = 6
"""Words of the speaker in a headline's closing ", governor says"."""


class Frame(NamedTuple):
    """One reading of a cue: the frame's name and its content, ends exclusive."""

    name: str
    content: tuple[Span, ...]
    head: int | None = None  # the content's main word
    cue_tail: int | None = None  # the preposition of "called for"


def subject_of(parse: Parse, verb: int) -> int | None:
    """The token that heads the verb's logical subject, through control and coordination."""
    token = verb
    for _ in range(MAX_CLIMB):
        subject = _own_subject(parse, token)
        if subject is not None:
            return subject
        agent = parse.child(token, "agent")
        if agent is not None:
            return parse.child(agent, "pobj")
        if parse.child(token, "nsubjpass") is not None:
            return None
        relation, head = parse.deps[token], parse.heads[token]
        if relation in ("acl", "relcl"):
            return head
        if relation not in _RAISED:
            return None
        if relation == "xcomp":
            target = parse.child(head, "dobj")
            if target is not None and target < token:
                return target
        token = head
    return None


def apposed_subject(parse: Parse, verb: int) -> int | None:
    """The office before a name and the verb, which the parser hangs in the clause before.

    "The gates were open, the governor, Ana Torres, said."
    """
    if verb < 3 or parse.words[verb - 1] != "," or parse.child(verb, "nsubjpass") is not None:
        return None
    token, found = verb - 2, None
    while parse.deps[token] == "appos" and parse.words[parse.left[token] - 1] == ",":
        token, found = parse.heads[token], token
    return found


def _own_subject(parse: Parse, verb: int) -> int | None:
    """The subject next to the verb: before a colon the parser may see another ("Moscow: Putin said")."""
    subjects = [kid for kid in parse.children[verb] if parse.deps[kid] in _SUBJECTS]
    before = [subject for subject in subjects if subject < verb]
    if before and len(subjects) > len(before) and parse.words[verb - 1] == ",":
        return subjects[-1]  # "Bridge to close, says mayor"
    return before[-1] if before else subjects[0] if subjects else None


def verb_frames(parse: Parse, verb: int) -> Iterator[Frame]:
    """Every frame of a verb, complement clauses first."""
    kids = parse.children[verb]
    relations = {parse.deps[kid] for kid in kids}
    passive = "P:" if "nsubjpass" in relations and "agent" not in relations else ""
    clauses = [kid for kid in kids if parse.deps[kid] == "ccomp"]
    if clauses:
        spans = tuple(_clause(parse, verb, kid) for kid in clauses)
        yield Frame(passive + "ccomp", spans, clauses[0])
    for kid in kids:
        relation = parse.deps[kid]
        if relation == "xcomp":
            yield Frame(passive + "xcomp", (_subtree(parse, kid),), kid)
            raised = parse.child(verb, "nsubjpass")
            if passive and raised is not None:
                yield Frame("P:raise", (_subtree(parse, raised), _subtree(parse, kid)), kid)
        elif relation == "dobj" and kid > verb and not clauses and "xcomp" not in relations:
            yield from _object_frames(parse, verb, kid, passive)
        elif relation in ("oprd", "acomp"):
            yield Frame(passive + relation, (_subtree(parse, kid),), kid)
        elif relation == "prep" and kid > verb:
            target = parse.child(kid, "pobj", "pcomp")
            if target is not None:
                name = f"{passive}prep:{parse.words[kid]}"
                yield Frame(name, (_subtree(parse, target),), target, kid)
    if not clauses:
        yield from _outer_frames(parse, verb)


def _object_frames(parse: Parse, verb: int, target: int, passive: str) -> Iterator[Frame]:
    """The object with what belongs to it (criticized Clinton for …), widest first."""
    first, end = _subtree(parse, target)
    for kid in reversed(parse.children[verb]):
        if kid > target and parse.deps[kid] in _OBJECT_TAILS:
            tail = parse.words[kid] if parse.deps[kid] == "prep" else parse.deps[kid]
            yield Frame(f"{passive}dobj+{tail}", ((first, parse.right[kid] + 1),), target)
    yield Frame(passive + "dobj", ((first, end),), target)


def _outer_frames(parse: Parse, verb: int) -> Iterator[Frame]:
    """What a verb without a clause of its own says: the sentence that it stands in or closes."""
    if parse.deps[verb] in ("parataxis", "ccomp"):
        yield from _aside_frame(parse, verb)
    elif parse.heads[verb] == verb:
        yield from _closing_frame(parse, verb)


def _aside_frame(parse: Parse, verb: int) -> Iterator[Frame]:
    """The sentence round an aside: "The plan, she said, will fail"."""
    if parse.child(verb, *_SUBJECTS) is None:
        return
    begin, end = parse.sentence_of(verb)
    before, after = (begin, parse.left[verb]), (parse.right[verb] + 1, end)
    content = tuple(span for span in (before, after) if span[0] < span[1])
    if content:
        yield Frame("parataxis", content, parse.heads[verb])


def _closing_frame(parse: Parse, verb: int) -> Iterator[Frame]:
    """The words before a closing ", governor says" or ", says mayor", as headlines have it."""
    begin, end = parse.sentence_of(verb)
    comma = next((t for t in range(verb - 1, begin, -1) if parse.words[t] == ","), begin)
    rest = [t for t in range(comma + 1, end) if t != verb and parse.words[t][0].isalnum()]
    if comma > begin + 1 and 0 < len(rest) <= MAX_CLOSING and _names_one(parse, verb, rest):
        yield Frame("parataxis", ((begin, comma),))


def _names_one(parse: Parse, verb: int, rest: list[int]) -> bool:
    """Whether these words next to the verb are its subject and nothing else."""
    tops = [token for token in rest if parse.heads[token] not in rest]
    is_apart = all(t < verb for t in rest) or all(t > verb for t in rest)
    return is_apart and len(tops) == 1 and parse.deps[tops[0]] == "nsubj"


def noun_frames(parse: Parse, noun: int) -> Iterator[tuple[Frame, int | None]]:
    """Every frame of a noun ("the claim that …", "criticism of …") with its speaker."""
    speaker = _speaker_of_noun(parse, noun)
    for kid in parse.children[noun]:
        if kid < noun:
            continue
        if parse.deps[kid] in ("acl", "ccomp"):
            yield Frame(f"n:{parse.deps[kid]}", (_subtree(parse, kid),), kid), speaker
        elif parse.deps[kid] == "prep" and parse.words[kid] != "by":
            target = parse.child(kid, "pobj", "pcomp")
            if target is not None:
                name = f"n:{parse.words[kid]}"
                yield Frame(name, (_subtree(parse, target),), target), speaker


def _speaker_of_noun(parse: Parse, noun: int) -> int | None:
    """Whose noun it is: "Kiev's claim", "a statement by the mayor", "she made the claim"."""
    owner = parse.child(noun, "poss")
    if owner is not None:
        return owner
    for kid in parse.children[noun]:
        if parse.deps[kid] == "prep" and parse.words[kid] == "by":
            return parse.child(kid, "pobj")
    return subject_of(parse, parse.heads[noun]) if parse.deps[noun] == "dobj" else None


def phrase_frame(parse: Parse, token: int) -> tuple[Frame, int | None] | None:
    """The clause round "according to X" or "reportedly", and X."""
    head = _clause_round(parse, token)
    if head == token:
        return None
    content = cut(_subtree(parse, head), [_subtree(parse, token)])
    if parse.words[token] != "according":
        return Frame("adverb", tuple(content), head), None
    link = parse.child(token, "prep")
    speaker = parse.child(token if link is None else link, "pobj")
    return None if speaker is None else (Frame("according", tuple(content), head, link), speaker)


def _clause_round(parse: Parse, token: int) -> int:
    head = parse.heads[token]
    for _ in range(MAX_CLIMB):
        if parse.deps[head] not in _PHRASAL or parse.heads[head] == head:
            break
        head = parse.heads[head]
    return head


def _clause(parse: Parse, verb: int, clause: int) -> Span:
    """A clause with its subject, where the parser took that for the verb's object."""
    first, end = _subtree(parse, clause)
    target = parse.child(verb, "dobj")
    if target is None or not verb < target < clause or parse.right[target] + 1 != first:
        return first, end
    bare = parse.child(clause, *_SUBJECTS, "nsubjpass", "mark") is None
    auxiliary = parse.child(clause, "aux")
    if bare and auxiliary is not None and parse.words[auxiliary] != "to":
        first = parse.left[target]
    return first, end


def _subtree(parse: Parse, token: int) -> Span:
    return parse.left[token], parse.right[token] + 1
