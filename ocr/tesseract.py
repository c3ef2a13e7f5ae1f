"""Tesseract as an engine: two calls at most, killed at the deadline, its failures told apart.

The first call reads the page by blocks (``--psm 4``); where runs of letters remain that no word
covers, a second one reads only those, as scattered text (``--psm 11``). The page lies in a private
folder while it is read, because it is personal. It deliberately cleans nothing: that is done to
``PageImage.ink`` before.
"""

import csv
import hashlib
import os
import re
import subprocess
import tempfile
import threading
import time
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import psutil
from PIL import Image
from pytesseract import pytesseract

from ocr.box import Box
from ocr.image import PageImage, Pixels
from ocr.ink import uncovered
from ocr.lines import mended
from ocr.page import Line, Word
from ocr.problem import MachineProblem

LANGUAGE = "vie"
SIGNS = "eng"  # expects no Vietnamese words where there are only capitals and digits; comes with Tesseract
BLOCKS, ONE_BLOCK, SCATTERED = 4, 6, 11  # page segmentation modes
LOWEST_DPI, READ_DPI = 150, 200  # a coarser page is enlarged: Tesseract needs about 20 pixels a capital
LONGEST_SIDE = 32_000  # Tesseract refuses 32,768 pixels
SURE_OF_SCATTERED = 0.5  # scattered ink is a signature or a stamp more often than text
FEWEST_LETTERS = 2
ASK_SECONDS = 20.0
WORD_LEVEL = "5"


class Tesseract:
    """The engine that is always there; it reads whole pages in Vietnamese by ``pytesseract``."""

    name = "tesseract"

    def version(self) -> str:
        """Such as ``5.3.0 vie-1a2b3c4d``: program, language, start of the hash of its data.

        Raises:
            MachineProblem: the program or its language data cannot be found.
        """
        return _version(pytesseract.tesseract_cmd)

    def unavailable(self) -> MachineProblem | None:
        """What is missing on this computer, or None."""
        try:
            language_data()
        except MachineProblem as problem:
            return problem
        return None

    def read(self, page: PageImage, *, seconds: float) -> tuple[Line, ...]:
        """The lines of ``page``, top to bottom; see :class:`ocr.engine.Engine`."""
        end = time.monotonic() + seconds
        scale = _scale(page)
        ink = _enlarged(page.ink, scale)
        dpi = page.geometry.dpi * scale
        lines = _lines(_table(ink, BLOCKS, dpi, seconds))
        rest = uncovered(ink, dpi, [word.box for line in lines for word in line.words])
        if rest is not None:
            lines += _sure(_lines(_table(rest, SCATTERED, dpi, max(0.01, end - time.monotonic()))))
        height, width = page.ink.shape[:2]
        return mended([_scaled(line, 1 / scale, width, height) for line in lines])


def read_signs(page: PageImage, box: Box, alphabet: str, *, seconds: float) -> tuple[str, ...]:
    """The lines in a part of the page, read as signs of ``alphabet`` only, such as a machine-readable zone.

    Raises:
        MachineProblem: as :meth:`Tesseract.read`.
    """
    part = box.clipped(page.ink.shape[1], page.ink.shape[0])
    if not part.area:
        return ()
    ink = np.ascontiguousarray(page.ink[part.top : part.bottom, part.left : part.right])
    scale = _scale(page)
    table = _table(_enlarged(ink, scale), ONE_BLOCK, page.geometry.dpi * scale, seconds, alphabet=alphabet)
    return tuple(line.text for line in _lines(table))


def _scale(page: PageImage) -> float:
    wanted = READ_DPI / page.geometry.dpi if 0 < page.geometry.dpi < LOWEST_DPI else 1.0
    return float(min(wanted, LONGEST_SIDE / max(1, *page.ink.shape[:2])))


def _enlarged(ink: Pixels, scale: float) -> Pixels:
    if scale == 1.0:
        return ink
    way = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    return cv2.resize(ink, None, fx=scale, fy=scale, interpolation=way).astype(ink.dtype)


def _table(ink: Pixels, mode: int, dpi: float, seconds: float, *, alphabet: str = "") -> str:
    """Tesseract's TSV for one image, held to ``alphabet`` where one is given."""
    with tempfile.TemporaryDirectory(prefix="page-") as folder:
        # An uncompressed grey map: writing a PNG takes a tenth of the time of reading the page.
        image, result = Path(folder, "page.pgm"), Path(folder, "result.tsv")
        Image.fromarray(ink).save(image)
        options = f"--psm {mode} --dpi {max(70, round(dpi))} -c tessedit_create_tsv=1"
        options += f" -c tessedit_char_whitelist={alphabet}" if alphabet else ""
        options += f" -l {_sign_language(pytesseract.tesseract_cmd) if alphabet else LANGUAGE}"
        _run(image, result.with_suffix(""), options, seconds)
        if not result.exists() or not result.stat().st_size:
            raise MachineProblem("tesseract_garbled", what="empty")
        try:
            return result.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            raise MachineProblem("tesseract_garbled", what="encoding") from None


def _run(image: Path, result: Path, options: str, seconds: float) -> None:
    # With two threads Tesseract is five times slower than with one, on two cores (issue 2609).
    os.environ["OMP_THREAD_LIMIT"] = "1"
    late = threading.Event()
    watch = threading.Timer(seconds, _stop, (str(image), late))
    watch.daemon = True
    watch.start()
    try:
        # pytesseract's own timeout stops the program but not what the program started.
        pytesseract.run_tesseract(str(image), str(result), "tsv", None, options, timeout=seconds + 1)
    except (pytesseract.TesseractNotFoundError, OSError):
        raise MachineProblem("tesseract_missing", program=_program()) from None
    except UnicodeDecodeError:
        raise MachineProblem("tesseract_garbled", what="encoding") from None
    except RuntimeError as error:
        raise _problem(error, seconds, late=late.is_set()) from None
    finally:
        watch.cancel()
    if late.is_set():
        # What it started was killed first, and it took that for the end of its work.
        raise MachineProblem("tesseract_hung", seconds=round(seconds, 1))


def _problem(error: RuntimeError, seconds: float, *, late: bool) -> MachineProblem:
    if late or not isinstance(error, pytesseract.TesseractError):
        return MachineProblem("tesseract_hung", seconds=round(seconds, 1))
    if f"{LANGUAGE}.traineddata" in error.message or "loading language" in error.message:
        return MachineProblem("tesseract_language_missing", language=LANGUAGE)
    return MachineProblem("tesseract_crashed", status=error.status)


def _stop(image: str, late: threading.Event) -> None:
    """Kill the program that reads ``image`` with everything it started."""
    late.set()
    for child in psutil.Process().children(recursive=True):
        try:
            if image in child.cmdline():
                for process in (*child.children(recursive=True), child):
                    process.kill()
        except psutil.Error:
            continue  # it has ended in the meantime


def _lines(table: str) -> list[Line]:
    lines: dict[tuple[str, ...], list[Word]] = {}
    try:
        for row in _rows(table):
            text = unicodedata.normalize("NFC", row["text"]).strip()
            if row["level"] == WORD_LEVEL and text:
                key = (row["block_num"], row["par_num"], row["line_num"])
                lines.setdefault(key, []).append(_word(row, text))
    except (KeyError, TypeError, ValueError, csv.Error):
        raise MachineProblem("tesseract_garbled", what="table") from None
    return [Line.of(sorted(words, key=lambda word: word.box.left)) for words in lines.values()]


def _rows(table: str) -> Iterator[dict[str, str]]:
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    if "level" not in (rows.fieldnames or ()):
        raise MachineProblem("tesseract_garbled", what="table")
    return rows


def _word(row: dict[str, str], text: str) -> Word:
    left, top, width, height = (int(row[key]) for key in ("left", "top", "width", "height"))
    confidence = min(1.0, max(0.0, float(row["conf"]) / 100))
    return Word(text=text, box=Box(left, top, left + width, top + height), confidence=confidence)


def _sure(lines: list[Line]) -> list[Line]:
    """The lines that hold a surely read word, with those around it that consist of letters."""
    kept = [[word for word in line.words if _is_sure(word) or _is_letters(word)] for line in lines]
    return [Line.of(words) for words in kept if any(map(_is_sure, words))]


def _is_sure(word: Word) -> bool:
    return word.confidence >= SURE_OF_SCATTERED and sum(map(str.isalnum, word.text)) >= FEWEST_LETTERS


def _is_letters(word: Word) -> bool:
    return word.text.isalpha() and len(word.text) >= FEWEST_LETTERS


def _scaled(line: Line, by: float, width: int, height: int) -> Line:
    words = [word.model_copy(update={"box": _fitted(word.box, by, width, height)}) for word in line.words]
    return Line.of(words, line.source)


def _fitted(box: Box, by: float, width: int, height: int) -> Box:
    return Box(*(round(side * by) for side in box)).clipped(width, height)


@cache
def _sign_language(_command: str) -> str:
    return SIGNS if SIGNS in _ask("--list-langs").split() else LANGUAGE


@cache
def _version(_command: str) -> str:
    program = re.search(r"tesseract\s+v?(\S+)", _ask("--version"))
    data = language_data()
    digest = hashlib.sha256(data.read_bytes()).hexdigest()[:8] if data else "unknown"
    return f"{program.group(1) if program else 'unknown'} {LANGUAGE}-{digest}"


def _program() -> str:
    return Path(pytesseract.tesseract_cmd).name


def language_data() -> Path | None:
    """The file of the language, or None where Tesseract does not say where its data lie."""
    listing = _ask("--list-langs")
    if LANGUAGE not in listing.split():
        raise MachineProblem("tesseract_language_missing", language=LANGUAGE)
    folder = re.search(r'languages in "([^"]+)"', listing)
    data = Path(folder.group(1), f"{LANGUAGE}.traineddata") if folder else None
    return data if data and data.is_file() else None


def _ask(question: str) -> str:
    try:
        answer = subprocess.run(  # noqa: S603  (the program that reads the pages)
            [pytesseract.tesseract_cmd, question],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=ASK_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise MachineProblem("tesseract_hung", seconds=ASK_SECONDS) from None
    except OSError:
        raise MachineProblem("tesseract_missing", program=_program()) from None
    return answer.stdout.decode("utf-8", "replace")
