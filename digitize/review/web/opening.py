"""Opens the browser without telling its command line the key, which every account of this computer may read there.

The browser is given a file that only this account may read, and that leads on to the page.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Final

from digitize.workers.temporary import private_folder

LED: Final = "&led=1"
"""How an address ends that a file led to: what follows such a step may not carry a strict cookie at once."""
_PAGE: Final = '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={address}">'


@contextmanager
def leading_to(address: str) -> Iterator[str]:
    """The address of a file that leads to ``address``; it is removed when the block ends.

    Raises:
        MachineProblem: ``temporary_unwritable``.
    """
    with private_folder() as folder:
        file = folder / "digitize.html"
        _write(file, _PAGE.format(address=escape(address + LED)))
        yield file.as_uri()


def _write(file: Path, text: str) -> None:
    with os.fdopen(
        os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8"
    ) as opened:
        opened.write(text)
