"""Who said what, on the PolNeAR development articles: each extractor, by the given scorer.

``python -m evals.attribution`` prints the scorer's whole tables. Speed is in ``evals.speed``, the classes
of error in ``evals.attribution_errors``. Never train on anything but the training articles, which are in
the same folder.
"""

import gzip
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

from evals.attribution_errors import error_tables
from evals.matching import right_flags
from evals.shared import DATA, SHARED
from evals.speed import speed_table
from ingest.extract import DEFAULT_EXTRACTOR, EXTRACTORS, VERSIONS
from ingest.extract.documents import extract_documents

GOLD = DATA / "attribution" / "polnear.dev.jsonl.gz"
SCORER = SHARED / "eval" / "score_attribution.py"
COLUMNS = {
    "relation_main": "relation",
    "content_j80": "content J≥.8",
    "content_token": "content words",
    "role_source_exact": "source exact",
    "role_cue_exact": "cue exact",
    "role_content_exact": "content exact",
}
GOALS = "| goal | 65 | 70 | 89 | | | | 94 | 90 | | |"
PEERS = """\
| textacy direct_quotations, per paragraph | 16.5 | 17.8 | 47.5 | | | | | 51.5 | | |
| JournalismAI (Guardian, AFP) patterns | 15.4 | 17.7 | 35.9 | | | | | 47.4 | | |
| Gender Gap Tracker (SFU) | 35.6 | 38.6 | 70.0 | | | | | 51.5 | | |
| BBC Citron, retrained on PolNeAR | 39.5 | 43.2 | 67.4 | | | | | 46.9 | | |
| cue-conditioned CRF | 56.4 | 61.1 | 81.9 | | | | | 75.9 | | |
| one person against another (19 articles) | 69.9 | 73.2 | 91.3 | | | | | 96.7 | | |"""
"""Measured on the later test split by those who keep it; figures as they gave them."""
BINS = 5

Document = dict[str, Any]


def evaluate() -> str:
    """The report's section."""
    if not (GOLD.exists() and SCORER.exists()):
        return "## Attribution\n\nskipped: the data or the scorer is not here\n"
    golds = articles()
    found = {name: predictions(golds, name) for name in EXTRACTORS}
    rows = [f"| **{n} {VERSIONS[n]}** | {_cells(scores(found[n])[1])} |" for n in found]
    heads = " | ".join(COLUMNS.values())
    chosen = found[DEFAULT_EXTRACTOR]
    return "\n".join(
        [
            "## Attribution",
            "",
            f"F1 on PolNeAR dev, {len(golds)} articles; the peers on its later test split. *Relation*: content"
            " J≥.8 and the source's head; *source*: its head given such a content; *direct*, *mixed*,"
            " *indirect*: recall of contents J≥.8 by how much of them is in quotation marks.",
            "",
            f"| | {heads} | source | direct | mixed | indirect |",
            "| --- |" + " ---: |" * 10,
            *rows,
            GOALS,
            PEERS,
            "",
            "## Confidence",
            "",
            f"Attributions of the {DEFAULT_EXTRACTOR} by their confidence, a fifth a row, and the share right.",
            "",
            *reliability(golds, chosen),
            "",
            "## Speed",
            "",
            "Words a CPU second of one process with one core, on a third of these articles, the best of alternating rounds.",
            "",
            *speed_table([gold["text"] for gold in golds]),
            "",
            "## What is left",
            "",
            *error_tables(golds, chosen),
            "",
        ]
    )


def articles() -> list[Document]:
    """The gold documents."""
    with gzip.open(GOLD, "rb") as lines:
        return [orjson.loads(line) for line in lines]


def predictions(golds: Sequence[Document], extractor: str) -> list[Document]:
    """What an extractor finds, with the confidence of each attribution."""
    texts = [(gold["doc_id"], gold["text"]) for gold in golds]
    return [
        {
            "doc_id": document["doc_id"],
            "attributions": [
                {key: claim[key] for key in ("source", "cue", "content", "confidence")}
                for claim in document["claims"]
                if claim["voice"] == "attributed" and claim["outer_claim"] is None
            ],
        }
        for document in extract_documents(texts, extractor)
    ]


def scores(found: Sequence[Document]) -> tuple[str, dict[str, list[float]]]:
    """The scorer's table as it prints it, and its figures."""
    with tempfile.TemporaryDirectory() as folder:
        predicted, figures = Path(folder) / "predicted.jsonl", Path(folder) / "scores.json"
        predicted.write_bytes(b"".join(orjson.dumps(document) + b"\n" for document in found))
        command = [sys.executable, str(SCORER), str(GOLD), str(predicted), "--json", str(figures)]
        table = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        values: dict[str, Any] = orjson.loads(figures.read_bytes())["scores"]
    return table, values


def _cells(values: dict[str, list[float]]) -> str:
    cells = [values[name][2] for name in COLUMNS]
    cells += [values["source_given_j8"][1]]
    cells += [values[f"recall_{kind}"][0] for kind in ("direct", "mixed", "indirect")]
    return " | ".join(f"{100 * cell:.1f}" for cell in cells)


def reliability(golds: Sequence[Document], found: Sequence[Document]) -> list[str]:
    """Mean confidence against the share right, a fifth of the attributions a row."""
    pairs = sorted(
        (attribution["confidence"], right)
        for gold, document in zip(golds, found, strict=True)
        for attribution, right in zip(
            document["attributions"], right_flags(gold, document["attributions"]), strict=True
        )
    )
    rows, gap = [], 0.0
    for number in range(BINS):
        part = pairs[number * len(pairs) // BINS : (number + 1) * len(pairs) // BINS]
        confidence = sum(score for score, _ in part) / len(part)
        right = sum(flag for _, flag in part) / len(part)
        gap += abs(confidence - right) / BINS
        rows.append(f"| {part[0][0]:.2f} to {part[-1][0]:.2f} | {confidence:.2f} | {right:.2f} |")
    return [
        "| confidence | mean | share right |",
        "| --- | ---: | ---: |",
        *rows,
        "",
        f"Expected calibration error: {gap:.3f}.",
    ]


if __name__ == "__main__":
    if GOLD.exists() and SCORER.exists():
        for extractor in sys.argv[1:] or [DEFAULT_EXTRACTOR]:
            sys.stdout.write(scores(predictions(articles(), extractor))[0])
