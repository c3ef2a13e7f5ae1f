"""When two values of a field are the same: the conventions of the truth files, field by field.

Text is compared in NFC with white space collapsed; where a tone is placed does not count (hoà is hòa), case
does. A reference number has no inner spaces, a subject no leading "Về việc", recipients no dash and no
closing punctuation, a telephone number no separators; the names of peoples differ only by hyphens and case.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping

from extract.parse.signing import signed_as_law_has_it
from extract.record import FieldValue

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VOWELS = re.compile(f"[aeiouy\u0306\u0302\u031b{_TONES}]+", re.IGNORECASE)
_ABOUT = re.compile(r"^(về việc\b|v ?/ ?v)[ :.]*", re.IGNORECASE)
_BULLET = re.compile(r"^[-–—+*•\s]+")

Norm = str | float | tuple["Norm", ...] | None


def same(name: str, true: FieldValue, read: FieldValue) -> bool:
    """Whether field ``name`` was read right."""
    return normal(name, true) == normal(name, read, like=true)


def same_but_case(name: str, true: FieldValue, read: FieldValue) -> bool:
    """Whether it was read right except for upper and lower case."""
    return _caseless(normal(name, true)) == _caseless(normal(name, read, like=true))


def share(name: str, true: FieldValue, read: FieldValue) -> float:
    """How much of a list was read right, 0 to 1, whatever its order; all or nothing for other values."""
    wanted, found = normal(name, true), normal(name, read, like=true)
    if not (isinstance(wanted, tuple) and isinstance(found, tuple)):
        return float(wanted == found)
    return (Counter(wanted) & Counter(found)).total() / max(len(wanted), len(found), 1)


def is_empty(value: FieldValue) -> bool:
    """Whether a value is empty."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def normal(name: str, value: FieldValue, like: FieldValue = None) -> Norm:
    """The form in which values of field ``name`` are compared, of the same kind as ``like``."""
    if is_empty(value):
        return None
    if isinstance(value, list):
        items = tuple(_item(name, item) for item in value)
        return _text(name, "; ".join(map(str, value))) if isinstance(like, str) else items
    if isinstance(like, str) or not (isinstance(value, int | float) or isinstance(like, int | float)):
        return _text(name, str(value))
    number = _number(value)
    return _text(name, str(value)) if number is None else number


def _item(name: str, item: str | Mapping[str, str]) -> Norm:
    if isinstance(item, str):
        return _text(name, item)
    return tuple((key, _text(key, str(part))) for key, part in sorted(item.items()) if not is_empty(part))


def _text(name: str, text: str) -> str:
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return _tones_last(_CONVENTIONS.get(name, str)(plain))


def _tones_last(text: str) -> str:
    """Each group of vowels with its tones behind it, so that the old and the new place of a tone are equal."""
    return _VOWELS.sub(_vowels_then_tones, unicodedata.normalize("NFD", text))


def _vowels_then_tones(run: re.Match[str]) -> str:
    letters = run.group()
    tones = "".join(letter for letter in letters if letter in _TONES)
    return "".join(letter for letter in letters if letter not in _TONES) + tones


def _reference(text: str) -> str:
    return "".join(text.split())


def _subject(text: str) -> str:
    return _closed(_ABOUT.sub("", text))


def _recipient(text: str) -> str:
    return _closed(_BULLET.sub("", text))


def _recipients(text: str) -> str:
    return "; ".join(filter(None, map(_recipient, text.split(";"))))


def _digits(text: str) -> str:
    return re.sub(r"[\s.()-]", "", text)


def _people(text: str) -> str:
    """The 54 peoples have one spelling in law and several in print: Ê-đê, Ê Đê."""
    return text.replace("-", " ").casefold()


def _closed(text: str) -> str:
    return text.rstrip(" ;.,/")


def _caseless(value: Norm) -> Norm:
    if isinstance(value, tuple):
        return tuple(map(_caseless, value))
    return value.casefold() if isinstance(value, str) else value


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return float(value) if isinstance(value, bool) else None


_CONVENTIONS: Mapping[str, Callable[[str], str]] = {
    "so_ky_hieu": _reference,
    "trich_yeu": _subject,
    "quyen_han_ky": signed_as_law_has_it,
    "noi_nhan": _recipient,
    "kinh_gui": _recipients,
    "so_dien_thoai": _digits,
    **dict.fromkeys(
        (f"dan_toc{role}" for role in ("", "_me", "_cha", "_vo", "_chong", "_nu", "_nam")), _people
    ),
}
