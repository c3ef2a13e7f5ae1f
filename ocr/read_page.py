"""Reading one page: decide what to believe, read the image where needed, put the lines in order.

This is where a page stops being pixels. What was decided, by which engine, what was found doubtful and which
second looks had to be skipped stands in the result.
"""

import time
from collections.abc import Sequence
from dataclasses import replace

from ocr.box import Box
from ocr.engines.registry import Engine
from ocr.engines.whole_page import read_signs
from ocr.image import PageImage, Pixels
from ocr.lines.mend import mend_lines
from ocr.lines.order import in_reading_order
from ocr.marks.barcodes import read_codes
from ocr.marks.mrz import Mrz, read_zone, with_zone
from ocr.marks.overprint import Overprint, read_overprint
from ocr.marks.td1 import ALPHABET
from ocr.page import NO_LINES, Decision, Finding, Line, Mark, PageText, PageUse
from ocr.pixels.ink import uncovered
from ocr.readers.line_net import NetReader
from ocr.second_look import Looked, each_once, second_look
from ocr.textlayer.compared import compared
from ocr.textlayer.read import Layer
from ocr.textlayer.trust import COVERS, LACKS, choose, merge
from ocr.vietnamese import lost_diacritics

BLANK = "page_blank"
UNREADABLE = "page_unreadable"
MARKS = ("seal", "signature")
SHORTEST = 1.2  # width over height of two digits: a page that is drawn has no specks


def read_image(image: PageImage, layer: Layer, engine: Engine, *, seconds: float) -> PageText:
    """The text of a page.

    Args:
        image: the upright page.
        layer: its text layer in pixels of ``image``.
        engine: asked only where the image has to be read.
        seconds: deadline of the engine, its second looks among it.

    Raises:
        MachineProblem: the engine is missing, crashed, or took too long, and nothing else was read of the page.
    """
    end = time.monotonic() + seconds
    (layer, decision), uncompared = _compared(image, layer, _decision(image, layer), seconds)
    rest = _rest(image, layer) if decision.reason == LACKS else None
    decision = _with_the_rest(decision, rest)
    beside = image if rest is None else replace(image, ink=rest)
    lines, unread = _lines(beside, layer, engine, decision, end - time.monotonic())
    zone, unsure = _zone(image, lines, decision.use, end)
    lines = with_zone(lines, zone[0]) if zone else lines
    (lines, overprint), unseen = _overprint(image, lines, decision.use, engine, end)
    lost = lost_diacritics(lines)
    # A text without its accents proves nothing about letters.
    lines, mends = (lines, ()) if lost else mend_lines(lines)
    return PageText(
        page=image.page,
        sha256=image.sha256,
        geometry=image.geometry,
        decision=decision,
        engine=engine.name if decision.use in ("image", "both") else "text_layer",
        engine_version=engine.version() if decision.use in ("image", "both") else "",
        lines=in_reading_order(lines, image.geometry.width),
        marks=(*image.marks, *overprint, *_codes(image, decision.use), *((zone[1],) if zone else ())),
        operations=(*image.operations, *layer.operations, *mends),
        findings=(
            *image.findings,
            *layer.findings,
            *_of_page(lost, image.page),
            *_of_page(_nothing_read(decision.use, lines), image.page),
            *each_once((*uncompared, *unread, *unsure, *unseen)),
        ),
    )


def _decision(image: PageImage, layer: Layer) -> Decision:
    blank = any(finding.code == BLANK for finding in image.findings)
    if blank and not layer.lines:
        return Decision(use="blank", reason=BLANK)
    return choose(layer, image.ink, image.geometry.dpi, _marks(image))


def _compared(
    image: PageImage, layer: Layer, decision: Decision, seconds: float
) -> Looked[tuple[Layer, Decision]]:
    """The layer with doubts where the picture contradicts it; where it lies, the picture is to be read instead."""
    if decision.use not in ("text_layer", "both"):
        return Looked((layer, decision))

    def ask() -> Looked[tuple[Layer, Decision]]:
        held = compared(layer.lines, image.ink, NetReader(), seconds=seconds)
        if held.lies:
            return Looked((layer, Decision(use="image", reason="text_layer_lies")))
        return Looked((layer.model_copy(update={"lines": held.lines}), decision))

    return second_look("layer", image.page, ask, (layer, decision))


def _lines(
    image: PageImage, layer: Layer, engine: Engine, decision: Decision, seconds: float
) -> Looked[tuple[Line, ...]]:
    if decision.use == "blank":
        return Looked(())
    if decision.use == "text_layer":
        return Looked(layer.lines)
    if decision.use == "image":
        return engine.read(image, seconds=seconds)
    # The layer was read already, so the image beside it is a second look.
    read, skipped = second_look("image", image.page, lambda: engine.read(image, seconds=seconds), NO_LINES)
    return Looked(merge(layer.lines, read), skipped)


def _with_the_rest(decision: Decision, rest: Pixels | None) -> Decision:
    """The decision to read the few words as well that stand beside a layer which covers the page.

    They were typed into form fields, noted by a reader, or laid there as pictures: a number, a day, a signer.
    """
    if decision.reason != LACKS:
        return decision
    if rest is None:
        return decision.model_copy(update={"reason": COVERS})
    return decision.model_copy(update={"use": "both"})


def _rest(image: PageImage, layer: Layer) -> Pixels | None:
    """The ink of words that the layer does not have; seals and signatures are marks, no words."""
    words = [word.box for line in layer.lines for word in line.words]
    known = [*words, *layer.aside, *_marks(image)]
    return uncovered(image.ink, image.geometry.dpi, known, run=SHORTEST)


def _marks(image: PageImage) -> list[Box]:
    return [mark.box for mark in image.marks if mark.kind in MARKS]


def _zone(
    image: PageImage, lines: Sequence[Line], use: PageUse, end: float
) -> Looked[tuple[Mrz, Mark] | None]:
    def signs(box: Box) -> tuple[str, ...]:
        return read_signs(image, box, ALPHABET, seconds=max(0.01, end - time.monotonic()))

    first = read_zone(lines)
    if use == "text_layer":
        return Looked(first)
    return second_look("zone", image.page, lambda: Looked(read_zone(lines, signs)), first)


def _overprint(
    image: PageImage, lines: Sequence[Line], use: PageUse, engine: Engine, end: float
) -> Looked[Overprint]:
    return second_look(
        "marks", image.page, lambda: read_overprint(image, lines, use, engine, end=end), (tuple(lines), ())
    )


def _codes(image: PageImage, use: PageUse) -> tuple[Mark, ...]:
    return () if use == "blank" else tuple(read_codes(image.colour))


def _nothing_read(use: PageUse, lines: Sequence[Line]) -> Finding | None:
    """A finding if no text was read on a page that is not blank: black, a photograph, noise, or too poor a scan."""
    return Finding(code=UNREADABLE, severity="review") if use != "blank" and not lines else None


def _of_page(finding: Finding | None, page: int) -> tuple[Finding, ...]:
    return (finding.model_copy(update={"page": page}),) if finding else ()
