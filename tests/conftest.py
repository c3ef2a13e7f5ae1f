import os
import signal

import pytest

# Two Tesseracts with two threads each are five times slower than with one each.
os.environ["OMP_THREAD_LIMIT"] = "1"

# A shell ignores Ctrl-C for what it starts in the background, and children take that over; programs under test must not.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def vietnamese_wherever_the_tests_run(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "DIGITIZE_LANG", "DIGITIZE_DEBUG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def no_settings_of_whoever_runs_the_tests(monkeypatch, tmp_path_factory):
    monkeypatch.delenv("DIGITIZE_CONFIG", raising=False)
    nothing = tmp_path_factory.getbasetemp() / "no-settings"
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(nothing))
