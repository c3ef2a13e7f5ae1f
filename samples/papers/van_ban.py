"""Văn bản hành chính: the paper of an agency, laid out as Phụ lục I of Nghị định 30/2020/NĐ-CP has it."""

import random
from dataclasses import dataclass, field
from datetime import date

from samples.draw.flow import Column, Flow, Shape
from samples.draw.marks import incoming_stamp, seal, signature
from samples.draw.sheet import Sheet, Type
from samples.papers.agencies import Agency, draw_agency
from samples.papers.paper import Paper, Value
from samples.papers.wording import ACTORS, GROUNDS, SUBJECTS, duty, paragraph
from samples.people import draw_date, draw_name
from samples.words import day_month_year

KINDS = {
    "quyết định": "QĐ",
    "công văn": "",
    "tờ trình": "TTr",
    "thông báo": "TB",
    "giấy mời": "GM",
    "báo cáo": "BC",
    "chỉ thị": "CT",
    "kế hoạch": "KH",
    "nghị quyết": "NQ",
    "hướng dẫn": "HD",
    "công điện": "CĐ",
    "phương án": "PA",
    "chương trình": "CTr",
}
"""Kinds drawn here, with the abbreviations of Phụ lục III."""
SENT_TO = {"công văn", "tờ trình", "giấy mời", "công điện"}


@dataclass
class Letter:
    """One văn bản on the way: what it says, and the pen that writes it."""

    rng: random.Random
    kind: str
    agency: Agency
    day: date
    flow: Flow
    body: Type
    fields: dict[str, Value] = field(default_factory=dict)
    handwritten: list[str] = field(default_factory=list)

    @property
    def sheet(self) -> Sheet:
        """The page under the pen."""
        return self.flow.sheet


def draw(rng: random.Random, dpi: int, kind: str | None = None, length: int | None = None) -> Paper:
    """A văn bản of ``kind`` (drawn by chance when None) with ``length`` body paragraphs."""
    kind = kind or rng.choice(list(KINDS))
    letter = _begin(rng, dpi, kind)
    _header(letter)
    _title(letter)
    _addressees(letter)
    _text(letter, length or rng.choice((3, 3, 4, 5, 7)))
    _close(letter)
    return Paper(kind, letter.fields, letter.flow.sheets, tuple(letter.handwritten))


def _begin(rng: random.Random, dpi: int, kind: str) -> Letter:
    sheet = Sheet(
        rng,
        dpi,
        hand_face=rng.choice(("patrick-hand", "mali")),
        pen=rng.choice(((28, 38, 110), (20, 20, 24))),
    )
    left, right = rng.uniform(28, 33), 210 - rng.uniform(15, 20)
    flow = Flow(sheet, Column(left, right), rng.uniform(17, 24), 297 - 20, _turn)
    family = rng.choice(("Tinos",) * 8 + ("LiberationSerif", "NotoSerif"))
    size = rng.choice((13, 13.5, 14, 14)) - (1.5 if family == "NotoSerif" else 0)
    agency, _ = draw_agency(rng)
    return Letter(
        rng, kind, agency, draw_date(rng, date(2025, 7, 1), date(2026, 11, 20)), flow, Type(family, size)
    )


def _turn(flow: Flow) -> None:
    """A new page, numbered in the middle of its top margin (never the first)."""
    old = flow.sheet
    flow.sheet = Sheet(old.rng, old.dpi, old.size, old.paper, old.pen, old.hand_face)
    number = str(len(flow.sheets) + 1)
    flow.sheet.write(number, Type("Tinos", 13), flow.column.middle, 13, align="center")
    flow.y = 20


def _header(letter: Letter) -> None:
    """Ô 1 to 4: the left block is written before the right one."""
    flow, sheet, agency = letter.flow, letter.sheet, letter.agency
    edges = flow.column
    middle = edges.left + (edges.right - edges.left) * 0.40
    left, right = Column(edges.left - 8, middle - 2), Column(middle - 1, edges.right + 4)
    top = flow.y
    head = Type(letter.body.family, 12.5)
    for text in agency.over:
        flow.paragraph(text, head, Shape("center", leading=1.2), left)
    for text in agency.lines:
        flow.paragraph(f"<b>{text}</b>", head, Shape("center", leading=1.2), left)
    sheet.rule((left.middle - 9, flow.y + 0.8), (left.middle + 9, flow.y + 0.8))
    flow.y += 2.6
    number_y = flow.y
    _number(letter, left)
    if letter.kind == "công văn":
        _subject_of_letter(letter, left)
    left_end, flow.y = flow.y, top
    flow.paragraph("<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", head, Shape("center", leading=1.2), right)
    motto = Type(letter.body.family, 13.5, bold=True)
    flow.paragraph("Độc lập - Tự do - Hạnh phúc", motto, Shape("center", leading=1.2), right)
    half = sheet.width_of("Độc lập - Tự do - Hạnh phúc", motto) / 2
    sheet.rule((right.middle - half, flow.y + 0.8), (right.middle + half, flow.y + 0.8))
    flow.y = max(flow.y + 2.6, number_y)
    _place_and_day(letter, right)
    flow.y = max(flow.y, left_end) + letter.rng.uniform(3, 7)
    letter.fields["co_quan_ban_hanh"] = " ".join(agency.lines)
    if agency.over:
        letter.fields["co_quan_chu_quan"] = " ".join(agency.over)


def _number(letter: Letter, column: Column) -> None:
    rng, mark = letter.rng, KINDS[letter.kind]
    number = f"{rng.choice((rng.randrange(1, 100), rng.randrange(100, 4000))):02d}"
    tail = (
        f"{mark}-{letter.agency.mark}" if mark else f"{letter.agency.mark}-{rng.choice(letter.agency.units)}"
    )
    letter.fields["so_ky_hieu"] = f"{number}/{tail}"
    type_ = Type(letter.body.family, 13)
    if rng.random() < 0.35:
        letter.handwritten.append(f"so_ky_hieu: {number}")
        markup = f"Số: <h>{number}</h> /{tail}"
    else:
        markup = f"Số: {number}/{tail}"
    letter.flow.paragraph(markup, type_, Shape("center"), column)


def _subject_of_letter(letter: Letter, column: Column) -> None:
    subject = f"V/v {letter.rng.choice(SUBJECTS)}"
    letter.fields["trich_yeu"] = subject
    narrow = Column(column.left + 5, column.right - 5)
    letter.flow.paragraph(subject, Type(letter.body.family, 12.5), Shape("center", leading=1.15), narrow)


def _place_and_day(letter: Letter, column: Column) -> None:
    said, place = day_month_year(letter.day), letter.agency.place
    if letter.rng.random() < 0.3:
        day = f"{letter.day.day:02d}"
        said = said.replace(f"ngày {day}", f"ngày <h>{day}</h>", 1)
        letter.handwritten.append(f"ngay: {day}")
    letter.flow.paragraph(
        f"{place}, {said}", Type(letter.body.family, 13.5, italic=True), Shape("center"), column
    )
    letter.fields |= {"dia_danh": place, "ngay_ban_hanh": letter.day.isoformat()}


def _title(letter: Letter) -> None:
    """Ô 5a: the kind in capitals and the trích yếu under it, closed by a short rule."""
    if letter.kind == "công văn":
        return
    flow, rng = letter.flow, letter.rng
    title, bold = letter.kind.upper(), Type(letter.body.family, 14, bold=True)
    subject = rng.choice(SUBJECTS)
    subject = rng.choice((f"Về việc {subject}", f"{subject[0].upper()}{subject[1:]}"))
    flow.y += rng.uniform(0, 4)
    flow.paragraph(title, bold, Shape("center"))
    narrow = Column(flow.column.left + 22, flow.column.right - 22)
    flow.paragraph(subject, bold, Shape("center", leading=1.2), narrow)
    letter.sheet.rule((flow.column.middle - 16, flow.y + 1), (flow.column.middle + 16, flow.y + 1))
    flow.y += 4
    letter.fields |= {"loai_van_ban": title, "trich_yeu": subject}


def _addressees(letter: Letter) -> None:
    """Ô 9a: one addressee beside "Kính gửi:", several as a list under it."""
    if letter.kind not in SENT_TO:
        return
    flow, body = letter.flow, letter.body
    names = letter.rng.sample(
        [actor[0].upper() + actor[1:] for actor in ACTORS], letter.rng.choice((1, 1, 2, 3))
    )
    flow.y += 2
    if len(names) == 1:
        flow.paragraph(f"Kính gửi: {names[0]}", body, Shape("center"))
    else:
        flow.paragraph("Kính gửi:", body, Shape("left", indent=38))
        for place, name in enumerate(names):
            mark = "." if place == len(names) - 1 else ";"
            flow.paragraph(
                f"- {name}{mark}", body, Shape("left"), Column(flow.column.left + 48, flow.column.right)
            )
    flow.y += 3
    letter.fields["kinh_gui"] = "; ".join(names)


def _text(letter: Letter, length: int) -> None:
    """Ô 6."""
    rng, flow, body = letter.rng, letter.flow, letter.body
    usual = Shape(indent=12.7, before=rng.uniform(0.8, 2.4), leading=rng.uniform(1.15, 1.32))
    if letter.kind in {"quyết định", "nghị quyết", "tờ trình", "kế hoạch", "phương án"}:
        _grounds(letter, usual)
    if letter.kind in {"quyết định", "nghị quyết"}:
        _articles(letter, usual, max(2, length - 2))
        return
    flow.paragraph(paragraph(rng, 2), body, usual)
    for number in range(1, length):
        style = rng.random()
        lead = f"<b>{number}.</b> " if style < 0.4 else f"{number}. "
        flow.paragraph(lead + duty(rng), body, usual)
        if style > 0.7:
            flow.paragraph(f"{rng.choice('ab')}) {paragraph(rng, 1)}", body, usual)
    ending = rng.choice(
        (
            "Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện",
            "Trân trọng",
            "Kính đề nghị xem xét, cho ý kiến chỉ đạo",
            "Trong quá trình thực hiện, nếu có vướng mắc, đề nghị phản ánh kịp thời",
        )
    )
    flow.paragraph(f"{ending}./.", body, usual)


def _grounds(letter: Letter, usual: Shape) -> None:
    if letter.kind in {"quyết định", "nghị quyết"}:
        letter.flow.paragraph(
            _authority(letter), Type(letter.body.family, 14, bold=True), Shape("center", before=1)
        )
        letter.flow.y += 2
    for ground in letter.rng.sample(GROUNDS, letter.rng.choice((2, 3))):
        markup = f"Căn cứ {ground};"
        letter.flow.paragraph(f"<i>{markup}</i>" if letter.body.size > 13 else markup, letter.body, usual)


def _authority(letter: Letter) -> str:
    agency = letter.agency
    return f"{agency.head} {' '.join(agency.lines)}"


def _articles(letter: Letter, usual: Shape, count: int) -> None:
    rng, flow = letter.rng, letter.flow
    verdict = "QUYẾT NGHỊ:" if letter.kind == "nghị quyết" else "QUYẾT ĐỊNH:"
    flow.paragraph(verdict, Type(letter.body.family, 14, bold=True), Shape("center", before=3))
    flow.y += 1.5
    for number in range(1, count + 1):
        flow.paragraph(f"<b>Điều {number}.</b> {duty(rng)}", letter.body, usual)
    closing = f"Quyết định này có hiệu lực kể từ ngày ký. {rng.choice(ACTORS).capitalize()} chịu trách nhiệm thi hành."
    if letter.kind == "nghị quyết":
        closing = closing.replace("Quyết định", "Nghị quyết")
    flow.paragraph(f"<b>Điều {count + 1}.</b> {closing[:-1]}./.", letter.body, usual)


def _close(letter: Letter) -> None:
    """Ô 7 to 9b: the recipients on the left, the signature on the right, seal and pen over both."""
    flow, rng, agency = letter.flow, letter.rng, letter.agency
    flow.need(62)
    flow.y += rng.uniform(4, 8)
    top, edges = flow.y, flow.column
    _recipients(letter, Column(edges.left, edges.middle - 4))
    end, flow.y = flow.y, top
    right = Column(edges.middle + 2, edges.right)
    bold = Type(letter.body.family, 13.5, bold=True)
    above, title = _signing(letter)
    for text in (*above, title):
        flow.paragraph(text, bold, Shape("center", leading=1.2), right)
    sign_y = flow.y + rng.uniform(11, 14)
    flow.y = sign_y + rng.uniform(11, 14)
    name = draw_name(rng, male=rng.random() < 0.6)
    flow.paragraph(name, bold, Shape("center"), right)
    letter.fields |= {"chuc_vu_nguoi_ky": title, "nguoi_ky": name}
    if above:
        letter.fields["quyen_han_ky"] = " ".join(above)
    flow.y = max(end, flow.y)
    signature(letter.sheet, (right.middle + 4, sign_y), ink=rng.choice(((30, 42, 140), (24, 24, 30))))
    seal(
        letter.sheet,
        agency.seal,
        (right.middle - rng.uniform(8, 17), sign_y + rng.uniform(-3, 3)),
        agency.seal_middle,
    )
    _received(letter)


def _signing(letter: Letter) -> tuple[tuple[str, ...], str]:
    """The lines over the title (TM., KT., TL.) and the title itself."""
    head, rng = letter.agency.head, letter.rng
    deputy = {"CHỦ TỊCH": "PHÓ CHỦ TỊCH", "GIÁM ĐỐC": "PHÓ GIÁM ĐỐC", "TRƯỞNG PHÒNG": "PHÓ TRƯỞNG PHÒNG"}[
        head
    ]
    choice = rng.random()
    if choice < 0.4:
        return (f"KT. {head}",), deputy
    if choice < 0.5 and head == "CHỦ TỊCH":
        return ("TM. ỦY BAN NHÂN DÂN",), head
    if choice < 0.6:
        return (f"TL. {head}",), "CHÁNH VĂN PHÒNG"
    return (), head


def _recipients(letter: Letter, column: Column) -> None:
    rng, flow = letter.rng, letter.flow
    choices = (
        "Như trên",
        "Như Điều 3",
        "TT. Đảng ủy",
        "TT. HĐND",
        "CT, các PCT UBND",
        "Các phòng chuyên môn",
        "Công an, Quân sự",
        "Cổng thông tin điện tử",
        "Các thôn, tổ dân phố",
        "VP: CVP, PCVP",
    )
    names = [*rng.sample(choices, rng.randrange(2, 6)), f"Lưu: VT, {rng.choice(letter.agency.units)}"]
    flow.paragraph(
        "<b><i>Nơi nhận:</i></b>", Type(letter.body.family, 12), Shape("left", leading=1.2), column
    )
    for place, name in enumerate(names):
        mark = "." if place == len(names) - 1 else ";"
        flow.paragraph(f"- {name}{mark}", Type(letter.body.family, 11), Shape("left", leading=1.2), column)
    letter.fields["noi_nhan"] = list(names)


def _received(letter: Letter) -> None:
    """Sometimes the stamp of the office that got the paper, or a stamp of urgency, on the first page."""
    rng, first = letter.rng, letter.flow.sheets[0]
    if rng.random() < 0.15:
        number, day = str(rng.randrange(100, 3000)), f"{rng.randrange(1, 29):02d}/{rng.randrange(1, 12)}"
        incoming_stamp(first, (8, rng.uniform(56, 66)), "VĂN PHÒNG HĐND VÀ UBND", number, day)
    elif rng.random() < 0.15:
        level = rng.choice(("HỎA TỐC", "KHẨN", "THƯỢNG KHẨN"))
        red = Type("Tinos", 14, bold=True, ink=(200, 24, 30))
        half = first.width_of(level, red) / 2 + 3
        x, y = letter.flow.column.left + 20, rng.uniform(62, 70)
        corners = [(x - half, y - 6), (x + half, y - 6), (x + half, y + 2.4), (x - half, y + 2.4)]
        for start, end in zip(corners, corners[1:] + corners[:1], strict=True):
            first.rule(start, end, 0.5, red.ink)
        first.write(level, red, x, y, align="center", overlay=True)
        letter.fields["do_khan"] = level
