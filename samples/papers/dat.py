"""Certificates of land: the book of four pages (2009 to 2024), and the sheet with a QR code in use since 2025."""

import random
from dataclasses import dataclass
from datetime import date

from samples.draw.code import qr
from samples.draw.flow import Column, Flow, Shape
from samples.draw.form import Form, centred, row
from samples.draw.marks import seal, signature, specimen
from samples.draw.sheet import A4, Sheet, Type
from samples.draw.table import table
from samples.papers.cards.identity import identity_paper
from samples.papers.paper import Paper, Value
from samples.people import Person, draw_date, draw_name, draw_person
from samples.words import day_month_year, number_in_words

BOOK = (190.0, 265.0)
PINK = (252, 240, 240)
RED = (190, 30, 40)
USES = ("Đất ở tại nông thôn", "Đất ở tại đô thị", "Đất trồng cây lâu năm", "Đất chuyên trồng lúa nước")
ORIGINS = (
    "Nhà nước giao đất có thu tiền sử dụng đất",
    "Công nhận quyền sử dụng đất như giao đất có thu tiền sử dụng đất",
    "Nhận chuyển nhượng đất được công nhận quyền sử dụng đất",
)


@dataclass(frozen=True, slots=True)
class _Plot:
    """A plot, its owner, and the day of the certificate."""

    owner: Person
    day: date
    area: str
    fields: dict[str, Value]


def _plot(rng: random.Random, first: date, last: date, serial: str) -> _Plot:
    day = draw_date(rng, first, last)
    owner = draw_person(rng, (1945, 1990), when=day)
    metres, tenth = rng.randrange(40, 4000), rng.randrange(10)
    area = f"{metres},{tenth}" if tenth else str(metres)
    use = rng.choice(USES)
    fields: dict[str, Value] = {
        "so_phat_hanh": serial,
        "ho_ten": owner.name,
        "dia_chi": owner.home.long,
        "so_thua": str(rng.randrange(1, 900)),
        "to_ban_do": str(rng.randrange(1, 120)),
        "dia_chi_thua_dat": owner.home.area[0].upper() + owner.home.area[1:],
        "dien_tich": metres + tenth / 10 if tenth else metres,
        "loai_dat": use,
        "thoi_han_su_dung": "Lâu dài" if "ở" in use else f"Đến ngày 15/10/{day.year + 50}",
        "hinh_thuc_su_dung": "Sử dụng riêng",
        "nguon_goc": rng.choice(ORIGINS),
        "dia_danh": owner.home.commune_name,
        "ngay_cap": day.isoformat(),
        "nguoi_ky": draw_name(rng, male=rng.random() < 0.7),
    }
    return _Plot(owner, day, area, fields)


def _letters(rng: random.Random) -> str:
    return "".join(rng.choice("ABCDĐ") for _ in range(2))


def draw_book(rng: random.Random, dpi: int) -> Paper:
    """The pink book: the owner, the plot, the plan, later changes."""
    plot = _plot(rng, date(2010, 1, 5), date(2024, 7, 25), f"{_letters(rng)} {rng.randrange(1_000_000):06d}")
    plot.fields["so_vao_so"] = f"CH {rng.randrange(10_000):05d}"
    plot.fields["chuc_vu_nguoi_ky"] = rng.choice(("CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
    plot.fields["nam_sinh"] = str(plot.owner.born.year)
    plot.fields["giay_to_tuy_than"] = identity_paper(rng, plot.owner, plot.day)
    pages = [Sheet(rng, dpi, BOOK, PINK) for _ in range(4)]
    _cover(pages[0], plot)
    _inside(pages[1], plot)
    _plan(pages[2], "III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất")
    _changes(pages[3], "IV. Những thay đổi sau khi cấp Giấy chứng nhận")
    return Paper("giấy chứng nhận quyền sử dụng đất", plot.fields, pages)


def _cover(sheet: Sheet, plot: _Plot) -> None:
    text = {name: str(value) for name, value in plot.fields.items()}
    specimen(sheet, (95, 130), 90)
    flow, form = Flow(sheet, Column(18, 172), 24, 250), Form(Type("Tinos", 12.5), 1.5)
    centred(flow, "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", Type("Tinos", 13))
    centred(flow, "<b>Độc lập - Tự do - Hạnh phúc</b>", Type("Tinos", 13))
    flow.y += 26
    title = Type("Tinos", 16, bold=True, ink=RED)
    for line in (
        "GIẤY CHỨNG NHẬN",
        "QUYỀN SỬ DỤNG ĐẤT",
        "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT",
    ):
        centred(flow, line, title, leading=1.3)
    flow.y += 16
    row(flow, form, [("<b>I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất</b>", "")])
    row(flow, form, [(f"{'Ông' if plot.owner.male else 'Bà'}:", text["ho_ten"])])
    row(flow, form, [("Năm sinh:", text["nam_sinh"])])
    row(flow, form, [("Giấy tờ tùy thân:", text["giay_to_tuy_than"])])
    row(flow, form, [("Địa chỉ thường trú:", text["dia_chi"])])
    sheet.write(f"<b>{text['so_phat_hanh']}</b>", Type("Arimo", 15, ink=RED), 150, 246, align="center")


def _inside(sheet: Sheet, plot: _Plot) -> None:
    text = {name: str(value) for name, value in plot.fields.items()}
    flow, form = Flow(sheet, Column(18, 172), 16, 250), Form(Type("Tinos", 12.5), 1.5)
    row(flow, form, [("<b>II. Thửa đất, nhà ở và tài sản khác gắn liền với đất</b>", "")])
    row(flow, form, [("<b>1. Thửa đất:</b>", "")])
    plot_number = [("a) Thửa đất số:", text["so_thua"]), ("tờ bản đồ số:", text["to_ban_do"])]
    row(flow, form, plot_number, (0, 60))
    row(flow, form, [("b) Địa chỉ:", text["dia_chi_thua_dat"])])
    words = number_in_words(int(plot.area.partition(",")[0]))
    tail = plot.area.partition(",")[2]
    said = f"{words} phẩy {number_in_words(int(tail))}" if tail else words
    row(flow, form, [("c) Diện tích:", f"{plot.area} m² (Bằng chữ: {said} mét vuông)")])
    row(flow, form, [("d) Hình thức sử dụng:", text["hinh_thuc_su_dung"])])
    row(flow, form, [("đ) Mục đích sử dụng:", text["loai_dat"])])
    row(flow, form, [("e) Thời hạn sử dụng:", text["thoi_han_su_dung"])])
    row(flow, form, [("g) Nguồn gốc sử dụng:", text["nguon_goc"])])
    for number, kind in enumerate(("Nhà ở", "Công trình xây dựng khác", "Rừng sản xuất là rừng trồng", "Cây lâu năm"), 2):  # fmt: skip
        row(flow, form, [(f"<b>{number}. {kind}:</b>", "-/-")])
    row(flow, form, [("<b>6. Ghi chú:</b>", "Không")])
    _signed(flow, plot)
    row(flow, form, [("Số vào sổ cấp GCN:", text["so_vao_so"])])


def _signed(flow: Flow, plot: _Plot) -> None:
    text = {name: str(value) for name, value in plot.fields.items()}
    right, bold = Column(flow.column.middle - 2, flow.column.right), Type("Tinos", 12.5, bold=True)
    flow.y += 4
    place = f"<i>{text['dia_danh']}, {day_month_year(plot.day)}</i>"
    centred(flow, place, Type("Tinos", 12.5), right)
    head = text["chuc_vu_nguoi_ky"]
    over = ("TM. ỦY BAN NHÂN DÂN", *(("KT. CHỦ TỊCH",) if head == "PHÓ CHỦ TỊCH" else ())) if "CHỦ TỊCH" in head else ()  # fmt: skip
    for line in (*over, head):
        centred(flow, line, bold, right)
    y = flow.y + 10
    flow.y += 23
    centred(flow, text["nguoi_ky"], bold, right)
    signature(flow.sheet, (right.middle + 4, y))
    seal(flow.sheet, f"{plot.owner.home.province_kind} {plot.owner.home.province}".upper(), (right.middle - 13, y))  # fmt: skip
    flow.y += 2


def _plan(sheet: Sheet, head: str) -> None:
    """The plot as an irregular square with numbers at its corners."""
    flow = Flow(sheet, Column(18, 172), 16, 250)
    row(flow, Form(Type("Tinos", 12.5), 1.5), [(f"<b>{head}</b>", "")])
    _outline(sheet, (60, 70))


def _outline(sheet: Sheet, at: tuple[float, float]) -> None:
    x, y = at
    rng = sheet.rng
    corners = [(x + dx + rng.uniform(-8, 8), y + dy + rng.uniform(-8, 8)) for dx, dy in ((0, 0), (60, 0), (60, 70), (0, 70))]  # fmt: skip
    for start, end in zip(corners, corners[1:] + corners[:1], strict=True):
        sheet.rule(start, end, 0.3)
    for number, (left, top) in enumerate(corners, 1):
        sheet.write(str(number), Type("Arimo", 9), left - 3, top - 2)


def _changes(sheet: Sheet, head: str) -> None:
    flow = Flow(sheet, Column(18, 172), 16, 250)
    row(flow, Form(Type("Tinos", 12.5), 1.5), [(f"<b>{head}</b>", "")])
    flow.y += 2
    heads = ["Nội dung thay đổi và cơ sở pháp lý", "Xác nhận của cơ quan có thẩm quyền"]
    table(flow, Type("Tinos", 11.5), [92, 62], [heads], ["left", "left"])


def draw_sheet(rng: random.Random, dpi: int) -> Paper:
    """The sheet of Thông tư 10/2024/TT-BTNMT: two pages, with the QR code at the top right."""
    plot = _plot(rng, date(2024, 8, 5), date(2026, 11, 10), f"{_letters(rng)} {rng.randrange(10**8):08d}")
    plot.fields["so_vao_so"] = f"VP {rng.randrange(10_000):05d}"
    plot.fields["so_dinh_danh"] = plot.owner.number
    plot.fields["chuc_vu_nguoi_ky"] = "GIÁM ĐỐC"
    front, back = Sheet(rng, dpi, A4, PINK), Sheet(rng, dpi, A4, PINK)
    _face(front, plot)
    flow, form = Flow(back, Column(22, 190), 18, 280), Form(Type("Tinos", 13), 1.5)
    row(flow, form, [("<b>4. Sơ đồ thửa đất, tài sản gắn liền với đất:</b>", "")])
    _outline(back, (70, 45))
    flow.y = 140
    row(flow, form, [("<b>5. Ghi chú:</b>", "Không")])
    row(flow, form, [("<b>6. Những thay đổi sau khi cấp Giấy chứng nhận:</b>", "")])
    heads = ["Nội dung thay đổi và cơ sở pháp lý", "Xác nhận của cơ quan có thẩm quyền"]
    table(flow, Type("Tinos", 12), [100, 68], [heads], ["left", "left"])
    flow.y = 262
    row(flow, form, [("Số vào sổ cấp Giấy chứng nhận:", str(plot.fields["so_vao_so"]))])
    return Paper("giấy chứng nhận quyền sử dụng đất", plot.fields, [front, back])


def _face(sheet: Sheet, plot: _Plot) -> None:
    text = {name: str(value) for name, value in plot.fields.items()}
    specimen(sheet, (105, 150), 100)
    qr(sheet, f"{text['so_phat_hanh']}|{text['ho_ten']}|{text['so_thua']}|{text['to_ban_do']}", (172, 12), 20)
    flow, form = Flow(sheet, Column(22, 190), 16, 285), Form(Type("Tinos", 13), 1.45)
    head = Column(30, 165)
    centred(flow, "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", Type("Tinos", 13), head)
    centred(flow, "<b>Độc lập - Tự do - Hạnh phúc</b>", Type("Tinos", 13.5), head)
    flow.y += 8
    for line in ("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT"):
        centred(flow, line, Type("Tinos", 14.5, bold=True, ink=RED), leading=1.3)
    flow.y += 4
    row(flow, form, [("<b>1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:</b>", "")])
    row(flow, form, [(f"{'Ông' if plot.owner.male else 'Bà'}:", text["ho_ten"])])
    row(flow, form, [("Số định danh cá nhân:", text["so_dinh_danh"])])
    row(flow, form, [("Địa chỉ:", text["dia_chi"])])
    row(flow, form, [("<b>2. Thông tin thửa đất:</b>", "")])
    number = [("a) Thửa đất số:", text["so_thua"]), ("Tờ bản đồ số:", text["to_ban_do"])]
    row(flow, form, number, (0, 70))
    row(flow, form, [("b) Diện tích:", f"{plot.area} m²")])
    row(flow, form, [("c) Loại đất:", text["loai_dat"])])
    row(flow, form, [("d) Thời hạn sử dụng đất:", text["thoi_han_su_dung"])])
    row(flow, form, [("đ) Hình thức sử dụng đất:", text["hinh_thuc_su_dung"])])
    row(flow, form, [("e) Địa chỉ:", text["dia_chi_thua_dat"])])
    row(flow, form, [("g) Nguồn gốc sử dụng đất:", text["nguon_goc"])])
    row(flow, form, [("<b>3. Thông tin tài sản gắn liền với đất:</b>", "-/-")])
    _signed(flow, plot)
    sheet.write(f"<b>{text['so_phat_hanh']}</b>", Type("Arimo", 14, ink=RED), 165, 272, align="center")
    note = "<i>Thông tin chi tiết được thể hiện tại mã QR</i>"
    flow.y = 274
    flow.paragraph(note, Type("Tinos", 11), Shape("left"))
