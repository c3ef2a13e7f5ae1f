"""Files attached to a PDF, or filed in it as in a portfolio, taken out under the rules by which ZIPs are unpacked.

Only those are taken that the PDF shows: in its list of attached files, at its paper clips, and with its pages. They are
stored under numbers, as members of a ZIP are. A PDF is opened here after a worker has counted its pages and found
none of its streams too large.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from digitize.scan.inputs.archive import Allowance, write_counted
from digitize.scan.inputs.names import member_parts, natural_key
from digitize.scan.inputs.tree import Entry, told
from digitize.scan.pdf.filters import undone
from digitize.scan.pdf.streams import extent
from digitize.scan.safe.guard import reading
from ocr.problem import InputProblem, LimitProblem, MachineProblem, Problem

if TYPE_CHECKING:
    import pikepdf

PORTFOLIO, UNREADABLE = "pdf_portfolio", "attachment_unreadable"
KNOWN = frozenset({"FlateDecode", "LZWDecode", "ASCII85Decode", "ASCIIHexDecode", "RunLengthDecode"})
"""Filters that can be undone piece by piece."""
_ALL = "*"
"""The name under which it is told that none of the files could be had."""
_STREAMS = ("/UF", "/F", "/DOS", "/Mac", "/Unix")
"""Entries of a file and of its names, the best one first (ISO 32000-1, tables 44 and 45)."""
Named: TypeAlias = "tuple[str, pikepdf.Object]"
_MOST_NODES = 100_000  # nodes of the list of attached files that are looked at


class Around(NamedTuple):
    """What a PDF and all that is attached in it may still unpack, and how deep in it the files lie."""

    allowance: Allowance
    depth: int = 1

    def within(self) -> "Around":
        """The same for what is attached to these files."""
        return self._replace(depth=self.depth + 1)


def attached(file: str, path: Path, around: Around) -> list[Entry]:
    """The files attached to the PDF at ``path``, in natural order, or one entry that says why there are none."""
    import pikepdf  # noqa: PLC0415  (a PDF library, not needed for photos)

    room, limit = around.allowance.room, around.allowance.room.limits.zip_depth
    taken, folder = room.taken, None
    try:
        # Opened here: pikepdf takes no name that is no text.
        with reading(file, UNREADABLE), path.open("rb") as stream, pikepdf.open(stream) as pdf:
            files = _once(pdf)
            if not files:
                return []
            if around.depth > limit:
                raise LimitProblem("attachments_too_deep", file=file, limit=limit)
            folder = Path(tempfile.mkdtemp(prefix="attached-", dir=room.folder))
            return sorted(
                _taken(file, files, folder, around.allowance), key=lambda one: natural_key(one.name)
            )
    except (InputProblem, MachineProblem) as problem:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        room.taken = taken
        return [Entry((*file.split("/"), _ALL), problem)]


def _taken(file: str, files: Iterable[Named], folder: Path, allowance: Allowance) -> Iterator[Entry]:
    names = set[str]()
    for number, (said, data) in enumerate(files):
        allowance.spend_entry(file)
        name = _free("/".join(member_parts(said, is_utf8=True)) or f"{number}", names)
        outcome = _taken_out(data, folder / f"{number:06d}", f"{file}/{name}", allowance)
        yield told(Entry((*file.split("/"), *name.split("/")), outcome), allowance.room.limits)


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number where another file has it."""
    path, number = Path(name), 1
    while name.casefold() in taken:
        number += 1
        name = str(path.with_name(f"{path.stem} ({number}){path.suffix}").as_posix())
    taken.add(name.casefold())
    return name


def _once(pdf: "pikepdf.Pdf") -> list[Named]:
    """The name and the data of every attached file; one that is shown at several places comes once."""
    found: dict[tuple[int, int], Named] = {}
    for listed, specification in _specifications(pdf):
        data = _data(specification)
        if data is not None:
            found.setdefault(data.objgen, (_name(specification) or listed, data))
    return list(found.values())


def _specifications(pdf: "pikepdf.Pdf") -> Iterator[Named]:
    yield from _listed(_entry(_entry(pdf.Root, "/Names"), "/EmbeddedFiles"))
    yield from (("", one) for one in _array(_entry(pdf.Root, "/AF")))
    for page in pdf.pages:
        yield from (("", one) for one in _array(_entry(page.obj, "/AF")))
        notes = _array(_entry(page.obj, "/Annots"))
        yield from (("", one) for note in notes if (one := _entry(note, "/FS")) is not None)


def _listed(tree: "pikepdf.Object | None") -> Iterator[Named]:
    """The entries of a tree of names (ISO 32000-1, 7.9.6), each node once and every name of them."""
    import pikepdf  # noqa: PLC0415  (as above)

    waiting, seen = [tree], set[tuple[int, int]]()
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen)
        pairs = _array(_entry(node, "/Names"))
        yield from ((_text(name), one) for name, one in zip(pairs[::2], pairs[1::2], strict=False))
        waiting += reversed(_array(_entry(node, "/Kids")))


def _entry(holder: object, key: str) -> "pikepdf.Object | None":
    import pikepdf  # noqa: PLC0415  (as above)

    value = holder.get(key) if isinstance(holder, pikepdf.Dictionary | pikepdf.Stream) else None
    return value if isinstance(value, pikepdf.Object) else None


def _array(value: object) -> list["pikepdf.Object"]:
    """The things in an array, none where it is something else; numbers among them come as those of Python."""
    import pikepdf  # noqa: PLC0415  (as above)

    return list(value) if isinstance(value, pikepdf.Array) else []


def _data(specification: object) -> "pikepdf.Object | None":
    """The stream that holds a file; None where the file lies elsewhere."""
    import pikepdf  # noqa: PLC0415  (as above)

    held = _entry(specification, "/EF")
    found = (_entry(held, key) for key in _STREAMS)
    return next((one for one in found if isinstance(one, pikepdf.Stream)), None)


def _name(specification: object) -> str:
    return next((text for key in _STREAMS if (text := _text(_entry(specification, key)))), "")


def _text(value: object) -> str:
    import pikepdf  # noqa: PLC0415  (as above)

    return str(value) if isinstance(value, pikepdf.String) else ""


def _taken_out(data: "pikepdf.Object", target: Path, file: str, allowance: Allowance) -> Path | Problem:
    """Where the file lies now, or why it cannot be had; raises LimitProblem as :meth:`Allowance.spend_bytes`."""
    try:
        with reading(file, UNREADABLE):
            _write(data, target, file, allowance)
    except LimitProblem:
        raise
    except InputProblem as problem:
        target.unlink(missing_ok=True)
        return problem
    return target


def _write(data: "pikepdf.Object", target: Path, file: str, allowance: Allowance) -> None:
    filters, raw = _filters(data), data.read_raw_bytes()
    if not KNOWN.issuperset(filters) or _entry(data, "/DecodeParms") is not None:
        raise InputProblem(UNREADABLE, file=file)
    write_counted(undone(raw, filters), target, file, allowance)
    # What is damaged ends where it is damaged, without an error.
    if filters and not extent(raw, filters[0], target.stat().st_size).whole:
        raise InputProblem(UNREADABLE, file=file)


def _filters(data: "pikepdf.Object") -> list[str]:
    import pikepdf  # noqa: PLC0415  (as above)

    said = _entry(data, "/Filter")
    names = _array(said) if isinstance(said, pikepdf.Array) else [said] if said is not None else []
    return [str(name).removeprefix("/") for name in names]
