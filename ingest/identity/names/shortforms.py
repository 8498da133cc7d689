"""Short forms: a surname after the full name, an acronym beside its expansion; what a bare name stands for.

Within one article; whom a bare name means where the article does not say belongs in ``bare``.
"""

from collections.abc import Iterable

from ingest.identity.names.forms import NameForm
from ingest.identity.names.gazetteer import place_code
from ingest.identity.names.tokens import likeness

PART_SAME = 0.9
LONG, LONG_SAME = 8, 0.84
"""A long surname may be spelled more freely: Tikhanovskaya, Tsikhanouskaya."""


def is_short(form: NameForm) -> bool:
    """A person's name of one word: it says who only where the others are known."""
    return form.is_person and len(form.words) == 1


def may_be_surname(form: NameForm) -> bool:
    """A long single word that was taken for a place or body, and is no place that we know."""
    is_word = len(form.words) == 1 and not form.is_person and form.acronym is None
    return is_word and len(form.words[0].plain) >= LONG and place_code(form) is None


def part_likeness(short: NameForm, full: NameForm) -> float:
    """How well a bare name is a part of a full one; the surname counts more than a first name."""
    word = short.words[0]
    surname = likeness(word, full.words[-1])
    if surname >= PART_SAME or (surname >= LONG_SAME and len(word.plain) >= LONG):
        return max(surname, PART_SAME)
    return max((likeness(word, other) - 0.03 for other in full.words[:-1]), default=0.0)


def spelled_out(short: NameForm, full: NameForm) -> bool:
    """Whether one is the acronym of the other; U.S. is the country's, not that of US Steel."""
    if short.acronym is None or short.acronym not in full.initials:
        return False
    code = place_code(short)
    return code is None or code == place_code(full)


def meant_here(short: NameForm, others: Iterable[NameForm]) -> NameForm | None:
    """The one full name of the same article that a short form can stand for; None when there are two."""
    if is_short(short) or may_be_surname(short):
        scored = [
            (part_likeness(short, full), full)
            for full in others
            if full.is_person and len(full.words) > 1
        ]
    else:
        scored = [(1.0, full) for full in others if not full.is_person and spelled_out(short, full)]
    best = max((score for score, _ in scored), default=0.0)
    found = {
        full.key: full for score, full in scored if score >= PART_SAME and score >= best - 0.02
    }
    return next(iter(found.values())) if len(found) == 1 else None
