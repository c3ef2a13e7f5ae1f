"""What a run asks its workers to do: count a file's pages, read a page, deliver a file that was read.

All three open files from outside or take long, so they run in a child process that can be killed. The main
program stays small and keeps the ledger.
"""

from digitize.jobs.deliver import Delivered, DeliverTask, Delivery, deliver_task
from digitize.page.chain import PageTask, load_nets, read_packed
from digitize.page.counting import CountTask
from digitize.results.packed import PackedPage
from digitize.scan.inputs.gather import counted

Task = CountTask | PageTask | DeliverTask
Done = int | PackedPage | Delivered


def get_ready() -> None:
    """Load what reading needs before the first page comes."""
    load_nets()


def work(task: Task, delivery: Delivery) -> Done:
    """The result of ``task``; errors as those of the function that does it."""
    match task:
        case CountTask():
            return counted(task.file, task.limits)
        case PageTask():
            return read_packed(task)
        case DeliverTask():
            return deliver_task(task, delivery)
