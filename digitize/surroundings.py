"""What a process is given when it starts, put right before anything else: text encoding, streams, signals.

A service, a scheduled task or a window without a console may start the program without a stream, or in a locale that
cannot write a Vietnamese name. The first file that is opened would then take the place of the missing stream, and what
a library says would be written into it.
"""

import errno
import io
import os
import select
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from digitize.workers.temporary import is_disk_full
from ocr.problem import OutputProblem

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_STDIN, _STDOUT, _STDERR = 0, 1, 2  # numbers of the standard streams (POSIX)


def put_right() -> None:
    """Start anew in UTF-8 where file names have another encoding, then see to the streams and the signals."""
    _start_in_utf8()
    is_there = {number: _is_open(number) for number in (_STDIN, _STDOUT, _STDERR)}
    for number in (number for number, there in is_there.items() if not there):
        _lead_nowhere(number)
    sys.stdout = _stream(sys.stdout, _STDOUT) if is_there[_STDOUT] else _Nowhere.instead_of(_STDOUT)
    sys.stderr = _stream(sys.stderr, _STDERR) if is_there[_STDERR] else _Nowhere.instead_of(_STDERR)
    _end_as_ctrl_c()


def is_stdout_there() -> bool:
    """Whether what is printed goes anywhere: false where this process was started without stdout."""
    return not isinstance(sys.stdout, _Nowhere)


def _start_in_utf8() -> None:
    """Replace this process by one in UTF-8 mode (PEP 540): Python fixes the encoding of file names when it starts."""
    if sys.getfilesystemencoding() == "utf-8" or sys.flags.utf8_mode or not sys.executable:
        return
    # Workers and other programs in Python that are started below do the same.
    os.environ["PYTHONUTF8"] = "1"
    with suppress(OSError):  # then names that this encoding lacks are told one by one
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606  (this program itself)


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _lead_nowhere(number: int) -> None:
    """Make ``number`` a stream that takes everything and gives nothing, here and in the programs started below."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, number)
    if nowhere != number:
        os.close(nowhere)


class _Nowhere(io.TextIOWrapper):
    """Stands where a stream was closed from the start."""

    @classmethod
    def instead_of(cls, number: int) -> "_Nowhere":
        return cls(io.FileIO(number, "w", closefd=False), encoding="utf-8", errors="backslashreplace")


def _stream(stream: TextIO, number: int) -> TextIO:
    """``stream`` in UTF-8, whose reader may go away."""
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    # Into a file, Windows would write in a code page that lacks Vietnamese letters.
    stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # With PYTHONUNBUFFERED nothing lies between; a console of Windows is another kind.
    if not isinstance(getattr(stream.buffer, "raw", stream.buffer), io.FileIO):
        return stream
    return io.TextIOWrapper(
        io.BufferedWriter(_Patient(number, "w", closefd=False)),
        encoding="utf-8",
        errors="backslashreplace",
        line_buffering=stream.line_buffering or stream.write_through,
    )


class _Patient(io.FileIO):
    """A stream that is written to as long as somebody takes it: what is said ends before the work does."""

    def write(self, data: "ReadableBuffer", /) -> int:
        """Write ``data``, or let it and all that follows go nowhere."""
        try:
            return self._written(data)
        except OSError as error:
            _lead_nowhere(self.fileno())
            # Whoever reads only the first lines has what he wanted, and nobody hears that stderr is full.
            if self.fileno() == _STDOUT and not _is_left(error):
                raise _untold(error) from None
            return memoryview(data).nbytes

    def _written(self, data: "ReadableBuffer") -> int:
        # None: whoever shares this stream made it one that does not wait.
        while (written := super().write(data)) is None:
            select.select((), (self.fileno(),), ())
        return written


def _is_left(error: OSError) -> bool:
    """Whether the reader of a stream has gone; Windows calls that an invalid argument."""
    return isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL)


def _untold(error: OSError) -> OutputProblem:
    if is_disk_full(error):
        return OutputProblem("output_disk_full", file="stdout")
    return OutputProblem("output_failed", file="stdout", error=error.strerror or type(error).__name__)


def _end_as_ctrl_c() -> None:
    """A closed window ends a run as Ctrl-C does: child processes and temporary files go, too."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # Under nohup a run goes on when its window is closed.
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)
