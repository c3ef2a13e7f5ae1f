"""The commands of the README for several computers, typed as they stand there: here all computers are this one."""

import os
import re
import shlex
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from digitize.exit_codes import ExitCode

pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")
pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="processes are ended by POSIX signals"),
    pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed"),
]
TOP = Path(__file__).parents[3]
PAPER = "quyet-dinh-01.jpg"
PATIENCE = 60.0  # seconds for a server to start


def blocks(page):
    """The commands of each block of text of the chapter, one list a block."""
    chapter = re.search(
        r"^## (Several computers|Đọc trên nhiều máy)\n(.*?)^## ", page, re.MULTILINE | re.DOTALL
    )
    return [block.strip().splitlines() for block in re.findall(r"```text\n(.*?)```", chapter[2], re.DOTALL)]


def typed(line, port):
    """A command for this computer: its name is 127.0.0.1, since not every machine knows localhost, its port a free one."""
    return shlex.split(
        line.replace("may-1:8786", f"127.0.0.1:{port}").replace("--port 8786", f"--port {port}")
    )


def chapter_of(name):
    return blocks((TOP / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def chapter():
    return chapter_of("README.md")


def test_the_guide_says_the_same_commands():
    def bare(name):
        return [[line.partition("   #")[0].rstrip() for line in block] for block in chapter_of(name)]

    assert bare("docs/huong-dan.md") == bare("README.md")


@pytest.fixture(scope="module")
def office(chapter, tmp_path_factory):
    """A folder with the certificates, made as the page says."""
    folder = tmp_path_factory.mktemp("office")
    authority, *certificate = chapter[0]
    local = [line.replace("DNS:may-1", "DNS:localhost,IP:127.0.0.1") for line in certificate]
    second = [line.replace("may-1", "may-2") for line in local]
    for line in (authority, *local, *second):
        subprocess.run(shlex.split(line), cwd=folder, check=True, capture_output=True)
    (folder / "shared").mkdir()
    return folder


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def started(office, lines, *, leave_out=()):
    """The servers of these lines, and the port of the first."""
    port, running = free_port(), []
    try:
        for line in lines:
            words = [word for word in typed(line, port) if word not in leave_out]
            running.append(
                subprocess.Popen(
                    [sys.executable, "-m", *words],
                    cwd=office,
                    env=os.environ | {"PYTHONPATH": str(TOP)},
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            )
            wait_for(lambda: listening(running[-1]))
        yield port, running
    finally:
        for process in running:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_for(what):
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end
        time.sleep(0.1)


def listening(process):
    """The addresses at which a program, or one that it started, waits for calls."""
    family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    return {
        one.laddr[:2]
        for each in family
        for one in each.net_connections("tcp")
        if one.status == psutil.CONN_LISTEN
    }


def answers(address, context=None):
    """What a port says to somebody who asks for a page, with a certificate or without."""
    host = "127.0.0.1" if address[0] in {"0.0.0.0", "::"} else address[0]  # noqa: S104  (what it listens at)
    with (
        suppress(OSError),
        socket.create_connection((host, address[1]), timeout=5) as plain,
        context.wrap_socket(plain) if context else plain as line,
    ):
        line.sendall(b"GET /info/main/workers.html HTTP/1.1\r\nHost: x\r\n\r\n")
        return line.recv(100)
    return b""


def stranger():
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def settled(processes):
    """The ports once every server has started: a worker is there when it has its one port and nothing changes."""
    seen = None
    while seen != (now := [listening(process) for process in processes]):
        seen = now
        time.sleep(1.5)
    return seen


def numbers(ports):
    """The same without the addresses: a port may be open in both families of addresses."""
    return [{number for _, number in one} for one in ports]


def test_nothing_is_open_without_a_certificate_and_papers_are_read(chapter, office, samples, tmp_path):
    _, scheduler, worker = chapter
    with started(office, [*scheduler, *worker]) as (port, running):
        ports = settled(running)
        assert [len(one) for one in numbers(ports)] == [1, 1]
        assert numbers(ports)[0] == {port}
        for address in set().union(*ports):
            assert answers(address) == b""
            assert answers(address, stranger()) == b""
        told = office / "mine.toml"
        told.write_text(
            f"[cluster]\naddress = 'tls://127.0.0.1:{port}'\nshared = 'shared'\nca_file = 'ca.pem'\n"
            "cert_file = 'may-1.pem'\nkey_file = 'may-1.key'\n",
            encoding="utf-8",
        )
        ran = subprocess.run(
            [
                sys.executable,
                "-m",
                "digitize",
                "run",
                samples / PAPER,
                "-o",
                tmp_path / "out",
                "--config",
                told,
                "--progress",
                "none",
            ],
            env=os.environ | {"PYTHONPATH": str(TOP)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (ran.returncode, ran.stderr) == (ExitCode.DONE, "")


def test_pages_that_somebody_left_open_are_closed_before_papers_are_sent(chapter, office, samples, tmp_path):
    _, scheduler, worker = chapter
    left_out = ("--preload", "digitize.cluster.no_pages")
    with started(office, [*scheduler, *worker], leave_out=left_out) as (port, running):
        assert [len(one) for one in numbers(settled(running))] == [2, 2]
        names = {"ADDRESS": f"tls://127.0.0.1:{port}", "SHARED": "shared", "CA_FILE": "ca.pem"}
        names |= {"CERT_FILE": "may-1.pem", "KEY_FILE": "may-1.key"}
        ran = subprocess.run(
            [
                sys.executable,
                "-m",
                "digitize",
                "run",
                samples / PAPER,
                "-o",
                tmp_path / "out",
                "--progress",
                "none",
            ],
            cwd=office,
            env=os.environ
            | {f"DIGITIZE_CLUSTER__{name}": value for name, value in names.items()}
            | {"PYTHONPATH": str(TOP)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (ran.returncode, ran.stderr) == (ExitCode.DONE, "")
        assert [len(one) for one in numbers(settled(running))] == [1, 1]
