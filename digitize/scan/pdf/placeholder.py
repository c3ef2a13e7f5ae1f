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
    if "/Collection" in structure.Root or _is_empty_cover(document, structure):
        # The papers are attachments; the only page asks to open them in another program.
        raise InputProblem("pdf_portfolio", file=file)
    form = structure.Root.get(Name.AcroForm)
    if not isinstance(form, Dictionary) or Name.XFA not in form or len(structure.pages) > _MOST_PAGES:
        return
    if any(_has_note(page, Name.Widget) for page in structure.pages):
        return  # its pages are drawn, and filled in, for other programs, too
    if structure.Root.get(Name.NeedsRendering, False) or _asks_to_wait(document):
        raise InputProblem("pdf_xfa", file=file)


def _is_empty_cover(document: Handle, structure: pikepdf.Pdf) -> bool:
    """Whether files are attached to pages that show nothing: no document would be made that could tell of them."""
    if len(structure.pages) > _MOST_PAGES:
        return False
    is_clipped = any(_has_note(page, Name.FileAttachment) for page in structure.pages)
    if not is_clipped and not len(structure.attachments):
        return False
    return all(next(page.get_objects(), None) is None for page in document)


def _has_note(page: pikepdf.Page, kind: pikepdf.Object) -> bool:
    notes = page.obj.get(Name.Annots)
    return any(
        isinstance(note, Dictionary) and note.get(Name.Subtype) == kind
        for note in (notes if isinstance(notes, Array) else ())
    )


def _asks_to_wait(document: Handle) -> bool:
    return any(_WAIT.search(page.get_textpage().get_text_range()) for page in document)
