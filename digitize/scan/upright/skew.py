"""By how many degrees a page lies askew: the angle at which its lines of text are sharpest.

Projection profile (Postl 1986): ink is projected along lines of a trial angle; at the right one the
rows of letters differ most from the gaps between them. Only the lower edges of ink are
projected, the baselines, so that photographs and thick rules weigh little.
"""

import math

import numpy as np
import numpy.typing as npt

from digitize.scan.clean.plane import Mask

WIDEST = 11.0  # degrees searched to either side
COARSE, FINE, FINEST = 0.5, 0.1, 0.02  # degrees from one trial to the next, in three rounds
MOST_POINTS = 60_000  # lower edges of ink that are projected; of more, a sample
DISTINCT = 3.0  # least best score over the median one: noise and pictures have no direction
FEWEST_POINTS = 200  # lower edges of ink: about one word; fewer have no direction

Points = tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]


def angle(strokes: Mask) -> float:
    """Degrees by which the text of ``strokes`` is turned clockwise, within 11; 0 where it is not clear."""
    points = baselines(strokes)
    if len(points[0]) < FEWEST_POINTS:
        return 0.0
    trials = np.arange(-WIDEST, WIDEST + COARSE, COARSE)
    scores = [sharpness(points, trial, 3.0) for trial in trials]
    if max(scores) < DISTINCT * np.median(scores):
        return 0.0
    best = float(trials[int(np.argmax(scores))])
    best = _sharpest(points, np.arange(best - COARSE, best + COARSE + FINE, FINE), 1.5)
    best = _sharpest(points, np.arange(best - FINE, best + FINE + FINEST, FINEST), 1.0)
    return 0.0 if abs(best) > WIDEST - COARSE else round(float(best), 2)


def baselines(strokes: Mask) -> Points:
    """The lower edges of ink as x and y; a sample of them where there are very many."""
    edge = strokes[:-1] & ~strokes[1:]
    y, x = np.nonzero(edge)
    step = max(1, len(x) // MOST_POINTS)
    return x[::step].astype(np.float32), y[::step].astype(np.float32)


def sharpness(points: Points, degrees: float, bin_height: float) -> float:
    """How much neighbouring rows differ when ``points`` are projected along ``degrees``."""
    x, y = points
    rows = (y - x * np.float32(math.tan(math.radians(degrees)))) / np.float32(bin_height)
    counts = np.bincount((rows - rows.min()).astype(np.int32))
    return float(np.sum(np.diff(counts.astype(np.float64)) ** 2))


def _sharpest(points: Points, degrees: npt.NDArray[np.float64], bin_height: float) -> float:
    return float(degrees[int(np.argmax([sharpness(points, trial, bin_height) for trial in degrees]))])
