"""Stance, negation and mood: what kind of saying an attribution is, against labelled cues of news.

``python -m evals.stance`` prints the report's section. The labels (``evals/labels/stance.jsonl``: document and offsets
of cue and content) are of 150 gold attributions of the PolNeAR training articles, 40 drawn at random and 110 from
those whose cue is no plain "said"; they were made from cue and content without what the extractor
said of them in view. Cues and contents are the gold ones, so only the reading of them is measured. The
lexicon was mended after errors of the tuning half; that mood and negation are read in the first
sentence of a content was learnt from both halves.
"""

import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from evals.shared import DATA, ROOT
from ingest.extract.claims import is_negated, main_head
from ingest.extract.language import parse_texts
from ingest.extract.lexicon import load_lexicon
from ingest.extract.parse import Parse, Span, parse_of
from ingest.extract.quotes import quotations
from ingest.extract.saying import meaning_of
from ingest.extract.saying_modality import modality_of

LABELS = ROOT / "evals" / "labels" / "stance.jsonl"
TEXTS = DATA / "attribution" / "polnear.train.jsonl.gz"
STANCES = ("neutral", "doubt", "support", "denial", "demand")
FIELDS = ("stance", "is_negated", "modality")


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled attribution."""

    doc_id: str
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    half: str  # tuning | reported
    said: tuple[str, bool, str]  # stance, whether the content is negated, modality


def evaluate() -> str:
    """The report's section."""
    if not TEXTS.exists():
        return "## Kind of saying\n\nskipped: the data is not here\n"
    pairs = [(label, read) for label, read in readings(labels())]
    return "\n".join(
        [
            "## Kind of saying",
            "",
            f"{len(pairs)} gold attributions, most of them with rare cues; share read as labelled.",
            "",
            "| half | attributions | stance | stance, not neutral | negation | mood | mood, not asserted |",
            "| --- |" + " ---: |" * 6,
            *(_row(half, pairs) for half in ("reported", "tuning")),
            "",
            "Stance labelled (rows) and read (columns), both halves:",
            "",
            "| | " + " | ".join(STANCES) + " |",
            "| --- |" + " ---: |" * len(STANCES),
            *_confusions(pairs),
            "",
        ]
    )


def labels() -> list[Label]:
    """The labelled attributions."""
    rows = [orjson.loads(line) for line in LABELS.read_bytes().splitlines()]
    return [
        Label(
            row["doc_id"],
            tuple((start, end) for start, end in row["cue"]),
            tuple((start, end) for start, end in row["content"]),
            row["half"],
            (row["stance"], row["is_negated"], row["modality"]),
        )
        for row in rows
    ]


def readings(of: list[Label]) -> Iterator[tuple[Label, tuple[str, bool, str]]]:
    """Each label with what the extractor reads in its spans."""
    wanted = {label.doc_id for label in of}
    with gzip.open(TEXTS, "rb") as lines:
        articles = [orjson.loads(line) for line in lines]
    texts = [(a["text"], a["doc_id"]) for a in articles if a["doc_id"] in wanted]
    parses = {doc_id: parse_of(doc) for batch in parse_texts(texts) for doc, doc_id in batch}
    for label in of:
        yield label, _read(parses[label.doc_id], label)


def _read(parse: Parse, label: Label) -> tuple[str, bool, str]:
    meaning = meaning_of(parse, label.cue, label.content, load_lexicon())
    head = main_head(parse, label.content)
    place = -1 if head is None else parse.starts[head]
    is_quoted = any(quote.start <= place < quote.end for quote in quotations(parse.text))
    mood = modality_of(parse, label.content, head, meaning, is_quoted=is_quoted)
    return meaning.stance, is_negated(parse, head), mood


def _row(half: str, pairs: list[tuple[Label, tuple[str, bool, str]]]) -> str:
    here = [(label.said, read) for label, read in pairs if label.half == half]
    marked = [pair for pair in here if pair[0][0] != "neutral"]
    moody = [pair for pair in here if pair[0][2] != "asserted"]
    shares = [
        _share(here, 0),
        _share(marked, 0),
        _share(here, 1),
        _share(here, 2),
        _share(moody, 2),
    ]
    return f"| {half} | {len(here)} | " + " | ".join(shares) + " |"


def _share(pairs: list[tuple[tuple[str, bool, str], tuple[str, bool, str]]], at: int) -> str:
    right = sum(said[at] == read[at] for said, read in pairs)
    return f"{100 * right / len(pairs):.0f} % of {len(pairs)}"


def _confusions(pairs: list[tuple[Label, tuple[str, bool, str]]]) -> Iterator[str]:
    counts = Counter((label.said[0], read[0]) for label, read in pairs)
    for said in STANCES:
        yield f"| {said} | " + " | ".join(str(counts[said, read]) for read in STANCES) + " |"


if __name__ == "__main__":
    sys.stdout.write(evaluate())
