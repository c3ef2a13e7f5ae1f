"""PDFs whose papers no library shows: portfolios, and forms in XML (XFA) that only Adobe's programs draw.

Such a form has one page for all other programs, which asks the reader to wait. It is told, never read as the paper.
"""

import re

import pikepdf
from pikepdf import Array, Dictionary, Name

from digitize.scan.pdf.images import Handle
from ocr.problem import InputProblem

_MOST_PAGES = 2
"""Pages of a placeholder: the request to wait, in a second language at most."""
_WAIT = re.compile(r"please\s+wait|not\s+eventually\s+replaced|your\s+pdf\s+viewer", re.IGNORECASE)


def check_shown(document: Handle, structure: pikepdf.Pdf, file: str) -> None:
    """Check that the pages are the papers themselves.

    Raises:
        InputProblem: ``pdf_portfolio``, ``pdf_xfa``.
    """
    if "/Collection" in structure.Root:
        # The papers are attachments; the only page asks to open them in another program.
        raise InputProblem("pdf_portfolio", file=file)
    form = structure.Root.get(Name.AcroForm)
    if not isinstance(form, Dictionary) or Name.XFA not in form or len(structure.pages) > _MOST_PAGES:
        return
    if any(map(_has_fields, structure.pages)):
        return  # its pages are drawn, and filled in, for other programs, too
    if structure.Root.get(Name.NeedsRendering, False) or _asks_to_wait(document):
        raise InputProblem("pdf_xfa", file=file)


def _has_fields(page: pikepdf.Page) -> bool:
    notes = page.obj.get(Name.Annots)
    return any(
        isinstance(note, Dictionary) and note.get(Name.Subtype) == Name.Widget
        for note in (notes if isinstance(notes, Array) else ())
    )


def _asks_to_wait(document: Handle) -> bool:
    return any(_WAIT.search(page.get_textpage().get_text_range()) for page in document)
