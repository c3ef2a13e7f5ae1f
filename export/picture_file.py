"""A picture file opened with Pillow, whatever its size: the one place that lifts Pillow's own ceiling.

Pillow warns of large pictures in a place of its choosing, and its ceiling is lower than ours. Whoever
opens a file here has checked its size, or checks it from the header before any pixel is read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image


@contextmanager
def opened(path: Path, formats: tuple[str, ...] | None = None) -> Iterator[Image.Image]:
    """The picture at ``path``, of one of ``formats`` or of any; raises what Pillow raises."""
    _know_heif()
    ceiling = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = None
    try:
        # Given a path, Pillow 13 maps raw TIFF pixels, and garbles those that have an orientation.
        with path.open("rb") as stream, Image.open(stream, formats=formats) as image:
            yield image
    finally:
        Image.MAX_IMAGE_PIXELS = ceiling


def _know_heif() -> None:
    if "HEIF" not in Image.OPEN:
        import pillow_heif  # noqa: PLC0415  (half the time of importing this module, for rare files)

        pillow_heif.register_heif_opener()
