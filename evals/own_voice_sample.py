"""Draw sentences to label for the evaluation of own voice, and print each in its context.

``python -m evals.own_voice_sample`` prints what a person reads to write
``evals/labels/own_voice.jsonl``; nothing here looks at what the extractor says. The draw is fixed by a
seed, and so is the half of a document: rules are written from the tuning half only. How labels are
compared with claims belongs in ``evals.own_voice``.
"""

import gzip
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from evals.shared import DATA
from ingest.extract.language import LIMIT, parse_texts
from ingest.extract.paragraphs import pieces
from ingest.extract.parse import parse_of
from ingest.extract.spans import trim

DATASETS = ("abp_news", "basil", "incidents")
SEED = 3
ARTICLES = 60
"""Articles of each data set; two sentences of the body of each, and the headline of every other one."""
BEFORE, AFTER = 420, 200


@dataclass(frozen=True, slots=True)
class Sampled:
    """One sentence to label."""

    dataset: str
    doc_id: str
    half: str  # tuning | reported
    section: str
    start: int
    end: int
    title: str
    text: str


def sampled() -> Iterator[Sampled]:
    """The same sentences every time, document by document."""
    for dataset in DATASETS:
        dice = random.Random(f"{SEED} {dataset}")  # noqa: S311
        for number, (doc_id, title, text) in enumerate(dice.sample(articles(dataset), ARTICLES)):
            half = "reported" if number % 2 else "tuning"
            if number % 4 < 2 and title.strip():
                yield Sampled(dataset, doc_id, half, "title", 0, len(title), title, text)
            spans = _sentences(text)
            for start, end in sorted(dice.sample(spans, min(2, len(spans)))):
                yield Sampled(dataset, doc_id, half, "body", start, end, title, text)


def articles(dataset: str) -> list[tuple[str, str, str]]:
    """Identifier, title and text of every article, in the order of the file."""
    with gzip.open(DATA / dataset / "articles.jsonl.gz", "rb") as lines:
        read = [orjson.loads(line) for line in lines]
    return [(article["id"], article["title"] or "", article["text"] or "") for article in read]


def _sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of the language pipe lie, without blank edges."""
    found = []
    for batch in parse_texts((piece, offset) for offset, piece in pieces(text, LIMIT)):
        for doc, offset in batch:
            parse = parse_of(doc)
            for first, stop in parse.sentences:
                start, end = trim(parse.text, (parse.starts[first], parse.ends[stop - 1]))
                if end > start:
                    found.append((start + offset, end + offset))
    return found


def _print() -> None:
    for number, one in enumerate(sampled()):
        whole = one.title if one.section == "title" else one.text
        before, after = max(0, one.start - BEFORE), one.end + AFTER
        shown = f"{whole[before : one.start]}⟦{whole[one.start : one.end]}⟧{whole[one.end : after]}"
        if one.section == "title":
            shown += f"\n{one.text[:AFTER]}"
        sys.stdout.write(f"#{number} {one.dataset} {one.section} | {one.title}\n{shown}\n\n")


if __name__ == "__main__":
    _print()
