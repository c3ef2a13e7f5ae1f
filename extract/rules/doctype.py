"""What a document type is: a kind of paper described as data, so that an office can add its own.

A type says how the paper is recognised (titles, form codes, anchors) and which fields are on it,
in printed order. Laws change forms, so a type has versions and is valid from one date to another. The
meaning of each key is written beside it, in Vietnamese and in English: ``extract/rules/key_table.py`` copies
it into the page on document types.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from extract.rules.field_kinds import KINDS
from extract.rules.period import Period
from ocr.value import Value

Layout = Literal["letter", "form", "card"]
Where = Literal["right", "below", "between", "list", "table"]

# A name is a heading of tables and a part of paths, a text one printed sentence or one pattern at most.
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=1_000, strip_whitespace=True)]

PARTS = (
    "so_ky_hieu",
    "ngay_ban_hanh",
    "co_quan_chu_quan",
    "co_quan_ban_hanh",
    "dia_danh",
    "loai_van_ban",
    "trich_yeu",
    "kinh_gui",
    "quyen_han_ky",
    "chuc_vu_nguoi_ky",
    "nguoi_ky",
    "nguoi_ky_lien_tich",
    "noi_nhan",
    "do_khan",
    "do_mat",
)
"""The blocks of a letter according to NĐ 30/2020/NĐ-CP, Phụ lục I."""

GENERAL = "van_ban_hanh_chinh"
LEGAL = "van_ban_quy_pham_phap_luat"
LETTERS = (GENERAL, LEGAL)
"""The types of letters, named after the kind in their title: papers of an agency; laws, decrees and circulars."""
MADE = ("ngay_cap", "ngay_ban_hanh")
"""Fields that hold the day on which a paper was made, in every type."""
UNKNOWN = "khac"
UNKNOWN_NAME = "giấy tờ khác"


class Label(Value):
    """Words printed beside a value."""

    text: Text = Field(description="chữ in cạnh giá trị · the words printed beside the value")
    verified: bool = Field(
        default=True,
        description="`false` khi chưa thấy mẫu in nào có nhãn này: nhãn nhẹ cân hơn, giá trị đọc được nhờ nó phải chắc "
        "hơn mới được nhận · `false` until a printed form was seen that has it: the label weighs less, and what was "
        "found by it is accepted only when surer",
    )


def _as_label(raw: object) -> object:
    return {"text": raw} if isinstance(raw, str) else raw


LabelInput = Annotated[Label, BeforeValidator(_as_label)]


class Column(Value):
    """One column of a table."""

    name: Identifier = Field(description="tên của cột trong kết quả · the name of the column in the result")
    headers: tuple[Text, ...] = Field(
        min_length=1,
        description="chữ in ở đầu cột, kể cả các cách in khác nhau · the words over the column, with their variants",
    )


class FieldType(Value):
    """One field of a type."""

    name: Identifier = Field(
        description="tên trong kết quả, không kèm vai · its name in the result, without a role"
    )
    kind: Text = Field(
        description="kiểu giá trị, xem bảng các kiểu · the kind of value, see the table of kinds"
    )
    group: Identifier | None = Field(
        default=None,
        description="vai của người mang giá trị, nối sau tên: `dan_toc` của `me` là `dan_toc_me` · "
        "the role of the person, put behind the name",
    )
    labels: tuple[LabelInput, ...] = Field(
        default=(),
        description="chữ in cạnh giá trị, kể cả các cách in khác nhau; mỗi trường có đúng một trong ba: `labels`, "
        "`part`, `shape` · the words beside the value, with their variants; a field has one of the three",
    )
    where: Where = Field(
        default="right",
        description="giá trị ở đâu so với nhãn: bên phải và các dòng dưới, ở dưới, giữa nhãn và `until`, một danh sách, "
        "hay một bảng có `columns` · where the value stands from its label: to the right and on the rows below, below, "
        "between the label and `until`, a list, or a table of `columns`",
    )
    part: Identifier | None = Field(
        default=None,
        examples=list(PARTS),
        description="thành phần thể thức của văn bản (Nghị định 30/2020/NĐ-CP) chứa giá trị, thay cho nhãn · "
        "the block of a letter that holds the value, instead of labels",
    )
    shape: Text | None = Field(
        default=None,
        description="biểu thức chính quy; chữ đầu tiên trên giấy khớp với nó là giá trị, khi không in nhãn nào · "
        "a regular expression; the first text on the paper that it finds is the value, where no label is printed",
    )
    until: tuple[Text, ...] = Field(
        default=(),
        description="với `where: between`: chữ in sau giá trị · with `where: between`: the words behind the value",
    )
    columns: tuple[Column, ...] = Field(
        default=(),
        description="với `where: table`: các cột; với `where: list`: các cột khi danh sách in thành bảng, mục lấy ở cột đầu "
        "không đếm dòng · with `where: table`: the columns; with `where: list`: those of a list that is printed as a table, "
        "whose entries stand in the first column that does not count the rows",
    )
    pattern: Text | None = Field(
        default=None,
        description="biểu thức chính quy mà cả giá trị phải khớp; không khớp thì phải xem lại · "
        "a regular expression that the whole value has to match, or else a person looks",
    )
    literals: tuple[Text, ...] = Field(
        default=(),
        description="chữ có thể in thay cho giá trị, như “Không thời hạn” · words that may stand instead of a value",
    )
    max_lines: int = Field(
        default=1,
        ge=1,
        le=60,
        description="giá trị có thể dài mấy dòng in · on how many printed rows the value may stand",
    )
    required: bool = Field(
        default=False, description="không thấy thì báo là thiếu · told as missing where it is not found"
    )
    critical: bool = Field(
        default=False,
        json_schema_extra={"default": "như kiểu · as its kind"},
        description="sai thì hại người dân: chỉ tự nhận khi có chỗ thứ hai xác nhận hoặc rất chắc · "
        "a mistake harms somebody: accepted only with a second witness or when very sure",
    )
    confirms: Identifier | None = Field(
        default=None,
        description="trường này không đưa ra kết quả mà nhắc lại và xác nhận trường kia, như ngày viết bằng chữ · "
        "not given out: it repeats the other field and confirms it, as a date in words does",
    )
    inline: bool = Field(
        default=False,
        description="nhãn là một chữ trong câu mà nhãn trước mở ra (“Số: 12, ngày …”): chỉ tìm ở đó, không cần dấu hai "
        "chấm · the label is a word of the sentence that the label before it opens: looked for only there",
    )
    apart: bool = Field(
        default=False,
        description="giá trị ở đầu kia của dòng, xa nhãn · the value stands at the other side of the row",
    )
    header: Text | None = Field(
        default=None,
        description="chữ ở đầu cột chứa giá trị, khi một nhãn đứng trước giá trị của nhiều người; các cột khác là những "
        "trường sau có cùng tên · words over the column that holds the value, where one label stands before the values "
        "of several people; its other columns are the following fields of the same name",
    )
    under: tuple[Text, ...] = Field(
        default=(),
        description="đầu đề mà nhãn phải đứng dưới, khi hai người có cùng nhãn; nhãn ở dưới đầu đề của người khác không "
        "được tính · the heading that the label stands under, where two people have the same labels; a label under the "
        "heading of the other person does not count",
    )
    not_before: Identifier | None = Field(
        default=None,
        description="trường có ngày không thể sau ngày này: không ai được đăng ký trước khi sinh · "
        "the field whose day cannot lie after this one",
    )

    @model_validator(mode="before")
    @classmethod
    def _critical_as_its_kind(cls, raw: object) -> object:
        if not isinstance(raw, Mapping) or "critical" in raw:
            return raw
        kind = KINDS.get(str(raw.get("kind")))
        return {**raw, "critical": kind is not None and kind.critical}

    @property
    def key(self) -> str:
        """The name of the value in the result."""
        return f"{self.name}_{self.group}" if self.group else self.name

    @property
    def choices(self) -> tuple[str, ...]:
        """All values as people write them, where they are a closed list; a field that holds several has none."""
        single = self.where not in ("list", "table") and KINDS[self.kind].choices
        return (*self.literals, *single) if single else ()


class DocumentType(Value):
    """A kind of paper."""

    id: Identifier = Field(
        description="mã của loại, không trùng loại khác · the name of the type for programs, that no other type has"
    )
    version: int = Field(ge=1, description="lần sửa, đếm từ 1 · counts the changes of the type")
    name: Text = Field(description="tên giấy tờ, viết thường · the name of the paper, in small letters")
    legal_basis: tuple[Text, ...] = Field(
        default=(),
        description="văn bản quy định mẫu giấy này · the laws and circulars that prescribe the paper",
    )
    effective_from: date = Field(
        description="mẫu dùng từ ngày; cùng một `id` có thể có nhiều tệp, mỗi tệp một `version` và một thời gian · "
        "the form is in use from this day; one `id` may have several files, each with its own `version` and period"
    )
    effective_to: date | None = Field(default=None, description="đến hết ngày · up to the end of this day")
    layout: Layout = Field(
        description="văn bản có phần đầu và phần ký theo Nghị định 30/2020/NĐ-CP, các dòng có nhãn, hay thẻ · "
        "a letter with head and foot, labelled lines, or a card"
    )
    titles: tuple[Text, ...] = Field(
        default=(),
        description="tên in to trên giấy, để nhận ra loại; tên in hai dòng thì viết thành một · "
        "titles printed on the paper, by which the type is known; two lines are written as one",
    )
    form_codes: tuple[Text, ...] = Field(
        default=(), description="ký hiệu mẫu in trên giấy, như “CT01” · codes of the form, as printed on it"
    )
    excluded_titles: tuple[Text, ...] = Field(
        default=(), description="tên của giấy tờ khác dễ nhầm · titles of other papers that look alike"
    )
    anchors: tuple[Text, ...] = Field(
        default=(),
        description="những cụm từ khác chỉ giấy này mới in, như ở mặt sau thẻ · "
        "other phrases that only this paper has, such as those on the back of a card",
    )
    stops: tuple[Text, ...] = Field(
        default=(),
        description="cụm từ mà giá trị trước nó phải dừng, dù nó không phải nhãn của trường nào · "
        "phrases at which a value ends although they name no field",
    )
    dated_by: Identifier | None = Field(
        default=None,
        description="trường ghi ngày lập giấy, nếu không phải `ngay_cap` hay `ngay_ban_hanh` · "
        "the field with the day on which the paper was made, where it is neither of these",
    )
    fields: tuple[FieldType, ...] = Field(
        min_length=1, description="các trường, theo thứ tự in trên giấy · the fields, in printed order"
    )

    @property
    def labelled(self) -> tuple[FieldType, ...]:
        """The fields with labels, in printed order."""
        return tuple(field for field in self.fields if field.labels)

    @property
    def searched(self) -> tuple[FieldType, ...]:
        """The fields whose labels are searched for; those found from the place of another label are left out."""
        columns = dict.fromkeys((field.name, field.header) for field in self.labelled if field.header)
        first = dict(reversed(columns))
        return tuple(
            field
            for field in self.labelled
            if not field.inline and (field.header is None or field.header == first[field.name])
        )

    def field(self, key: str) -> FieldType | None:
        """The field with the name ``key`` in the result, or None."""
        return next((field for field in self.fields if field.key == key), None)

    @property
    def day_field(self) -> str | None:
        """The key of the field with the day on which the paper was made, or None."""
        return self.dated_by or next((key for key in MADE if self.field(key)), None)

    @property
    def period(self) -> Period:
        """The days on which papers were made in this form."""
        return Period(self.effective_from, self.effective_to)


class DocumentTypes(Value):
    """The types that papers are compared with, in the order of loading; several versions may have the same id."""

    all: tuple[DocumentType, ...]

    def __getitem__(self, type_id: str) -> DocumentType:
        return self.by_id[type_id]

    @property
    def by_id(self) -> dict[str, DocumentType]:
        """The newest version of each type."""
        return {one.id: one for one in sorted(self.all, key=lambda one: one.effective_from)}
