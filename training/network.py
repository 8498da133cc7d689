"""The network in torch: MiniLM read once over the text, then two layers conditioned on a cue.

The encoder begins as MiniLM-L6 (Wang et al. 2020); what is added to its input (case, quotation, syntax)
begins at zero, so that training starts from what it knows. Training belongs in ``learning``, running
what was trained in ``ingest.extract.tagger``.
"""

import math
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from ingest.extract.tagger.network import DISTANCE
from ingest.extract.tagger.syntax import CATEGORIES, LABELS

WIDTH, HEADS, INNER, LAYERS, VOCABULARY, POSITIONS = 384, 12, 1536, 6, 30_522, 512
SPAN_LAYERS = 2
DROPOUT = 0.1
EPSILON = 1e-12


class Dropout(nn.Module):
    """Dropout with one random byte a value: four times as fast on CPU as torch's own."""

    def forward(self, x: Tensor) -> Tensor:
        """Zero a tenth of the values while training."""
        if not self.training:
            return x
        least = round(DROPOUT * 256)
        words = torch.empty(x.numel() // 7 + 1, dtype=torch.int64).random_()
        # The sign bit of these is never set: the eighth byte is left out.
        noise = words.view(torch.uint8).view(-1, 8)[:, :7].reshape(-1)[: x.numel()].view(x.shape)
        return x * ((noise >= least).to(x.dtype) * (256 / (256 - least)))


class Layer(nn.Module):
    """One transformer layer as in BERT (Devlin et al. 2019), norm after each part."""

    def __init__(self) -> None:
        super().__init__()
        self.mix = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm_mixed = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.widen = nn.Linear(WIDTH, INNER)
        self.narrow = nn.Linear(INNER, WIDTH)
        self.norm_fed = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.dropout = Dropout()

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``x`` [rows, pieces, WIDTH]; ``mask`` [rows, pieces] is 1 at pieces, 0 at padding."""
        mixed = self.attend(self.mix(x), mask)
        x = self.norm_mixed(x + self.dropout(self.out(mixed)))
        fed = self.narrow(self.activate(self.widen(x)))
        return self.norm_fed(x + self.dropout(fed))

    def attend(self, parts: Tensor, mask: Tensor) -> Tensor:
        """Queries, keys and values side by side [rows, pieces, 3 x WIDTH] -> [rows, pieces, WIDTH]."""
        rows, pieces, _ = parts.shape
        split = parts.view(rows, pieces, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        query, key, value = split[0], split[1], split[2]
        scores = (query / math.sqrt(WIDTH // HEADS)).matmul(key.transpose(-1, -2))
        hidden = ((1.0 - mask) * -1e4)[:, None, None, :].to(scores.dtype)
        weights = (scores + hidden).softmax(-1, dtype=scores.dtype)
        return weights.matmul(value).transpose(1, 2).reshape(rows, pieces, WIDTH)

    def activate(self, x: Tensor) -> Tensor:
        """GELU by its tanh approximation (Hendrycks and Gimpel 2016)."""
        return functional.gelu(x, approximate="tanh")


class Encoder(nn.Module):
    """Windows in; vectors and cue log probabilities (other, begins, goes on) out."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.case, self.quote = nn.Embedding(3, WIDTH), nn.Embedding(4, WIDTH)
        self.label, self.below = nn.Embedding(LABELS, WIDTH), nn.Linear(LABELS, WIDTH, bias=False)
        for added in (self.case, self.quote, self.label, self.below):
            nn.init.zeros_(added.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.dropout = Dropout()
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.cue = nn.Linear(WIDTH, 3)

    def forward(
        self,
        ids: Tensor,
        cases: Tensor,
        quotes: Tensor,
        labels: Tensor,
        below: Tensor,
        mask: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """As ``encoder_inputs`` describes -> [windows, pieces, WIDTH], [windows, pieces, 3]."""
        x = self.word(ids) + self.position.weight[: ids.shape[1]] + self.kind
        x = x + self.case(cases) + self.quote(quotes) + self.label(labels) + self.below(below)
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x, self.cue(x).float().log_softmax(-1)


class Spans(nn.Module):
    """The vectors of a paragraph and one cue in it in; log probabilities of the tags out."""

    def __init__(self) -> None:
        super().__init__()
        self.scale, self.shift = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        nn.init.zeros_(self.scale.weight)
        nn.init.zeros_(self.scale.bias)
        self.distance = nn.Embedding(2 * DISTANCE + 1, WIDTH)
        self.category, self.edge = nn.Embedding(CATEGORIES, WIDTH), nn.Embedding(4, WIDTH)
        for added in (self.distance, self.category, self.edge):
            nn.init.normal_(added.weight, std=0.1)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(SPAN_LAYERS))
        self.tag = nn.Linear(WIDTH, 3)

    def forward(
        self,
        hidden: Tensor,
        cue: Tensor,
        distances: Tensor,
        categories: Tensor,
        edges: Tensor,
        mask: Tensor,
    ) -> Tensor:
        """[cues, pieces, WIDTH], [cues, WIDTH], then as ``span_inputs`` -> [cues, pieces, 3]."""
        x = hidden * (1 + self.scale(cue))[:, None] + self.shift(cue)[:, None]
        x = x + self.distance(distances) + self.category(categories) + self.edge(edges)
        x = self.norm(x)
        for layer in self.layers:
            x = layer(x, mask)
        return self.tag(x).float().log_softmax(-1)


class Tagger(nn.Module):
    """Both parts, trained together."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder, self.spans = Encoder(), Spans()

    def begin_from(self, weights: Path) -> None:
        """Take over MiniLM; the span layers begin as copies of its last ones."""
        given = {name.removeprefix("bert."): w for name, w in load_file(weights).items()}
        encoder = self.encoder
        encoder.word.weight.data = given["embeddings.word_embeddings.weight"]
        encoder.position.weight.data = given["embeddings.position_embeddings.weight"]
        encoder.kind.data = given["embeddings.token_type_embeddings.weight"][0]
        encoder.norm.weight.data = given["embeddings.LayerNorm.weight"]
        encoder.norm.bias.data = given["embeddings.LayerNorm.bias"]
        for number, layer in enumerate(encoder.layers):
            layer.load_state_dict(_layer_of(given, number))
        for number, layer in enumerate(self.spans.layers, start=LAYERS - SPAN_LAYERS):
            layer.load_state_dict(_layer_of(given, number))

    def added(self) -> set[str]:
        """Names of the parameters that MiniLM does not bring."""
        brought = ("layers.", "word.", "position.", "kind", "encoder.norm")
        return {name for name, _ in self.named_parameters() if not any(b in name for b in brought)}


def _layer_of(given: dict[str, Tensor], number: int) -> dict[str, Any]:
    prefix = f"encoder.layer.{number}."
    names = {
        "out": "attention.output.dense",
        "norm_mixed": "attention.output.LayerNorm",
        "widen": "intermediate.dense",
        "narrow": "output.dense",
        "norm_fed": "output.LayerNorm",
    }
    state = {
        f"{ours}.{part}": given[f"{prefix}{theirs}.{part}"]
        for ours, theirs in names.items()
        for part in ("weight", "bias")
    }
    for part in ("weight", "bias"):
        mixed = [
            given[f"{prefix}attention.self.{name}.{part}"] for name in ("query", "key", "value")
        ]
        state[f"mix.{part}"] = torch.cat(mixed)
    return state
