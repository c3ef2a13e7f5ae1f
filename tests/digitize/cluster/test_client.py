"""Pages read by workers on other computers: here a real scheduler and two real workers on loopback, over TLS."""

import hashlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress

import pytest
from PIL import Image

from digitize.__main__ import run
from digitize.cluster.client import _outcome, read_on_cluster
from digitize.cluster.shared_place import SharedPlace
from digitize.cluster.worker import RemoteTask, handshake, read_remote
from digitize.exit_codes import ExitCode
from digitize.page.chain import PageTask
from digitize.scan.raw import SourceFile
from digitize.settings import Cluster, Limits, Settings
from digitize.workers.pool import Failed
from ocr.problem import ConfigurationProblem, InputProblem, MachineProblem

pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")
trustme = pytest.importorskip("trustme", reason="the extra 'dev' is not installed")
POSIX = pytest.mark.skipif(os.name == "nt", reason="processes are killed by POSIX signals")
QUIET = ("--progress", "none")
PAPER = "quyet-dinh-01.jpg"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """The certificates of an office, and a folder that all of its computers see."""
    folder = tmp_path_factory.mktemp("office")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    own = authority.issue_cert("localhost", "127.0.0.1")
    own.private_key_and_cert_chain_pem.write_to_path(folder / "own.pem")
    (folder / "shared").mkdir()
    (folder / "tmp").mkdir()
    return folder


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def dask(office, *arguments):
    tls = ("--tls-ca-file", "ca.pem", "--tls-cert", "own.pem", "--tls-key", "own.pem")
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments, *tls, "--no-dashboard"],
        cwd=office,
        env=os.environ | {"TMPDIR": str(office / "tmp")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


@contextmanager
def cluster(office):
    """The address of a scheduler, and its two workers, each of one thread."""
    address = f"tls://127.0.0.1:{free_port()}"
    port = address.rpartition(":")[2]
    scheduler = dask(office, "scheduler", "--host", "127.0.0.1", "--protocol", "tls", "--port", port)
    one = ("--no-nanny", "--nthreads", "1", "--host", "127.0.0.1", "--local-directory", str(office))
    workers = [dask(office, "worker", address, *one) for _ in range(2)]
    try:
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def snapshot(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "ledger" not in path.name
    }


def pages_committed(out):
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"file:{out}/ledger.sqlite?mode=ro", uri=True)) as read,
    ):
        return read.execute("SELECT count(*) FROM page WHERE state = 'done'").fetchone()[0]
    return 0


def wait_for(what, seconds=60):
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.05)


@POSIX
def test_a_worker_killed_in_the_middle_changes_nothing_of_the_results(office, samples, tmp_path):
    papers = tmp_path / "in"
    papers.mkdir()
    shutil.copy(samples / "ke-hoach-01.pdf", papers)
    with Image.open(samples / PAPER) as page:
        for number in range(8):
            page.crop((0, 0, page.width, page.height // 4 + number)).save(papers / f"{number}.png")
    told = {
        "DIGITIZE_CLUSTER__SHARED": str(office / "shared"),
        "DIGITIZE_CLUSTER__CA_FILE": str(office / "ca.pem"),
        "DIGITIZE_CLUSTER__CERT_FILE": str(office / "own.pem"),
        "DIGITIZE_CLUSTER__KEY_FILE": str(office / "own.pem"),
    }
    with cluster(office) as (address, workers):
        command = ["run", str(papers), "-o", str(tmp_path / "cluster"), "--cluster", address, *QUIET]
        program = subprocess.Popen(
            [sys.executable, "-m", "digitize", *command],
            env=os.environ | told,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        wait_for(lambda: pages_committed(tmp_path / "cluster") or program.poll() is not None)
        os.killpg(workers[0].pid, signal.SIGKILL)
        assert program.poll() is None
        _, err = program.communicate(timeout=90)
        assert (program.returncode, err) == (ExitCode.DONE, "")
        assert workers[1].poll() is None
        (desk,) = (office / "tmp").glob(f"digitize-cluster-{workers[1].pid}-*")
        assert [path.name for path in desk.iterdir()] == [".lock"]
    assert run(["run", str(papers), "-o", str(tmp_path / "here"), "--jobs", "1", *QUIET]) == ExitCode.DONE
    assert snapshot(tmp_path / "cluster") == snapshot(tmp_path / "here")
    assert not list((office / "shared").iterdir())


def test_papers_are_not_sent_in_the_open(samples, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("DIGITIZE_CLUSTER__SHARED", str(tmp_path))
    command = ["run", str(samples / PAPER), "-o", str(tmp_path / "out"), *QUIET]
    assert run([*command, "--cluster", "tcp://127.0.0.1:1"]) == ExitCode.CONFIGURATION_INVALID
    assert "--insecure-cluster" in capsys.readouterr().err


def cluster_settings(tmp_path, **given):
    return Settings(cluster=Cluster(**{"address": "tls://127.0.0.1:1", "shared": str(tmp_path)} | given))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "cluster_certificates_missing"),
        ({"shared": None}, "cluster_shared_missing"),
        ({"shared": "nowhere://x"}, "cluster_shared_missing"),
        ({"address": "tcp://127.0.0.1:1"}, "cluster_insecure"),
    ],
)
def test_what_is_missing_is_told_before_anything_is_sent(tmp_path, given, code):
    with pytest.raises(ConfigurationProblem, match=code):
        next(read_on_cluster([], cluster_settings(tmp_path, **given)))


def test_a_scheduler_that_does_not_answer_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("digitize.cluster.client.CONNECT_SECONDS", 0.5)
    address = f"tcp://127.0.0.1:{free_port()}"
    with pytest.raises(MachineProblem, match="cluster_unreachable"):
        next(read_on_cluster([], cluster_settings(tmp_path, address=address, insecure=True)))


def paper(path):
    path.write_bytes(b"%PDF-")
    return SourceFile(path.name, path, hashlib.sha256(b"%PDF-").hexdigest(), "pdf", 1)


def test_a_worker_of_another_version_reads_nothing(tmp_path):
    task = RemoteTask.of(PageTask(paper(tmp_path / "a.pdf"), 1, cluster_settings(tmp_path)), "another")
    outcome = read_remote(task)
    assert isinstance(outcome, Failed)
    assert outcome.problem.code == "cluster_worker_differs"


def test_a_task_takes_neither_paths_nor_certificates_along(tmp_path):
    settings = cluster_settings(tmp_path, key_file=tmp_path / "key.pem")
    task = RemoteTask.of(PageTask(paper(tmp_path / "a.pdf"), 1, settings), "proof")
    assert "a.pdf" not in str(task.page.file.path)
    assert "key.pem" not in str(task)


def test_files_travel_by_their_hash_and_are_counted_again(tmp_path):
    (tmp_path / "shared").mkdir()
    place, file = SharedPlace.at(Cluster(shared=str(tmp_path / "shared"))), paper(tmp_path / "a.pdf")
    with place.cleared():
        place.put(file)
        place.fetch(file.sha256, tmp_path / "b.pdf")
        assert (tmp_path / "b.pdf").read_bytes() == b"%PDF-"
        (tmp_path / "shared" / file.sha256).write_bytes(b"%PDF+")
        with pytest.raises(MachineProblem, match="cluster_file_differs"):
            place.fetch(file.sha256, tmp_path / "c.pdf")
    assert [path.name for path in tmp_path.glob("*.pdf*")] == ["a.pdf", "b.pdf"]
    assert not list((tmp_path / "shared").iterdir())
    with pytest.raises(MachineProblem, match="cluster_file_missing"):
        place.fetch(file.sha256, tmp_path / "d.pdf")
    file.path.unlink()
    with pytest.raises(InputProblem, match="file_vanished"):
        place.put(file)


def test_what_a_killed_run_left_in_the_shared_place_is_swept_and_nothing_else(tmp_path):
    for name in ("a" * 64, f".{16 * 'b'}.part", "somebody's notes.txt"):
        (tmp_path / name).touch()
    with SharedPlace.at(Cluster(shared=str(tmp_path))).cleared():
        assert [path.name for path in tmp_path.iterdir()] == ["somebody's notes.txt"]


def test_the_deadline_of_a_page_is_kept_by_the_worker(samples, tmp_path):
    path = samples / PAPER
    file = SourceFile(path.name, path, hashlib.sha256(path.read_bytes()).hexdigest(), "image", 1)
    settings = cluster_settings(tmp_path).model_copy(update={"limits": Limits(page_seconds=0.2)})
    with SharedPlace.at(settings.cluster).cleared():
        SharedPlace.at(settings.cluster).put(file)
        proof = handshake(settings)
        outcome = read_remote(RemoteTask.of(PageTask(file, 1, settings), proof))
    assert outcome.problem.code == "page_too_slow"


class Lost:
    def result(self, timeout):
        raise RuntimeError(timeout)


def test_a_page_that_the_cluster_gave_up_is_told_of():
    outcome = _outcome(Lost(), None)
    assert outcome.problem.code == "cluster_page_lost"


def test_a_file_that_changed_does_not_travel(tmp_path):
    (tmp_path / "shared").mkdir()
    place, file = SharedPlace.at(Cluster(shared=str(tmp_path / "shared"))), paper(tmp_path / "a.pdf")
    file.path.write_bytes(b"%PDF of somebody else")
    with place.cleared(), pytest.raises(InputProblem, match="input_changed"):
        place.put(file)
    assert not list((tmp_path / "shared").iterdir())


class OpenWorker:
    """A worker that came after the run began, with its web pages open."""

    def __init__(self):
        self.open = True
        self.services = {"dashboard": self}
        self.http_server = self.loop = self

    def stop(self):
        self.open = False

    def add_callback(self, callback, *given):
        callback(*given)


def test_a_worker_that_comes_late_closes_its_pages_before_it_reads(tmp_path, monkeypatch):
    late = OpenWorker()
    monkeypatch.setattr("distributed.get_worker", lambda: late)
    outcome = read_remote(
        RemoteTask.of(PageTask(paper(tmp_path / "a.pdf"), 1, cluster_settings(tmp_path)), "x")
    )
    assert outcome.problem.code == "cluster_worker_differs"
    assert not late.open
    assert not late.services
