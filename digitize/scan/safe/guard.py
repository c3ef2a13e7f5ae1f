"""Around the decoders: any error that they raise on damaged bytes becomes a problem with a code."""

import errno
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from ocr.problem import InputProblem, MachineProblem, Problem

PASSING = frozenset(
    {"file_unreadable", "file_vanished", "folder_unreadable", "input_changed", "input_missing"}
)
"""Problems that may pass: another program still holds a file, a share is away, a file was moved or written again."""

_AWAY = frozenset(
    getattr(errno, name)
    for name in ("EIO", "ESTALE", "ENODEV", "ENXIO", "EBUSY", "EAGAIN", "ETIMEDOUT", "ENETDOWN", "EHOSTDOWN")
    if hasattr(errno, name)
)
"""Errors of a disk or a share, not of the bytes: decoders give their own errors no such number."""


@contextmanager
def reading(file: str, code: str) -> Iterator[None]:
    """Turns every error inside into a :class:`Problem`; ``file`` is the name a person knows it by.

    Raises:
        InputProblem: ``file_vanished``, ``file_unreadable`` for the file system, else ``code``.
        MachineProblem: ``out_of_memory``.
    """
    try:
        with warnings.catch_warnings():
            # A decoder's warnings are about details (an odd tag); damage that matters is checked for.
            warnings.simplefilter("ignore")
            yield
    except Problem:
        raise
    except FileNotFoundError:
        raise InputProblem("file_vanished", file=file) from None
    except PermissionError:
        raise InputProblem("file_unreadable", file=file) from None
    except MemoryError:
        raise MachineProblem("out_of_memory", file=file) from None
    except OSError as error:
        away = error.errno in _AWAY
        raise InputProblem(
            "file_unreadable" if away else _refined(code, error), file=file, error=type(error).__name__
        ) from error
    except Exception as error:
        # Decoders raise anything on damaged bytes, from struct.error to RecursionError, and it changes with
        # each release; a damaged page must cost only that page, never the run.
        raise InputProblem(_refined(code, error), file=file, error=type(error).__name__) from error


def _refined(code: str, error: Exception) -> str:
    # Only the message of Pillow says whether data is missing or wrong.
    return "image_truncated" if code == "image_damaged" and "truncated" in str(error).lower() else code
