"""Text from before Unicode: letters of TCVN3 (.Vn fonts) and VNI fonts, stored as other Latin letters.

A text is decoded only if its words become Vietnamese syllables by that and were none before; in doubt it
stays as it is.
"""

from collections.abc import Sequence
from typing import Literal

import viparse

from ocr.vietnamese.text import nfc, valid_share

Encoding = Literal["tcvn3", "vni"]

SOUND = 0.9  # share of valid syllables after decoding
GAIN = 0.3  # by which decoding must raise that share
FEWEST_WORDS = 4  # words below which the share of valid syllables says nothing


def legacy_encoding(words: Sequence[str]) -> Encoding | None:
    """The legacy encoding that ``words`` are certainly written in, or None."""
    guess = viparse.detect_text_encoding(" ".join(words))
    if guess not in ("tcvn3", "vni") or len(words) < FEWEST_WORDS:
        return None
    encoding: Encoding = "tcvn3" if guess == "tcvn3" else "vni"
    before, after = valid_share(words), valid_share([from_legacy(word, encoding) for word in words])
    return encoding if after >= SOUND and after - before >= GAIN else None


def from_legacy(text: str, encoding: Encoding) -> str:
    """``text`` in Unicode, NFC."""
    return " ".join(_one_case(word) for word in nfc(str(viparse.fix(text, encoding=encoding))).split())


def with_capitals(words: Sequence[str]) -> list[str]:
    """``words`` of TCVN3, one after the other, with a capital where a value begins behind a colon.

    TCVN3 has no codes for capitals with a tone: in another font (.VnTimeH) the small letters look like them.
    """
    before = ["", *words[:-1]]
    return [
        word[:1].upper() + word[1:] if above.endswith(":") and not word[:1].isascii() else word
        for above, word in zip(before, words, strict=True)
    ]


def _one_case(word: str) -> str:
    # See with_capitals: a small letter among capitals was one.
    letters = [letter for letter in word if letter.isalpha()]
    plain = [letter for letter in letters if letter.isascii()]
    mixed = not (word.islower() or word.isupper() or word.istitle())
    is_upper = sum(map(str.isupper, word)) > 1 or (
        bool(plain) and all(map(str.isupper, plain)) and not word[:1].isupper()
    )
    return word.upper() if mixed and is_upper else word
