"""What a document type is: a kind of paper described as data, so that an office can add its own.

A type says how the paper is recognised (titles, form codes, anchors) and which fields stand on it,
in printed order. Laws change forms, so a type is versioned and valid from one date to another.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from extract.rules.field_kinds import KINDS
from ocr.value import Value

Layout = Literal["letter", "form", "card"]
Where = Literal["right", "below", "between", "list", "table"]
Sensitivity = Literal["basic", "sensitive"]

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

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
    "noi_nhan",
    "do_khan",
    "do_mat",
)
"""The blocks of a letter after NĐ 30/2020/NĐ-CP, Phụ lục I."""

GENERAL = "van_ban_hanh_chinh"
LEGAL = "van_ban_quy_pham_phap_luat"
LETTERS = (GENERAL, LEGAL)
"""The types named by the kind in their title: papers of an agency, and laws, decrees and circulars."""
UNKNOWN = "khac"
UNKNOWN_NAME = "giấy tờ khác"


class Label(Value):
    """Words printed beside a value; ``verified`` is False until a printed form was seen that has them."""

    text: Text
    verified: bool = True


def _as_label(raw: object) -> object:
    return {"text": raw} if isinstance(raw, str) else raw


LabelInput = Annotated[Label, BeforeValidator(_as_label)]


class Column(Value):
    """One column of a table: its key in the result and the words over it."""

    name: Identifier
    headers: tuple[Text, ...] = Field(min_length=1)


class FieldType(Value):
    """One field of a type.

    Attributes:
        name: Its name without a role; ``group`` is appended to it (``dan_toc`` of ``me`` is ``dan_toc_me``).
        kind: The parser that turns the printed text into a value.
        labels: The words beside it, with their variants; none for a ``part`` of a letter.
        where: Where the value stands from its label: to the right (and on the rows below), below,
            between the label and ``until``, as a list of rows, or as a table of ``columns``.
        part: The block of a letter (NĐ 30/2020/NĐ-CP) that holds it, instead of labels.
        shape: A regular expression; the first text on the paper that it finds is the value, which has no label.
        max_lines: On how many printed rows the value may stand.
        critical: A mistake here harms somebody: accepted only with a second witness or very high confidence.
        literals: Words that may stand instead of a value of this kind ("Không thời hạn").
        confirms: This field is not given out; it repeats another one (a date in words) and confirms it.
        inline: The label is a word of the sentence that the label before it opens ("Số: 12, ngày …"),
            so it is looked for only there, and needs no colon.
        apart: The value stands at the other side of the row, far from its label.
        not_before: The field whose day cannot lie after this one's: nobody is registered before birth.
        header: Words over the column that holds the value, where one label stands before the values
            of several people; the fields of its other columns follow with the same name.
    """

    name: Identifier
    kind: Text
    group: Identifier | None = None
    labels: tuple[LabelInput, ...] = ()
    where: Where = "right"
    part: Identifier | None = None
    shape: Text | None = None
    until: tuple[Text, ...] = ()
    columns: tuple[Column, ...] = ()
    pattern: Text | None = None
    literals: tuple[Text, ...] = ()
    max_lines: int = Field(default=1, ge=1, le=60)
    required: bool = False
    critical: bool = False
    sensitivity: Sensitivity = "basic"
    confirms: Identifier | None = None
    inline: bool = False
    apart: bool = False
    header: Text | None = None
    not_before: Identifier | None = None

    @model_validator(mode="before")
    @classmethod
    def _critical_as_its_kind(cls, raw: object) -> object:
        if not isinstance(raw, Mapping) or "critical" in raw:
            return raw
        kind = KINDS.get(str(raw.get("kind")))
        return {**raw, "critical": kind is not None and kind.critical}

    @property
    def key(self) -> str:
        """The name under which the value is given out."""
        return f"{self.name}_{self.group}" if self.group else self.name


class DocumentType(Value):
    """A kind of paper.

    Attributes:
        name: In Vietnamese, lower case.
        legal_basis: The laws and circulars that prescribe the paper.
        layout: ``letter`` has the head and foot of NĐ 30/2020/NĐ-CP, ``form`` labelled lines,
            ``card`` labels with their values beside or below them.
        titles: Titles printed on the paper; two lines are written as one.
        excluded_titles: Titles of other papers that look alike.
        anchors: Other phrases that only this paper has, such as those on the back of a card.
        stops: Phrases at which a value ends although they name no field.
    """

    id: Identifier
    version: int = Field(ge=1)
    name: Text
    legal_basis: tuple[Text, ...] = ()
    effective_from: date
    effective_to: date | None = None
    layout: Layout
    titles: tuple[Text, ...] = ()
    form_codes: tuple[Text, ...] = ()
    excluded_titles: tuple[Text, ...] = ()
    anchors: tuple[Text, ...] = ()
    stops: tuple[Text, ...] = ()
    fields: tuple[FieldType, ...] = Field(min_length=1)

    @property
    def labelled(self) -> tuple[FieldType, ...]:
        """The fields that stand beside labels, in printed order."""
        return tuple(field for field in self.fields if field.labels)

    @property
    def searched(self) -> tuple[FieldType, ...]:
        """The fields whose labels are looked for: those that follow from the place of another are left out."""
        columns = dict.fromkeys((field.name, field.header) for field in self.labelled if field.header)
        first = dict(reversed(columns))
        return tuple(
            field
            for field in self.labelled
            if not field.inline and (field.header is None or field.header == first[field.name])
        )

    def field(self, key: str) -> FieldType | None:
        """The field given out as ``key``, or None."""
        return next((field for field in self.fields if field.key == key), None)

    def in_force(self, day: date) -> bool:
        """Whether papers of this type were made on ``day``."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


class DocumentTypes(Value):
    """The types that papers are compared with, by id."""

    by_id: dict[str, DocumentType]

    def __getitem__(self, type_id: str) -> DocumentType:
        return self.by_id[type_id]

    @property
    def all(self) -> tuple[DocumentType, ...]:
        """The types in the order in which they were loaded."""
        return tuple(self.by_id.values())
