"""The border to the decoders: whatever they throw at damaged bytes comes out as a problem with a code."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from ocr.problem import InputProblem, MachineProblem, Problem


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
    except Exception as error:
        # Decoders of damaged bytes throw anything, from struct.error to RecursionError, and their list
        # changes with each release; a damaged page must cost that page, never the run.
        raise InputProblem(_refined(code, error), file=file, error=type(error).__name__) from error


def _refined(code: str, error: Exception) -> str:
    # Pillow tells missing data from wrong data by its sentence alone.
    return "image_truncated" if code == "image_damaged" and "truncated" in str(error).lower() else code
