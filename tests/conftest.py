import os

import pytest

# Two Tesseracts with two threads each are five times slower than with one each.
os.environ["OMP_THREAD_LIMIT"] = "1"


@pytest.fixture(autouse=True)
def vietnamese_wherever_the_tests_run(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "DIGITIZE_LANG", "DIGITIZE_DEBUG"):
        monkeypatch.delenv(name, raising=False)
