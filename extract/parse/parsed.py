"""The result of every parser of typed values, and what its certainty means.

A parser turns the text of one field into one typed, normalised value, or into None. It is
strict: it refuses text that it does not understand, and gives a lower certainty if it had to mend
something, so that a person looks. The certainty says only how well the text fitted the grammar. How
well the text itself was read is the engine's confidence; the two are combined elsewhere.

    EXACT     1.0  the grammar matched the text as printed
    TIDIED    0.9  only spacing, punctuation or an accepted spelling variant was put right
    LIKELY    0.7  the only near entry of a closed list, accents restored, or a free value
                   that no list and no structure confirms
    REPAIRED  0.5  a character of the value was replaced by the one that it is a usual misreading of
    DOUBTFUL  0.3  the value contradicts itself: a check digit, or digits against words
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from extract.record import Check, FieldValue

EXACT: Final = 1.0  # see above
TIDIED: Final = 0.9  # see above
LIKELY: Final = 0.7  # see above
REPAIRED: Final = 0.5  # see above
DOUBTFUL: Final = 0.3
"""Certainties of a parsed value, 0 to 1; the text above says when each is given."""


class Parsed(NamedTuple):
    """A typed value, never None; dates are ISO strings, money is whole đồng.

    ``certainty`` is one of the five named levels; ``checks`` are tests of the value alone, which warn
    but never refuse it.
    """

    value: FieldValue
    certainty: float = EXACT
    checks: tuple[Check, ...] = ()


Parser = Callable[[str], Parsed | None]
