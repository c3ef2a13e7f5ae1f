import json
import sqlite3
from dataclasses import dataclass

import pytest

from digitize.jobs.notebook import LedgerNotebook
from digitize.jobs.plan import Job
from digitize.ledger import Artifact, open_ledger
from digitize.ledger.connection import LEDGER
from digitize.ledger.events import add_event, broken_at
from digitize.ledger.status import status
from digitize.results.account import FileAccount
from digitize.results.artifact import artifacts_in
from digitize.results.handed_on import Origin, ReadFile
from digitize.results.packed import PackedPage
from digitize.results.text_file import write_reading
from digitize.scan.raw import DossierInput, SourceFile
from digitize.workers.pool import Failed
from ocr.page import Decision, Geometry, PageText
from ocr.problem import InputProblem, LimitProblem, MachineProblem, OutputProblem

SHA = "a" * 64
FILE = SourceFile("a.pdf", None, SHA, "pdf", 3)
HOW, WISHES = "how", "wishes"


def page(number):
    return PageText(
        page=number,
        sha256=SHA,
        geometry=Geometry(width=10, height=10, dpi=200, original_width=10, original_height=10),
        decision=Decision(use="image", reason="text_layer_none"),
        engine="fake",
        engine_version="1",
    )


@dataclass
class Desk:
    out: object
    ledger: object

    @property
    def job(self):
        return Job(DossierInput("a.pdf", None, (FILE,)), FILE, self.out / "a.pdf")

    def notebook(self, how=HOW, wishes=WISHES, retry=()):
        return LedgerNotebook(self.ledger, self.out, (how, wishes), retry)

    def finish(self, failed=()):
        """Leave what a run leaves that read all pages but the failed ones."""
        read = ReadFile(
            origin=Origin(file="a.pdf", sha256=SHA, kind="pdf", pages=3, dossier="a.pdf"),
            fingerprint=HOW,
            pages=tuple(page(number) for number in (1, 2, 3) if number not in [one.page for one in failed]),
            failed=tuple(failed),
        )
        self.job.folder.mkdir(exist_ok=True)
        write_reading(self.job.folder / "text.json", read)
        state = "failed" if failed else "done"
        account = FileAccount(name="a.pdf", state=state, folder="x")
        self.notebook().finish(self.job, account, artifacts_in(self.job.folder, self.out))


@pytest.fixture
def desk(tmp_path):
    with open_ledger(tmp_path) as ledger:
        ledger.begin(HOW)
        made = Desk(tmp_path, ledger)
        ledger.queue(made.job.dossier, FILE, made.job.folder)
        yield made


def test_a_page_that_was_committed_is_not_read_again(desk):
    desk.notebook().keep(desk.job, 2, PackedPage.of(page(2)))
    assert set(desk.notebook().pages(desk.job)) == {2}
    assert desk.notebook().recall(desk.job, 2).unpacked() == page(2)


def test_another_way_of_reading_knows_nothing_of_it(desk):
    desk.notebook().keep(desk.job, 2, PackedPage.of(page(2)))
    assert set(desk.notebook(how="other").pages(desk.job)) == set()


@pytest.mark.parametrize(
    ("problem", "tries"),
    [
        (InputProblem("image_damaged"), 1),
        (LimitProblem("page_too_slow"), 2),
        (MachineProblem("memory_short"), 3),
    ],
)
def test_a_page_is_tried_as_often_as_its_fault_may_pass(desk, problem, tries):
    for attempt in range(1, tries + 1):
        desk.notebook().keep(desk.job, 1, Failed(problem))
        assert (1 in desk.notebook().pages(desk.job)) == (attempt == tries)
    assert desk.notebook().recall(desk.job, 1).problem.code == problem.code
    kind = "input" if tries == 1 else "limit" if tries == 2 else "machine"
    assert 1 not in desk.notebook(retry=[kind]).pages(desk.job)


def test_a_finished_file_is_known_and_delivered(desk):
    desk.finish()
    known = desk.notebook().known(FILE, desk.job.folder)
    assert known.delivered
    assert known.read.origin.pages == 3


def test_other_document_types_deliver_again_without_reading(desk):
    desk.finish()
    known = desk.notebook(wishes="other").known(FILE, desk.job.folder)
    assert known.read
    assert not known.delivered


@pytest.mark.parametrize("harm", [lambda path: path.unlink(), lambda path: path.write_text("{}")])
def test_done_means_that_the_files_agree(desk, harm):
    desk.finish()
    harm(desk.job.folder / "text.json")
    assert desk.notebook().known(FILE, desk.job.folder) is None


def test_a_result_that_was_changed_is_written_again_without_reading(desk):
    desk.job.folder.mkdir()
    record = desk.job.folder / "document-1.json"
    record.write_text("{}")
    desk.finish()
    assert desk.notebook().known(FILE, desk.job.folder).delivered
    record.write_text("changed by a run that was killed before it said so")
    known = desk.notebook().known(FILE, desk.job.folder)
    assert known.read
    assert (known.again, known.delivered) == (frozenset(), False)


def test_only_the_page_worth_another_try_of_a_finished_file_is_read_again(desk):
    desk.notebook().keep(desk.job, 3, Failed(LimitProblem("page_too_slow", seconds=1)))
    failed = desk.ledger.pages(SHA, desk.notebook().read_key(SHA))[3].failure
    desk.finish(failed=[failed])
    known = desk.notebook().known(FILE, desk.job.folder)
    assert known.again == {3}
    assert not known.delivered


def test_two_runs_never_write_to_one_folder(desk):
    with pytest.raises(OutputProblem) as raised, open_ledger(desk.out):
        pass
    assert raised.value.code == "output_in_use"


def test_the_log_is_a_chain_that_breaks_where_it_was_changed(desk):
    connection = sqlite3.connect(desk.out / LEDGER)
    assert broken_at(connection) is None
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("DELETE FROM event")
    connection.executescript("DROP TRIGGER event_stays; UPDATE event SET what = 'nothing' WHERE number = 2;")
    assert broken_at(connection) == 2
    connection.close()


def test_an_event_taken_away_breaks_the_chain(tmp_path):
    with open_ledger(tmp_path) as ledger:
        for _ in range(3):
            ledger.begin(HOW)
    connection = sqlite3.connect(tmp_path / LEDGER)
    connection.executescript("DROP TRIGGER event_remains; DELETE FROM event WHERE number = 2;")
    assert broken_at(connection) == 2
    connection.close()


def test_events_hold_no_words_of_papers(desk):
    connection = sqlite3.connect(desk.out / LEDGER)
    add_event(connection, "page_read", {"sha256": SHA, "page": 1})
    rows = connection.execute("SELECT data FROM event").fetchall()
    assert {key for (data,) in rows for key in json.loads(data)} <= {"sha256", "page", "file", "fingerprint"}
    connection.close()


def test_status_tells_what_is_left_and_why_pages_failed(desk):
    desk.notebook().keep(desk.job, 1, PackedPage.of(page(1)))
    desk.notebook().keep(desk.job, 2, Failed(LimitProblem("page_too_slow", seconds=1)))
    found = status(desk.out)
    assert (found.unfinished, found.pages_read, found.pages_failed) == (1, 1, 1)
    assert [(one.code, one.fault, one.example) for one in found.failures] == [
        ("page_too_slow", "limit", "a.pdf")
    ]


def test_a_folder_without_a_ledger_is_told(tmp_path):
    with pytest.raises(OutputProblem) as raised:
        status(tmp_path)
    assert raised.value.code == "ledger_missing"


def test_a_ledger_that_is_none_is_told(tmp_path):
    (tmp_path / LEDGER).write_bytes(b"not a database" * 100)
    with pytest.raises(OutputProblem) as raised, open_ledger(tmp_path):
        pass
    assert raised.value.code == "ledger_damaged"


def test_an_artifact_is_whole_while_its_bytes_are(tmp_path):
    path = tmp_path / "a"
    path.write_text("one")
    known = Artifact.of(tmp_path, path)
    assert known.is_whole(tmp_path, closely=True)
    path.write_text("two")
    assert not known.is_whole(tmp_path, closely=True)
