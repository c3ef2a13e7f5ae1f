"""Lines that lie upside down on an upright page: a slip stapled the wrong way, the second paper of a folded sheet.

Such a line is read badly as it lies and well when it is turned. Only where several lines of a page are read badly are they
looked at so. Nothing that was read of a part upside down is kept: its rows would stand in the wrong order.
"""

from collections.abc import Sequence

import numpy as np

from ocr.box import union
from ocr.lines.strip import Strip
from ocr.page import PART_TURNED, Finding
from ocr.readers.contract import LineReader, Readings, sureness
from ocr.second_look import Looked, second_look

BADLY = 0.75  # confidence below which a line may lie upside down
WELL, BETTER = (
    0.9,
    0.15,
)  # confidence of a line that was turned, and by how much it is above that of the line as it lies
FEWEST_SIGNS = 5  # letters and digits: shorter lines read well both ways (OHIO, 6889)
FEWEST = 2  # lines: one alone may be anything


def upside_down(
    strips: Sequence[Strip], read: Sequence[Readings], reader: LineReader, page: int, *, seconds: float
) -> Looked[frozenset[int]]:
    """The indices of the lines that lie upside down, with a finding where there are some; ``read`` is as they lie."""
    doubtful = [at for at, words in enumerate(read) if sureness(words) < BADLY]
    seeds = _turned(doubtful, strips, read, reader, page, seconds)
    if len(seeds.kept) < FEWEST:
        return Looked(frozenset(), seeds.skipped)
    # A line that lies upside down may be read not too badly, either.
    rest = [at for at in range(len(strips)) if at not in doubtful]
    found = seeds.kept | _turned(rest, strips, read, reader, page, seconds).kept
    told = Finding(code=PART_TURNED, page=page, box=union(strips[at].line.box for at in found))
    return Looked(found, (told, *seeds.skipped))


def _turned(
    among: Sequence[int],
    strips: Sequence[Strip],
    read: Sequence[Readings],
    reader: LineReader,
    page: int,
    seconds: float,
) -> Looked[frozenset[int]]:
    """Those of ``among`` that are read well when they are turned."""
    if len(among) < FEWEST:
        return Looked(frozenset())
    pieces = [np.ascontiguousarray(strips[at].pixels[::-1, ::-1]) for at in among]

    def ask() -> Looked[list[Readings]]:
        return Looked(reader.read(pieces, seconds=seconds))

    nothing: list[Readings] = []
    again, skipped = second_look("doubtful_lines", page, ask, nothing)
    pairs = zip(among, again, strict=False)
    return Looked(frozenset(at for at, words in pairs if _is_better(words, read[at])), skipped)


def _is_better(turned: Readings, lying: Readings) -> bool:
    signs = sum(map(str.isalnum, "".join(word.text for word in turned)))
    return signs >= FEWEST_SIGNS and sureness(turned) >= max(WELL, sureness(lying) + BETTER)
