"""How many characters of a page were read right, whatever the order of its lines.

The character error rate (CER) is edits over true characters, with the lines matched by
:mod:`digitize.evaluate.alignment`; text is NFC with white space collapsed. Text that was read where
nothing true stands is not in the rate, but reported beside it as the share of extra characters. Overlay text
(stamps, captions) counts neither if it is read nor if it is not.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extractOne

from digitize.evaluate.alignment import Alignment, Match, align
from digitize.evaluate.truth import Truth
from ocr.vietnamese.text import bare

OVERLAY_LIKENESS = 0.6  # stamps are read badly; a word this similar to one of theirs is taken for it
_CUES = {"ngay": "ngày", "thang": "tháng", "nam": "năm", "so": "số"}


@dataclass(frozen=True)
class CharacterCount:
    """The counts of one page; ``printed`` is without handwriting, ``folded`` without accents."""

    characters: int
    errors: int
    folded_errors: int
    printed_characters: int
    printed_errors: int
    extra: int
    true_words: int
    read_words: int
    right_words: int


@dataclass(frozen=True)
class PageAlignment:
    """The normalised lines of a page, their alignment, and which read words belong to the overlay."""

    true: tuple[str, ...]
    read: tuple[str, ...]
    alignment: Alignment
    overlay: frozenset[tuple[int, int]]


def normalised(text: str) -> str:
    """NFC, with every run of white space as one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def align_page(truth: Truth, read: Iterable[str]) -> PageAlignment:
    """Match what was read with the truth."""
    true_lines = tuple(filter(None, map(normalised, truth.lines)))
    read_lines = tuple(map(normalised, read))
    alignment = align(true_lines, read_lines)
    return PageAlignment(
        true_lines, read_lines, alignment, _overlay(alignment, read_lines, truth.overlay_text)
    )


def count_characters(truth: Truth, read: Iterable[str]) -> CharacterCount:
    """Score the read lines of a file, in any order, against its truth."""
    return count_aligned(align_page(truth, read), truth)


def count_aligned(page: PageAlignment, truth: Truth) -> CharacterCount:
    """The counts of a page that is already aligned."""
    hand = _handwriting(page.true, truth.handwritten)
    edits = [_edits(match, page, hand) for match in page.alignment.matches]
    words = Counter(word for line in page.true for word in line.split())
    read_words = Counter(word for line in page.read for word in line.split())
    right = (words & read_words).total()
    unpunished = ((read_words - words) & Counter(normalised(truth.overlay_text).split())).total()
    characters = sum(map(len, page.true))
    return CharacterCount(
        characters=characters,
        errors=sum(errors for errors, _, _ in edits),
        printed_errors=sum(errors for _, errors, _ in edits),
        folded_errors=sum(errors for _, _, errors in edits),
        printed_characters=characters - sum(map(sum, hand)),
        extra=sum(len(text) for place, text in free_words(page) if place not in page.overlay),
        true_words=words.total(),
        read_words=read_words.total() - unpunished,
        right_words=right,
    )


def free_words(page: PageAlignment) -> Iterator[tuple[tuple[int, int], str]]:
    """The words, or parts of words, that were read where nothing true stands, with line and offset."""
    yield from _words_of(page.alignment, page.read)


def _words_of(alignment: Alignment, read: Sequence[str]) -> Iterator[tuple[tuple[int, int], str]]:
    for span in alignment.free:
        for word in re.finditer(r"\S+", span.of(read)):
            yield (span.line, span.start + word.start()), word.group()


def _overlay(alignment: Alignment, read: Sequence[str], overlay: str) -> frozenset[tuple[int, int]]:
    wanted, found = normalised(overlay).split(), []
    for place, word in _words_of(alignment, read):
        best = extractOne(
            word, wanted, scorer=Levenshtein.normalized_similarity, score_cutoff=OVERLAY_LIKENESS
        )
        if best:
            found.append(place)
            del wanted[best[2]]
    return frozenset(found)


def _edits(match: Match, page: PageAlignment, hand: Sequence[bytearray]) -> tuple[int, int, int]:
    """Errors in all, in print only, and without accents."""
    true, mask = match.true.of(page.true), hand[match.true.line][match.true.start : match.true.end]
    if match.read is None:
        return len(true), len(true) - sum(mask), len(true)
    read = match.read.of(page.read).strip()
    edits = Levenshtein.editops(true, read)
    printed = sum(not _by_hand(edit.tag, edit.src_pos, mask) for edit in edits)
    return len(edits), printed, Levenshtein.distance(bare(true), bare(read))


def _by_hand(kind: str, place: int, mask: bytearray) -> bool:
    """Whether an edit is within handwriting; an insertion counts as well where it touches handwriting."""
    return any(mask[max(0, place - 1) : place + 1]) if kind == "insert" else bool(mask[place])


def _handwriting(lines: Sequence[str], handwritten: Iterable[str]) -> tuple[bytearray, ...]:
    """For each true line, 1 where a character is written by hand."""
    masks = tuple(bytearray(len(line)) for line in lines)
    for entry in handwritten:
        name, _, part = normalised(entry).partition(": ")
        if place := _place(lines, name, part):
            number, start = place
            masks[number][start : start + len(part)] = b"\x01" * len(part)
    return masks


def _place(lines: Sequence[str], name: str, part: str) -> tuple[int, int] | None:
    """Where ``part`` stands: behind the word that introduces such a field, or else at its first place."""
    if not part:
        return None
    pattern = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)")
    places = [
        (number, found.start()) for number, line in enumerate(lines) for found in pattern.finditer(line)
    ]
    cue = _CUES.get(name.partition("_")[0], "")
    announced = [(n, at) for n, at in places if cue and lines[n][:at].lower().rstrip(" :.").endswith(cue)]
    return next(iter(announced or places), None)
