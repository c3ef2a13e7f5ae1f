"""The day on which an office received a dossier: the law of that day applies to it.

The receipt gives the day. If the receipt is missing or doubtful, the mã hồ sơ gives it.
"""

from collections.abc import Iterable
from datetime import date

from extract.parse.codes import dossier_code, dossier_day
from extract.record import Dossier, Field

RECEIPT = "giay_tiep_nhan_ho_so"
RECEIVED = "ngay_tiep_nhan"


def received_on(dossier: Dossier) -> date | None:
    """The accepted day on the receipt, else the day in the mã hồ sơ, else the unconfirmed day on the receipt."""
    said = [
        record.fields[RECEIVED]
        for record in dossier.records
        if record.doc_type == RECEIPT and RECEIVED in record.fields
    ]
    sure = (field for field in said if field.status in ("accepted", "corrected"))
    return _first_day(sure) or _day_of_code(dossier) or _first_day(said)


def _day_of_code(dossier: Dossier) -> date | None:
    """The day in the mã hồ sơ, which may also be the name of the folder; or None."""
    named = dossier_code(dossier.name)
    return dossier_day(dossier.ma_ho_so or (str(named.value) if named else ""))


def _first_day(fields: Iterable[Field]) -> date | None:
    return next((day for field in fields if (day := day_in(field))), None)


def day_in(field: Field | None) -> date | None:
    """The day that a field holds; None if it is empty or holds words ("Không thời hạn")."""
    try:
        return date.fromisoformat(str(field.value)) if field and field.value else None
    except ValueError:
        return None
