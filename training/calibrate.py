"""How often an attribution of each certainty is right: the curve behind ``confidence``.

Isotonic regression (Zadrozny and Elkan 2002) of right on certainty, over the development articles;
writes calibration.json into the model's folder. Right means: content J≥.8 and the source's words shared.
"""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np
import orjson
from sklearn.isotonic import IsotonicRegression

from evals.matching import right_flags
from ingest.extract.attributions import Attribution
from ingest.extract.language import parse_texts
from ingest.extract.parse import parse_of
from ingest.extract.tagger.decoding import settled
from ingest.extract.tagger.finder import TaggerFinder
from training.corpus import Document, load

KNOTS = 20


def calibrate(corpus: Path, folder: Path) -> None:
    """Fit on the articles of ``corpus`` with the model in use, write into its folder."""
    curve = fit(load(corpus))
    (folder / "calibration.json").write_bytes(orjson.dumps(curve, option=orjson.OPT_INDENT_2))


def fit(documents: list[Document]) -> dict[str, list[float]]:
    """The curve of the shipped network on these documents, as ascending knots."""
    found = [
        (one.confidence, right)
        for document, attributions in _found(documents)
        for one, right in zip(
            attributions, right_flags(document, [asdict(one) for one in attributions]), strict=True
        )
    ]
    certainty = np.array([score for score, _ in found])
    right = np.array([float(flag) for _, flag in found])
    curve = IsotonicRegression(out_of_bounds="clip").fit(certainty, right)
    knots = np.quantile(certainty, np.linspace(0, 1, KNOTS))
    return {
        "certainty": [round(float(knot), 4) for knot in knots],
        "share_right": [round(float(share), 4) for share in curve.predict(knots)],
    }


def _found(documents: list[Document]) -> Iterator[tuple[Document, list[Attribution]]]:
    finder = TaggerFinder()
    for batch in parse_texts((document["text"], document) for document in documents):
        tagged = finder.tagged([parse_of(doc) for doc, _ in batch])
        for (_, document), found in zip(batch, tagged, strict=True):
            yield document, settled(found)
