"""Records as odd as they can be: whatever the type allows, and above all what some format cannot say."""

from hypothesis import strategies as st

from extract.record import Check, Dossier, Evidence, Field, PlaceCodes, Reason, Record, Unit
from ocr.box import Box
from ocr.page import Decision, Finding, Geometry, Line, PageText, Word

WIDTH, HEIGHT = 60, 80

# Every character that Python knows, half of a surrogate pair included: a damaged text layer may hold one.
ANY = st.text(st.characters(exclude_categories=()), max_size=12)
SOME_TROUBLE = (
    "",
    " ",
    "\x00",
    "a\x1b\x7f\ufffe",
    "\ud800",
    "\udc00x\ud83d",
    "\ud83d\ude00",
    "_x000D_",
    "=1+1",
    "@SUM(A1)",
    "'",
    "=cmd|' /C calc'!A0",
    "\t-1",
    "001199000123",
    "2026-02-31",
    "2026-W01-1",
    "</t>&<!--]]>",
    "a\r\nb\u2028c\u0085d",
    "http://a.example",
    '"";,',
    "{page}",
)
TROUBLE = st.sampled_from(SOME_TROUBLE)
TEXTS = ANY | TROUBLE
# Python writes and reads no whole number of more than 4,300 digits.
SOME_NUMBERS = (10**400, -(10**400), 10**15, 1e308, -0.0, float("inf"), float("-inf"), float("nan"))
NUMBERS = st.integers() | st.floats() | st.sampled_from(SOME_NUMBERS)
TABLES = st.lists(st.dictionaries(TEXTS, TEXTS, max_size=3), max_size=3)
LONG = ("😀" * 17_000, "ữ" * 40_000)
VALUES = (
    st.none() | TEXTS | st.sampled_from(LONG) | st.booleans() | NUMBERS | st.lists(TEXTS, max_size=4) | TABLES
)
NAMES = st.sampled_from(["ho_ten", "ngay_sinh", "dia_chi", "nguoi_ky_vo", "records", "id"]) | TEXTS
DATA = st.dictionaries(NAMES, TEXTS | NUMBERS, max_size=3)
BOXES = st.none() | st.builds(Box, *[st.integers(-9, 9999)] * 4)
UNITS = st.builds(Unit, code=TEXTS, name=TEXTS)
FINDINGS = st.lists(
    st.builds(
        Finding,
        code=TEXTS,
        severity=st.sampled_from(["info", "review", "error"]),
        page=st.none() | st.integers(),
        box=BOXES,
        data=DATA,
    ),
    max_size=2,
).map(tuple)
FIELDS = st.builds(
    Field,
    value=VALUES,
    raw=TEXTS,
    confidence=st.floats(),
    status=st.sampled_from(["accepted", "review", "missing", "corrected"]),
    evidence=st.lists(
        st.builds(
            Evidence,
            page=st.integers(),
            box=BOXES,
            text=TEXTS,
            source=st.sampled_from(["print", "handwriting", "qr", "mrz", "text_layer", "person"]),
        ),
        max_size=2,
    ).map(tuple),
    checks=st.lists(st.builds(Check, name=TEXTS, passed=st.booleans(), data=DATA), max_size=2).map(tuple),
    place=st.none()
    | st.builds(
        PlaceCodes,
        province=UNITS,
        district=st.none() | UNITS,
        commune=UNITS,
        communes_today=st.lists(UNITS, max_size=2).map(tuple),
        likeness=st.floats(),
    ),
)
RECORDS = st.builds(
    Record,
    source=TEXTS,
    sha256=TEXTS,
    pages=st.lists(st.integers(), max_size=4).map(tuple),
    dossier=TEXTS,
    ma_ho_so=st.none() | TEXTS,
    doc_type=TEXTS,
    doc_type_name=TEXTS,
    doc_type_version=st.integers(),
    confidence=st.floats(),
    reasons=st.lists(st.builds(Reason, what=TEXTS, weight=st.floats(), data=DATA), max_size=2).map(tuple),
    fields=st.dictionaries(NAMES, FIELDS, max_size=4),
    findings=FINDINGS,
)
WORST = Record(
    source="\ud800",
    sha256="",
    pages=(),
    doc_type="",
    doc_type_name="</t>\x00\udfff",
    doc_type_version=0,
    confidence=float("nan"),
    fields={
        **{text: Field(value=text, raw=text) for text in SOME_TROUBLE},
        **{f"long {len(text)}": Field(value=text, status="accepted") for text in LONG},
        **{f"number {number}"[:20]: Field(value=number) for number in SOME_NUMBERS},
        "list": Field(value=list(SOME_TROUBLE)),
        "table": Field(value=[{text: text} for text in SOME_TROUBLE]),
    },
    findings=tuple(Finding(code=text, severity="review", data={text: text}) for text in SOME_TROUBLE),
)
DOSSIERS = st.lists(st.builds(Dossier, name=TEXTS, findings=FINDINGS), max_size=2)


def page_of(texts, number=1):
    """A page of a small picture on which ``texts`` were read, one below the other."""
    words = [
        Word(text=text, box=Box(2, 2 + 9 * row, 50, 9 + 9 * row), confidence=0.9)
        for row, text in enumerate(texts)
    ]
    return PageText(
        page=number,
        sha256="ab" * 32,
        geometry=Geometry(width=WIDTH, height=HEIGHT, dpi=75, original_width=WIDTH, original_height=HEIGHT),
        decision=Decision(use="image", reason="no_layer"),
        engine="reader",
        engine_version="1",
        lines=tuple(Line.of([word]) for word in words),
    )


PAGES = st.lists(TEXTS, max_size=5).map(lambda texts: [page_of(texts)])
