"""The rule for files that changed while they were read: what was hashed was not there any more.

Nothing is known then of the bytes of that hash, so nothing is stored under it: the file has failed as a whole, and the
next run reads what it finds.
"""

from collections.abc import Mapping
from typing import TypeGuard

from digitize.scan.inputs.own_copy import UNSEEN
from digitize.workers.pool import Failed
from ocr.problem import Problem


def is_unseen(outcome: object) -> TypeGuard[Failed]:
    """Whether a page could not be read since its file is gone, closed or another one."""
    return isinstance(outcome, Failed) and outcome.problem.code in UNSEEN


def unseen_among(outcomes: Mapping[int, object]) -> Problem | None:
    """Why the file of these pages could not be read as it was hashed, or None where it could."""
    return next((one.problem for one in outcomes.values() if is_unseen(one)), None)
