"""The place through which files travel to other computers, named by the hash of their bytes, removed when done.

It is a folder that all computers see, or any URL that fsspec can write to. Whoever fetches a file computes its
hash again, so that no partial copy and no other bytes are ever read. One run at a time uses a place.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from digitize.scan.inputs.own_copy import copy_checked
from digitize.scan.raw import SourceFile
from digitize.settings import Cluster
from export.original import file_sha256
from ocr.problem import ConfigurationProblem, InputProblem, MachineProblem

_OURS = re.compile(r"[0-9a-f]{64}|\.[0-9a-f]{16}\.part")


@dataclass
class SharedPlace:
    """``system`` is a file system of fsspec, ``folder`` a path in it."""

    system: Any
    folder: str
    held: set[str] = field(default_factory=set)

    @classmethod
    def at(cls, cluster: Cluster) -> "SharedPlace":
        """The place that the settings name.

        Raises:
            ConfigurationProblem: ``cluster_shared_missing``.
            MachineProblem: ``cluster_missing``, the extra is not installed.
        """
        try:
            from fsspec.core import url_to_fs  # noqa: PLC0415  (an extra)
        except ImportError:
            raise MachineProblem("cluster_missing") from None
        try:
            system, folder = url_to_fs(cluster.shared or "")
            if not cluster.shared or not system.isdir(folder):
                raise ConfigurationProblem("cluster_shared_missing", place=cluster.shared or "")
        except (OSError, ValueError, ImportError):
            raise ConfigurationProblem("cluster_shared_missing", place=cluster.shared or "") from None
        return cls(system, folder)

    @contextmanager
    def cleared(self) -> Iterator[None]:
        """Remove what a killed run left there, and at the end of the block what was put there."""
        self._sweep()
        try:
            yield
        finally:
            for sha256 in tuple(self.held):
                self.remove(sha256)

    def put(self, file: SourceFile) -> None:
        """Copy ``file`` there, whole or not at all.

        Raises:
            InputProblem: ``file_vanished``, ``file_unreadable``, ``input_changed``: it is no longer what it was.
            MachineProblem: ``cluster_shared_unwritable``.
        """
        if file.sha256 in self.held:
            return
        target, half = self._path(file.sha256), self._path(f".{secrets.token_hex(8)}.part")
        try:
            with self.system.open(half, "wb") as stream:
                copy_checked(file, stream)
            self.remove(file.sha256)  # not every system replaces an existing file
            self.system.mv(half, target)
        except InputProblem:
            self._remove(half)
            raise
        except OSError:
            raise MachineProblem("cluster_shared_unwritable", place=self.folder) from None
        self.held.add(file.sha256)

    def fetch(self, sha256: str, to: Path) -> None:
        """Copy the file of these bytes to ``to``.

        Raises:
            MachineProblem: ``cluster_file_missing``, or ``cluster_file_differs`` where its bytes are different.
        """
        half = to.with_name(f"{to.name}.part")
        try:
            half.touch(0o600)
            self.system.get_file(self._path(sha256), str(half))
            differs = file_sha256(half) != sha256
        except OSError:
            raise MachineProblem("cluster_file_missing", sha256=sha256) from None
        if differs:
            half.unlink()
            raise MachineProblem("cluster_file_differs", sha256=sha256)
        half.rename(to)

    def remove(self, sha256: str) -> None:
        """Remove the file; it may be gone already."""
        self.held.discard(sha256)
        self._remove(self._path(sha256))

    def _remove(self, path: str) -> None:
        with suppress(OSError):
            self.system.rm_file(path)

    def _sweep(self) -> None:
        with suppress(OSError):
            for path in self.system.ls(self.folder, detail=False):
                if _OURS.fullmatch(str(path).rpartition("/")[2]):
                    self.system.rm_file(path)

    def _path(self, name: str) -> str:
        return f"{self.folder.rstrip('/')}/{name}"
