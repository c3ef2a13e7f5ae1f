"""The Vietnamese syllable: onset, rhyme and tone, taken apart and spelled.

A written syllable is an onset, a rhyme and one of six tones; not every onset takes every rhyme
(``k`` stands before e, ê, i and y, ``c`` elsewhere), and a rhyme that ends in a stop takes only the
tones sắc and nặng. The tables are written from the spelling rules, not from a word list, so they hold
rare and new words too; names of places and people in other languages of Vietnam are a short list.

Where the tone stands: in open oa, oe and uy this module writes it on the first vowel (hòa, khỏe,
thủy, Ủy ban), as in the model papers of Nghị định 30/2020/NĐ-CP. The other way (hoà) is read too.
"""

import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

Style = Literal["old", "new"]

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")  # ngang, huyền, sắc, ngã, hỏi, nặng
STOP_TONES = frozenset({"\u0301", "\u0323"})
STOPS = ("c", "ch", "p", "t")
SHAPED = "ăâêôơư"  # vowels with an accent of their own, which take the tone
VOWELS = frozenset("aeiouy" + SHAPED)

# Digraphs first: an onset is the longest that fits.
_ONSETS = "ngh ch gh gi kh ng nh ph qu th tr b c d đ g h k l m n p r s t v x"
ONSETS = (*_ONSETS.split(), "")

_PLAIN = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
o oc oi om on ong oong ooc op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu
ươc ươi ươm ươn ương ươp ươt ươu
"""
_FRONT = """
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
"""
_ROUNDED = """
oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oem oen oeo oet
uân uâng uât uây uê uêch uên uênh uơ uy uya uych uynh uyên uyêt uyn uyp uyt uyu
"""
_AFTER_QU = """
a ac ach ai an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât âu ây e en eo et ep ê êch ên ênh êt
ơ ơn ơt y ych yên yêt ynh yt i it in inh ôc
"""
_AFTER_GI = "i in êc êng êt êm " + _PLAIN.replace("\n", " ") + " e eo ep"

PLAIN, FRONT, ROUNDED = (frozenset(table.split()) for table in (_PLAIN, _FRONT, _ROUNDED))
Y_ALONE = frozenset({"", "h", "k", "l", "m", "s", "t", "v"})  # onsets after which i may be spelled y
Y_FIRST = frozenset({"y", "yêm", "yên", "yêng", "yêt", "yêu"})
NO_ROUNDED = frozenset({"c", "k", "gi", "gh", "ngh", "p", "qu"})  # c before a rounded rhyme is spelled qu

LOANED = frozenset({"kon", "đăk", "đắk", "lăk", "lắk", "kạn", "krông", "plei", "pác", "păng"})


class Syllable(NamedTuple):
    """A syllable in lower case: ``rhyme`` without its tone, ``tone`` a combining character or empty."""

    onset: str
    rhyme: str
    tone: str


def rhymes(onset: str) -> frozenset[str]:
    """The rhymes that may follow ``onset``, without tones."""
    if onset == "qu":
        return frozenset(_AFTER_QU.split())
    if onset == "gi":
        return frozenset(_AFTER_GI.split())
    if onset in ("k", "gh", "ngh"):
        return FRONT | (frozenset({"y"}) if onset == "k" else frozenset())
    found = PLAIN if onset in ("c", "g", "ng") else PLAIN | FRONT
    if onset not in NO_ROUNDED:
        found |= ROUNDED
    if onset in Y_ALONE:
        found |= {"y"}
    return found | Y_FIRST if not onset else found


def spelled(syllable: Syllable, style: Style = "old") -> str:
    """The syllable as it is written, in lower case and NFC."""
    rhyme, tone = syllable.rhyme, syllable.tone
    at = _tone_place(rhyme, style)
    toned = unicodedata.normalize("NFC", rhyme[: at + 1] + tone) + rhyme[at + 1 :]
    # "gi" and a rhyme that starts with i share the letter: gì, gìn.
    onset = "g" if syllable.onset == "gi" and rhyme.startswith("i") else syllable.onset
    return onset + toned


@lru_cache(maxsize=16_384)
def parsed(text: str) -> Syllable | None:
    """The parts of a syllable in any case, or None where ``text`` is not spelled like one."""
    bare, tone = _without_tone(unicodedata.normalize("NFC", text).lower())
    if bare is None:
        return None
    for onset in ONSETS:
        syllable = _with_onset(bare, onset, tone)
        if syllable and _written(text) in (spelled(syllable, "old"), spelled(syllable, "new")):
            return syllable
    return None


def is_syllable(text: str) -> bool:
    """Whether ``text`` is one Vietnamese syllable in lower case, UPPER case or with a Capital."""
    if not (text.islower() or text.isupper() or text.istitle()):
        return False
    return _written(text) in LOANED or parsed(text) is not None


def _with_onset(bare: str, onset: str, tone: str) -> Syllable | None:
    if not bare.startswith(onset):
        return None
    rhyme = bare.removeprefix(onset)
    if onset == "gi" and rhyme in ("", "n"):
        rhyme = "i" + rhyme
    if rhyme not in rhymes(onset):
        return None
    return Syllable(onset, rhyme, tone) if not rhyme.endswith(STOPS) or tone in STOP_TONES else None


def _without_tone(text: str) -> tuple[str | None, str]:
    """The text without its tone and that tone; None where there are two."""
    tones, letters = [], []
    for character in unicodedata.normalize("NFD", text):
        if character in TONES[1:]:
            tones.append(character)
        else:
            letters.append(character)
    if len(tones) > 1:
        return None, ""
    return unicodedata.normalize("NFC", "".join(letters)), tones[0] if tones else ""


def _tone_place(rhyme: str, style: Style) -> int:
    """The index of the vowel that carries the tone."""
    shaped = [index for index, letter in enumerate(rhyme) if letter in SHAPED]
    if shaped:
        return shaped[-1]
    vowels = [index for index, letter in enumerate(rhyme) if letter in VOWELS]
    closed = vowels[-1] < len(rhyme) - 1
    if closed or len(vowels) == 1:
        return vowels[-1]
    if len(vowels) > 2:  # noqa: PLR2004  (oai, oeo, uya: the middle one)
        return vowels[1]
    second = rhyme in ("oa", "oe", "uy") and style == "new"
    return vowels[1] if second else vowels[0]


def _written(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()
