"""What makes a text Vietnamese: syllables, tones, and the misreadings that a rule can prove."""

from ocr.vietnamese.legacy import from_legacy, legacy_encoding, with_capitals
from ocr.vietnamese.misreadings import Mend, mended
from ocr.vietnamese.syllable import Syllable, is_syllable, parsed, spelled
from ocr.vietnamese.text import fold, lost_diacritics, nfc, placed, toned_share, valid_share

__all__ = [
    "Mend",
    "Syllable",
    "fold",
    "from_legacy",
    "is_syllable",
    "legacy_encoding",
    "lost_diacritics",
    "mended",
    "nfc",
    "parsed",
    "placed",
    "spelled",
    "toned_share",
    "valid_share",
    "with_capitals",
]
