"""The forms that lie in ``samples/filled``: a small set to hold the reader to, drawn again with ``--committed``."""

from pathlib import Path
from typing import NamedTuple

from samples.forms.files import Scanned, draw, save

FOLDER = Path(__file__).parents[1] / "filled"


class Sample(NamedTuple):
    """A form, its seed, its resolution and condition; neither of them for a PDF with a text layer."""

    form: str
    seed: int
    dpi: int | None
    condition: str | None

    def drawn(self) -> Scanned:
        """The form filled in."""
        return draw(self.form, self.seed, self.dpi, self.condition)


SAMPLES = (
    Sample("to-khai-khai-sinh", 1, 150, "office"),
    Sample("to-khai-khai-tu", 2, 120, "photo"),
    Sample("to-khai-ket-hon", 3, 150, "copy"),
    Sample("giay-khai-sinh-in-san", 4, 120, "office"),
    Sample("trich-luc-khai-tu", 5, 150, "office"),
    Sample("ct07", 6, 150, "clean"),
    Sample("ho-kinh-doanh", 7, 120, "office"),
    Sample("cong-van-nhieu-dong", 13, None, None),
    Sample("quyet-dinh", 9, 150, "office"),
    Sample("la-to-khai-xntthn", 10, 120, "office"),
    Sample("la-don-dat-dai", 11, 100, "copy"),
    Sample("la-so-ho-khau", 12, 120, "photo"),
)


def draw_committed() -> list[Path]:
    """Draw the set again; returns the files."""
    return [save(sample.drawn(), FOLDER) for sample in SAMPLES]
