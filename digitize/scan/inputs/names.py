"""Names of files and dossiers: their order, the mã hồ sơ in them, and names that came in a ZIP."""

import re
import unicodedata
from pathlib import PurePosixPath

from extract.parse.codes import opening_dossier_code

_VIETNAMESE = frozenset("ăâđêôơưĂÂĐÊÔƠƯ")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")

NameKey = tuple[tuple[int, str], ...]


def natural_key(name: str) -> tuple[tuple[NameKey, str], ...]:
    """A sort key under which "trang 2.jpg" comes before "trang 10.jpg", folder by folder."""
    path = PurePosixPath(unicodedata.normalize("NFC", name))
    return tuple((_runs(PurePosixPath(part).stem.casefold()), part) for part in path.parts)


def shown_name(name: str) -> str:
    """A name from the disk as it is shown and written: NFC, on one line, and always valid text.

    Linux takes any bytes for a name; bytes that are not UTF-8, and control characters, become U+FFFD.
    """
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", re.sub(r"[\x00-\x1f\x7f-\x9f]", "\N{REPLACEMENT CHARACTER}", text))


def _runs(text: str) -> NameKey:
    # Digits compare by length, then by value: no number is too long, and none is compared with letters.
    pieces = re.split(r"([0-9]+)", text)
    return tuple(
        (len(piece.lstrip("0")), piece.lstrip("0")) if index % 2 else (0, piece)
        for index, piece in enumerate(pieces)
    )


def code_in(name: str) -> str | None:
    """The mã hồ sơ that the name of a file or folder is or begins with; see :func:`extract.parse.codes.opening_dossier_code`."""
    stem = re.sub(r"\.(zip|pdf|jpe?g|png|tiff?|webp|heic|heif)$", "", name, flags=re.IGNORECASE)
    return opening_dossier_code(stem.upper())


def member_parts(name: str, *, is_utf8: bool) -> tuple[str, ...]:
    """The name of a ZIP member for people: folders and file name, NFC, without roots, drives or "..".

    For showing only: on disk a member lies under a number. ``name`` is as ``zipfile`` decoded it,
    ``is_utf8`` whether the archive said that it is UTF-8; if not, it was read as code page 437.
    """
    text = unicodedata.normalize("NFC", name if is_utf8 else _redecoded(name)).replace("\\", "/")
    parts = (re.sub(r"[\x00-\x1f\x7f]|^[A-Za-z]:", "", part).strip() for part in text.split("/"))
    return tuple(part for part in parts if part not in {"", ".", ".."})


def _redecoded(name: str) -> str:
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _from_windows(raw) or name


def _from_windows(raw: bytes) -> str | None:
    # Vietnamese Windows wrote code page 1258, whose tones stand after their vowel.
    try:
        text = raw.decode("cp1258")
    except UnicodeDecodeError:
        return None
    letters = {mark for char in text if not char.isascii() for mark in _marks(char)}
    return unicodedata.normalize("NFC", text) if letters <= _VIETNAMESE | _TONES else None


def _marks(char: str) -> set[str]:
    if char in _VIETNAMESE:
        return {char}
    return {mark for mark in unicodedata.normalize("NFD", char) if not mark.isascii()}
