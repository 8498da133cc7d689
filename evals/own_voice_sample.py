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

Article = tuple[str, str, str]
"""Identifier, title, text."""

DATASETS = ("abp_news", "basil", "incidents")
SEED = 3
ARTICLES = 60
"""Articles of each data set; two sentences of the body of each, and the headline of every other one."""
MORE = {"abp_news": 16, "basil": 34}
"""Articles of a second draw, for the tuning half alone, where the first left most to learn."""
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
    """The same sentences every time, document by document; first the first draw, then the second."""
    rest: dict[str, list[Article]] = {}
    for dataset in DATASETS:
        dice = random.Random(f"{SEED} {dataset}")  # noqa: S311
        read = articles(dataset)
        drawn = dice.sample(read, ARTICLES)
        rest[dataset] = [article for article in read if article not in drawn]
        for number, article in enumerate(drawn):
            half = "reported" if number % 2 else "tuning"
            yield from _of_article(dataset, article, half, dice, has_title=number % 4 < 2)
    for dataset, count in MORE.items():
        dice = random.Random(f"{SEED} {dataset} more")  # noqa: S311
        for article in dice.sample(rest[dataset], count):
            yield from _of_article(dataset, article, "tuning", dice, has_title=True)


def _of_article(
    dataset: str, article: Article, half: str, dice: random.Random, *, has_title: bool
) -> Iterator[Sampled]:
    doc_id, title, text = article
    if has_title and title.strip():
        yield Sampled(dataset, doc_id, half, "title", 0, len(title), title, text)
    spans = _sentences(text)
    for start, end in sorted(dice.sample(spans, min(2, len(spans)))):
        yield Sampled(dataset, doc_id, half, "body", start, end, title, text)


def articles(dataset: str) -> list[Article]:
    """Every article, in the order of the file."""
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
