"""Which procedure a dossier belongs to, and which of its lists of papers was in force on the dossier's day.

A list that has ended is not used: if no list was in force, a finding says so.
"""

from collections.abc import Sequence
from datetime import date

from extract.record import Record
from extract.rules.procedure import Procedure
from ocr.page import Finding


def code_of(records: Sequence[Record], procedures: Sequence[Procedure], day: date) -> str | None:
    """The code of the procedure of the papers: from the receipt, else by the application form.

    A form may have belonged to another procedure before: of several, the one in force on ``day`` is taken.
    """
    said = {
        str(field.value) for record in records for key, field in record.fields.items() if key == "ma_thu_tuc"
    }
    forms = {record.doc_type for record in records}
    opened = [procedure for procedure in procedures if forms & set(procedure.application)]
    named = {procedure.id for procedure in procedures if procedure.id in said}
    current = {procedure.id for procedure in opened if procedure.period.covers(day)}
    found = named or current or {procedure.id for procedure in opened}
    return found.pop() if len(found) == 1 else None


def in_force(code: str, procedures: Sequence[Procedure], day: date) -> Procedure | None:
    """The list of procedure ``code`` on ``day``, or None if no list was in force."""
    held = [one for one in procedures if one.id == code and one.period.covers(day)]
    return max(held, key=lambda one: one.replaces, default=None)


def none_in_force(code: str, procedures: Sequence[Procedure], day: date) -> Finding:
    """The finding that no list of ``code`` was in force on ``day``, so nobody checked whether papers are missing."""
    name = next((one.name for one in procedures if one.id == code), "")
    return Finding(code="procedure_expired", data={"procedure": name, "id": code, "day": day.isoformat()})
