"""Reading one page: decide what to believe, read the image where needed, put the lines in order.

From here on a page is text, no longer pixels. The result says what was decided, which engine read, and what
is doubtful.
"""

from collections.abc import Sequence

from ocr.box import Box
from ocr.engines.registry import Engine
from ocr.engines.whole_page import read_signs
from ocr.image import PageImage
from ocr.lines.mend import mend_lines
from ocr.lines.order import in_reading_order
from ocr.marks.barcodes import read_codes
from ocr.marks.mrz import Mrz, read_zone, with_zone
from ocr.marks.overprint import read_overprint
from ocr.marks.td1 import ALPHABET
from ocr.page import Decision, Finding, Line, Mark, PageText, PageUse
from ocr.textlayer.read import Layer
from ocr.textlayer.trust import choose, merge
from ocr.vietnamese import lost_diacritics

BLANK = "page_blank"
UNREADABLE = "page_unreadable"


def read_image(image: PageImage, layer: Layer, engine: Engine, *, seconds: float) -> PageText:
    """The text of a page.

    Args:
        image: the upright page.
        layer: its text layer in pixels of ``image``.
        engine: used only where the image has to be read.
        seconds: deadline of the engine.

    Raises:
        MachineProblem: the engine is missing, crashed, or took too long.
    """
    decision = _decision(image, layer)
    lines = _lines(image, layer, engine, decision, seconds)
    zone = _zone(image, lines, decision.use, seconds)
    lines = with_zone(lines, zone[0]) if zone else lines
    lines, overprint = read_overprint(image, lines, decision.use, engine)
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
        ),
    )


def _decision(image: PageImage, layer: Layer) -> Decision:
    blank = any(finding.code == BLANK for finding in image.findings)
    if blank and not layer.lines:
        return Decision(use="blank", reason=BLANK)
    return choose(layer, image.ink, image.geometry.dpi)


def _lines(
    image: PageImage, layer: Layer, engine: Engine, decision: Decision, seconds: float
) -> tuple[Line, ...]:
    if decision.use == "blank":
        return ()
    if decision.use == "text_layer":
        return layer.lines
    read = engine.read(image, seconds=seconds)
    return merge(layer.lines, read) if decision.use == "both" else read


def _zone(image: PageImage, lines: Sequence[Line], use: PageUse, seconds: float) -> tuple[Mrz, Mark] | None:
    def signs(box: Box) -> tuple[str, ...]:
        return read_signs(image, box, ALPHABET, seconds=seconds)

    return read_zone(lines, signs if use != "text_layer" else None)


def _codes(image: PageImage, use: PageUse) -> tuple[Mark, ...]:
    return () if use == "blank" else tuple(read_codes(image.colour))


def _nothing_read(use: PageUse, lines: Sequence[Line]) -> Finding | None:
    """A finding if no text was read on a page that is not blank: black, a photograph, noise, or too poor a scan."""
    return Finding(code=UNREADABLE, severity="review") if use != "blank" and not lines else None


def _of_page(finding: Finding | None, page: int) -> tuple[Finding, ...]:
    return (finding.model_copy(update={"page": page}),) if finding else ()
