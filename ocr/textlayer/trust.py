"""Whether a page is read from its image, its text layer, or both.

A text layer may be wrong: in e-signed PDFs the only text is often the caption of the signature, some PDFs
hold what a bad OCR once read, some have fonts that show another letter than they encode. So the layer is
believed only if its words are sound and stand where the page shows letters, and the reason is kept.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from ocr.box import Box
from ocr.image import Pixels
from ocr.lines.split_and_join import joined
from ocr.page import Decision, Line
from ocr.pixels.ink import covered_share, letters, outside
from ocr.textlayer.read import Layer
from ocr.vietnamese import lost_diacritics, valid_share

COVERED = 0.9  # share of the page's letters that a born-digital layer covers; the rest are logos
SOUND = 0.5  # share of valid syllables; official papers have 0.95, their tables of codes less
FEWEST_WORDS = 8  # below this the share of valid syllables says nothing
BROKEN = 0.05  # share of characters that stand for nothing
CAPTION_LETTERS = 400  # characters of a layer that may be nothing but the caption of a signature
LEVEL = 0.5  # share of the smaller height that two words on one row have in common
SHARED = 0.3  # share of a word's box that the layer covers, from which both are the same word

COVERS, LACKS = "text_layer_covers", "text_layer_lacks_words"
"""Why the layer is read: it holds all that is printed, or nearly all, so that a few words may be beside it."""

_CAPTION = re.compile(
    r"ký bởi|người ký|thời gian ký|ngày ký|ký ngày|ký số|chữ ký số|signed by|digitally signed|signature"
    r"|\d{1,2}:\d{2}:\d{2}|\S+@\S+\.\S+",
    re.IGNORECASE,
)
_GLYPH = re.compile(r"\(cid:\d+\)")


def choose(layer: Layer, ink: Pixels, dpi: float, marks: Sequence[Box] = ()) -> Decision:
    """What to read, and why; ``ink`` is the image of the page that the boxes of the layer refer to.

    ``marks`` are seals and signatures, whose ink is no words.
    """
    doubt = _doubt(layer)
    if doubt:
        return doubt
    lines = layer.lines
    pieces = letters(ink, dpi)
    left = outside(pieces, [*(word.box for line in lines for word in line.words), *layer.aside])
    covered = round(covered_share(pieces, left), 2)
    if covered >= COVERED:
        whole = not len(outside(left, marks))
        return Decision(use="text_layer", reason=COVERS if whole else LACKS, data={"covered": covered})
    if _is_caption(lines):
        return Decision(use="image", reason="text_layer_caption", data={"covered": covered})
    return Decision(use="both", reason="text_layer_partial", data={"covered": covered})


def _doubt(layer: Layer) -> Decision | None:
    """Why the words of the layer cannot be believed, wherever they stand, or None."""
    if not layer.lines and layer.hidden_share:
        return Decision(use="image", reason="text_layer_hidden", data={"share": round(layer.hidden_share, 2)})
    if not layer.lines:
        return Decision(use="image", reason="text_layer_none")
    broken = round(_broken_share(layer.lines), 2)
    if broken > BROKEN:
        return Decision(use="image", reason="text_layer_broken", data={"share": broken})
    sound = round(valid_share(layer.lines), 2)
    unsound = sound < SOUND or lost_diacritics(layer.lines)
    if unsound and _words(layer.lines) >= FEWEST_WORDS and not _is_caption(layer.lines):
        return Decision(use="image", reason="text_layer_unsound", data={"share": sound})
    return None


def merge(layer_lines: Sequence[Line], image_lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of the layer, and the words of the image that stand where the layer has none."""
    typed = [word.box for line in layer_lines for word in line.words]
    rest = []
    for line in image_lines:
        words = [word for word in line.words if all(word.box.inside_share(box) < SHARED for box in typed)]
        if words:
            rest.append(Line.of(words, line.source))
    parted = [part for line in layer_lines for part in _parted(line, rest)]
    return tuple(sorted(joined([*parted, *rest]), key=lambda line: (line.box.top, line.box.left)))


def _parted(line: Line, rest: Sequence[Line]) -> list[Line]:
    """A line cut where words of the image stand between its own, as a number typed into a blank."""
    between = [
        (other.box.left + other.box.right) / 2
        for other in rest
        if other.box.overlap_y(line.box) > LEVEL and line.box.left < other.box.left < line.box.right
    ]
    cuts = [
        0,
        *(sum(word.box.right <= middle for word in line.words) for middle in sorted(between)),
        len(line.words),
    ]
    return [Line.of(line.words[start:end], line.source) for start, end in pairwise(cuts) if start < end]


def _words(lines: Sequence[Line]) -> int:
    return sum(len(line.words) for line in lines)


def _is_caption(lines: Sequence[Line]) -> bool:
    text = "\n".join(line.text for line in lines)
    return len(text) <= CAPTION_LETTERS and bool(_CAPTION.search(text))


def _broken_share(lines: Sequence[Line]) -> float:
    """The share of characters that stand for nothing: glyphs without a letter, private and control codes."""
    text = "".join(word.text for line in lines for word in line.words)
    glyphs = len(_GLYPH.findall(text))
    rest = _GLYPH.sub("", text)
    nameless = sum(unicodedata.category(sign) in ("Co", "Cn", "Cc") or sign == "\ufffd" for sign in rest)
    return (glyphs + nameless) / max(1, glyphs + len(rest))
