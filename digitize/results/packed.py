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
        """The page itself."""
        return PageText.model_validate_json(zlib.decompress(self.data))
