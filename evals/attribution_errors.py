"""What is left and why: every gold attribution that was not found right, and every one found that is not gold.

Classes by the first thing that went wrong; no text is shown. Scores belong in ``evals.attribution``.
"""

import gzip
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import orjson

from evals.matching import jaccard, word_spans, words_in
from evals.shared import DATA

TRAIN = DATA / "attribution" / "polnear.train.jsonl.gz"
SEEN = ((100, "100 times or more"), (10, "10 to 99 times"), (1, "1 to 9 times"), (0, "never"))
_WORD = re.compile(r"\w+")

Document = dict[str, Any]
Spans = Sequence[Sequence[int]]


def error_tables(golds: Sequence[Document], found: Sequence[Document]) -> list[str]:
    """Two tables in Markdown: golds by what became of them, and by how often training saw their cue."""
    seen = _cues_in_training()
    fates: Counter[str] = Counter()
    by_cue: dict[str, list[bool]] = {label: [] for _, label in SEEN}
    spurious = total = 0
    for gold, predicted in zip(golds, found, strict=True):
        here, wrong = _fates(gold, predicted["attributions"])
        fates.update(here)
        spurious += wrong
        total += len(predicted["attributions"])
        for attribution, fate in zip(gold["attributions"], here, strict=True):
            times = seen[_cue_word(gold["text"], attribution["cue"], seen)]
            label = next(label for least, label in SEEN if times >= least)
            by_cue[label].append(fate == "right")
    count = sum(fates.values())
    rows = [f"| {fate} | {n} | {100 * n / count:.1f} % |" for fate, n in fates.most_common()]
    cues = [
        f"| {label} | {len(flags)} | {100 * sum(flags) / max(1, len(flags)):.1f} % |"
        for label, flags in by_cue.items()
    ]
    return [
        f"What became of the {count} gold attributions (of the {total} found, {spurious} have a cue where",
        "the annotators saw none):",
        "",
        "| | | share |",
        "| --- | ---: | ---: |",
        *rows,
        "",
        "Found right, by how often the training articles use the cue's word as a cue:",
        "",
        "| seen | golds | right |",
        "| --- | ---: | ---: |",
        *cues,
    ]


def _fates(gold: Document, predicted: Sequence[Document]) -> tuple[list[str], int]:
    words = word_spans(gold["text"])
    by_cue = [(words_in(words, p["cue"]), p) for p in predicted]
    cues = [words_in(words, g["cue"]) for g in gold["attributions"]]
    fates = [
        _fate(words, attribution, [p for found, p in by_cue if found & cue])
        for attribution, cue in zip(gold["attributions"], cues, strict=True)
    ]
    spurious = sum(not any(found & cue for cue in cues) for found, _ in by_cue)
    return fates, spurious


def _fate(words: Sequence[tuple[int, int]], gold: Document, predicted: Sequence[Document]) -> str:
    if not predicted:
        return "cue missed"
    content = words_in(words, gold["content"])
    best = max(predicted, key=lambda p: jaccard(content, words_in(words, p["content"])))
    found = words_in(words, best["content"])
    if jaccard(content, found) >= 0.8:
        source, named = words_in(words, gold["source"]), words_in(words, best["source"])
        return "right" if source & named or not (source or named) else _wrong_source(source, named)
    if not content & found:
        return "content elsewhere"
    if found < content:
        return "content too short"
    return "content too long" if found > content else "content shifted"


def _wrong_source(gold: frozenset[int], found: frozenset[int]) -> str:
    if not found:
        return "source missed"
    return "wrong source" if gold else "source where there is none"


def _cues_in_training() -> Counter[str]:
    seen: Counter[str] = Counter()
    with gzip.open(TRAIN, "rb") as lines:
        for line in lines:
            document = orjson.loads(line)
            for attribution in document["attributions"]:
                seen.update(set(_words_of(document["text"], attribution["cue"])))
    return seen


def _cue_word(text: str, cue: Spans, seen: Counter[str]) -> str:
    """The cue's rarest word stands for it, function words being common."""
    return min(_words_of(text, cue) or [""], key=lambda word: (len(word) < 4, seen[word]))


def _words_of(text: str, spans: Iterable[Sequence[int]]) -> list[str]:
    return [word.lower() for start, end in spans for word in _WORD.findall(text[start:end])]
