"""One page from one seed, for training and the command line."""

import random

from samples.degrade import CONDITIONS
from samples.files import Scan, scan
from samples.papers import TYPES

_LETTER = "văn bản hành chính"
_LETTERS = 0.3
"""The share of letters among papers of random type."""


def draw_scan(seed: int, type_: str | None = None, condition: str | None = None, dpi: int = 200) -> Scan:
    """A paper of ``type_`` (a key of TYPES) under ``condition``, each random if None.

    The same arguments give the same pixels. ``Scan.truths`` holds the boxes of all lines and words, in pixels.
    """
    rng = random.Random(seed)
    # A given type has a random stream of its own, so a seed keeps its page when types are added.
    chance = random.Random(f"{seed} of all types")
    chosen = _LETTER if chance.random() < _LETTERS else chance.choice(list(TYPES))
    worn = rng.choice(CONDITIONS)
    return scan(TYPES[type_ or chosen](rng, dpi), condition or worn, rng)
