"""A picture file opened with Pillow: the one place that says which of its frames are pages and which way up they are.

It also lifts Pillow's own ceiling, which is lower than ours, and warns in a place of its choosing. Whoever
opens a file here has checked its size, or checks it from the header before any pixel is read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import ExifTags, Image

_THUMBNAIL_OR_MASK, _SUBFILE_TYPE = 1 | 4, 254
"""Bits of the tag NewSubfileType, and the tag (TIFF 6.0, section 8)."""
_MOST_FRAMES = 20_000
"""Frames that are looked at: a damaged file may lead in a circle."""
_WHITE_IS_ZERO, _PHOTOMETRIC = 0, 262
"""A value of the tag PhotometricInterpretation, and the tag (TIFF 6.0)."""
_UPRIGHT = 1
"""The orientation that asks for no turn (EXIF 2.3, tag 274)."""


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


def page_frames(image: Image.Image) -> Iterator[int]:
    """The frames of ``image`` that are pages, one after the other; the frame that it gives is the current one.

    Previews and masks are no pages, unless there is nothing else: then somebody labelled pages wrongly. Other formats than
    TIFF and HEIF keep previews and animation in further frames.
    """
    if image.format not in {"TIFF", "HEIF"}:
        yield 0
        return
    found, pages = 0, 0
    while found < _MOST_FRAMES and _sought(image, found):
        if not int(getattr(image, "tag_v2", {}).get(_SUBFILE_TYPE) or 0) & _THUMBNAIL_OR_MASK:
            pages += 1
            yield found
        found += 1
    yield from () if pages else range(max(1, found))


def loaded(image: Image.Image, frame: int) -> int:
    """Loads a frame of ``image``, and says which way up its pixels are: its EXIF orientation, 1 to 8."""
    image.seek(frame)
    image.load()
    # After load(): Pillow turns a TIFF upright by itself, and then drops its orientation.
    orientation = int(image.getexif().get(ExifTags.Base.Orientation, _UPRIGHT))
    return orientation if orientation in range(1, 9) else _UPRIGHT


def is_inverted(image: Image.Image) -> bool:
    """Whether 0 stands for white in deep grey pixels, which Pillow leaves as they are."""
    deep = image.mode.startswith("I;16")
    return deep and getattr(image, "tag_v2", {}).get(_PHOTOMETRIC) == _WHITE_IS_ZERO


def _sought(image: Image.Image, frame: int) -> bool:
    try:
        image.seek(frame)
    except EOFError:
        return False
    return True


def _know_heif() -> None:
    if "HEIF" not in Image.OPEN:
        import pillow_heif  # noqa: PLC0415  (half the time of importing this module, for rare files)

        pillow_heif.register_heif_opener()
