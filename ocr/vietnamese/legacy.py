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


def _one_case(word: str) -> str:
    # The capital fonts of TCVN3 (.VnTimeH) share the codes of the small toned letters.
    mixed = not (word.islower() or word.isupper() or word.istitle())
    return word.upper() if mixed and sum(map(str.isupper, word)) > 1 else word
