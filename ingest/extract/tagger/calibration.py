"""From the network's own certainty to how often such an attribution is right.

The curve is fitted by ``python -m training.calibrate`` and ships with the model; ``make eval`` reports how
well it holds. Measuring belongs in ``evals``.
"""

from dataclasses import replace
from functools import cache
from importlib.resources import files

import numpy as np
import orjson

from ingest.extract.attributions import Attribution


@cache
def load_curve() -> tuple[list[float], list[float]]:
    """Certainty, ascending, and the share right at each."""
    source = files("ingest.extract.tagger") / "model" / "calibration.json"
    curve = orjson.loads(source.read_bytes())
    return curve["certainty"], curve["share_right"]


def calibrated(attribution: Attribution) -> Attribution:
    """The same with the share right among its like for confidence."""
    share = float(np.interp(attribution.confidence, *load_curve()))
    return replace(attribution, confidence=round(share, 2))
