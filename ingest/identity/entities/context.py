"""Whether the same full name means the same person: by company, role, outlet and time.

Two people of one name are rare in the news, so a name alone is believed until what stands around it speaks
against it. Names that differ belong in ``scoring``.
"""

import math
import re
from dataclasses import dataclass

from ingest.identity.entities.memory import Memory, Profile
from ingest.identity.entities.rulings import Reading
from ingest.identity.names.forms import NameForm

PRIOR = 1.6
"""Log odds that a full name is one person's, before anything else is known."""
KNOWN = 0.4
"""For each doubling of the texts that name the person."""
NO_COMPANY, COMPANY, MOST_COMPANY = -1.5, 1.0, 3.0
OTHER_ROLE, SAME_ROLE = -1.5, 1.5
SAME_SOURCE = 0.3
YEARS_APART = -0.5
"""For each year beyond the first between the texts."""
EVERYWHERE = 0.02
"""Share of all texts from which an entity is no company: its country, its capital."""
ENOUGH_COMPANY = 3
"""Others that a text and an entity must have before it says anything that none is shared."""
_WORDS = re.compile(r"[^\W\d_]{3,}")
_NO_ROLE = frozenset(
    ("the", "former", "late", "ex", "then", "own", "her", "his", "their", "and", "said", "who", "for", "mrs")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Context:
    """What speaks for a name meaning this entity here."""

    log_odds: float
    reason: str

    @property
    def probability(self) -> float:
        """The log odds as a probability."""
        return 1.0 / (1.0 + math.exp(-self.log_odds))


def role_words(descriptors: tuple[str, ...] | frozenset[str]) -> frozenset[str]:
    """The words of roles that say something."""
    found = {word for text in descriptors for word in _WORDS.findall(text.casefold())}
    return frozenset(found - _NO_ROLE)


def shared_company(memory: Memory, entity: int, here: frozenset[int]) -> tuple[int, float]:
    """How many are named here and beside the entity elsewhere, and how much they count together."""
    shared = memory.company(entity) & here
    if not shared:
        return 0, 0.0
    usual = max(3.0, EVERYWHERE * memory.text_count())
    counts = memory.text_counts(shared)
    return len(shared), sum(1.0 if counts[one] <= usual else 0.3 for one in shared)


def namesake_evidence(
    entity: int,
    reading: Reading,
    form: NameForm,
    descriptors: tuple[str, ...],
    *,
    is_only: bool,
) -> Context:
    """The log odds that a person of this full name is the one that is known.

    Company is looked up where it can change the decision: not for the only one of that name who is sure without.
    """
    profile, text = reading.memory.profile(entity), reading.text
    parts = {"same name": PRIOR * min(2, len(form.words)) / 2, "known": _known(profile)}
    parts["role"] = _role(role_words(descriptors), role_words(profile.descriptors))
    if text.source is not None and text.source in profile.sources:
        parts["outlet"] = SAME_SOURCE
    if text.day is not None and profile.last_day is not None:
        years = abs((text.day - profile.last_day).days) / 365.0
        parts["time"] = YEARS_APART * max(0.0, years - 1.0)
    if not is_only or sum(parts.values()) < -NO_COMPANY:
        parts["company"] = _company(entity, reading)
    told = ", ".join(f"{name} {value:+.1f}" for name, value in parts.items() if value)
    return Context(sum(parts.values()), told)


def _known(profile: Profile) -> float:
    return KNOWN * math.log2(max(1, profile.texts))


def _role(here: frozenset[str], known: frozenset[str]) -> float:
    if not here or not known:
        return 0.0
    return SAME_ROLE if here & known else OTHER_ROLE


def _company(entity: int, reading: Reading) -> float:
    count, weight = shared_company(reading.memory, entity, reading.around - {entity})
    if count:
        return min(MOST_COMPANY, COMPANY * weight)
    is_enough = min(len(reading.memory.company(entity)), reading.others) >= ENOUGH_COMPANY
    return NO_COMPANY if is_enough else 0.0
