"""What a run needs from the ledger: which files and pages are done, and which to try again.

Work has a key made of all that it depends on. For reading, these are the bytes of the file, program and settings;
for the results, also the tables, the document types and the options of the run. So after a change of a document type
the results are written again without reading a page, and a new file costs one file.
"""

import hashlib
from collections.abc import Collection, Mapping
from os.path import realpath
from pathlib import Path
from types import MappingProxyType
from typing import Final

from digitize.decisions.arranged import turned_otherwise, turns
from digitize.decisions.kept import decisions_in, last_decisions
from digitize.jobs.by_file import failure
from digitize.jobs.plan import Job, Known
from digitize.ledger.ledger import Ledger
from digitize.results.account import FileAccount, kind_of
from digitize.results.artifact import Artifact
from digitize.results.handed_on import Fault, PageFailure
from digitize.results.layout import TEXT
from digitize.results.own_folders import sha256_of
from digitize.results.packed import PackedPage
from digitize.results.text_file import StoredPages, head_of
from digitize.scan.inputs.names import shown_name
from digitize.scan.raw import SourceFile
from digitize.scan.safe.guard import PASSING
from digitize.workers.pool import Failed
from export.original import safe_name
from ocr.problem import Problem

TRIES: Final[dict[Fault, int]] = {
    "input": 1,  # the same bytes fail in the same way again
    "configuration": 1,
    "limit": 2,
    "machine": 3,
    "bug": 2,
    "output": 3,
}
"""How often a page is tried in all, over several runs, before it waits for ``--retry``."""
SET_ASIDE: Final = frozenset({"page_process_died"})
"""Codes of pages that were tried twice within their run: they wait for ``--retry`` at once."""


class LedgerNotebook:
    """The outcomes of pages, committed one by one; see :class:`digitize.jobs.by_file.Notebook`."""

    def __init__(
        self,
        ledger: Ledger,
        out: Path,
        keys: tuple[str, str],
        retry: Collection[str],
        renamed: Mapping[Path, str] = MappingProxyType({}),
    ) -> None:
        self._ledger, self.out, self._retry = ledger, out, retry
        self.how, self._wishes = keys
        self._decided = last_decisions(out)
        self._turns: dict[str, dict[int, int]] = {}
        self._renamed = {realpath(path): name for path, name in renamed.items()}

    def known(self, file: SourceFile, folder: Path) -> Known | None:
        """What an earlier run left of ``file`` in ``folder``, where row, file and hash agree.

        The reading is valid as long as ``text.json`` is whole. Where another result is not, for example after a kill
        while papers of a dossier were checked against each other, results are written again and no page is read.
        """
        state = self._ledger.file(file.sha256)
        if state is None or state.read_key != self.read_key(file.sha256):
            return None
        if state.state not in ("done", "failed") or self.out / state.folder != folder:
            return None
        artifacts = {one.path: one.is_whole(self.out) for one in self._ledger.artifacts(file.sha256)}
        if not artifacts.get((folder / TEXT).relative_to(self.out).as_posix()):
            return None
        read = head_of(folder / TEXT)
        if read is None or read.origin.sha256 != file.sha256:
            return None
        tried = self._ledger.pages(file.sha256, self.read_key(file.sha256))
        again = frozenset(
            one.page
            for one in read.failed
            if one.page not in tried or self._once_more(tried[one.page].attempts, one)
        )
        again |= turned_otherwise(StoredPages(folder / TEXT), self.turned(file.sha256))
        as_wished = state.deliver_key == self.deliver_key(file.sha256)
        return Known(read, again, delivered=not again and as_wished and all(artifacts.values()))

    def turned(self, sha256: str) -> dict[int, int]:
        """How people said that pages of a file have to be turned, in quarters to the right."""
        if sha256 in self._decided and sha256 not in self._turns:
            self._turns[sha256] = turns(decisions_in(self.out, sha256))
        return self._turns.get(sha256, {})

    def pages(self, job: Job) -> Collection[int]:
        """The pages committed by a run that ended before the file was done."""
        tried = self._ledger.pages(job.file.sha256, self.read_key(job.file.sha256))
        return {
            page
            for page, state in tried.items()
            if page not in job.again
            and not (state.failure and self._once_more(state.attempts, state.failure))
        }

    def recall(self, job: Job, page: int) -> PackedPage | Failed:
        """The outcome of a page that was committed."""
        outcome = self._ledger.outcome(job.file.sha256, page)
        return Failed(_problem(outcome)) if isinstance(outcome, PageFailure) else outcome

    def keep(self, job: Job, page: int, outcome: PackedPage | Failed) -> None:
        """Commit the outcome of a page."""
        key = self.read_key(job.file.sha256)
        told = failure(page, outcome) if isinstance(outcome, Failed) else outcome
        self._ledger.commit_page(job.file.sha256, key, told)

    def finish(self, job: Job, account: FileAccount, artifacts: Collection[Artifact]) -> None:
        """Commit that the results of a file are on the disk."""
        sha256 = job.file.sha256
        self._ledger.commit_file(
            sha256, (self.read_key(sha256), self.deliver_key(sha256)), artifacts, account
        )

    def former_folders(self, job: Job) -> list[Path]:
        """Where the results of a file lie under the name that it had before, in the same dossier or by itself."""
        if job.folder.parent == self.out:
            return self._former_of_single(job)
        written = (self.out / one.path for one in self._ledger.artifacts(job.file.sha256))
        folders = {path.parent for path in written if path.name == TEXT} - {job.folder}
        return [one for one in sorted(folders) if _is_former(one, job)]

    def _former_of_single(self, job: Job) -> list[Path]:
        # It is a dossier of its own under each name, unless it is known that it got another one.
        old = self._renamed.get(job.dossier.place)
        if old is None or not job.dossier.is_single:
            return []
        begin, shown = safe_name(old), shown_name(old)
        folders = (one for one in self.out.iterdir() if one.name.startswith(begin) and one != job.folder)
        former = (one for one in folders if _is_former(one, job))
        return [one for one in former if (read := head_of(one / TEXT)) and read.origin.file == shown]

    def give_up(self, job: Job, account: FileAccount) -> None:
        """Commit that a file could not be read as it was hashed; what was read of its bytes before stays known."""
        self._ledger.commit_unseen(job.file.sha256, account)

    def withdraw(self, job: Job, account: FileAccount) -> None:
        """Commit that nothing of a file is kept, neither in its folder nor in the ledger."""
        self.finish(job, account, ())
        self._ledger.purge()

    def was_archival(self, job: Job) -> bool:
        """Whether the PDFs delivered before are PDF/A."""
        state = self._ledger.file(job.file.sha256)
        return state is not None and state.pdfa

    def read_key(self, sha256: str) -> str:
        """The key of the reading of a file."""
        return named(sha256, self.how)

    def deliver_key(self, sha256: str) -> str:
        """The key of the results written from the reading of a file."""
        return delivered_key(sha256, self.how, self._wishes, self._decided)

    def _once_more(self, attempts: int, failed: PageFailure) -> bool:
        if failed.fault in self._retry or failed.code in PASSING:
            return True
        return failed.code not in SET_ASIDE and attempts < TRIES[failed.fault]


def delivered_key(sha256: str, how: str, wishes: str, decided: Mapping[str, int]) -> str:
    """The key of the results of a file, read in the way ``how``, delivered as wished, with decisions up to a number."""
    return named(sha256, how, wishes, *([str(decided[sha256])] if sha256 in decided else []))


def named(*parts: str) -> str:
    """The SHA-256 of ``parts`` in hex, as a key of work."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _is_former(folder: Path, job: Job) -> bool:
    is_beside = folder.parent == job.folder.parent and not folder.is_symlink()
    return is_beside and sha256_of(folder) == job.file.sha256


def _problem(failed: PageFailure) -> Problem:
    return kind_of(failed.fault)(failed.code, **failed.data)
