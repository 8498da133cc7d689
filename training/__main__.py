"""``python -m training`` (``make train``): train, export and calibrate the tagger that ships.

Deterministic for the same seed, number of threads, torch and processor. Evaluating belongs in ``evals``.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import torch
from all_minilm_l6_v2 import extract_model
from tokenizers import Tokenizer

from evals.shared import DATA, ROOT
from ingest.extract.tagger.pieces import WINDOW
from training.calibrate import calibrate
from training.corpus import Example, examples, load
from training.export import export
from training.learning import Lesson
from training.network import Tagger

SIZES = (WINDOW, 144)
"""Windows of two sizes, epoch by epoch, so that no paragraph always has the same neighbours."""

MODEL = ROOT / "ingest" / "extract" / "tagger" / "model"


def train(corpus: Path, base: Path, epochs: int, seed: int) -> Tagger:
    """A tagger taught on the articles of ``corpus`` (PolNeAR form), begun from MiniLM in ``base``."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    cuts: dict[int, list[Example]] = {size: [] for size in SIZES}
    for size, example in examples(load(corpus), tokenizer, SIZES):
        cuts[size].append(example)
    lesson = Lesson(list(cuts.values()), epochs, seed)
    tagger = Tagger()
    tagger.begin_from(base / "model.safetensors")
    lesson.teach(tagger)
    return tagger


def main(arguments: list[str]) -> None:
    """Parse the command line and do all steps."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument(
        "--corpus", type=Path, default=DATA / "attribution", help="train and dev split"
    )
    parser.add_argument("--model", type=Path, default=MODEL, help="folder to write")
    parser.add_argument(
        "--weights", type=Path, help="keep the weights (.pt); where they are, only export"
    )
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    chosen = parser.parse_args(arguments)
    torch.set_num_threads(chosen.threads)
    with tempfile.TemporaryDirectory() as scratch:
        base = extract_model(scratch)
        weights = chosen.weights or Path(scratch) / "weights.pt"
        if not weights.exists():
            tagger = train(
                chosen.corpus / "polnear.train.jsonl.gz", base, chosen.epochs, chosen.seed
            )
            torch.save(tagger.state_dict(), weights)
        export(weights, base, chosen.model)
    calibrate(chosen.corpus / "polnear.dev.jsonl.gz", chosen.model)


if __name__ == "__main__":
    main(sys.argv[1:])
