"""How much speaks for two subjects being one person; a person decides, this only brings the pairs together.

Names are compared as Vietnamese names are: the order of the words counts, accents may be lost, Đ may be D, the tone may
stand on either vowel, ``y`` may be ``i``. A name and a birth alone are never enough: thousands share them.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from rapidfuzz.distance import Levenshtein

from export.store.words.tokens import plain_words
from extract.dossier.person import LONG_NAME, ONE_SLIP
from extract.dossier.sameness import compared, written

SAME_NAME: Final = 0.4
"""Shares of the score: the name with its accents, without them, and with one letter that differs."""
BARE_NAME: Final = 0.3  # as above
NEAR_NAME: Final = 0.2  # as above
SAME_DAY: Final = 0.3  # share of a birth on the same day
SAME_YEAR: Final = 0.15  # share of a birth of which one paper tells only the year
FURTHER: Final[Mapping[str, float]] = {
    "so_cmnd": 0.3,
    "que_quan": 0.15,
    "noi_sinh": 0.15,
    "noi_cu_tru": 0.15,
    "so_dien_thoai": 0.15,
    "email": 0.15,
}
"""Shares of what else agrees; at least one of them has to."""
AGAINST: Final = ("gioi_tinh",)
"""What two papers about one person never say differently."""
YEAR: Final = 4  # signs of the year in a day


class Alike(NamedTuple):
    """The score, 0 to 1, and what agrees."""

    score: float
    why: tuple[str, ...]


def alike(one: Mapping[str, str], other: Mapping[str, str]) -> Alike | None:
    """What speaks for the two being one person; None where too little does, or something speaks against it."""
    if _different_numbers(one, other) or any(_differ(name, one, other) for name in AGAINST):
        return None
    name, birth = _name(one, other), _birth(one, other)
    further = [(part, share) for part, share in FURTHER.items() if _agree(part, one, other)]
    if name is None or birth is None or not further:
        return None
    score = name[1] + birth[1] + sum(share for _, share in further)
    return Alike(round(min(score, 1.0), 2), (name[0], birth[0], *(part for part, _ in further)))


def contradicts(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two that share a number cannot be one person: another name, another birth or another sex."""
    has_names = bool(one.get("ho_ten") and other.get("ho_ten"))
    return (
        (has_names and _name(one, other) is None)
        or (_both_born(one, other) and _birth(one, other) is None)
        or any(_differ(name, one, other) for name in AGAINST)
    )


def agrees(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether both have a name, and it is the same: nine digits were once given out twice in different provinces."""
    found = _name(one, other)
    return found is not None and found[0] in ("name", "bare_name") and not contradicts(one, other)


def bare(name: str) -> str:
    """A name as it is compared without its accents."""
    return " ".join(plain_words(name))


def born(said: Mapping[str, str]) -> str:
    """The day or the year of birth."""
    return said.get("ngay_sinh") or said.get("nam_sinh") or ""


def _name(one: Mapping[str, str], other: Mapping[str, str]) -> tuple[str, float] | None:
    names = one.get("ho_ten", ""), other.get("ho_ten", "")
    if not all(names):
        return None
    if written(names[0]) == written(names[1]):
        return "name", SAME_NAME
    plain = bare(names[0]), bare(names[1])
    if plain[0] == plain[1]:
        return "bare_name", BARE_NAME
    near = Levenshtein.distance(*plain, score_cutoff=ONE_SLIP) <= ONE_SLIP and len(plain[0]) >= LONG_NAME
    return ("near_name", NEAR_NAME) if near else None


def _birth(one: Mapping[str, str], other: Mapping[str, str]) -> tuple[str, float] | None:
    if not _both_born(one, other):
        return None
    how = compared("ngay_sinh", born(one), born(other))
    if how == "different":
        return None
    whole = how == "same" and len(born(one)) > YEAR
    return ("birth", SAME_DAY) if whole else ("birth_year", SAME_YEAR)


def _both_born(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return bool(born(one) and born(other))


def _different_numbers(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    numbers = one.get("so_dinh_danh", ""), other.get("so_dinh_danh", "")
    return all(numbers) and len(numbers[0]) == len(numbers[1]) and numbers[0] != numbers[1]


def _differ(name: str, one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return bool(one.get(name) and other.get(name)) and compared(name, one[name], other[name]) == "different"


def _agree(name: str, one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    values = [*_values(name, one)], [*_values(name, other)]
    return any(compared(name, a, b) == "same" for a in values[0] for b in values[1])


def _values(name: str, said: Mapping[str, str]) -> list[str]:
    """What is said of the attribute; a number of nine digits may stand as the number or as the old one."""
    both = [said.get(name, "")]
    if name == "so_cmnd":
        number = said.get("so_dinh_danh", "")
        both += [number] if len(number) == 9 else []  # noqa: PLR2004  (digits of the old number)
    return [one for one in both if one]
