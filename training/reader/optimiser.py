"""Steps with orthogonal matrices (Muon, K. Jordan and others 2024): a small net then learns more from each line."""

from collections.abc import Iterable

import torch
from torch import Tensor, nn

MOMENTUM = 0.95
DECAY = 0.01
_A, _B, _C = 3.4445, -4.7750, 2.0315  # of the quintic iteration that the method's authors give


def orthogonal(matrix: Tensor) -> Tensor:
    """An approximation, in five steps, of the orthogonal matrix nearest to ``matrix`` (rows, columns)."""
    wide = matrix.shape[0] <= matrix.shape[1]
    x = (matrix if wide else matrix.T).bfloat16()
    x = x / (x.norm() + 1e-7)
    for _ in range(5):
        square = x @ x.T
        x = _A * x + (_B * square + _C * square @ square) @ x
    return (x if wide else x.T).float()


class Orthogonal(torch.optim.Optimizer):
    """For the weights of convolutions: (outs, ins, rows, columns)."""

    def __init__(self, weights: Iterable[nn.Parameter], lr: float) -> None:
        super().__init__(weights, {"lr": lr})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # noqa: ARG002  (the base class has it)
        """Move all weights by one step."""
        for group in self.param_groups:
            for weight in group["params"]:
                if weight.grad is not None:
                    self._move(weight, group["lr"])

    def _move(self, weight: Tensor, rate: float) -> None:
        state = self.state[weight]
        if not state:
            state["mean"] = torch.zeros_like(weight)
        mean = state["mean"].lerp_(weight.grad, 1 - MOMENTUM)
        ahead = weight.grad.lerp(mean, MOMENTUM)
        update = orthogonal(ahead.reshape(len(weight), -1)).reshape(weight.shape)
        rows, columns = len(weight), weight[0].numel()
        weight.mul_(1 - rate * DECAY).add_(update, alpha=-rate * max(1.0, rows / columns) ** 0.5)
