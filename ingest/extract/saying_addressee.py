"""Whom a saying is addressed to: "told Macron", "said to reporters", "urged Kyiv to", "a letter to X".

Gives the word that heads the addressee; which entity that is belongs in ``ingest.extract.speakers``.
"""

from collections.abc import Sequence

from ingest.extract.inflection import forms_of
from ingest.extract.parse import Parse, Span
from ingest.extract.saying_cues import tokens_of
from ingest.extract.words import word_set

_TOLD = forms_of(
    "tell remind assure reassure inform notify warn urge ask order advise convince persuade promise"
    " instruct implore beg press encourage challenge caution alert command direct invite exhort entreat"
    " lecture brief"
)
"""Verbs whose object is the one who is told; any object counts beside a clause of content."""
_MESSAGES = word_set(
    "letter letters message messages memo note email e-mail speech address remarks statement"
    " testimony appeal call plea request warning promise pledge response reply answer ultimatum"
    " tweet briefing report proposal presentation comments"
)
_EXCHANGES = word_set(
    "interview interviews conversation conversations talks meeting call discussion chat exchange"
    " telephone phone q&a"
)
_PEOPLE = word_set(
    "reporters journalists press media voters supporters lawmakers senators congress parliament court"
    " jurors jury judge judges police investigators prosecutors officials diplomats crowd audience"
    " rally fans followers viewers readers listeners members leaders ministers president minister"
    " governor mayor people americans citizens residents investors analysts employees workers staff"
    " colleagues aides donors delegates students soldiers troops nation country public world parents"
    " friends family relatives counterpart counterparts allies committee commission panel council"
    " senate house government administration authorities ministry newspaper magazine agency"
    " network broadcaster"
)
_PRONOUNS = word_set("me us him her them you everyone everybody anyone others those")
_SPEAKING_LABELS = frozenset(("PERSON", "ORG", "GPE", "NORP"))
_VAIN = word_set("himself herself themselves itself myself ourselves")


def addressee_of(
    parse: Parse, cue: Sequence[Span], content: Sequence[Span]
) -> tuple[int, Span] | None:
    """The word that heads the addressee, and the addressee's span; None where nobody is addressed."""
    for token in tokens_of(parse, cue):
        head = _object(parse, token, content)
        if head is None:
            head = _prepositional(parse, token, content)
        if head is not None and parse.words[head] not in _VAIN:
            return head, _span(parse, head)
    return None


def _object(parse: Parse, verb: int, content: Sequence[Span]) -> int | None:
    """The object: "told Macron that …"; "urged Kyiv to …", where the object may stand within the content."""
    if parse.words[verb] not in _TOLD or parse.child(verb, "nsubjpass") is not None:
        return _passive_subject(parse, verb, content)
    head = parse.child(verb, "dative", "dobj")
    if head is None or head < verb:
        return _raised_subject(parse, verb)
    if parse.deps[head] == "dative" and parse.words[head] == "to":
        return parse.child(head, "pobj")
    goal = parse.child(verb, "xcomp")
    if goal is not None and goal > head:
        return head  # who is urged to do something can hear
    if not _within(parse, head, content):
        return head
    return head if parse.child(verb, "ccomp") is not None and _may_listen(parse, head) else None


def _raised_subject(parse: Parse, verb: int) -> int | None:
    """The parser may take the one addressed for the subject: "urged [Kyiv to withdraw]"."""
    goal = parse.child(verb, "ccomp")
    if goal is None or goal < verb:
        return None
    subject = parse.child(goal, "nsubj")
    is_infinitive = any(parse.words[k] == "to" and k < goal for k in parse.children[goal])
    if subject is None or not verb < subject < goal or not is_infinitive:
        return None
    return subject if parse.left[subject] == verb + 1 and _may_listen(parse, subject) else None


def _passive_subject(parse: Parse, verb: int, content: Sequence[Span]) -> int | None:
    """The subject: "reporters were told that …"."""
    subject = parse.child(verb, "nsubjpass")
    if subject is None or parse.words[verb] not in _TOLD or _within(parse, subject, content):
        return None
    return subject if _may_listen(parse, subject) else None


def _prepositional(parse: Parse, token: int, content: Sequence[Span]) -> int | None:
    """Listeners after a preposition: "said to reporters", "in a letter to the governor"."""
    for kid in parse.children[token]:
        word = parse.words[kid]
        target = parse.child(kid, "pobj") if parse.deps[kid] in ("prep", "dative") else None
        if target is None:
            continue
        if word in ("to", "with", "on") and _addresses(parse, token, word):
            if _may_listen(parse, target) and (word == "on" or not _within(parse, target, content)):
                return target
        elif word in ("in", "during", "at", "by", "through"):
            found = _message(parse, target)
            if found is not None and not _within(parse, found, content):
                return found
    return None


def _addresses(parse: Parse, token: int, preposition: str) -> bool:
    """Whether this preposition leads to a listener after this word of the cue."""
    word = parse.words[token]
    if preposition == "on":
        return word.startswith("call")
    return preposition == "to" or word in _EXCHANGES or word[:5] in ("spoke", "speak", "share")


def _message(parse: Parse, noun: int) -> int | None:
    for kid in parse.children[noun]:
        word = parse.words[kid]
        if (word == "to" and parse.words[noun] in _MESSAGES) or (
            word == "with" and parse.words[noun] in _EXCHANGES
        ):
            target = parse.child(kid, "pobj")
            if target is not None and _may_listen(parse, target):
                return target
    return None


def _may_listen(parse: Parse, head: int) -> bool:
    if parse.words[head] in _PEOPLE or parse.words[head] in _PRONOUNS:
        return True
    return any(
        first <= head < stop and label in _SPEAKING_LABELS for first, stop, label in parse.entities
    )


def _within(parse: Parse, token: int, content: Sequence[Span]) -> bool:
    return any(start <= parse.starts[token] < end for start, end in content)


def _span(parse: Parse, head: int) -> Span:
    """The noun phrase without clauses and prepositions that hang on it, but with "of …"."""
    last = head
    for kid in parse.children[head]:
        if kid > head and (
            parse.deps[kid] in ("conj", "cc", "appos", "flat")
            or (parse.deps[kid] == "prep" and parse.words[kid] == "of")
        ):
            last = parse.right[kid] if parse.deps[kid] != "cc" else last
    return parse.starts[parse.left[head]], parse.ends[last]
