"""The store is kept whole: proven, backed up, restored, its key changed, its log read."""

from collections.abc import Iterator
from pathlib import Path

from digitize.counter.place import Desk, access_of, asked, key_file_of, place_of, require_libraries
from digitize.exit_codes import ExitCode
from digitize.messages import Translator
from digitize.terminal import in_json, say
from export.store.people.erasing import purge
from export.store.upkeep.backup import backup, restore
from export.store.upkeep.checking import Proof, verify
from export.store.upkeep.rotation import rotate
from export.store.vault.log import Entry, add_entry, entries
from ocr.value import Value


class Log(Value):
    """The log of accesses, in order."""

    entries: tuple[Entry, ...]


def verified_told(desk: Desk) -> ExitCode:
    """Prove the store; the exit code says whether anything is wrong."""
    with asked(desk, "store verify") as at:
        # An erasure that was cut off after its rows were gone is brought to its end.
        purge(at.store)
        proof = verify(at.store)
    if desk.as_json:
        say(in_json(proof))
    else:
        for line in _proof_lines(proof, desk.t):
            say(line)
    return ExitCode.DEMAND_NOT_REACHED if proof.flaws else ExitCode.DONE


def _proof_lines(proof: Proof, t: Translator) -> Iterator[str]:
    counts = {name: getattr(proof, name) for name in ("subjects", "documents", "facts", "accesses")}
    yield t("store.looked", **counts)
    for flaw in proof.flaws:
        yield t(f"store.flaw_{flaw.code}", **flaw.data)
    yield t("store.flawed" if proof.flaws else "store.sound", count=len(proof.flaws))


def backed_up_told(file: Path, desk: Desk) -> ExitCode:
    """Back the store up."""
    with asked(desk, "store backup") as at:
        found = backup(at.store, file, at.access)
    rows = found.rows
    say(desk.t("store.backed_up", file=found.file, facts=rows["fact"], documents=rows["document"]))
    return ExitCode.DONE


def restored_told(file: Path, desk: Desk) -> ExitCode:
    """Put a backup into a new store, and prove it."""
    require_libraries()
    access = access_of(desk, "store restore")
    found = restore(file, place_of(desk), key_file_of(desk.settings), access)
    say(desk.t("store.restored", facts=found.rows["fact"]))
    return verified_told(desk)


def rotated_told(file: Path, desk: Desk) -> ExitCode:
    """Give the store another key."""
    with asked(desk, "store rotate-key") as at:
        count = rotate(at.store, file, at.access)
    old = str(key_file_of(desk.settings))
    say(desk.t("store.rotated", count=count, file=str(file), old=old))
    return ExitCode.DONE


def log_told(desk: Desk) -> ExitCode:
    """Tell who did what; reading it is logged, too."""
    with asked(desk, "store log") as at:
        with at.store.writing() as connection:
            add_entry(connection, at.store, Entry(what="read_log", access=at.access))
        with at.store.reading() as connection:
            found = Log(entries=tuple(entries(connection, at.store)))
    if desk.as_json:
        say(in_json(found))
    else:
        for one in found.entries:
            say(_entry_line(one, desk.t))
    return ExitCode.DONE


def _entry_line(one: Entry, t: Translator) -> str:
    return t(
        "store.log_line",
        number=one.number,
        at=one.access.at[:19].replace("T", " "),
        what=one.what,
        account=one.access.account,
        device=one.access.device,
        process=one.access.process,
        purpose=one.access.purpose or "–",
        targets=" ".join(one.targets) or "–",
    )
