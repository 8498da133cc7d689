"""Whom bare names mean: a surname whose article has no full name goes to the group that the news speaks of most.

Groups named in the same article come first, then those whose company is there. Without a clear lead the bare
name stays by itself and the doubt is told. Pure values.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ingest.identity.names.blocking import block_keys
from ingest.identity.names.forms import NameForm
from ingest.identity.names.shortforms import PART_SAME, part_likeness

DOMINANT = 0.6
"""Share of the articles that a bearer of a bare name must have to be the one who is meant."""
COMPANY = 2.0
"""How many times more likely each one makes it who is named beside the bearer elsewhere, and here."""


@dataclass(slots=True)
class Bearers:
    """The groups of people with full names: where they are named, beside whom, and by which forms."""

    articles: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    groups_in: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    forms: dict[str, dict[int, set[NameForm]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )

    def add(self, article_id: str, form: NameForm, group: int) -> None:
        """A full name of a group in an article; names of places and bodies are company only."""
        self.articles[group].add(article_id)
        self.groups_in[article_id].add(group)
        if form.is_person:
            for key in block_keys(form):
                self.forms[key][group].add(form)

    def fits(self, short: NameForm) -> dict[int, float]:
        """The groups that a bare name may mean, and how well it fits."""
        found: dict[int, float] = {}
        for key in set(block_keys(short)):
            for group, forms in self.forms.get(key, {}).items():
                best = max(part_likeness(short, form) for form in forms)
                if best >= PART_SAME - 0.03:
                    found[group] = max(best, found.get(group, 0.0))
        return found

    def company(self, group: int) -> set[int]:
        """The groups named in the same articles."""
        return {other for article in self.articles[group] for other in self.groups_in[article]} - {
            group
        }


def meant(
    fits: Mapping[int, float],
    article_id: str,
    bearers: Bearers,
    company: Mapping[int, Iterable[int]],
) -> tuple[int | None, float]:
    """The group that is meant, or None, and the share of the best one."""
    here = bearers.groups_in.get(article_id, set())
    weights: Counter[int] = Counter()
    for group, fit in ({g: f for g, f in fits.items() if g in here} or fits).items():
        together = len(here.intersection(company[group]))
        near = 100 if fit >= PART_SAME else 20
        weights[group] = round(near * len(bearers.articles[group]) * (1.0 + COMPANY * together))
    if not weights:
        return None, 0.0
    best = min(weights, key=lambda group: (-weights[group], group))
    share = weights[best] / weights.total()
    return (best if share >= DOMINANT else None), share
