"""Fits the confidence of words: ``python -m training.calibrate_words FIT TEST`` on two folders of drawn pages.

Both are folders of pictures with truth beside them, as ``python -m samples --out FOLDER`` draws them. The
weights are fitted to the words read from FIT and evaluated on those from TEST; ``ocr/data/confidence.json``
and the card beside it are written again. The same pages give the same weights.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from digitize.evaluate.characters import align_page
from digitize.evaluate.reliability import word_verdicts
from digitize.evaluate.truth import Truth, find_pairs
from digitize.page.chain import PageTask, scan_page
from digitize.scan.inputs.gather import gather
from digitize.settings import Settings, load_settings
from digitize.workers.temporary import private_folder
from ocr.engines.by_line import LineEngine, ReadLine
from ocr.engines.registry import engine
from ocr.engines.word_confidence import LEAST, MOST, WEIGHTS, Seen, features
from ocr.image import PageImage
from ocr.named_weights import weighed

ENGINES = ("lines", "reader", "tesseract-lines")
SECONDS = 600.0  # deadline for one page: long, because nobody waits for it
RIDGE = 1.0  # strength of the pull of the weights to 0, in words
NOTHING_HELD: Mapping[str, float] = {}
STEPS = 50
EDGES = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.0)
CARD = WEIGHTS.with_suffix(".md")

CARD_TEXT = """# Confidence of words

Weights of a logistic regression from what is known of a word (`ocr/engines/word_confidence.py`) to the probability
that it was read right, letter for letter; for each engine one set for lines that were read once, one for
doubtful lines that were read again. Ours, under the licence of the project. Made again by

    python -m samples --out FIT --seed 9720000 --count 80
    python -m samples --out FIT --seed 9720100 --count 20 --dpi 300
    python -m samples --out FIT --seed 9720200 --count 20 --dpi 150
    python -m samples --out TEST --seed 9730000 --count 40
    python -m samples --out TEST --seed 9730100 --count 10 --dpi 300
    python -m samples --out TEST --seed 9730200 --count 10 --dpi 150
    python -m training.calibrate_words FIT TEST

{engines}

Words read from what is no text (seals, signatures) count as wrong.

Where it fails: papers, fonts and damage that are not drawn; a word misread the same way by all readings;
engines that are not named here.
"""

ENGINE_TEXT = """## {name}

Fitted to {} words of {} drawn pages; told by {} words of {} other ones, in four conditions of scanning.

By the confidence of the word:

{words}

By the mean confidence of its line:

{lines}"""

Floats = npt.NDArray[np.float64]


class Witness(NamedTuple):
    """A word that was read, the numbers of its page and its line, and whether it was read right."""

    seen: Seen
    page: int
    line: int
    right: bool


def witnesses(image: PageImage, truth: Truth, reader: LineEngine, page_number: int = 0) -> list[Witness]:
    """The words read from a page, each compared with the truth; words of stamps are left out."""
    read = reader.observe(image, seconds=SECONDS).kept
    page = align_page(truth, [line.line.text for line in read])
    verdicts = word_verdicts(page)
    return [
        Witness(seen, page_number, number, verdicts[number, place])
        for number, line in enumerate(read)
        for place, seen in _placed(page.read[number], line)
        if (number, place) in verdicts
    ]


def _placed(text: str, line: ReadLine) -> Iterable[tuple[int, Seen]]:
    places = [word.start() for word in re.finditer(r"\S+", text)]
    return zip(places, line.seen, strict=True) if len(places) == len(line.seen) else ()


def fitted(words: Sequence[Witness]) -> dict[str, float]:
    """Weights of a logistic regression that predicts from what is known of a word whether it is right."""
    return regression([features(word.seen) for word in words], [word.right for word in words])


def regression(
    rows: Sequence[Mapping[str, float]],
    right: Sequence[bool],
    ridge: float = RIDGE,
    held: Mapping[str, float] = NOTHING_HELD,
) -> dict[str, float]:
    """Weights of a logistic regression with a ridge penalty, by Newton's method, one for each name in the rows.

    Those that are ``held`` stay as they are, and the others are fitted beside them.
    """
    names = tuple(name for name in rows[0] if name not in held)
    x, y = np.array([[row[name] for name in names] for row in rows]), np.array(right, dtype=float)
    given = np.array([sum(weight * row[name] for name, weight in held.items()) for row in rows])
    weights = np.zeros(len(names))
    pull = ridge * np.eye(len(names))
    for _ in range(STEPS):
        likely = _logistic(x @ weights + given)
        slope = x.T @ (y - likely) - pull @ weights
        weights += np.linalg.solve((x * (likely * (1 - likely))[:, None]).T @ x + pull, slope)
    fitted = {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}
    return {name: held.get(name, fitted.get(name, 0.0)) for name in rows[0]}


def _logistic(total: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(total, -30, 30))))


def split(words: Iterable[Witness]) -> dict[str, list[Witness]]:
    """The words of lines that were read once, and of those that were read again."""
    parts: dict[str, list[Witness]] = {"once": [], "again": []}
    for word in words:
        parts["once" if word.seen.agreement is None else "again"].append(word)
    return parts


def table(claims: Sequence[tuple[float, bool]]) -> str:
    """A Markdown table: how many of the words in each range of confidence are wrong."""
    rows = ["| confidence | words | mean | wrong |", "|---|---|---|---|"]
    for low, high in pairwise(EDGES):
        inside = [claim for claim in claims if low <= claim[0] < high or claim[0] == high == EDGES[-1]]
        if inside:
            mean = sum(confidence for confidence, _ in inside) / len(inside)
            wrong = sum(not right for _, right in inside) / len(inside)
            rows.append(f"| {low:g} to {high:g} | {len(inside)} | {mean:.4f} | {wrong:.2%} |")
    return "\n".join(rows)


class Fitted(NamedTuple):
    """The result of the fit for one engine: the weights, and their part of the card."""

    weights: dict[str, dict[str, float]]
    told: str


def fit_engine(name: str, fit: Sequence[Witness], test: Sequence[Witness]) -> Fitted:
    """Weights from ``fit``, and the results on the words of ``test``."""
    weights = {times: fitted(words) for times, words in split(fit).items()}
    claims = [(likely(weights, word.seen), word.right) for word in test]
    lines: dict[tuple[int, int], list[int]] = {}
    for number, word in enumerate(test):
        lines.setdefault((word.page, word.line), []).append(number)
    by_line = [
        (sum(claims[at][0] for at in line) / len(line), claims[at][1])
        for line in lines.values()
        for at in line
    ]
    counts = (len(fit), len({word.page for word in fit}), len(test), len({word.page for word in test}))
    return Fitted(weights, ENGINE_TEXT.format(*counts, name=name, words=table(claims), lines=table(by_line)))


def written(engines: dict[str, Fitted]) -> None:
    """Write weights and card, and print the card."""
    weights = {name: one.weights for name, one in engines.items()}
    WEIGHTS.write_text(json.dumps({"weights": weights}) + "\n", encoding="utf-8")
    card = CARD_TEXT.format(engines="\n\n".join(one.told for one in engines.values()))
    CARD.write_text(card, encoding="utf-8")
    sys.stdout.write(card)


def likely(weights: Mapping[str, Mapping[str, float]], seen: Seen) -> float:
    """The same as :func:`ocr.engines.word_confidence.probability`, with other weights."""
    total = weighed(weights["once" if seen.agreement is None else "again"], features(seen))
    return min(MOST, max(LEAST, float(_logistic(np.array(total)))))


def _read(folder: Path, settings: Settings) -> dict[str, list[Witness]]:
    """The words of all files with one page in a folder, as each engine read them."""
    words: dict[str, list[Witness]] = {name: [] for name in ENGINES}
    with private_folder() as workdir:
        for number, (path, truth) in enumerate(find_pairs(folder)):
            files = [file for dossier in gather([path], settings.limits, workdir) for file in dossier.files]
            if [file.pages for file in files] == [1]:
                image, _ = scan_page(PageTask(files[0], 1, settings))
                for name in ENGINES:
                    words[name] += witnesses(image, truth, _line_engine(name), number)
    return words


def _line_engine(name: str) -> LineEngine:
    found = engine(name)
    if not isinstance(found, LineEngine):
        raise TypeError(name)
    return found


def main() -> None:
    """Fit to one folder, evaluate on another."""
    parser = argparse.ArgumentParser(prog="python -m training.calibrate_words", description=__doc__)
    parser.add_argument("fit", type=Path, help="folder of drawn pages, with truth")
    parser.add_argument("test", type=Path, help="another one, drawn with other seeds")
    options = parser.parse_args()
    settings = load_settings(None)
    fit, test = (_read(folder, settings) for folder in (options.fit, options.test))
    written({name: fit_engine(name, fit[name], test[name]) for name in ENGINES})


if __name__ == "__main__":
    main()
