"""Drawn lines from disk as input of the net: cut out as the line engine does it, with the errors of the line finder."""

import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ocr.box import Box
from ocr.image import Pixels
from ocr.lines.find import FoundLine
from ocr.lines.strip import strip
from ocr.readers.line_net import ALPHABET, STEP, Floats, prepared, stacked

NUMBERS = {sign: number for number, sign in enumerate(ALPHABET, start=1)}
# Means and standard deviations of the finder's errors on drawn pages, in heights of a line: top, bottom, left, right.
MISSED = ((0.0, 0.062), (0.0, 0.034), (-0.12, 0.11), (0.14, 0.11))
OFTEN_MISSED, MORE = 0.06, 2.2  # share of lines with larger errors; the factor of these
AREA = 18_000  # pixels of length in a batch
POOL = 4000  # lines from which batches of similar length are made
SHORT = 330  # the most pixels of length of the first lines


@dataclass(frozen=True, slots=True)
class Batch:
    """``lines`` (n, 1, height, width), valid ``steps`` (n), all ``signs`` in a row, and their ``counts`` (n)."""

    lines: Tensor
    steps: Tensor
    signs: Tensor
    counts: Tensor


def numbers(text: str) -> list[int] | None:
    """The text as numbers from 1, or None if it has a character that the net does not know."""
    made = [NUMBERS.get(sign, 0) for sign in text]
    return None if 0 in made or not made else made


def shard(path: Path) -> Iterator[tuple[Pixels, tuple[float, ...], str]]:
    """Pixels, box and text of each line of a file that ``samples.lines.drawn`` wrote."""
    with np.load(path) as parts:
        pixels, shapes = parts["pixels"], parts["shapes"]
        boxes, texts = parts["boxes"].tolist(), parts["texts"].tolist()
    ends = np.cumsum(shapes.astype(np.int64).prod(axis=1))
    for end, (high, wide), box, text in zip(ends, shapes.tolist(), boxes, texts, strict=True):
        yield pixels[end - high * wide : end].reshape(high, wide), tuple(box), text


def found(box: tuple[float, ...], rng: np.random.Generator) -> FoundLine:
    """The line as the finder may find it, with a random error in its place."""
    left, top, right, bottom = box
    more = MORE if rng.random() < OFTEN_MISSED else 1.0
    off = [rng.normal(mean, more * spread) * (bottom - top) for mean, spread in MISSED]
    top, bottom = top + off[0], bottom + off[1]
    start = max(0, round(left + min(off[2], 0.1 * (bottom - top))))
    end = max(start + 1, round(right + max(off[3], -0.1 * (bottom - top))))
    at = Box(start, max(0, round(top)), end, max(1, round(bottom)))
    return FoundLine(at, bottom - top, ((top + bottom) / 2, 0.0, 0.0), 1.0)


def cut(pixels: Pixels, box: tuple[float, ...], rng: np.random.Generator) -> Floats:
    """One line as input of the net."""
    return prepared(strip(pixels, found(box, rng)).pixels)


def together(lines: list[tuple[Floats, list[int]]]) -> Batch:
    """Lines as one batch."""
    steps = torch.tensor([-(-line.shape[1] // STEP) for line, _ in lines])
    signs = torch.tensor([number for _, text in lines for number in text])
    counts = torch.tensor([len(text) for _, text in lines])
    return Batch(torch.from_numpy(stacked([line for line, _ in lines])), steps, signs, counts)


def readable(line: Floats, text: list[int]) -> bool:
    """Whether the net has enough steps for the text: one for each character, and one between two equal ones."""
    doubled = sum(one == other for one, other in pairwise(text))
    return bool(line.shape[1] // STEP >= len(text) + doubled)


class Feed:
    """Batches prepared by a thread from the files of ``folder``, the least used files first, new ones included."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.rng = folder, np.random.default_rng(seed)
        self.used: dict[Path, int] = {}
        self.short = True
        self.stop = threading.Event()
        self.ahead: queue.Queue[Batch] = queue.Queue(maxsize=8)
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        waiting: list[tuple[Floats, list[int]]] = []
        source = self._lines()
        while not self.stop.is_set():
            while len(waiting) < POOL // (8 if self.short else 1):
                waiting.append(next(source))
            waiting.sort(key=lambda pair: pair[0].shape[1] * float(self.rng.uniform(0.9, 1.1)))
            for _ in range(max(1, len(waiting) // 400)):
                waiting = self._offer(waiting)

    def _offer(self, waiting: list[tuple[Floats, list[int]]]) -> list[tuple[Floats, list[int]]]:
        start = int(self.rng.integers(len(waiting)))
        end, longest = start, 0
        while end < len(waiting) and (end - start + 1) * max(longest, waiting[end][0].shape[1]) <= AREA:
            longest = max(longest, waiting[end][0].shape[1])
            end += 1
        end = max(end, start + 1)
        batch = together(waiting[start:end])
        while not self.stop.is_set():
            try:
                self.ahead.put(batch, timeout=1)
                break
            except queue.Full:
                continue
        return waiting[:start] + waiting[end:]

    def _lines(self) -> Iterator[tuple[Floats, list[int]]]:
        while True:
            for path in self.folder.glob("*.npz"):
                self.used.setdefault(path, 0)
            least = min(self.used.values())
            path = self.rng.choice(sorted(path for path, times in self.used.items() if times == least))
            self.used[path] += 1
            for pixels, box, text in shard(path):
                signs = numbers(text)
                if signs is None:
                    continue
                line = cut(pixels, box, self.rng)
                if readable(line, signs) and (not self.short or line.shape[1] <= SHORT):
                    yield line, signs
