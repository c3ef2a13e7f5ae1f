"""The net of the line reader: convolutions that see letters, then convolutions along the line that see neighbours.

No part sees more than about eight letters to either side, so a line gives the same text alone and in a batch.
"""

import unicodedata

import torch
from torch import Tensor, nn
from torch.nn import functional

from ocr.readers.line_net import ALPHABET, HEIGHT

WIDTHS = (24, 48, 96, 256)  # channels at 1/2, 1/4 and 1/8 of the height, and along the line
MIXED = 4  # residual blocks along the line
MARKS = {mark: number for number, mark in enumerate("\u0300\u0301\u0309\u0303\u0323\u0302\u0306\u031b")}


def _conv(ins: int, outs: int, size: tuple[int, int], stride: tuple[int, int] = (1, 1)) -> nn.Sequential:
    padding = size[0] // 2, size[1] // 2
    return nn.Sequential(nn.Conv2d(ins, outs, size, stride, padding, bias=False), nn.BatchNorm2d(outs))


class _Residual(nn.Module):
    def __init__(self, width: int, size: tuple[int, int]) -> None:
        super().__init__()
        self.first, self.second = _conv(width, width, size), _conv(width, width, size)

    def forward(self, x: Tensor) -> Tensor:
        return functional.relu(x + self.second(functional.relu(self.first(x))))


def parts() -> Tensor:
    """(characters and none, parts) zeros and ones: the parts of each character: letter, tone, hat or horn, capital."""
    letters = sorted({unicodedata.normalize("NFD", sign)[0].lower() for sign in ALPHABET})
    made = torch.zeros(len(ALPHABET) + 1, len(letters) + len(MARKS) + 2)
    for row, sign in enumerate(ALPHABET, start=1):
        letter, *marks = list(unicodedata.normalize("NFD", sign))
        made[row, letters.index(letter.lower())] = 1
        for mark in marks:
            made[row, len(letters) + MARKS.get(mark, len(MARKS))] = 1
        made[row, -1] = float(letter.isupper())
    return made


class _Signs(nn.Module):
    """From features (n, width, 1, steps) to (n, steps, characters); equal letters and tones share weights."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.register_buffer("made_of", parts(), persistent=False)
        self.own = nn.Parameter(torch.zeros(len(ALPHABET) + 1, width))
        self.shared = nn.Parameter(torch.randn(parts().shape[1], width) * width**-0.5)
        self.bias = nn.Parameter(torch.zeros(len(ALPHABET) + 1))

    def forward(self, x: Tensor) -> Tensor:
        weight = self.own + self.made_of @ self.shared
        return functional.linear(x[:, :, 0].transpose(1, 2), weight, self.bias)


class ReaderNet(nn.Module):
    """Lines (n, 1, HEIGHT, width) to logits (n, width / 4, characters and none), or ``deployed`` to probabilities."""

    def __init__(self) -> None:
        super().__init__()
        one, two, three, four = WIDTHS
        self.deployed = False
        self.seen = nn.Sequential(
            _conv(1, one, (3, 3), (2, 2)),
            nn.ReLU(),
            _conv(one, two, (3, 3), (2, 2)),
            nn.ReLU(),
            _Residual(two, (3, 3)),
            _conv(two, three, (3, 3), (2, 1)),
            nn.ReLU(),
            _Residual(three, (3, 3)),
            nn.Sequential(nn.Conv2d(three, four, (HEIGHT // 8, 1), bias=False), nn.BatchNorm2d(four)),
            nn.ReLU(),
        )
        self.mixed = nn.Sequential(*(_Residual(four, (1, 3)) for _ in range(MIXED)))
        self.early = _Signs(four)
        self.signs = _Signs(four)

    def forward(self, lines: Tensor) -> Tensor:
        """See the class."""
        found: Tensor = self.signs(self.mixed(self.seen(lines)))
        return found.softmax(2) if self.deployed else found

    def both(self, lines: Tensor) -> tuple[Tensor, Tensor]:
        """The logits, and those of the letters without their neighbours, which the training uses, too."""
        seen = self.seen(lines)
        return self.signs(self.mixed(seen)), self.early(seen)
