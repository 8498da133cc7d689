"""How well a full name fits an entity: the mean over the entity's names.

The likeness of two names is ``names.scoring``'s, what forbids it altogether belongs in ``vetoes``, whether namesakes
are one in ``context``.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from ingest.identity.entities.keys import keys_of
from ingest.identity.entities.memory import KnownName, Memory
from ingest.identity.entities.vetoes import apart, shortened
from ingest.identity.names.forms import NameForm, name_form
from ingest.identity.names.gazetteer import place_code
from ingest.identity.names.scoring import reasons, score
from ingest.identity.names.shortforms import spelled_out

TOGETHER = 1.5
"""Log odds for a body that is named in short and in full in one text: Acme, Acme Steel."""
COMPARED = 10
"""Names that are compared in full, of those that keys find: the most alike by sound."""
SOUNDS_ALIKE = 45.0
"""Of 100; what is less alike is compared only where an acronym or a known place says so."""


@dataclass(frozen=True, slots=True)
class Fit:
    """An entity that a name may mean."""

    entity: int
    form: NameForm
    name: KnownName  # the most alike of its names
    score: float

    @property
    def reason(self) -> str:
        """What weighed most, for a person to read."""
        return f"like {self.name.written}: {reasons(self.form, form_of(self.name))}"


def form_of(known: KnownName) -> NameForm:
    """The normal form of a known name."""
    return name_form(known.written, known.entity_type)


def sounded(form: NameForm) -> str:
    """The words of a name by their sound."""
    return " ".join(word.sounded for word in form.words)


def likely(form: NameForm, found: Sequence[KnownName]) -> list[KnownName]:
    """The few of the names that keys find that are worth a comparison."""
    same_class = [one for one in found if not one.is_bare and form_of_person(one) == form.is_person]
    listed = (
        [one for one in same_class if _is_listed(form, form_of(one))] if _has_code(form) else []
    )
    ranked = process.extract(
        sounded(form),
        [one.sounded for one in same_class],
        scorer=fuzz.token_set_ratio,
        limit=COMPARED,
        score_cutoff=SOUNDS_ALIKE,
    )
    return [*listed[:COMPARED], *(same_class[index] for _, _, index in ranked)]


def form_of_person(known: KnownName) -> bool:
    """Whether the name was taken for a person's."""
    return known.entity_type == "person"


def _has_code(form: NameForm) -> bool:
    return bool(form.acronym or form.initials or place_code(form))


def _is_listed(form: NameForm, other: NameForm) -> bool:
    """An acronym and its expansion, or two names of one known place."""
    spelled = spelled_out(form, other) or spelled_out(other, form)
    code = place_code(form)
    return spelled or (code is not None and code == place_code(other))


def fits(form: NameForm, memory: Memory, here: frozenset[int]) -> list[Fit]:
    """The entities whose names are like this one, the best first; what must stay apart is left out."""
    found = likely(form, memory.found_by(keys_of(form)))
    entities = dict.fromkeys(one.entity for one in found)
    ranked = [_fit(form, memory.variants(entity), entity in here) for entity in entities]
    return sorted(
        (fit for fit in ranked if fit is not None), key=lambda fit: (-fit.score, fit.entity)
    )


def _fit(form: NameForm, variants: Sequence[KnownName], is_here: bool) -> Fit | None:
    total = weight = best_score = 0.0
    best: KnownName | None = None
    for known in variants:
        other = form_of(known)
        if apart(form, other):
            return None
        one = score(form, other, TOGETHER if is_here and shortened(form, other) else 0.0)
        total += one * known.texts
        weight += known.texts
        if best is None or one > best_score:
            best, best_score = known, one
    if best is None:
        return None
    return Fit(best.entity, form, best, total / weight)


def mean_score(left: Iterable[KnownName], right: Sequence[KnownName]) -> float:
    """The mean over all pairs of names of two entities; 0 where any pair must stay apart."""
    total = weight = 0.0
    for one in left:
        for other in right:
            forms = form_of(one), form_of(other)
            if apart(*forms) or forms[0].is_person != forms[1].is_person:
                return 0.0
            share = one.texts * other.texts
            total += share * score(*forms)
            weight += share
    return total / weight if weight else 0.0


def by_entity(names: Iterable[KnownName]) -> dict[int, list[KnownName]]:
    """Names by the entity they mean, in order."""
    found: dict[int, list[KnownName]] = defaultdict(list)
    for one in names:
        found[one.entity].append(one)
    return dict(found)
