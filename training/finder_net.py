"""The net of the line finder: depthwise-separable blocks down to 1/32 of the size, and back up to 1/2.

The coarsest level sees about five hundred pixels around a place; this is cheaper to train than dilation.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTHS = (16, 32, 64, 96, 128)  # channels at 1/2, 1/4, 1/8, 1/16 and 1/32 of the size
DEPTHS = (0, 1, 2, 2, 4)  # residual blocks at these sizes on the way down; one at each on the way up
FARTHEST = 6.0  # logarithm of the largest distance in pixels


def separable(ins: int, outs: int, stride: int = 1) -> nn.Sequential:
    """A convolution of each channel alone, then one across the channels."""
    return nn.Sequential(
        nn.Conv2d(ins, ins, 3, stride, 1, groups=ins, bias=False),
        nn.Conv2d(ins, outs, 1, bias=False),
        nn.BatchNorm2d(outs),
        nn.ReLU(inplace=True),
    )


class Residual(nn.Module):
    """A separable convolution whose result is added to its input."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.block = separable(width, width)

    def forward(self, x: Tensor) -> Tensor:
        """See the class."""
        return x + self.block(x)


class FinderNet(nn.Module):
    """From ink (n, 1, height, width), 0 paper to 1 black, sides multiples of 32, to three maps at half the size.

    The maps are the logit of the core, and the logarithms of the distances to the line's top and bottom in
    pixels of the input. With ``deployed`` set, they are the probability and the distances themselves.
    """

    def __init__(self) -> None:
        super().__init__()
        first = WIDTHS[0]
        self.deployed = False
        self.stem = nn.Sequential(
            nn.Conv2d(1, first, 3, 2, 1, bias=False), nn.BatchNorm2d(first), nn.ReLU(inplace=True)
        )
        self.down = nn.ModuleList(
            nn.Sequential(separable(wide, slim, 2), *(Residual(slim) for _ in range(depth)))
            for wide, slim, depth in zip(WIDTHS, WIDTHS[1:], DEPTHS[1:], strict=False)
        )
        pairs = list(zip(WIDTHS[1:], WIDTHS, strict=False))[::-1]
        self.narrow = nn.ModuleList(nn.Conv2d(wide, slim, 1) for wide, slim in pairs)
        self.mend = nn.ModuleList(Residual(slim) for _, slim in pairs)
        self.head = nn.Conv2d(first, 3, 3, padding=1)
        with torch.no_grad():
            # Start near the usual values: cores are rare, and half a line is about nine pixels.
            self.head.bias.copy_(torch.tensor([-2.5, 2.2, 2.2]))

    def forward(self, ink: Tensor) -> Tensor:
        """See the class."""
        levels = [self.stem(ink)]
        for down in self.down:
            levels.append(down(levels[-1]))
        x = levels.pop()
        for narrow, mend, skip in zip(self.narrow, self.mend, reversed(levels), strict=True):
            x = mend(functional.interpolate(narrow(x), scale_factor=2.0, mode="nearest") + skip)
        found: Tensor = self.head(x)
        if not self.deployed:
            return found
        return torch.cat([found[:, :1].sigmoid(), found[:, 1:].clamp(0.0, FARTHEST).exp()], dim=1)
