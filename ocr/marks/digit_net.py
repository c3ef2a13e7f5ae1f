"""Numbers written by hand, read by a small net of our own (``data/digit_reader.md``).

It reads one to four digits in a row and nothing else, so it is used only where a number must stand:
behind Số, ngày, tháng and năm. What it reads is a proposal; handwriting is never certain.
"""

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image import Pixels
from ocr.pixels.session import net

WEIGHTS = Path(__file__).parents[1] / "data" / "digit_reader.onnx"
HEIGHT, WIDTH = 32, 96  # pixels of the picture that the net sees
TALL = 26  # pixels of the cut number in the picture that the net sees
NOTHING = 10  # the net's answer where no digit stands

Floats = npt.NDArray[np.float32]


def read_number(ink: Pixels) -> tuple[str, float]:
    """The digits on ``ink`` (height by width, dark on light, cut to one number) and their confidence, 0 to 1."""
    steps = np.asarray(net(WEIGHTS).run(None, {"ink": fitted(ink)[None, None]})[0][0])
    best = steps.argmax(axis=1)
    fresh = (best != NOTHING) & (best != np.concatenate([[NOTHING], best[:-1]]))
    text = "".join(str(figure) for figure in best[fresh])
    return text, float(np.prod(steps.max(axis=1))) if text else 0.0


def fitted(ink: Pixels) -> Floats:
    """A cut number as the net sees it: 32 by 96, paper 0 and ink 1, made narrower where it is too wide."""
    height, width = ink.shape
    size = (max(1, min(WIDTH - 4, round(width * TALL / height))), TALL)
    small = cv2.resize(ink, size, interpolation=cv2.INTER_AREA if height > TALL else cv2.INTER_LINEAR)
    paper, dark = np.percentile(small, (80, 2))
    level = (paper - small.astype(np.float32)) / max(30.0, float(paper - dark))
    seen = np.zeros((HEIGHT, WIDTH), np.float32)
    left, top = (WIDTH - size[0]) // 2, (HEIGHT - TALL) // 2
    seen[top : top + TALL, left : left + size[0]] = np.clip(level, 0, 1)
    return seen
