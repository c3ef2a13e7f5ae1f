"""How likely a word is right: what engines call confidence, turned into a probability.

An engine's confidence grows with the chance of being right but is not that chance. Here it is weighed with
what else is known of the word: the rest of its line, whether other readings agree, whether it is a syllable,
its characters, how sure the finder was of the line, how large and how dark the letters are. The
weights were fitted to drawn pages by ``python -m training.calibrate_words`` (``data/confidence.md``).
"""

import json
import math
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ocr.named_weights import weighed

WEIGHTS = Path(__file__).parents[1] / "data" / "confidence.json"
USUAL = "tesseract-lines"
LEAST, MOST = 0.001, 0.9997  # nothing is certain
FAR = 5.0  # powers of ten: smaller doubts of an engine all count the same
LOW = (70, 85, 92, 95)  # engine confidences, in hundredths, at which the curve may bend

_OUTER = ".,;:!?()\"'“”-–"  # what stands at the ends of words in any text


class Seen(NamedTuple):
    """What is known of a word that was read.

    Attributes:
        word: the engine's confidence in it, 0 to 1.
        line: the mean confidence of the words of its line, weighted by their letters.
        lowest: the lowest confidence in its line.
        agreement: share of the readings that say the same, 0 to 1; None where the line was read once.
        sound: share of its parts made of letters that are syllables, 0 to 1; 0.5 where there are none.
        shape: what the word looks like.
        found: how sure the finder was of the line, 0 to 1.
        height: of the line, in pixels of the page.
        contrast: between paper and ink, 0 to 1.
    """

    word: float
    line: float
    lowest: float
    agreement: float | None
    sound: float
    shape: "Shape"
    found: float
    height: float
    contrast: float


class Shape(NamedTuple):
    """What makes a word easy or hard to read.

    Attributes:
        signs: how many characters it has.
        digits: whether there are digits in it.
        marks: whether there are neither letters nor digits in it.
        capitals: whether it has letters, all of them capitals.
        toned: how many letters have an accent.
        stacked: how many have two accents, one over the other: ẩ and ấ differ by a few dots of ink.
        mixed: whether other characters stand among its letters and digits.
    """

    signs: int
    digits: bool
    marks: bool
    capitals: bool
    toned: int
    stacked: int
    mixed: bool


def shape(text: str) -> Shape:
    """The shape of a word."""
    decomposed = [len(unicodedata.normalize("NFD", sign)) - 1 for sign in text]
    return Shape(
        signs=len(text),
        digits=any(map(str.isdigit, text)),
        marks=not any(map(str.isalnum, text)),
        capitals=text.isupper(),
        toned=sum(count > 0 for count in decomposed),
        stacked=sum(count > 1 for count in decomposed),
        mixed=any(not sign.isalnum() for sign in text.strip(_OUTER)),
    )


def probability(seen: Seen, engine: str = USUAL) -> float:
    """The probability that the word stands there as ``engine`` read it, letter for letter.

    An engine without weights of its own gets those of ``tesseract-lines``.
    """
    every = _weights()
    weights = every.get(engine, every[USUAL])["once" if seen.agreement is None else "again"]
    total = weighed(weights, features(seen))
    return min(MOST, max(LEAST, 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))))


def features(seen: Seen) -> dict[str, float]:
    """What the weights are multiplied with, by the names that they bear."""
    agreement = 0.0 if seen.agreement is None else seen.agreement
    known = seen.shape._asdict()
    return {
        "bias": 1.0,
        "word": seen.word,
        **{f"word_below_{bend}": max(0.0, bend / 100 - seen.word) for bend in LOW},
        "line_below_95": max(0.0, 0.95 - seen.line),
        "line_below_90": max(0.0, 0.9 - seen.line),
        "lowest_below_90": max(0.0, 0.9 - seen.lowest),
        "word_doubt": _doubt(seen.word),
        "lowest_doubt": _doubt(seen.lowest),
        "agreement": agreement,
        "unanimous": float(agreement == 1),
        "sound": seen.sound,
        "length": math.log(max(1, known.pop("signs"))),
        **{name: float(value) for name, value in known.items()},
        "found": seen.found,
        "small": max(0.0, math.log(30 / max(1.0, seen.height))),
        "large": max(0.0, math.log(max(1.0, seen.height) / 30)),
        "contrast": seen.contrast,
    }


def _doubt(confidence: float) -> float:
    """The engine's doubt by its power of ten: 1 for full doubt, 0 for almost none; it tells sure words apart."""
    return 1 + max(-1.0, math.log10(max(1e-9, 1 - confidence)) / FAR)


@cache
def _weights() -> dict[str, dict[str, dict[str, float]]]:
    weights: dict[str, dict[str, dict[str, float]]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))[
        "weights"
    ]
    return weights
