"""A file that was written, with the hash of its bytes: a result is done if row, file and hash agree."""

from pathlib import Path, PurePosixPath
from typing import NamedTuple

from digitize.results.layout import ORIGINAL, is_file
from export.atomic import is_half_written
from export.original import file_sha256


class Artifact(NamedTuple):
    """``path`` is relative to the folder of results; ``modified`` is in nanoseconds, for a quick first check."""

    path: str
    sha256: str
    bytes: int
    modified: int

    @classmethod
    def of(cls, out: Path, path: Path) -> "Artifact":
        """The artifact at ``path`` below ``out``, as it is now; raises OSError."""
        seen = path.stat()
        return cls(path.relative_to(out).as_posix(), file_sha256(path), seen.st_size, seen.st_mtime_ns)

    def is_whole(self, out: Path, *, closely: bool = False) -> bool:
        """Whether the file is still as it was written; ``closely`` reads its bytes in any case."""
        path = out / self.path
        try:
            seen = path.stat()
            if not closely and (seen.st_size, seen.st_mtime_ns) == (self.bytes, self.modified):
                return True
            return seen.st_size == self.bytes and file_sha256(path) == self.sha256
        except OSError:
            return False


def is_below(path: str) -> bool:
    """Whether a path that a ledger names stays in the folder of results, on Windows, too."""
    parts = PurePosixPath(path).parts
    return bool(parts) and parts[0] != "/" and ".." not in parts and not set(path) & set("\\:\0")


def artifacts_in(folder: Path, out: Path) -> tuple[Artifact, ...]:
    """Everything that was written for a file into its ``folder``, with its untouched original."""
    beside = (path for path in folder.iterdir() if not path.name.startswith("."))
    written = sorted((*filter(is_file, beside), *filter(is_file, (folder / ORIGINAL).glob("*"))))
    return tuple(Artifact.of(out, path) for path in written if not is_half_written(path.name))
