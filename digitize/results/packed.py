"""The text of a page as a worker returns it: packed, so that a file of 500 pages takes a few megabytes.

A page is unpacked only where it is worked on. The program that hands out the pages keeps them packed, in its
memory and in the ledger, so that it stays small even with long files.
"""

import zlib
from dataclasses import dataclass
from typing import Final

from ocr.page import PageText

QUICKLY: Final = 1
"""The level of zlib: even this one shrinks the text of a page to a tenth, and time matters more than space."""

MOST_BYTES: Final = 256 * 1024**2
"""Bytes of the longest page: a ledger that somebody else wrote must not fill the memory."""


@dataclass(frozen=True)
class PackedPage:
    """One page that was read; ``data`` is its JSON, compressed."""

    page: int
    data: bytes

    @classmethod
    def of(cls, page: PageText) -> "PackedPage":
        """``page``, packed."""
        return cls(page.page, zlib.compress(page.model_dump_json().encode(), QUICKLY))

    def unpacked(self) -> PageText:
        """The page itself; raises ValueError where ``data`` is none."""
        inflate = zlib.decompressobj()
        try:
            text = inflate.decompress(self.data, MOST_BYTES)
        except zlib.error as error:
            raise ValueError(str(error)) from None
        if not inflate.eof:
            raise ValueError(f"longer than {MOST_BYTES} bytes, or cut")
        return PageText.model_validate_json(text)

    def is_of(self, sha256: str) -> bool:
        """Whether ``data`` is this page of the file with these bytes."""
        try:
            read = self.unpacked()
        except ValueError:
            return False
        return (read.page, read.sha256) == (self.page, sha256)
