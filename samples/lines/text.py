"""The text of drawn lines: two thirds from papers, the rest random, so that a reader learns letters and not phrases.

Vietnamese syllables are made of the parts that spelling allows, and as often of parts and tones that it
does not allow; numbers, codes, e-mail addresses and foreign names are made of random characters.
"""

import random
import re
import string
import unicodedata
from functools import cache
from itertools import product
from pathlib import Path

from samples.lines.codes import code, number
from samples.papers import TYPES
from samples.papers.letters import wording
from samples.people import draw_name
from samples.places import TWO_LEVELS, draw_place

TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
VOWELS = "aăâeêioôơuưy"
_ONSETS = (
    "",
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "gh",
    "gi",
    "h",
    "k",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "ngh",
    "nh",
    "p",
    "ph",
    "qu",
    "r",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
)
_NUCLEI = (
    "a",
    "ă",
    "â",
    "e",
    "ê",
    "i",
    "o",
    "ô",
    "ơ",
    "u",
    "ư",
    "y",
    "ia",
    "iê",
    "ya",
    "yê",
    "ua",
    "uô",
    "ưa",
    "ươ",
    "oa",
    "oă",
    "oe",
    "uê",
    "uy",
    "uâ",
    "uơ",
    "uya",
    "uyê",
)
_CODAS = ["", "", "", "c", "ch", "m", "n", "ng", "nh", "p", "t", "i", "y", "o", "u"]
_FOREIGN = "äöüßñçïëîûåøæšžčćěřĭŏŭĕ"
_MARKS = "#%&@<>|~$^`°³§×€©®½•·«»№…"
_CACHED = 240  # lines of papers kept for use
_AGAIN = 0.7  # chance that such a line is kept to be used again
_KEPT = 40
_DPI = 30  # small, because only the text of those papers is used
_SMALL = ("và", "của", "cho", "về", "tại", "theo", "các", "trên", "từ", "đến", "để", "với", "được", "những", "khi", "đã", "không", "phải", "là", "có", "do", "bị", "mà", "này", "đó", "hoặc", "nếu", "trong", "ngoài", "sau", "trước", "giữa", "cả", "cùng", "sẽ", "đang", "rất", "cũng", "thì", "còn")  # fmt: skip
_SENT_TO = ("Như trên", "Như Điều 3", "Lưu", "Cổng TTĐT tỉnh", "CT, các PCT", "VP: CVP, PVP", "TT. HĐND", "BT, các TT", "Như kính gửi")  # fmt: skip


@cache
def _marked(vowel: str, tone: str) -> str:
    return unicodedata.normalize("NFC", vowel + tone)


def syllable(rng: random.Random) -> str:
    """A syllable that spelling allows or nearly allows."""
    nucleus = rng.choice(_NUCLEI)
    place = len(nucleus) - 1 if nucleus[-1] in "ăâêôơư" or len(nucleus) == 1 else rng.randrange(len(nucleus))
    toned = nucleus[:place] + _marked(nucleus[place], rng.choice(TONES)) + nucleus[place + 1 :]
    return rng.choice(_ONSETS) + toned + rng.choice(_CODAS)


def letters(rng: random.Random) -> str:
    """A word that spelling does not allow: consonants and vowels with any tone."""
    made = []
    for _ in range(rng.randrange(1, 7)):
        if rng.random() < 0.5:
            made.append(_marked(rng.choice(VOWELS), rng.choice(TONES)))
        else:
            made.append(rng.choice("bcdđfghjklmnpqrstvwxz"))
    return "".join(made)


def foreign(rng: random.Random) -> str:
    """A name that looks French, Polish, Êđê or of no language."""
    made = []
    for _ in range(rng.randrange(1, 4)):
        made += [
            rng.choice("bcdfghjklmnprstvwxz"),
            rng.choice("aeiou" if rng.random() < 0.7 else _FOREIGN),
            rng.choice("nrslktm'" if rng.random() < 0.4 else " "),
        ]
    return "".join(made).replace(" ", "").capitalize()


def punctuated(rng: random.Random, word: str) -> str:
    """The word with punctuation before, after or around it, more often than in real text."""
    return rng.choice(
        (
            f"{word},", f"{word}.", f"{word}:", f"{word};", f"“{word}”", f'"{word}"', f"({word})", f"{word}?", f"{word}!",
            f"- {word}", f"+ {word}", f"{word}/", f"{word} - {word}", f"{word} – {word}", f"[{word}]", f"{word}...", f"{word}…",
            f"‘{word}’", f"{word}'", f"* {word}", f"{rng.randrange(30)}. {word}", f"{rng.choice('abcdđeghik')}) {word}",
            f"{rng.choice(_MARKS)} {word}", f"{word}{rng.choice(_MARKS)}", f"{word} = {rng.randrange(100)}", f"{word}_{rng.randrange(10)}",
            f"{{{word}}}", f"{word}\\{word}", f"{word}*",
        )
    )  # fmt: skip


class Texts:
    """An endless source of texts from one seed.

    ``phrases`` are given lines to draw as well, such as names of places; ``words`` are put together at random.
    """

    def __init__(
        self, rng: random.Random, phrases: tuple[str, ...] = (), words: tuple[str, ...] = ()
    ) -> None:
        self.rng = rng
        self.phrases = phrases
        self.words = words
        self.lines: list[str] = []
        self.last: list[str] = ["-"]

    def __call__(self) -> str:
        """One line of text: NFC, single spaces, not empty."""
        kinds = (
            self._paper,
            self._wording,
            self._phrase,
            self._label,
            self._syllables,
            self._names,
            self._signs,
            self._running if self.words else self._syllables,
            self._recipient,
        )
        text = self.rng.choices(kinds, (23, 10, 9, 8, 18, 6, 9, 14, 3))[0]()
        made = " ".join(unicodedata.normalize("NFC", text).split()) or "-"
        self.last = [*self.last[-_KEPT:], made]
        return made

    def recent(self, rng: random.Random) -> str:
        """Text from the last lines, for a neighbour of a line."""
        return " ".join(rng.choices(self.last, k=2))

    def _paper(self) -> str:
        """A line of a drawn paper, or a part of it."""
        if len(self.lines) < _CACHED:
            sheets = self.rng.choice(list(TYPES.values()))(self.rng, _DPI).sheets
            self.lines += [line.text for sheet in sheets for line in sheet.truth().lines]
        at = self.rng.randrange(len(self.lines))
        text = self.lines[at] if self.rng.random() < _AGAIN else self.lines.pop(at)
        return self._part(text) if self.rng.random() < 0.4 else text

    def _part(self, text: str) -> str:
        words = text.split()
        start = self.rng.randrange(len(words)) if words else 0
        return " ".join(words[start : start + self.rng.randrange(1, 15)])

    def _wording(self) -> str:
        return self._part(wording.sentence(self.rng) if self.rng.random() < 0.5 else wording.duty(self.rng))

    def _phrase(self) -> str:
        place = draw_place(self.rng, self.rng.choice((TWO_LEVELS, TWO_LEVELS.replace(year=2010))))
        if not self.phrases or self.rng.random() < 0.3:
            return self.rng.choice((place.long, place.short, place.committee))
        return ", ".join(self.rng.choices(self.phrases, k=self.rng.choice((1, 1, 2, 3))))

    def _label(self) -> str:
        """A label of invented words with a value after it."""
        label = " ".join(syllable(self.rng) for _ in range(self.rng.randrange(1, 5))).capitalize()
        value = self.rng.choice((number, code, foreign))(self.rng)
        return self.rng.choice((f"{label}: {value}", f"{label} {value}", value, value, f"{value}, {label}"))

    def _syllables(self) -> str:
        count = self.rng.choice((1, 2, 3, 5, 8, 10, 12))
        words = [self._word() for _ in range(count)]
        return self._cased(" ".join(words))

    def _word(self) -> str:
        word = (syllable if self.rng.random() < 0.6 else letters)(self.rng)
        return punctuated(self.rng, word) if self.rng.random() < 0.15 else word

    def _cased(self, text: str) -> str:
        return self.rng.choices((text, text.upper(), text.title(), text.capitalize()), (45, 25, 20, 10))[0]

    def _running(self) -> str:
        """Words that look like a sentence but have no meaning."""
        made: list[str] = []
        for _ in range(self.rng.choice((1, 2, 3, 4, 5, 6))):
            made.append(self.rng.choice(self.words))
            made += [self.rng.choice(_SMALL)] if self.rng.random() < 0.45 else []
            made += [punctuated(self.rng, made.pop())] if self.rng.random() < 0.06 else []
        return self._cased(" ".join(made))

    def _recipient(self) -> str:
        """An entry of "Nơi nhận"; the last one also names the drafter of the letter and the number of copies."""
        office = "".join(self.rng.choices("ABCDĐGHKLMNPQSTVX", k=self.rng.randrange(2, 6)))
        drafter = foreign(self.rng).split(" ")[0][: self.rng.randrange(1, 5)] + self.rng.choice(
            ("", str(self.rng.randrange(1, 99)))
        )
        if self.rng.random() < 0.5:
            who = self.rng.choice(_SENT_TO)
            return self.rng.choice(
                (f"- {who};", f"{who};", f"- {who}, {office};", f"- {office}: {who};", f"- {who}")
            )
        by = self.rng.choice((f"({drafter})", f".{drafter}", f" ({drafter})", drafter, f"({office})", ""))
        return (
            f"{self.rng.choice(('- ', '', '-'))}Lưu: VT, {office}{by}{self.rng.choice(('.', ';', '', '/'))}"
        )

    def _names(self) -> str:
        names = [
            foreign(self.rng)
            if self.rng.random() < 0.2
            else draw_name(self.rng, male=self.rng.random() < 0.5)
            for _ in range(self.rng.choice((1, 1, 2)))
        ]
        text = self.rng.choice((" ", " - ", ", ")).join(names)
        return text.upper() if self.rng.random() < 0.5 else text

    def _signs(self) -> str:
        """Numbers, codes and punctuation close together."""
        kinds = (number, code, lambda rng: punctuated(rng, letters(rng)))
        return " ".join(self.rng.choice(kinds)(self.rng) for _ in range(self.rng.choice((1, 1, 2, 3))))


def read_phrases(files: list[Path]) -> tuple[str, ...]:
    """The lines of text files without their numbers, indents and comments."""
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    bare = (
        re.sub(r"^[\d\s]+", "", line).split("\t")[0].strip()
        for line in lines
        if not line.startswith(("#", "@"))
    )
    return tuple(line for line in bare if line)


def alphabet() -> str:
    """Every letter with every tone in both cases, and all other characters that are drawn."""
    toned = "".join(_marked(*pair) for pair in product(VOWELS, TONES))
    lower = toned + "đ" + string.ascii_lowercase + _FOREIGN.replace("ß", "")
    rest = string.digits + string.punctuation + _MARKS + "ß²–“”‘’"
    return "".join(sorted(set(lower + lower.upper() + rest)))
