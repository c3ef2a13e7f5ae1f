"""Which stretch of a page's read lines stands for which stretch of its true lines, in any order.

The order of lines does not count: with columns, tables and stamps there is no single right order. Each true
line takes the OCR line, or the part of one, that is nearest to it. If a line came in pieces, its missing part
is searched for again as a line of its own. A true line that resembles no OCR line is matched word by word
with the rest. No OCR text is used twice.
"""

import heapq
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from digitize.evaluate.infix import nearest_part

CANDIDATES = 5  # OCR lines looked at for one true line, those with most letter pairs in common
_WORD = re.compile(r"\S+\s?")


class Span(NamedTuple):
    """``lines[line][start:end]``."""

    line: int
    start: int
    end: int

    def of(self, lines: Sequence[str]) -> str:
        """The text it covers."""
        return lines[self.line][self.start : self.end]


class Match(NamedTuple):
    """A part of a true line, and what was read for it; ``read`` is None where nothing was read."""

    true: Span
    read: Span | None


class Alignment(NamedTuple):
    """Each character of the true lines, except spaces at cuts, is in one match; ``free`` is read text without one."""

    matches: tuple[Match, ...]
    free: tuple[Span, ...]


def align(true: Sequence[str], read: Sequence[str]) -> Alignment:
    """Match the true lines of a page with its read lines; both without outer or repeated white space."""
    page = _Page(true, read)
    matches = [*page.match_equal_lines()]
    matches += page.match_similar_lines({match.true.line for match in matches})
    matches += page.match_words()
    return Alignment(tuple(matches), tuple(span for spans in page.free for span in spans))


class _Page:
    """The state of one alignment: which read text is still free, which true text is not matched yet."""

    def __init__(self, true: Sequence[str], read: Sequence[str]) -> None:
        self.true, self.read = true, read
        self.free = [[Span(number, 0, len(text))] if text else [] for number, text in enumerate(read)]
        self.wanting: list[Span] = []
        self.pairs = _LetterPairs(read)

    def match_equal_lines(self) -> Iterable[Match]:
        """Lines that were read without an error: most lines of a good page, found by a look-up."""
        places = defaultdict(list)
        for number, text in reversed([*enumerate(self.read)]):
            places[text].append(number)
        for number, text in enumerate(self.true):
            if text and places[text]:
                span = self.free[places[text].pop()].pop()
                yield Match(Span(number, 0, len(text)), span)

    def match_similar_lines(self, done: set[int]) -> Iterable[Match]:
        """Lines whose best part is at most half wrong, the best matches first."""
        pieces = [
            Span(number, 0, len(text)) for number, text in enumerate(self.true) if text and number not in done
        ]
        queue = [self._bid(piece) for piece in pieces]
        heapq.heapify(queue)
        while queue:
            bid = heapq.heappop(queue)
            if bid.part is None:
                self.wanting.append(bid.piece)
            elif not any(_within(bid.part, free) for free in self.free[bid.part.line]):
                heapq.heappush(queue, self._bid(bid.piece))
            else:
                self._take(bid.part)
                found = self._found_piece(bid.piece, bid.part)
                yield Match(found, bid.part)
                for rest in _rests(bid.piece, found):
                    heapq.heappush(queue, self._bid(rest))

    def match_words(self) -> Iterable[Match]:
        """Word by word: equal words first, then the nearest that are at most half wrong."""
        words = [
            Span(s.line, s.start + w.start(), s.start + w.end())
            for s in self.wanting
            for w in _WORD.finditer(s.of(self.true))
        ]
        shelf = defaultdict(list)
        for span in [span for spans in self.free for span in spans]:
            for word in _words(span, self.read):
                shelf[word.of(self.read)].append(word)
        left = []
        for word in words:
            if same := shelf.get(word.of(self.true).rstrip()):
                yield self._word_match(word, same.pop(0))
            else:
                left.append(word)
        yield from self._match_similar_words(left, [word for same in shelf.values() for word in same])

    def _match_similar_words(self, true: list[Span], read: list[Span]) -> Iterable[Match]:
        offers = self._offers(true, read)
        taken: dict[int, int] = {}
        used: set[int] = set()
        for number, other in offers:
            if number not in taken and other not in used:
                taken[number] = other
                used.add(other)
        for number, word in enumerate(true):
            yield self._word_match(word, read[taken[number]]) if number in taken else Match(word, None)

    def _offers(self, true: Sequence[Span], read: Sequence[Span]) -> Iterable[tuple[int, int]]:
        """Pairs of words at most half wrong, by their numbers, the nearest first."""
        wanted = [word.of(self.true).rstrip() for word in true]
        lengths = np.array([[len(word)] for word in wanted]).reshape(-1, 1)
        distances = cdist(wanted, [word.of(self.read) for word in read], scorer=Levenshtein.distance)
        rows, columns = np.nonzero(distances <= lengths // 2)
        order = np.argsort(distances[rows, columns] / lengths[rows, 0], kind="stable")
        return zip(rows[order].tolist(), columns[order].tolist(), strict=True)

    def _word_match(self, true: Span, read: Span) -> Match:
        self._take(read)
        return Match(true._replace(end=true.start + len(true.of(self.true).rstrip())), read)

    def _bid(self, piece: Span) -> "_Bid":
        """The part of the free text that ``piece`` would take, and how much it would gain."""
        text = piece.of(self.true).strip()
        best = _Bid(0, 0, piece, None)
        for number, lacking in self.pairs.nearest(text):
            if (
                lacking - len(text) > best.cost
            ):  # one edit changes at most two letter pairs, so it cannot gain more
                break
            best = min([best, *(self._offer(piece, text, span) for span in self.free[number])], key=_merit)
        return best

    def _offer(self, piece: Span, text: str, free: Span) -> "_Bid":
        part = nearest_part(text, free.of(self.read))
        gain = len(text) - 2 * part.distance
        if not part.end or gain < 0:
            return _Bid(0, 0, piece, None)
        over = free.end - free.start - (part.end - part.start)
        return _Bid(-gain, over, piece, Span(free.line, free.start + part.start, free.start + part.end))

    def _found_piece(self, piece: Span, part: Span) -> Span:
        """The part of ``piece`` that ``part`` stands for: shorter where words are missing at an end."""
        text, read = piece.of(self.true), part.of(self.read).strip()
        inner = nearest_part(read, text)
        lacking = len(text.strip()) - (inner.end - inner.start)
        if inner.end and lacking and inner.distance + lacking <= Levenshtein.distance(text.strip(), read):
            return Span(piece.line, piece.start + inner.start, piece.start + inner.end)
        lead = len(text) - len(text.lstrip())
        return Span(piece.line, piece.start + lead, piece.start + len(text.rstrip()))

    def _take(self, part: Span) -> None:
        spans = self.free[part.line]
        around = next(span for span in spans if _within(part, span))
        spans.remove(around)
        spans += [rest for rest in _rests(around, part) if rest.of(self.read).strip()]


class _Bid(NamedTuple):
    """Ordered by cost (minus the gain), then by how much of the free text would be left over."""

    cost: int
    over: int
    piece: Span
    part: Span | None


def _merit(bid: _Bid) -> tuple[bool, int, int]:
    return bid.part is None, bid.cost, bid.over


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _rests(whole: Span, taken: Span) -> list[Span]:
    rests = [whole._replace(end=taken.start), whole._replace(start=taken.end)]
    return [rest for rest in rests if rest.start < rest.end]


def _words(span: Span, lines: Sequence[str]) -> Iterable[Span]:
    for word in re.finditer(r"\S+", span.of(lines)):
        yield Span(span.line, span.start + word.start(), span.start + word.end())


class _LetterPairs:
    """The read lines with most letter pairs in common with a text: a quick choice before the exact comparison."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.numbers: dict[str, int] = {}
        rows = [[self.numbers.setdefault(pair, len(self.numbers)) for pair in _pairs(text)] for text in lines]
        self.table: npt.NDArray[np.float32] = np.zeros((len(lines), len(self.numbers)), np.float32)
        for number, row in enumerate(rows):
            self.table[number, row] = 1
        self.lengths = np.array([len(text) for text in lines])

    def nearest(self, text: str) -> Iterable[tuple[int, int]]:
        """Up to ``CANDIDATES`` lines, the nearest first, with the number of pairs of ``text`` that each lacks."""
        pairs = _pairs(text)
        known = [self.numbers[pair] for pair in pairs if pair in self.numbers]
        shared = self.table[:, known].sum(axis=1)
        for number in np.lexsort((self.lengths, -shared))[:CANDIDATES]:
            if shared[number]:
                yield int(number), len(pairs) - int(shared[number])


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}
