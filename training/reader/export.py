"""Writes the results of a training: the weights in half precision, to go on from, and the net in eight bits, to read.

Weights have seven bits, so that processors without VNNI add their products without overflow and get the same result.
The last layer is not quantised: in eight bits, characters with different probabilities would get the same value.
"""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from ocr.readers.line_net import HEIGHT, Floats, stacked
from training.reader.net import ReaderNet

WEIGHTS = Path(__file__).parent / "weights.npz"
_OPERATIONS = ["Conv", "Add", "Relu", "MatMul"]
_LAST = "/signs/"  # start of the names of the last layer's operations


def keep(net: ReaderNet, target: Path) -> None:
    """Write all weights by name."""
    state = {name: value.numpy() for name, value in net.state_dict().items() if value.is_floating_point()}
    np.savez_compressed(target, **{name: value.astype(np.float16) for name, value in state.items()})


def load_weights(net: ReaderNet, source: Path) -> None:
    """Load stored weights into the net."""
    with np.load(source) as kept:
        state = {name: torch.from_numpy(kept[name].astype(np.float32)) for name in kept.files}
    net.load_state_dict(net.state_dict() | state)


def export(net: ReaderNet, target: Path) -> None:
    """Write the net as ONNX: ``lines`` (n, 1, HEIGHT, width) to ``chances`` (n, width / 4, characters and none)."""
    net.eval()
    net.deployed = True
    torch.onnx.export(
        net,
        (torch.zeros(1, 1, HEIGHT, 64),),
        target,
        input_names=["lines"],
        output_names=["chances"],
        dynamic_axes={"lines": {0: "n", 3: "width"}, "chances": {0: "n", 1: "steps"}},
        opset_version=17,
        dynamo=False,
    )
    net.deployed = False


def quantise(net: ReaderNet, lines: Sequence[Floats], target: Path) -> None:
    """Write the net in eight bits, with the ranges of values that occur for ``lines``."""
    import onnx  # noqa: PLC0415  (heavy, and only here)
    from onnxruntime import quantization  # noqa: PLC0415  (as above)
    from onnxruntime.quantization.preprocess import quant_pre_process  # noqa: PLC0415  (as above)

    with tempfile.TemporaryDirectory() as folder:
        whole, plain = Path(folder) / "whole.onnx", Path(folder) / "plain.onnx"
        export(net, whole)
        quant_pre_process(whole, plain, skip_symbolic_shape=True)
        last = [node.name for node in onnx.load(plain).graph.node if node.name.startswith(_LAST)]
        quantization.quantize_static(
            plain,
            target,
            _Shown(lines),
            op_types_to_quantize=_OPERATIONS,
            nodes_to_exclude=last,
            activation_type=quantization.QuantType.QUInt8,
            weight_type=quantization.QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )


class _Shown:
    """Lines one by one, in the interface of the quantiser."""

    def __init__(self, lines: Sequence[Floats]) -> None:
        self.rest: Iterator[Floats] = iter(lines)

    def get_next(self) -> dict[str, Any] | None:
        """The next input, or None."""
        line = next(self.rest, None)
        return None if line is None else {"lines": stacked([line])}
