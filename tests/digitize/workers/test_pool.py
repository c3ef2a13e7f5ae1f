import multiprocessing
import os
import re
import time
from functools import partial
from pathlib import Path

import psutil

from digitize.settings import MIB
from digitize.workers.pool import Failed, begun, pool, run_here, run_tasks
from ocr.problem import InputProblem

MEMORY = 4096 * MIB


def double(number):
    return number * 2


def misbehave(task):
    if task == "refuse":
        raise InputProblem("image_truncated", file="a.png")
    if task == "hang":
        time.sleep(60)
    if task == "loop":  # in C, without ever letting go of the interpreter
        re.match("(a+)+$", "a" * 60 + "b")
    if task == "die":
        os._exit(9)
    if task == "eat":
        hoard = []
        while True:
            hoard.append(bytearray(os.urandom(1 << 20)) * 20)
    if task == "bug":
        raise KeyError("a name that was on the paper")
    return task


def codes(outcomes):
    return [outcome.problem.code if isinstance(outcome, Failed) else outcome for outcome in outcomes]


def test_outcomes_come_in_the_order_of_the_tasks():
    assert list(run_tasks(double, range(30), jobs=2, seconds=20, memory=MEMORY)) == [
        number * 2 for number in range(30)
    ]


def test_every_bad_task_is_told_apart_and_the_others_go_on():
    tasks = ["a", "refuse", "hang", "die", "bug", "loop", "b"]
    outcomes = list(run_tasks(misbehave, tasks, jobs=2, seconds=2, memory=MEMORY))
    assert codes(outcomes) == [
        "a",
        "image_truncated",
        "page_too_slow",
        "page_process_died",
        "page_bug",
        "page_too_slow",
        "b",
    ]


def test_a_task_that_takes_too_much_memory_is_ended_and_told():
    outcomes = run_tasks(misbehave, ["eat", "b"], jobs=1, seconds=60, memory=256 * MIB)
    assert codes(outcomes) == ["page_memory", "b"]


def mutter(task):
    os.write(2, b"TIFFFillStrip: Read error")
    return task


def test_what_a_decoder_mutters_reaches_nobody(capfd):
    assert list(run_tasks(mutter, ["a"], jobs=1, seconds=20, memory=MEMORY)) == ["a"]
    assert capfd.readouterr().err == ""


def test_opencv_without_memory_is_no_bug():
    class NoMemory(Exception):
        code = -4

    assert Failed.of(NoMemory()).problem.code == "memory_short"


def die_once(task):
    mark = Path(task)
    if not mark.exists():
        mark.touch()
        os._exit(9)
    return "read"


def test_a_task_that_killed_its_process_is_tried_once_more(tmp_path):
    assert codes(run_tasks(die_once, [str(tmp_path / "mark")], jobs=2, seconds=20, memory=MEMORY)) == ["read"]


def begin_and_end(task):
    name, log = task
    with Path(log).open("a") as stream:
        stream.write(f"{name} begins\n")
    if name == "killer":
        os._exit(9)
    time.sleep(0.3)
    with Path(log).open("a") as stream:
        stream.write(f"{name} ends\n")


def test_the_second_try_has_the_computer_for_itself(tmp_path):
    log = tmp_path / "log"
    tasks = [(name, str(log)) for name in ("a", "b", "killer", "c", "d", "e")]
    outcomes = list(run_tasks(begin_and_end, tasks, jobs=3, seconds=20, memory=MEMORY))
    assert codes(outcomes) == [None, None, "page_process_died", None, None, None]
    lines = log.read_text().splitlines()
    last = len(lines) - 1 - lines[::-1].index("killer begins")
    begun, ended = (sum(line.endswith(word) for line in lines[:last]) for word in ("begins", "ends"))
    assert begun - 1 == ended  # all but the killer's first try


def test_a_worker_killed_while_it_waits_costs_nothing():
    outcomes = run_tasks(double, iter(range(8)), jobs=1, seconds=20, memory=MEMORY)
    assert next(outcomes) == 0
    for child in psutil.Process().children():
        if "spawn_main" in " ".join(child.cmdline()):
            child.kill()
    assert list(outcomes) == [2, 4, 6, 8, 10, 12, 14]


def test_a_child_begun_early_does_the_first_task():
    with begun(__name__, MEMORY) as first, pool(own_number, jobs=1, memory=MEMORY, first=first) as workers:
        early = {child.pid for child in multiprocessing.active_children()}
        assert {workers.submit(0, 20).result(), workers.submit(1, 20).result()} == early
    assert not any(psutil.pid_exists(pid) for pid in early)


def test_a_child_begun_for_nothing_ends():
    with begun(__name__, MEMORY):
        assert multiprocessing.active_children()
    assert not multiprocessing.active_children()


def heavy(ballast, number):
    return number + len(ballast)


def test_a_worker_killed_as_it_starts_with_heavy_work_costs_nothing():
    work = partial(heavy, b"x" * 5 * MIB)
    with pool(work, jobs=1, memory=MEMORY) as workers:
        for child in psutil.Process().children():
            if "spawn_main" in " ".join(child.cmdline()):
                child.kill()
        assert workers.submit(1, 20).result() == 5 * MIB + 1


def test_a_clock_that_jumps_ends_no_page(monkeypatch):
    jumped = time.time

    def ahead():
        return jumped() + 86_400 * (time.monotonic() % 2 < 1)

    monkeypatch.setattr(time, "time", ahead)
    assert list(run_tasks(wait_a_little, range(6), jobs=2, seconds=20, memory=MEMORY)) == list(range(6))


def wait_a_little(number):
    time.sleep(0.3)
    return number


def test_workers_are_renewed(monkeypatch):
    monkeypatch.setattr("digitize.workers.pool.PAGES_PER_WORKER", 3)
    numbers = list(run_tasks(own_number, range(7), jobs=1, seconds=20, memory=MEMORY))
    assert [numbers.count(number) for number in dict.fromkeys(numbers)] == [3, 3, 1]


def own_number(_task):
    return os.getpid()


def test_what_a_bug_said_is_not_passed_on():
    (outcome,) = run_tasks(misbehave, ["bug"], jobs=1, seconds=20, memory=MEMORY)
    assert "paper" not in str(outcome.problem)


def test_tasks_are_taken_only_as_workers_need_them():
    taken = []

    def tasks():
        for number in range(100):
            taken.append(number)
            yield number

    outcomes = run_tasks(double, tasks(), jobs=1, seconds=20, memory=MEMORY)
    next(outcomes)
    assert len(taken) < 10
    outcomes.close()


def test_the_same_work_can_be_done_in_this_process():
    assert codes(run_here(misbehave, ["a", "refuse"])) == ["a", "image_truncated"]
