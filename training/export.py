"""Trained weights -> the two ONNX graphs that ship: 8-bit whole numbers where it costs no quality.

Writes encoder.onnx, spans.onnx, tokenizer.json. Training belongs in ``learning``; running the graphs in ``ingest.extract.tagger``.
"""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from ingest.extract.tagger.syntax import LABELS
from training.network import HEADS, WIDTH, Layer, Tagger

OPSET = 17
HEADS_OF = "com.microsoft::MultiHeadAttention"
ACTIVATION = "com.microsoft::FastGelu"
"""Operators of onnxruntime that do in one step what torch's export spells out in twenty."""

INPUTS = {
    "encoder": ("ids", "cases", "quotes", "labels", "below", "mask"),
    "spans": ("hidden", "cue", "distances", "categories", "edges", "mask"),
}
OUTPUTS = {"encoder": ("hidden", "cues"), "spans": ("tags",)}


class _Attention(torch.autograd.Function):
    """Stands for attention in the graph: three [rows, pieces, WIDTH] and the lengths of the rows."""

    @staticmethod
    def forward(_: Any, query: Tensor, _key: Tensor, _value: Tensor, _lengths: Tensor) -> Tensor:
        """A value of the right shape; the graph is traced, not run."""
        return query.clone()

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, lengths: Any) -> Any:
        """The operator."""
        none = graph.op("Constant", value_t=torch.zeros(3 * WIDTH))
        found = graph.op(HEADS_OF, query, key, value, none, lengths, num_heads_i=HEADS)
        return found.setType(query.type())


class _Gelu(torch.autograd.Function):
    """Stands for the activation in the graph."""

    @staticmethod
    def forward(_: Any, x: Tensor) -> Tensor:
        """A value of the right shape."""
        return x.clone()

    @staticmethod
    def symbolic(graph: Any, x: Any) -> Any:
        """The operator."""
        return graph.op(ACTIVATION, x).setType(x.type())


def _attend(parts: Tensor, mask: Tensor) -> Tensor:
    query, key, value = parts.chunk(3, dim=2)
    lengths = mask.sum(1).to(torch.int32)
    found: Tensor = _Attention.apply(query, key, value, lengths)
    return found


def _fused(module: nn.Module) -> nn.Module:
    """The module with its layers' inner parts as single operators."""
    for layer in module.modules():
        if isinstance(layer, Layer):
            layer.attend = _attend  # type: ignore[method-assign]
            layer.activate = _Gelu.apply  # type: ignore[method-assign]
    return module


def export(weights: Path, base: Path, folder: Path) -> None:
    """Write the model folder; existing files are replaced."""
    tagger = Tagger()
    tagger.load_state_dict(torch.load(weights))
    tagger.eval()
    folder.mkdir(parents=True, exist_ok=True)
    whole = torch.zeros(2, 8, dtype=torch.int64)
    part, mask = torch.zeros(2, 8, WIDTH), torch.ones(2, 8)
    samples = {
        "encoder": (whole, whole, whole, whole, torch.zeros(2, 8, LABELS), mask),
        "spans": (part, part[:, 0], whole, whole, whole, mask),
    }
    with tempfile.TemporaryDirectory() as scratch:
        for name, module in (("encoder", tagger.encoder), ("spans", tagger.spans)):
            plain = Path(scratch) / f"{name}.onnx"
            _write(name, _fused(module), samples[name], plain)
            quantize_dynamic(
                plain, folder / plain.name, weight_type=QuantType.QInt8, per_channel=True
            )
    shutil.copy(base / "tokenizer.json", folder / "tokenizer.json")


def _write(name: str, module: nn.Module, sample: tuple[torch.Tensor, ...], path: Path) -> None:
    inputs = INPUTS[name]
    axes = {one: {0: "rows", 1: "pieces"} for one in (*inputs, *OUTPUTS[name]) if one != "cue"}
    torch.onnx.export(
        module,
        sample,
        str(path),
        input_names=list(inputs),
        output_names=list(OUTPUTS[name]),
        dynamic_axes=axes | ({"cue": {0: "rows"}} if name == "spans" else {}),
        opset_version=OPSET,
        dynamo=False,
    )
