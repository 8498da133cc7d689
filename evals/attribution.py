"""Who said what, on the PolNeAR development articles: the shipped extractor, by the given scorer.

``python -m evals.attribution`` prints the scorer's whole table. Speed is that of the same run: words a
second of the whole extraction beside those of the bare language pipe. Never tune on anything but
the training articles; they are in the same folder.
"""

import gzip
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson

from evals.shared import DATA, SHARED
from ingest.extract import ExtractionInput, default_extractor
from ingest.extract.documents import extract_documents
from ingest.extract.language import BATCH_SIZE, load_pipe

GOLD = DATA / "attribution" / "polnear.dev.jsonl.gz"
SCORER = SHARED / "eval" / "score_attribution.py"
ROUNDS = 3
ROWS = {
    "relation_main": "relation (content J≥.8, source head)",
    "content_j80": "content J≥.8",
    "content_token": "content, words",
    "role_source_exact": "source, exact",
    "role_cue_exact": "cue, exact",
    "role_content_exact": "content, exact",
}


def evaluate() -> str:
    """The report's section."""
    if not (GOLD.exists() and SCORER.exists()):
        return "## Attribution\n\nskipped: the data or the scorer is not here\n"
    texts = _texts()
    scores = _scores(texts)[1]
    bare, whole = words_per_second([text for _, text in texts])
    lines = [f"| {label} | {_cells(scores[row])} |" for row, label in ROWS.items()]
    extractor = default_extractor()
    return "\n".join(
        [
            "## Attribution",
            "",
            f"PolNeAR dev, {len(texts)} articles, extractor {extractor.name} {extractor.version}.",
            "",
            "| | precision | recall | F1 |",
            "| --- | ---: | ---: | ---: |",
            *lines,
            "",
            f"Source head given content: {100 * scores['source_given_j8'][1]:.1f}. Recall of direct "
            f"quotations: {100 * scores['recall_direct'][0]:.1f}, mixed {100 * scores['recall_mixed'][0]:.1f}, "
            f"indirect {100 * scores['recall_indirect'][0]:.1f}.",
            f"Speed: {whole:,.0f} words a CPU second, {whole / bare:.3f} of the bare pipe's {bare:,.0f}.",
            "",
        ]
    )


def _texts() -> list[tuple[str, str]]:
    with gzip.open(GOLD, "rb") as lines:
        articles = [orjson.loads(line) for line in lines]
    return [(article["doc_id"], article["text"]) for article in articles]


def _scores(texts: list[tuple[str, str]]) -> tuple[str, dict[str, list[float]]]:
    """The scorer's table as it prints it, and its figures."""
    with tempfile.TemporaryDirectory() as folder:
        predicted, figures = Path(folder) / "predicted.jsonl", Path(folder) / "scores.json"
        with predicted.open("wb") as out:
            for document in extract_documents(texts):
                kept = {key: document[key] for key in ("doc_id", "attributions")}
                out.write(orjson.dumps(kept) + b"\n")
        command = [sys.executable, str(SCORER), str(GOLD), str(predicted), "--json", str(figures)]
        table = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        scores: dict[str, Any] = orjson.loads(figures.read_bytes())["scores"]
    return table, scores


def _cells(values: list[float]) -> str:
    return " | ".join(f"{100 * value:.1f}" for value in values)


def words_per_second(texts: list[str]) -> tuple[float, float]:
    """Words a CPU second of the bare pipe and of the whole extraction, best of alternating rounds."""
    words = sum(len(text.split()) for text in texts)
    extractor = default_extractor()
    inputs = [ExtractionInput(str(number), "", text) for number, text in enumerate(texts)]

    def bare() -> None:
        deque(load_pipe().pipe(texts, batch_size=BATCH_SIZE), maxlen=0)

    def whole() -> None:
        deque(extractor.extract(inputs), maxlen=0)

    times = [(_cpu_seconds(bare), _cpu_seconds(whole)) for _ in range(ROUNDS)]
    return words / min(pair[0] for pair in times), words / min(pair[1] for pair in times)


def _cpu_seconds(work: Callable[[], None]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    if GOLD.exists() and SCORER.exists():
        sys.stdout.write(_scores(_texts())[0])
    sys.stdout.write(evaluate())
