"""One name or two: labelled pairs, and mentions of five corpora as clusters, beside what simpler means give.

Run ``python -m evals.names`` or ``make eval``. How the corpora are read belongs in ``evals.names_data``,
how weights are learned in ``evals.names_training``.
"""

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from rapidfuzz.distance import JaroWinkler

from evals.names_data import (
    Occurrence,
    ecbplus,
    entity_linking,
    meantime,
    name_pairs,
    nil_names_joined,
    slavic_names,
)
from evals.names_online import resolve_online
from evals.names_training import TOPICS, cross_validated, f1_of, training_corpora
from evals.shared import DATA
from ingest.extract import ExtractionInput, default_extractor
from ingest.identity.names.resolution import Named, resolve
from ingest.identity.names.scoring import score

_REMAINS = """\
What remains (`python -m evals.names errors` lists it). In entity_linking, a quarter of what is mixed are names that no
knowledge base has: the corpus keeps each spelling apart ("Scherer" after "Robert W. Scherer"); the line with nil names
joined leaves that out. The rest: a place that stands for its team or body (a city's name for its baseball club), which stays
the place; a body's name cut to a word that is also a place; a first name alone; and half a name that came before the whole. In
ecbplus: teams called by their nickname or their city, and mentions that are no name ("I'm", "in Newport Beach"). In meantime: mentions
that take a description along ("aircraft manufacturer ..."), and an acronym in brackets after its expansion.
"""

Scores = tuple[float, float, float]


def evaluate() -> str | None:
    """All measures as Markdown; None where the data is absent."""
    if not DATA.exists():
        return None
    sections = [_pairs_section(), _clusters_section(), _seeds_section(), _REMAINS]
    return "\n".join(["## Names\n", *sections])


def b_cubed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> Scores:
    """Precision, recall and F1, each item counting once."""
    together = Counter(zip(gold, found, strict=True))
    golds, founds = Counter(gold), Counter(found)
    precision = sum(n * n / founds[f] for (_, f), n in together.items()) / len(gold)
    recall = sum(n * n / golds[g] for (g, _), n in together.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def lower_case(items: Sequence[Occurrence]) -> list[Hashable]:
    """The baseline: the same lower-cased form is the same entity."""
    return [one.name.lower() for one in items]


def normalised(items: Sequence[Occurrence]) -> list[Hashable]:
    """The baseline: the same form without case, accents, marks and doubled blanks, and the same type."""
    return [(one.entity_type == "person", _plain(one.name)) for one in items]


def resolved(items: Sequence[Occurrence]) -> list[Hashable]:
    """Ours, all names at once."""
    return list(resolve(_named(items)).groups)


def resolved_online(items: Sequence[Occurrence]) -> list[Hashable]:
    """Ours as a build does it: text by text, in order of arrival."""
    return resolve_online(_named(items))


def _named(items: Sequence[Occurrence]) -> list[Named]:
    return [Named(one.doc_id, one.name, one.entity_type) for one in items]


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(
        char if char.isalnum() else " " for char in letters if not unicodedata.combining(char)
    )
    return " ".join(kept.split())


def _pairs_section() -> str:
    labelled = name_pairs()
    same = [float(_plain(one.left.written) == _plain(one.right.written)) for one in labelled]
    winkler = [
        JaroWinkler.similarity(one.left.written.lower(), one.right.written.lower())
        for one in labelled
    ]
    best = max((step / 100 for step in range(50, 100)), key=lambda at: f1_of(labelled, winkler, at))
    held_out = cross_validated(labelled, training_corpora(TOPICS))
    shipped = [score(one.left, one.right) for one in labelled]
    lines = [
        f"Pairs of name_variants ({len(labelled)}). Goal: F1 .85. nomenklatura's logic_v2, its stored run: .79.",
        "",
        "| method | F1 |",
        "| --- | ---: |",
        f"| same normalised name | {f1_of(labelled, same, 0.5):.3f} |",
        f"| Jaro-Winkler at its best threshold ({best:.2f}) | {f1_of(labelled, winkler, best):.3f} |",
        f"| ours, weights learned from the other four fifths | {f1_of(labelled, held_out, 0.5):.3f} |",
        f"| ours, the shipped weights, which have seen these pairs | {f1_of(labelled, shipped, 0.5):.3f} |",
    ]
    return "\n".join([*lines, ""])


def corpora() -> Iterable[tuple[str, str, list[Occurrence]]]:
    """Name, goal and items of each measure."""
    people = slavic_names("PER")
    yield "slavic_names, people", "F1 .75", people
    yield "slavic_names, people, ru", "F1 .80", [one for one in people if one.language == "ru"]
    yield "slavic_names, people, pl", "F1 .85", [one for one in people if one.language == "pl"]
    yield "ecbplus", "half the errors", ecbplus()
    yield "meantime", "half the errors", meantime()
    linked = entity_linking()
    yield "entity_linking", "half the errors", linked
    yield "entity_linking, nil names joined", "half the errors", nil_names_joined(linked)


def _clusters_section() -> str:
    lines = [
        "Clusters of names (B³ over occurrences; an error is 1 - F1). Ours is what a build does: text by text, in order of "
        "arrival. Weights and thresholds were set on these halves.",
        "",
        "| corpus | names | same lower case F1 | same normalised F1 | all at once F1 | ours P | ours R | ours F1 | errors left | goal |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    for name, goal, items in corpora():
        gold = [one.gold for one in items]
        lower, plain = b_cubed(gold, lower_case(items))[2], b_cubed(gold, normalised(items))[2]
        at_once = b_cubed(gold, resolved(items))[2]
        precision, recall, f1 = b_cubed(gold, resolved_online(items))
        lines.append(
            f"| {name} | {len(items)} | {lower:.3f} | {plain:.3f} | {at_once:.3f} | {precision:.3f} | {recall:.3f} "
            f"| {f1:.3f} | {(1 - f1) / (1 - plain):.2f} | {goal} |"
        )
    return "\n".join([*lines, ""])


SEEDS = ("Putin", "Lukashenko", "Macron", "T(?:s|ikh|ih).*sk", "^(?:the )?(?:EU|European Union)$")
"""A pattern for the names of each thing that must be one entity over the five seeds."""


def _seeds_section() -> str:
    """How many entities each of five becomes over the seeds, from raw text."""
    names = list(seed_names())
    groups = resolve_online(names)
    lines = ["Entities in the five seeds, from raw text (each should be 1).", ""]
    for pattern in SEEDS:
        found: dict[Hashable, Counter[str]] = defaultdict(Counter)
        for one, group in zip(names, groups, strict=True):
            if re.search(pattern, one.name):
                found[group][one.name] += 1
        shown = "; ".join(
            ", ".join(f"{name} ×{n}" for name, n in each.items()) for each in found.values()
        )
        lines.append(f"- {len(found)}: {shown}")
    return "\n".join([*lines, ""])


def seed_names() -> Iterable[Named]:
    """The names that the extractor finds in the seeds, as their articles write them."""
    texts = [
        ExtractionInput(path.stem, "", path.read_text("utf-8"))
        for path in sorted((DATA / "seeds").glob("*.txt"))
    ]
    for text, result in zip(texts, default_extractor().extract(texts), strict=True):
        for mention in result.mentions:
            if mention.mention_type == "name":
                yield Named(text.text_hash, mention.entity_name, mention.entity_type)


def errors(items: Sequence[Occurrence], most: int = 15) -> str:
    """The groups that cost most: what is torn apart, and what is thrown together."""
    found = resolved_online(items)
    return (
        "torn\n" + _worst(items, [one.gold for one in items], found, most)
        + "mixed\n" + _worst(items, found, [one.gold for one in items], most)
    )  # fmt: skip


def _worst(
    items: Sequence[Occurrence], whole: Sequence[Hashable], parts: Sequence[Hashable], most: int
) -> str:
    split: dict[Hashable, dict[Hashable, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one, big, small in zip(items, whole, parts, strict=True):
        split[big][small].append(one.name)

    def cost(groups: Mapping[Hashable, Sequence[str]]) -> float:
        total = sum(map(len, groups.values()))
        return total - sum(len(group) ** 2 for group in groups.values()) / total

    worst = sorted(split.items(), key=lambda item: -cost(item[1]))[:most]
    lines = []
    for big, groups in worst:
        ranked = sorted(groups.values(), key=len, reverse=True)[:8]
        shown = "; ".join(
            f"{len(group)}× " + ", ".join(name for name, _ in Counter(group).most_common(3))
            for group in ranked
        )
        lines.append(f"  {cost(groups):.0f} [{big}] {shown}")
    return "\n".join([*lines, ""])


def main() -> None:
    """Print the report, or with ``errors`` the groups that cost most."""
    if sys.argv[1:2] == ["errors"]:
        for name, _, items in corpora():
            sys.stdout.write(f"{name}\n{errors(items)}\n")
    else:
        sys.stdout.write(evaluate() or "skipped: the evaluation data is not here\n")


if __name__ == "__main__":
    main()
