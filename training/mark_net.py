"""The net of the mark finder: the blocks of the line finder, with colour as input and output at 1/4 of the size."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.finder_net import Residual, separable

WIDTHS = (12, 32, 48, 64, 96)  # channels at 1/2, 1/4, 1/8, 1/16 and 1/32 of the size
DEPTHS = (0, 1, 2, 2, 3)  # residual blocks at these sizes on the way down; one at each on the way up
KINDS = 4  # handwriting, signature, seal, stamp


class MarkNet(nn.Module):
    """From ink (n, 3, height, width), 0 paper to 1 black in red, green and blue, sides multiples of 32.

    The result is the logits of the four kinds of marks, (n, 4, height / 4, width / 4); with ``deployed`` set,
    their probabilities.
    """

    def __init__(self) -> None:
        super().__init__()
        self.deployed = False
        self.stem = nn.Sequential(
            nn.Conv2d(3, WIDTHS[0], 3, 2, 1, bias=False), nn.BatchNorm2d(WIDTHS[0]), nn.ReLU(inplace=True)
        )
        self.down = nn.ModuleList(
            nn.Sequential(separable(wide, slim, 2), *(Residual(slim) for _ in range(depth)))
            for wide, slim, depth in zip(WIDTHS, WIDTHS[1:], DEPTHS[1:], strict=False)
        )
        pairs = list(zip(WIDTHS[2:], WIDTHS[1:], strict=False))[::-1]
        self.narrow = nn.ModuleList(nn.Conv2d(wide, slim, 1) for wide, slim in pairs)
        self.mend = nn.ModuleList(Residual(slim) for _, slim in pairs)
        self.head = nn.Conv2d(WIDTHS[1], KINDS, 3, padding=1)
        nn.init.constant_(self.head.bias, -3.0)  # marks are rare

    def forward(self, ink: Tensor) -> Tensor:
        """See the class."""
        x, levels = self.stem(ink), []
        for down in self.down:
            x = down(x)
            levels.append(x)
        x = levels.pop()
        for narrow, mend, skip in zip(self.narrow, self.mend, reversed(levels), strict=True):
            x = mend(functional.interpolate(narrow(x), scale_factor=2.0, mode="nearest") + skip)
        found: Tensor = self.head(x)
        return found.sigmoid() if self.deployed else found


def loss(found: Tensor, wanted: Tensor) -> Tensor:
    """The loss of logits (n, 4, h, w) for targets 0 or 1: cross-entropy with a larger weight for marks, and Dice."""
    heavy = torch.tensor([6.0, 4.0, 2.0, 3.0]).view(1, KINDS, 1, 1)
    entropy = functional.binary_cross_entropy_with_logits(found, wanted, pos_weight=heavy)
    seen = found.sigmoid()
    shared = (seen * wanted).sum((0, 2, 3))
    dice = 1 - (2 * shared + 20) / (seen.sum((0, 2, 3)) + wanted.sum((0, 2, 3)) + 20)
    return 4 * entropy + dice.mean()
