"""Pronouns and descriptions of named entities in two annotated corpora: gum_news and entity_linking.

Counts third-person pronouns and definite descriptions. A reference is right when some name of the entity it was
resolved to stands, by the annotation, for the one meant. The weights were learned on gum_news (and on half of the
speakers' labels); nothing was made with entity_linking in view but the list of its words. Speakers of
claims belong in ``evals.speakers``.
"""

import gzip
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from evals.shared import DATA
from ingest.events import MentionPayload
from ingest.extract import ExtractionInput, default_extractor
from ingest.extract.reference.discourse import PRONOUNS

_SINGULAR = frozenset(word for word, group in PRONOUNS.items() if group in "mf")
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "his", "her", "its", "their"))
_TYPES = frozenset(("person", "organization", "place"))
KINDS = ("he, she", "it, they", "description")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """One annotated reference: whether its entity has a name in the text, and what was made of it."""

    kind: str
    is_named: bool
    is_resolved: bool
    is_right: bool


def corpora_section() -> str:
    """A table of accuracy and coverage for both corpora."""
    lines = [
        "References to named entities in annotated corpora. Coverage: of those whose entity has a name in "
        "the text, how many are resolved.",
        "",
        "| corpus | reference | annotated | of a named entity | accuracy | coverage |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for corpus, judge in (("gum_news", gum_judged), ("entity_linking", linked_judged)):
        found = list(judge())
        for kind in KINDS:
            here = [one for one in found if one.kind == kind]
            counts = Counter((one.is_named, one.is_resolved) for one in here)
            resolved = counts[True, True] + counts[False, True]
            named = counts[True, True] + counts[True, False]
            right = sum(one.is_right for one in here)
            lines.append(
                f"| {corpus} | {kind} | {len(here)} | {named} | {_percent(right, resolved)} "
                f"| {_percent(counts[True, True], named)} |"
            )
    return "\n".join([*lines, ""])


def gum_judged() -> Iterator[Judged]:
    """Every pronoun and definite description of a person, body or place in gum_news."""
    for gold, mentions in annotated("gum_news"):
        gold = [row for row in gold if row["type"] != "DATE_TAG"]
        chains: dict[str, set[str]] = defaultdict(set)
        for mention in mentions:
            if mention.mention_type == "name":
                chain = chain_at(gold, mention.end - 1)
                if chain is not None:
                    chains[mention.entity_name].add(chain)
        named = {row["chain_id"] for row in gold if _is_name(row)}
        ends = _by_end(mentions)
        for row in gold:
            kind = _kind(row["text"]) if row["type"] in _TYPES else None
            if kind is not None:
                found = ends.get((row["end"], kind == "description"))
                is_right = found is not None and row["chain_id"] in chains[found.entity_name]
                yield Judged(kind, row["chain_id"] in named, found is not None, is_right)


def linked_judged() -> Iterator[Judged]:
    """Every annotated third-person pronoun and description in entity_linking whose entity is known."""
    for gold, mentions in annotated("entity_linking"):
        names: dict[str, set[str]] = defaultdict(set)
        for mention in mentions:
            if mention.mention_type == "name":
                names[mention.entity_name] |= {
                    row["name"]
                    for row in gold
                    if not row["coref"]
                    and row["start"] < mention.end
                    and mention.start < row["end"]
                }
        named = set().union(*names.values())
        ends = _by_end(mentions)
        for row in gold:
            kind = _kind(row["text"]) if row["coref"] and row["name"] != "Unknown" else None
            if kind is not None:
                found = ends.get((row["end"], kind == "description"))
                # A name that was annotated as nobody's, or not at all, is right where it says so itself.
                is_right = found is not None and (
                    row["name"] in names[found.entity_name]
                    or found.entity_name.casefold() in row["name"].casefold()
                )
                yield Judged(kind, row["name"] in named, found is not None, is_right)


def annotated(corpus: str) -> Iterator[tuple[list[Row], list[MentionPayload]]]:
    """The annotations of each text of a corpus, with the default extractor's mentions."""
    found = texts_with_gold(corpus)
    results = default_extractor().extract([text for text, _ in found])
    for (_, gold), result in zip(found, results, strict=True):
        yield gold, result.mentions


def texts_with_gold(corpus: str) -> list[tuple[ExtractionInput, list[Row]]]:
    """The texts of a corpus in which references are annotated, with all their annotations."""
    gold: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(corpus, "mentions"):
        gold[row["doc_id"]].append(row)
    return [
        (ExtractionInput(row["id"], "", row["text"]), gold[row["id"]])
        for row in _rows(corpus, "articles")
        if any(one.get("coref", True) for one in gold[row["id"]])
    ]


def chain_at(gold: Sequence[Row], position: int) -> str | None:
    """The chain of the smallest annotated mention around a position."""
    around = [row for row in gold if row["start"] <= position < row["end"]]
    smallest = min(around, key=lambda row: row["end"] - row["start"], default=None)
    return None if smallest is None else smallest["chain_id"]


def _rows(corpus: str, name: str) -> Iterator[Row]:
    with gzip.open(DATA / corpus / f"{name}.jsonl.gz", "rb") as lines:
        for line in lines:
            yield orjson.loads(line)


def _by_end(mentions: Iterable[MentionPayload]) -> dict[tuple[int, bool], MentionPayload]:
    return {(m.end, m.mention_type == "nominal"): m for m in mentions if m.mention_type != "name"}


def _kind(text: str) -> str | None:
    words = text.lower().split()
    if words and words[-1] in PRONOUNS and len(words) == 1:
        return KINDS[0] if words[-1] in _SINGULAR else KINDS[1]
    is_description = len(words) > 1 and words[0] in _DEFINITE
    return KINDS[2] if is_description and not text.split()[-1][:1].isupper() else None


def _is_name(row: Row) -> bool:
    last = row["text"].split()[-1]
    return row["type"] in _TYPES and len(last) > 1 and last[0].isupper() and not _kind(row["text"])


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"
