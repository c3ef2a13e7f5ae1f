"""The sides of one card in two files of a dossier: which belong together, and which side is missing.

The fields of a record show which side it was read from. Every front prints who the holder is; every back
prints when and by whom the card was issued, and the machine-readable lines.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from extract.record import EvidenceSource, Field, Record
from ocr.page import Finding

Side = Literal["front", "back"]

CARDS = ("can_cuoc", "can_cuoc_cong_dan", "chung_minh_nhan_dan")
FRONT = ("ho_ten", "ngay_sinh")
BACK = ("ngay_cap", "noi_cap", "dac_diem_nhan_dang")
NUMBER = "so_dinh_danh"
PRINTED: tuple[EvidenceSource, ...] = ("print", "text_layer")


def card_findings(records: Sequence[Record]) -> Iterable[Finding]:
    """For each side alone in its file: where in the dossier the other side is, or that it is missing."""
    single = {place: side for place, record in enumerate(records) if (side := only_side(record))}
    backs = [place for place, side in single.items() if side == "back"]
    for place, side in single.items():
        if side == "back":
            continue
        fit = [back for back in backs if _one_card(records[place], records[back])]
        named = [back for back in fit if _number(records[back])]
        # A back without a number is taken for the back of this card only if no other back fits.
        found = named[0] if named else fit[0] if len(fit) == 1 else None
        if found is None:
            yield _missing(records[place], "back")
        else:
            backs.remove(found)
            yield _apart(records[place], records[found])
    for back in backs:
        yield _missing(records[back], "front")


def only_side(record: Record) -> Side | None:
    """The one side of a card that a record was read from; None for both sides, and for other papers."""
    if record.doc_type not in CARDS:
        return None
    front = any(_read_from(record.fields.get(name), PRINTED) for name in FRONT)
    back = any(_read_from(record.fields.get(name), PRINTED) for name in BACK)
    back = back or any(_read_from(field, ("mrz",)) for field in record.fields.values())
    if front == back:
        return None
    return "front" if front else "back"


def _read_from(field: Field | None, sources: Sequence[EvidenceSource]) -> bool:
    return field is not None and bool(field.value) and any(one.source in sources for one in field.evidence)


def _one_card(front: Record, back: Record) -> bool:
    here, there = _number(front), _number(back)
    return front.doc_type == back.doc_type and (here == there or not (here and there))


def _number(record: Record) -> str:
    field = record.fields.get(NUMBER)
    return str(field.value) if field and field.value else ""


def _missing(record: Record, side: Side) -> Finding:
    if side == "back":
        return Finding(
            code="card_back_missing", severity="info", page=record.pages[0], data={"file": record.source}
        )
    return Finding(
        code="card_front_missing", severity="info", page=record.pages[0], data={"file": record.source}
    )


def _apart(front: Record, back: Record) -> Finding:
    return Finding(
        code="card_sides_apart",
        severity="info",
        page=front.pages[0],
        data={"file": front.source, "other_file": back.source, "other_page": back.pages[0]},
    )
