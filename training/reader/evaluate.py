"""Measures how well and how fast drawn lines are read: ``python -m training.reader.evaluate --lines DIR``.

Our reader and Tesseract (if it is installed) read the same strips, cut out with the errors of the line finder.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein

from ocr.image import Pixels
from ocr.lines.strip import strip
from ocr.readers.contract import LineReader
from ocr.readers.line_net import NetReader
from ocr.readers.tesseract_inside import TesserocrReader
from training.reader.lines import found, shard


def errors(reader: LineReader, strips: Sequence[Pixels], texts: Sequence[str]) -> tuple[int, float]:
    """The number of wrong characters, and the seconds of processor time for each line."""
    reader.read(strips[:1], seconds=60)
    start = time.process_time()
    read = reader.read(strips, seconds=3600)
    spent = (time.process_time() - start) / len(strips)
    said = (" ".join(word.text for word in words) for words in read)
    return sum(map(Levenshtein.distance, said, texts)), spent


def main() -> None:
    """Print the share of wrong characters and the time for each line, by reader."""
    parser = argparse.ArgumentParser(prog="python -m training.reader.evaluate", description=__doc__)
    parser.add_argument("--lines", type=Path, required=True, help="folder of drawn lines")
    parser.add_argument("--count", type=int, default=1000, help="how many of them")
    options = parser.parse_args()
    rng = np.random.default_rng(0)
    drawn = (line for path in sorted(options.lines.glob("*.npz")) for line in shard(path))
    lines = [line for _, line in zip(range(options.count), drawn, strict=False)]
    strips = [strip(pixels, found(box, rng)).pixels for pixels, box, _ in lines]
    texts = [text for _, _, text in lines]
    for reader in (NetReader(), TesserocrReader()):
        if reader.unavailable() is None:
            wrong, spent = errors(reader, strips, texts)
            share = wrong / sum(map(len, texts))
            sys.stdout.write(
                f"{reader.name}: {share:.2%} of characters wrong, {1000 * spent:.1f} ms a line\n"
            )


if __name__ == "__main__":
    main()
