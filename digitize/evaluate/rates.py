"""Shares and error rates with their 95 % intervals."""

import math
from collections.abc import Sequence

import numpy as np

from ocr.value import Value

_Z = 1.959964  # the normal quantile of a two-sided 95 % interval
_RESAMPLES = 2_000  # samples of pages drawn for the bootstrap
_SEED = 20_260_101  # the same pages give the same interval every time


class Rate(Value):
    """``count`` out of ``of``, with its Wilson interval; no value where nothing was counted."""

    count: int
    of: int
    value: float | None
    low: float | None
    high: float | None


class ErrorRate(Value):
    """Errors over characters in all pages; the interval, by bootstrap over pages, needs two of them."""

    value: float | None
    low: float | None
    high: float | None


def rate(count: int, of: int) -> Rate:
    """The share with its interval (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927), which is also valid for small counts and rare errors."""
    if not of:
        return Rate(count=count, of=of, value=None, low=None, high=None)
    share, weight = count / of, _Z * _Z / of
    middle = (share + weight / 2) / (1 + weight)
    reach = math.sqrt(share * (1 - share) * weight + weight * weight / 4) / (1 + weight)
    return Rate(count=count, of=of, value=share, low=max(0.0, middle - reach), high=min(1.0, middle + reach))


def error_rate(errors: Sequence[int], characters: Sequence[int]) -> ErrorRate:
    """Errors over characters, page by page, as one rate."""
    if not sum(characters):
        return ErrorRate(value=None, low=None, high=None)
    value = sum(errors) / sum(characters)
    if len(errors) < 2:  # noqa: PLR2004  (a single page says nothing of how pages differ)
        return ErrorRate(value=value, low=None, high=None)
    drawn = np.random.default_rng(_SEED).integers(0, len(errors), (_RESAMPLES, len(errors)))
    rates = np.asarray(errors)[drawn].sum(axis=1) / np.maximum(1, np.asarray(characters)[drawn].sum(axis=1))
    low, high = np.quantile(rates, (0.025, 0.975))
    return ErrorRate(value=value, low=float(low), high=float(high))
