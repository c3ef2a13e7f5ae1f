"""The nets of this package, each loaded once in a process and run by ONNX Runtime on one thread."""

from functools import cache
from pathlib import Path
from typing import Any

from ocr.problem import MachineProblem


@cache
def net(weights: Path) -> Any:  # noqa: ANN401  (onnxruntime ships no types)
    """The net of ``weights``, a session of ONNX Runtime.

    Raises:
        MachineProblem: ``onnxruntime_missing``, it is not installed or does not start.
    """
    try:
        import onnxruntime  # noqa: PLC0415  (loaded only when there is something to read)
    except ImportError:
        raise MachineProblem("onnxruntime_missing") from None

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
