"""Mentions of named entities: the model's names, trimmed, typed and joined within the article.

Pronouns and descriptions are not mentions yet. Which names mean the same belongs in
``ingest.extract.names``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.events import MentionPayload
from ingest.extract.gazetteer import NOT_NAMES, TYPE_OF
from ingest.extract.names import acronyms, fullest_names
from ingest.extract.parse import Parse
from ingest.extract.reference.lexicon import (
    ANONYMOUS,
    GROUP,
    PERSON,
    is_person_title,
    leaders,
    nouns,
)

ENTITY_TYPES = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "EVENT": "event",
    "WORK_OF_ART": "work",
    "LAW": "work",
    "NORP": "other",
    "PRODUCT": "other",
}
"""The model's labels that are entities of ours; dates, figures and languages are not."""

MAX_LENGTH = 100
MODEL_CONFIDENCE = 0.85
"""Share of the small model's names that are right, by its own evaluation (OntoNotes, precision .85)."""
KNOWN_CONFIDENCE = 0.95
"""The same where our own list confirms name and type."""

_LEADING = re.compile(r"(?:(?:the|a|an)\s+|[\W_]+)+", re.I)
_TRAILING = re.compile(r"(?:['’`]s?|[^\w.)%]+|(?<![A-Z])\.)+$")
_NOT_A_NAME = re.compile(r"https?:|www\.|@|#|\.com\b|^[\d\W_]+$", re.I)


@dataclass(frozen=True, slots=True)
class RawMention:
    """A name as the model marked it, trimmed; offsets in code points of its section."""

    section: str
    start: int
    end: int
    text: str
    entity_type: str
    descriptor: str | None


def raw_mentions(parse: Parse, section: str, offset: int) -> Iterator[RawMention]:
    """The names of one parsed piece of text that begins at ``offset`` of its section."""
    for first, stop, label in parse.entities:
        entity_type = ENTITY_TYPES.get(label)
        span = (parse.starts[first], parse.ends[stop - 1])
        if entity_type is None:
            continue
        start, end = name_span(parse.text, *span)
        name = parse.text[start:end]
        known = name.casefold()
        if not 1 < end - start <= MAX_LENGTH or known in NOT_NAMES or _NOT_A_NAME.search(name):
            continue
        if entity_type not in ("person", "other") and _is_common(known):
            continue
        if entity_type != "person" and first and is_person_title(_word(parse, first - 1)):
            entity_type = "person"
        descriptor = _descriptor(parse, first, stop) if entity_type == "person" else None
        yield RawMention(
            section,
            offset + start,
            offset + end,
            name,
            known_type(known) or entity_type,
            descriptor,
        )


def known_type(name: str) -> str | None:
    """The type of a lower-cased name that means one thing nearly everywhere."""
    return TYPE_OF.get(name) or ("person" if name in leaders() else None)


def _word(parse: Parse, token: int) -> str:
    return parse.text[parse.starts[token] : parse.ends[token]]


def _is_common(name: str) -> bool:
    """Whether it is a noun: "Detectives" at the head of a sentence; "Congress" is a name as well."""
    noun = nouns().get(name)
    return noun is not None and noun.kind in (PERSON, GROUP, ANONYMOUS)


def name_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The name alone: one line, no article, no possessive, no marks at its edges."""
    line = text[start:end].split("\n")
    widest = max(range(len(line)), key=lambda index: len(line[index].strip()))
    start += sum(len(part) + 1 for part in line[:widest])
    end = start + len(line[widest])
    leading = _LEADING.match(text, start, end)
    if leading is not None and leading.end() < end:
        start = leading.end()
    trailing = _TRAILING.search(text[start:end])
    return start, end if trailing is None else start + trailing.start()


def joined_mentions(found: Iterable[RawMention], text: str) -> list[MentionPayload]:
    """Mentions with the fullest name and the majority type of the article, in reading order."""
    raw = sorted(found, key=lambda m: (m.section != "title", m.start, -m.end))
    fullest = fullest_names(((_flat(m.text), m.entity_type) for m in raw), acronyms(text))
    joined: list[MentionPayload] = []
    for mention in raw:
        name, entity_type = fullest[(_flat(mention.text), mention.entity_type)]
        known = known_type(name.casefold())
        joined.append(
            MentionPayload(
                section=mention.section,
                start=mention.start,
                end=mention.end,
                text=mention.text,
                mention_type="name",
                entity_type=known or entity_type,
                entity_name=name,
                descriptor=mention.descriptor,
                confidence=KNOWN_CONFIDENCE if known else MODEL_CONFIDENCE,
            )
        )
    return joined


def _flat(name: str) -> str:
    return " ".join(name.split())


def _descriptor(parse: Parse, first: int, stop: int) -> str | None:
    """What the text calls a person: "Russian President" before the name, or an apposition after it."""
    head = next((t for t in range(first, stop) if not first <= parse.heads[t] < stop), stop - 1)
    begin, end = parse.left[head], first
    while begin < first and parse.deps[begin] in ("det", "poss", "cc", "punct", "case"):
        begin += 1
    if begin == first:
        title = parse.child(head, "appos")
        if title is None or title < stop or parse.right[title] - parse.left[title] > 12:
            return None
        begin, end = parse.left[title], parse.right[title] + 1
    elif any(finish == end for _, finish, _ in parse.entities):
        return None  # another name right before this one: "the European Council Charles Michel"
    text = parse.text[parse.starts[begin] : parse.ends[end - 1]].strip(" ,.;:–—-\"'“”")
    return _flat(text) if any(char.isalpha() for char in text) and len(text) <= 80 else None
