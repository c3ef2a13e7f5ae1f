"""What can be read from a paper of no known type: its title, the head of a letter, fields by common labels.

None of these values is accepted: a person has to look at the paper anyway to name its type.
"""

from datetime import date

from extract.form.located import Located
from extract.form.values import read_form
from extract.identify.printed_title import printed_title
from extract.letter.whole import Letter
from extract.rows.document_rows import DocumentRows
from extract.rows.found_text import FoundText, reading
from extract.rules.doctype import UNKNOWN, UNKNOWN_NAME, DocumentType, FieldType, Label
from extract.rules.field_kinds import KINDS

COMMON: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("ma_ho_so", "dossier_code", ("Mã hồ sơ", "Mã số hồ sơ")),
    ("ho_ten", "person_name", ("Họ, chữ đệm, tên", "Họ và tên", "Họ tên")),
    ("ngay_sinh", "date", ("Ngày, tháng, năm sinh", "Ngày sinh", "Sinh ngày")),
    ("gioi_tinh", "sex", ("Giới tính",)),
    ("dan_toc", "ethnicity", ("Dân tộc",)),
    ("quoc_tich", "nationality", ("Quốc tịch",)),
    ("so_dinh_danh", "id_number", ("Số định danh cá nhân", "Số CCCD", "Số căn cước công dân", "Số căn cước")),
    ("dia_chi", "address", ("Địa chỉ", "Nơi cư trú", "Nơi thường trú")),
    ("so_dien_thoai", "phone", ("Số điện thoại", "Điện thoại")),
    ("email", "email", ("Email", "Thư điện tử")),
)
LETTERLIKE = (
    "so_ky_hieu",
    "co_quan_ban_hanh",
    "dia_danh",
    "ngay_ban_hanh",
    "quyen_han_ky",
    "chuc_vu_nguoi_ky",
    "nguoi_ky",
    "noi_nhan",
)
"""The blocks of a letter that other papers have, too; the last four stand on the last page alone."""
HEAD_KINDS = {
    "so_ky_hieu": "document_number",
    "co_quan_ban_hanh": "agency",
    "ngay_ban_hanh": "date",
    "nguoi_ky": "person_name",
}


def unknown_type() -> DocumentType:
    """The type of papers without a known type; no field needs a second witness: a person looks at all of them."""
    common = tuple(
        FieldType(name=name, kind=kind, labels=tuple(Label(text=label) for label in labels), critical=False)
        for name, kind, labels in COMMON
    )
    head = tuple(
        FieldType(name=name, kind=HEAD_KINDS.get(name, "text"), part=name, critical=False)
        for name in LETTERLIKE
    )
    title = FieldType(name="ten_giay_to", kind="text", part="loai_van_ban")
    return DocumentType(
        id=UNKNOWN,
        version=1,
        name=UNKNOWN_NAME,
        effective_from=date(1945, 9, 2),
        layout="form",
        fields=(title, *head, *common),
    )


def read_unknown(paper: DocumentRows, letter: Letter, located: Located) -> tuple[FoundText, ...]:
    """The found text of a paper of no known type; ``located`` are the common labels on it."""
    labelled = read_form(located, paper.rows)
    head = [one for one in letter.readings if one.field in LETTERLIKE]
    kept = [one for one in labelled if _parses(one)]
    title = printed_title(paper, letter)
    named = reading("ten_giay_to", title, place=0.5, doubts=("type_unknown",))
    return (*([named] if named else []), *head, *kept)


def _parses(reading: FoundText) -> bool:
    kind = next(kind for name, kind, _ in COMMON if name == reading.field)
    return KINDS[kind].parser(reading.text) is not None
