"""Reading back what an earlier stage or run left in a folder."""

from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from ocr.problem import InputProblem
from ocr.value import Value

Stored = TypeVar("Stored", bound=Value)


def load(kind: type[Stored], path: Path) -> Stored | None:
    """The value in ``path``, or None when there is none or it was written by another version."""
    try:
        # A pipe of that name would keep its reader waiting for ever.
        return kind.model_validate_json(path.read_bytes()) if path.is_file() else None
    except (OSError, ValidationError):
        return None


def require(kind: type[Stored], path: Path) -> Stored:
    """The value in ``path``; raises InputProblem when it is not one."""
    value = load(kind, path)
    if value is None:
        raise InputProblem("stage_file_invalid", file=str(path))
    return value
