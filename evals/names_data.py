"""Names with known identity: labelled pairs, and mentions of five corpora as occurrences with a gold entity.

Reading and the choice of what is counted; how it is scored belongs in ``evals.names``.
"""

import gzip
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import orjson

from evals.shared import DATA
from ingest.extract.reference.lexicon import nouns
from ingest.identity.names.blocking import block_keys
from ingest.identity.names.forms import NameForm, name_form
from ingest.identity.names.lexicon import listed

Row = dict[str, Any]
NIL = "nil"
"""Begins the gold of a name that is in no knowledge base."""
OTHERS = 4
"""Pairs of two entities for each of one; among what shares a key they are far more still."""
SLAVIC_TYPES = {"PER": "person", "ORG": "organization", "LOC": "place"}
_ECB_TYPES = {"HUMAN": "person", "LOC": "place"}
_MEANTIME_TYPES = {"PER": "person", "ORG": "organization", "LOC": "place"}
_NAMED = frozenset(("NAM", "PRE.NAM"))


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One name in one document, and which entity it is."""

    doc_id: str
    name: str
    entity_type: str
    gold: str
    group: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two names, whether they are one's, and how much the pair counts in learning."""

    left: NameForm
    right: NameForm
    is_match: bool
    weight: float = 1.0


def rows(path: str) -> Iterator[Row]:
    """The lines of a compressed file of the data folder."""
    with gzip.open(DATA / path, "rb") as lines:
        for line in lines:
            yield orjson.loads(line)


def name_pairs() -> list[LabelledPair]:
    """The labelled pairs of name_variants."""
    found = []
    for row in rows("name_variants/name_pairs.jsonl.gz"):
        kind = "person" if row["schema"] == "Person" else "organization"
        left, right = name_form(row["name1"], kind), name_form(row["name2"], kind)
        found.append(LabelledPair(left, right, row["is_match"]))
    return found


def slavic_names(*types: str) -> list[Occurrence]:
    """Surface forms of documents; the annotated base form is not used."""
    return [
        Occurrence(
            row["doc_id"], row["mention"], SLAVIC_TYPES[row["type"]], row["entity_id"], row["topic"], row["lang"]
        )
        for row in rows("slavic_names/mentions.jsonl.gz")
        if row["type"] in types
    ]  # fmt: skip


def ecbplus() -> list[Occurrence]:
    """Names of people, organisations and places in ECB+: the last word has a capital.

    Only where identity over documents was annotated: the other mentions have ids of their own.
    """
    return [
        Occurrence(
            row["doc_id"],
            row["text"],
            _ecb_type(row["type"]),
            row["chain_id"],
        )
        for row in rows("ecbplus/mentions.jsonl.gz")
        if row["type"].split("_")[0] in _ECB_TYPES and row["cross_doc"] and _is_name(row["text"])
    ]


def meantime() -> list[Occurrence]:
    """Named mentions of MEANTIME."""
    return [
        Occurrence(
            row["doc_id"], row["text"], _MEANTIME_TYPES[row["entity_type"]], row["instance_id"]
        )
        for row in rows("meantime/mentions.jsonl.gz")
        if row["kind"] == "ENTITY_MENTION"
        and row["entity_type"] in _MEANTIME_TYPES
        and row["syntactic_type"] in _NAMED
    ]


def entity_linking() -> list[Occurrence]:
    """Names with their Wikidata item; a name that is nobody's known is an entity of its own a document."""
    found = []
    for row in rows("entity_linking/mentions.jsonl.gz"):
        if row["coref"] or row["no_mapping"] or not _is_name(row["text"]):
            continue
        gold = row["wikidata_id"] or f"{NIL} {row['doc_id']} {row['text'].casefold()}"
        found.append(Occurrence(row["doc_id"], row["text"], _linked_type(row["types"]), gold))
    return found


def nil_names_joined(items: list[Occurrence]) -> list[Occurrence]:
    """The same where a nobody's name of a document whose words all stand in another one's is that one.

    The corpus says nothing of who is whom among them ("Scherer" after "Robert W. Scherer").
    """
    by_doc: dict[str, list[Occurrence]] = defaultdict(list)
    for one in items:
        if one.gold.startswith(NIL):
            by_doc[one.doc_id].append(one)
    found = []
    for one in items:
        words = set(one.name.casefold().split())
        others = by_doc[one.doc_id] if one.gold.startswith(NIL) else []
        longer = [
            other
            for other in others
            if words < set(other.name.casefold().replace(",", " ").split())
        ]
        longest = max(longer, key=lambda other: (len(other.name), other.name), default=one)
        found.append(replace(one, gold=longest.gold))
    return found


def slavic_pairs(topics: frozenset[str], most: int) -> list[LabelledPair]:
    """Pairs of Slavic forms, each kind of entity apart."""
    return [
        pair
        for kind in SLAVIC_TYPES
        for pair in sampled_pairs([one for one in slavic_names(kind) if one.group in topics], most)
    ]


def english_pairs(most: int) -> list[LabelledPair]:
    """Pairs of names of the English corpora; bare surnames are left to their articles."""
    items = [*ecbplus(), *meantime(), *entity_linking()]
    kinds = {one.entity_type for one in items}
    return [
        pair
        for kind in sorted(kinds)
        for pair in sampled_pairs([one for one in items if one.entity_type == kind], most)
        if kind != "person" or min(len(pair.left.words), len(pair.right.words)) > 1
    ]


def sampled_pairs(items: list[Occurrence], most: int, seed: int = 7) -> list[LabelledPair]:
    """Pairs of forms that share a block key: up to ``most`` of one entity, and more of two."""
    golds: dict[NameForm, set[str]] = defaultdict(set)
    for one in items:
        golds[name_form(one.name, one.entity_type)].add(one.gold)
    blocks: dict[str, list[NameForm]] = defaultdict(list)
    for form in golds:
        for key in set(block_keys(form)):
            blocks[key].append(form)
    pairs: dict[bool, set[tuple[NameForm, NameForm]]] = {True: set(), False: set()}
    for block in blocks.values():
        for index, left in enumerate(block[:300]):
            for right in block[index + 1 : 300]:
                if left.key != right.key:
                    pairs[not golds[left].isdisjoint(golds[right])].add((left, right))
    chosen: list[LabelledPair] = []
    for is_match, found in pairs.items():
        ordered = sorted(found, key=lambda pair: (pair[0].written, pair[1].written))
        size = min(most if is_match else OTHERS * most, len(ordered))
        sample = random.Random(seed).sample(ordered, size)  # noqa: S311
        chosen += [LabelledPair(left, right, is_match) for left, right in sample]
    return chosen


def _ecb_type(label: str) -> str:
    if label == "HUMAN_PART_ORG":
        return "organization"
    return "organization" if label == "HUMAN_PART_GPE" else _ECB_TYPES[label.split("_")[0]]


def _linked_type(types: list[str]) -> str:
    if "Q215627" in types:
        return "person"
    return "place" if "Q27096213" in types else "organization"


def _is_name(text: str) -> bool:
    words = text.split()
    big = [word for word in words if word[0].isalpha() and word[0].isupper()]
    if words[-1].lower() in nouns():
        return False
    return bool(big) and words[-1][:1].isupper() and words[0].lower() not in listed("pronoun")
