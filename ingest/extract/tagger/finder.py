"""Attributions by the tagger: the finder that stands beside the rules.

Reads windows in batches across texts. The parts are in modules of their own: ``pieces`` and ``syntax``
describe a text, ``network`` runs the model, ``decoding`` makes spans of its figures.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from ingest.extract import VERSIONS
from ingest.extract.attributions import Attribution
from ingest.extract.continuations import continued
from ingest.extract.language import MODEL
from ingest.extract.layout import introductions, layout_attributions
from ingest.extract.lexicon import load_lexicon
from ingest.extract.parse import Parse
from ingest.extract.quotes import quotations
from ingest.extract.tagger.calibration import calibrated
from ingest.extract.tagger.decoding import Reading, attribution_of, completed, settled
from ingest.extract.tagger.network import (
    Cue,
    Floats,
    Read,
    batches,
    encoder_inputs,
    load_sessions,
    span_inputs,
    vectors_of,
)
from ingest.extract.tagger.pieces import WINDOW, load_tokenizer, windows
from ingest.extract.tagger.syntax import labels_of, tokens_of

CUE_THRESHOLD = 0.6
"""Where relation F1 is best on the development articles; from .5 to .6 it moves by half a point."""

LEAST_CONFIDENCE = 1 / 3
"""What is less often right is left out: F1 is best at half of itself (Lipton et al. 2014), and two of three
such claims would be false. On the development articles +0.4 relation, -0.4 content words."""


class TaggerFinder:
    """Attributions by a fine-tuned MiniLM."""

    name = "tagger"
    version = VERSIONS["tagger"]
    model = f"{MODEL}, tagger {VERSIONS['tagger']}"

    def find(self, parses: Sequence[Parse]) -> list[list[Attribution]]:
        """The attributions of each text in the order of their cues; what the layout says comes first."""
        return [
            _chosen(parse, found) for parse, found in zip(parses, self.tagged(parses), strict=True)
        ]

    def tagged(self, parses: Sequence[Parse]) -> list[list[Attribution]]:
        """What the network finds, with its own certainty; attributions may clash."""
        found: list[list[Attribution]] = [[] for _ in parses]
        leading = [introductions(parse.text, quotations(parse.text)) for parse in parses]
        owners, reads = [], []
        for index, parse in enumerate(parses):
            for read in reads_of(parse, load_tokenizer()):
                owners.append(index)
                reads.append(read)
        for batch in batches([len(read.window) for read in reads]):
            for at, reading in readings([reads[index] for index in batch], CUE_THRESHOLD):
                owner = owners[batch[at]]
                led_to = leading[owner].get(reading.offsets[-1][1], ())
                attribution = attribution_of(parses[owner].text, reading, led_to)
                if attribution is not None:
                    found[owner].append(attribution)
        return found


def _chosen(parse: Parse, found: Sequence[Attribution]) -> list[Attribution]:
    if not parse.words:
        return []
    quotes = quotations(parse.text)
    laid_out = layout_attributions(parse, quotes, load_lexicon())
    whole = (completed(parse.text, quotes, one) for one in found)
    chosen = settled(whole, certain=laid_out)
    judged = (one if one in laid_out else calibrated(one) for one in chosen)
    sure = [one for one in judged if one.confidence >= LEAST_CONFIDENCE]
    return continued(parse.text, quotes, sure)


def reads_of(parse: Parse, tokenizer: Tokenizer, size: int = WINDOW) -> Iterator[Read]:
    """The windows of one parsed text, of ``size`` pieces at most, with what is told of the parse."""
    if not parse.words:
        return
    labels, below = labels_of(parse)
    for window in windows(parse.text, tokenizer, size):
        yield Read(window, parse, labels, below, tokens_of(parse, window.offsets))


def readings(batch: Sequence[Read], threshold: float) -> Iterator[tuple[int, Reading]]:
    """Every cue of the windows at or above the threshold, with the index of its window."""
    encoder, spans = load_sessions()
    hidden, found = encoder.run(None, encoder_inputs(batch))
    likely = [
        cue
        for index, read in enumerate(batch)
        for cue in cues_of(read, np.exp(found[index]), index, threshold)
    ]
    for group in batches([cue.block[1] - cue.block[0] for cue in likely]):
        cues = [likely[index] for index in group]
        scores = _scores(spans, batch, hidden, cues)
        for cue, rows in zip(cues, scores, strict=True):
            first, stop = cue.block
            window = batch[cue.window].window
            yield (
                cue.window,
                Reading(
                    window.offsets[first:stop],
                    (cue.first - first, cue.stop - first),
                    cue.probability,
                    rows[: stop - first],
                ),
            )


def _scores(spans: Any, batch: Sequence[Read], hidden: Floats, cues: Sequence[Cue]) -> Any:
    paragraphs, vectors = vectors_of(hidden, cues)
    length = max(len(paragraph) for paragraph in paragraphs)
    filled = np.zeros((len(cues), length, hidden.shape[2]), np.float32)
    for row, paragraph in zip(filled, paragraphs, strict=True):
        row[: len(paragraph)] = paragraph
    inputs = {"hidden": filled, "cue": np.stack(vectors), **span_inputs(batch, cues)}
    return spans.run(None, inputs)[0].tolist()


def cues_of(read: Read, found: Floats, index: int, threshold: float) -> Iterator[Cue]:
    """Runs of cue pieces: a run begins where a cue is likely and goes on while going on is likelier."""
    likely = 1 - found[:, 0]
    for block in read.window.blocks:
        at = block[0]
        while at < block[1]:
            stop = at + 1
            if likely[at] >= threshold:
                while (
                    stop < block[1]
                    and likely[stop] >= threshold
                    and found[stop, 2] > found[stop, 1]
                ):
                    stop += 1
                yield Cue(index, at, stop, block, float(likely[at:stop].max()))
            at = stop
