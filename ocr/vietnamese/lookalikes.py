"""Letters that print engines give for digits: one table, seen from three places that prove different much.

The more certain it is that a digit stands there, the more letters may be taken for one. Each view says
what has to be certain; which changes are made, and what they cost, is for its users to say.
"""

from typing import Final

SURE: Final = {"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"}
"""Letters that are never another digit: in a value that is a number, where a wrong digit would harm."""

IN_NUMBERS: Final = SURE | {"Q": "0"}
"""Where the words around prove that a number stands there, as in a date: a capital Q can be no other digit."""

IN_ARTICLES: Final = IN_NUMBERS | {"L": "1"}
"""Behind the word "Điều": articles have Arabic figures only, and no article is called L."""

IN_ZONES: Final = dict(zip("OQDUILZASGTB", "000011245678", strict=True))
"""In a machine-readable zone, which has capitals only, where its standard has digits and check digits prove them."""


def any_of(view: dict[str, str]) -> str:
    """The letters of a view, to be put between the brackets of a regular expression."""
    return "".join(view)
