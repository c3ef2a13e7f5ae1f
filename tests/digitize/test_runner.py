import os
import re
import time

from digitize.runner import Failed, run_here, run_tasks
from ocr.problem import InputProblem


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
    if task == "bug":
        raise KeyError("a name that was on the paper")
    return task


def codes(outcomes):
    return [outcome.problem.code if isinstance(outcome, Failed) else outcome for outcome in outcomes]


def test_outcomes_come_in_the_order_of_the_tasks():
    assert list(run_tasks(double, range(30), jobs=2, seconds=20)) == [number * 2 for number in range(30)]


def test_every_bad_task_is_told_apart_and_the_others_go_on():
    tasks = ["a", "refuse", "hang", "die", "bug", "loop", "b"]
    outcomes = list(run_tasks(misbehave, tasks, jobs=2, seconds=2))
    assert codes(outcomes) == [
        "a",
        "image_truncated",
        "page_too_slow",
        "page_process_died",
        "page_bug",
        "page_too_slow",
        "b",
    ]


def test_what_a_bug_said_is_not_passed_on():
    (outcome,) = run_tasks(misbehave, ["bug"], jobs=1, seconds=20)
    assert "paper" not in str(outcome.problem)


def test_tasks_are_taken_only_as_workers_need_them():
    taken = []

    def tasks():
        for number in range(100):
            taken.append(number)
            yield number

    outcomes = run_tasks(double, tasks(), jobs=1, seconds=20)
    next(outcomes)
    assert len(taken) < 10
    outcomes.close()


def test_the_same_work_can_be_done_in_this_process():
    assert codes(run_here(misbehave, ["a", "refuse"])) == ["a", "image_truncated"]
