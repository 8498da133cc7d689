"""The training loop: cues and the spans of each cue learned together, with hard negatives.

Deterministic for a given seed, thread count and torch. Exporting belongs in ``export``.
"""

import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from ingest.extract.tagger.network import Cue, encoder_inputs, span_inputs, vectors_of
from training.corpus import Example
from training.network import Tagger

BATCH = 16
RATE, RATE_OF_ADDED = 2e-4, 1e-3
WARM_UP = 0.06
SPAN_WEIGHT = 2.0
MASKED = 0.03
"""Share of pieces hidden, and of cues replaced by another one: unseen cues must do without their word."""
SWAPPED = 0.05
MASK = 103
FIRST_WORD = 200
"""Smaller ids are not words."""

NEGATIVES = 2
LEAST_WRONG = 0.08
"""Probability from which a wrong cue is worth teaching that nothing belongs to it."""

IGNORED = -100


@dataclass(frozen=True, slots=True)
class Target:
    """A cue of a batch and its tags, none where the cue is a wrong one."""

    cue: Cue
    tags: list[int] | None

    @property
    def length(self) -> int:
        """Pieces of its paragraph."""
        return self.cue.block[1] - self.cue.block[0]


class Lesson:
    """One training run; ``cuts`` are the same articles cut into windows in different ways, in turn."""

    def __init__(self, cuts: Sequence[Sequence[Example]], epochs: int, seed: int) -> None:
        torch.manual_seed(seed)
        self.random = random.Random(seed)  # noqa: S311 (shuffles examples)
        self.cuts = cuts
        self.swaps = [
            example.read.window.ids[gold.first]
            for example in cuts[0]
            for gold in example.golds
            if gold.stop == gold.first + 1
        ]
        lengths = (len(cuts[epoch % len(cuts)]) for epoch in range(epochs))
        self.steps = sum(math.ceil(length / BATCH) for length in lengths)

    def teach(self, tagger: Tagger) -> None:
        """Train in place; progress goes to stderr."""
        added = tagger.added()
        groups = [
            {"params": [p for n, p in tagger.named_parameters() if n not in added], "lr": RATE},
            {
                "params": [p for n, p in tagger.named_parameters() if n in added],
                "lr": RATE_OF_ADDED,
            },
        ]
        optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, self._rate)
        tagger.train()
        losses, started = [0.0, 0.0], time.monotonic()
        for step, batch in enumerate(self._batches(), start=1):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                cue_loss, span_loss = self._losses(tagger, batch)
            (cue_loss + SPAN_WEIGHT * span_loss).backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            losses = [losses[0] + cue_loss.item(), losses[1] + span_loss.item()]
            if step % 20 == 0:
                pace = (time.monotonic() - started) / step
                sys.stderr.write(
                    f"{step}/{self.steps} cue {losses[0] / 20:.4f} spans {losses[1] / 20:.4f}"
                    f" {pace:.2f} s a step\n"
                )
                losses = [0.0, 0.0]

    def _rate(self, step: int) -> float:
        """Linear warm-up, then linear decay to nothing."""
        return min(1.0, (step + 1) / (WARM_UP * self.steps)) * max(0.0, 1 - step / self.steps)

    def _batches(self) -> Iterator[list[Example]]:
        """Batches of like-long windows in random order, epoch after epoch."""
        given = 0
        for examples in cycle(self.cuts):
            if given >= self.steps:
                return
            order = self.random.sample(examples, len(examples))
            batches = []
            for start in range(0, len(order), BATCH * 20):
                near = sorted(order[start : start + BATCH * 20], key=lambda e: len(e.read.window))
                batches += [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
            self.random.shuffle(batches)
            yield from batches[: self.steps - given]
            given += len(batches)

    def _losses(self, tagger: Tagger, batch: list[Example]) -> tuple[Tensor, Tensor]:
        inputs = {
            name: torch.from_numpy(table)
            for name, table in encoder_inputs([example.read for example in batch]).items()
        }
        inputs["ids"] = torch.tensor(
            [self._noisy(example, inputs["ids"].shape[1]) for example in batch]
        )
        hidden, found = tagger.encoder(**inputs)
        gold = pad_sequence([torch.tensor(e.cues) for e in batch], True, IGNORED)
        cue_loss = functional.nll_loss(found.flatten(0, 1), gold.flatten(), ignore_index=IGNORED)
        targets = sorted(self._targets(batch, found.detach()), key=lambda t: t.length)
        if not targets:
            return cue_loss, cue_loss * 0
        # In two parts, so that one long paragraph does not pad all others.
        cut = len(targets) * 2 // 3
        parts = [
            _span_loss(tagger, batch, hidden, part)
            for part in (targets[:cut], targets[cut:])
            if part
        ]
        return cue_loss, sum(parts, hidden.new_zeros(())) / sum(t.length for t in targets)

    def _targets(self, batch: list[Example], found: Tensor) -> Iterator[Target]:
        """The gold cues, and the likeliest of the wrong ones."""
        likely = (1 - found[..., 0].exp()).numpy()
        for index, example in enumerate(batch):
            wrong = likely[index, : len(example.cues)].copy()
            for gold in example.golds:
                wrong[max(0, gold.first - 1) : gold.stop + 1] = 0
                yield Target(example.cue(index, gold), gold.tags)
            for _ in range(NEGATIVES):
                at = int(np.argmax(wrong))
                block = next((b for b in example.read.window.blocks if b[0] <= at < b[1]), None)
                if wrong[at] < LEAST_WRONG or block is None:
                    break
                wrong[max(0, at - 1) : at + 2] = 0
                yield Target(Cue(index, at, at + 1, block, float(likely[index, at])), None)

    def _noisy(self, example: Example, length: int) -> list[int]:
        """The window's ids, some hidden and some cues swapped, padded."""
        ids = [
            MASK if known >= FIRST_WORD and self.random.random() < MASKED else known
            for known in example.read.window.ids
        ]
        for gold in example.golds:
            if gold.stop == gold.first + 1:
                swap = self.random.random() < SWAPPED
                word = example.read.window.ids[gold.first]
                ids[gold.first] = self.random.choice(self.swaps) if swap else word
        return ids + [0] * (length - len(ids))


def _span_loss(
    tagger: Tagger, batch: list[Example], hidden: Tensor, targets: Sequence[Target]
) -> Tensor:
    """Summed over pieces."""
    cues = [target.cue for target in targets]
    paragraphs, vectors = vectors_of(hidden, cues)
    inputs = span_inputs([example.read for example in batch], cues)
    found = tagger.spans(
        pad_sequence(paragraphs, True),
        torch.stack(vectors),
        **{name: torch.from_numpy(table) for name, table in inputs.items()},
    )
    tags = pad_sequence([torch.tensor(t.tags or [0] * t.length) for t in targets], True, IGNORED)
    return functional.nll_loss(
        found.flatten(0, 1), tags.flatten(), ignore_index=IGNORED, reduction="sum"
    )
