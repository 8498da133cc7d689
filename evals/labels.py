"""Labels: what texts call those they name, beside descriptors that a reader marked.

``python -m evals.labels`` prints the report's section; ``evals/labels/descriptors.jsonl`` holds sentences by document and
offsets, and in each the spans of every title, apposition and copula of a name. What counts: no article and no
possessive pronoun at its head, no relative clause, no party in brackets; honorifics (Mr., Ms.) are none; "X, not
a …" and "X would be a …" are none. Rules were written from the tuning half.
"""

import gzip
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from evals.shared import DATA, ROOT
from ingest.extract import EXTRACTORS, ExtractionInput

LABELS = ROOT / "evals" / "labels" / "descriptors.jsonl"
KINDS = ("title", "apposition", "copula")
NOTES = """What the figures mean, and what is left:

- A label is found where one of ours overlaps it; exact is the same span. Precision is over every label that we find in the labelled sentences.
- The sentences were drawn by their form (two names, commas beside names, forms of "to be"), half of them without any label;
  one reader marked them before looking at what is found. Extraction sees the whole article.
- Missed: second parts of lists ("anchor, analyst and host"), names that the model does not see, labels of pronouns whose name is
  far. Wrong: nouns before a name that belong to the sentence, an attribute of a thing that has a name.
"""

Span = tuple[int, int]
Place = tuple[str, str, int]
Found = dict[Place, list[tuple[str, Span]]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A labelled sentence and its labels."""

    dataset: str
    id: str
    start: int
    end: int
    labels: list[dict[str, Any]]
    half: str

    @property
    def place(self) -> Place:
        """What tells it from every other."""
        return self.dataset, self.id, self.start


def evaluate() -> str:
    """The report's section."""
    if not DATA.exists():
        return "## Labels\n\nskipped: the data is not here\n"
    sentences = [Sentence(**orjson.loads(line)) for line in LABELS.read_bytes().splitlines()]
    found = _found(sentences)
    lines = [
        "## Labels\n",
        "| half | kind | marked | found | precision | recall | exact recall | kind right |",
        "|---|---|---:|---:|---:|---:|---:|---:|",
    ]
    for half in ("reported", "tuning"):
        some = [sentence for sentence in sentences if sentence.half == half]
        lines += [_row(half, kind, some, found) for kind in ("all", *KINDS)]
    return "\n".join([*lines, "", NOTES])


def _row(half: str, kind: str, sentences: Sequence[Sentence], found: Found) -> str:
    tally: Counter[str] = Counter()
    for sentence in sentences:
        gold = [
            (label["kind"], (label["label"][0], label["label"][1])) for label in sentence.labels
        ]
        ours = found[sentence.place]
        tally["gold"] += sum(_is(kind, one) for one, _ in gold)
        tally["ours"] += sum(_is(kind, one) for one, _ in ours)
        tally["right"] += sum(
            _is(kind, one) and any(_meet(span, other) for _, other in gold) for one, span in ours
        )
        for one, span in gold:
            if _is(kind, one):
                same = [(k, s) for k, s in ours if _meet(span, s)]
                tally["hit"] += bool(same)
                tally["exact"] += any(s == span for _, s in same)
                tally["kind"] += any(k == one for k, _ in same)
    shares = (
        (tally["right"], tally["ours"]),
        *((tally[n], tally["gold"]) for n in ("hit", "exact")),
    )
    cells = " | ".join(_share(*pair) for pair in (*shares, (tally["kind"], tally["hit"])))
    return f"| {half} | {kind} | {tally['gold']} | {tally['ours']} | {cells} |"


def _is(kind: str, one: str) -> bool:
    return kind in ("all", one)


def _meet(left: Span, right: Span) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"


def _found(sentences: Sequence[Sentence]) -> Found:
    """Our labels in each sentence, from the whole article that it stands in."""
    wanted: dict[tuple[str, str], list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        wanted[sentence.dataset, sentence.id].append(sentence)
    keys, texts = list(wanted), dict(_texts(set(wanted)))
    inputs = [ExtractionInput(str(number), "", texts[key]) for number, key in enumerate(keys)]
    found: Found = {}
    for key, extraction in zip(keys, EXTRACTORS["rules"]().extract(inputs), strict=True):
        labels = [
            (label.kind, (label.start, label.end))
            for mention in extraction.mentions
            for label in mention.labels
        ]
        for sentence in wanted[key]:
            inside = {(k, s) for k, s in labels if sentence.start <= s[0] < sentence.end}
            found[sentence.place] = sorted(inside, key=lambda one: one[1])
    return found


def _texts(keys: set[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], str]]:
    for dataset in sorted({dataset for dataset, _ in keys}):
        with gzip.open(DATA / dataset / "articles.jsonl.gz", "rb") as lines:
            for row in map(orjson.loads, lines):
                if (dataset, row["id"]) in keys:
                    yield (dataset, row["id"]), row["text"]


if __name__ == "__main__":
    sys.stdout.write(evaluate())
