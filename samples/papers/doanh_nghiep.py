"""Giấy chứng nhận đăng ký doanh nghiệp, with one person who represents the company."""

import random
from datetime import date, timedelta

from samples.draw.flow import Column, Flow
from samples.draw.form import Form, centred, row
from samples.draw.marks import seal, signature, specimen
from samples.draw.sheet import Sheet, Type
from samples.papers.paper import Heads, Paper, Value, two_heads
from samples.people import Person, draw_date, draw_name, draw_person, draw_phone
from samples.places import capital
from samples.words import day_month_year, dong, number_in_words, slashed

FORMS = ("CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN", "CÔNG TY CỔ PHẦN", "CÔNG TY TRÁCH NHIỆM HỮU HẠN HAI THÀNH VIÊN TRỞ LÊN")  # fmt: skip
WORK = (("THƯƠNG MẠI", "TRADING"), ("XÂY DỰNG", "CONSTRUCTION"), ("VẬN TẢI", "TRANSPORT"), ("NÔNG SẢN", "FARM PRODUCE"), ("DU LỊCH", "TRAVEL"))  # fmt: skip
NAMES = ("AN PHÚ MẪU", "BÌNH MINH MẪU", "SAO MAI MẪU", "HƯNG THỊNH MẪU", "ĐẠI AN MẪU")
ASCII = ("AN PHU MAU", "BINH MINH MAU", "SAO MAI MAU", "HUNG THINH MAU", "DAI AN MAU")
WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def number_of_company(rng: random.Random) -> str:
    """Ten digits with the right check digit, under a prefix that no province has."""
    while True:
        figures = f"99{rng.randrange(10_000_000):07d}"
        last = 10 - sum(weight * int(figure) for weight, figure in zip(WEIGHTS, figures, strict=True)) % 11
        if last < 10:
            return f"{figures}{last}"


def draw(rng: random.Random, dpi: int) -> Paper:
    """A certificate of the first registration or of a later change."""
    first = draw_date(rng, date(2012, 1, 5), date(2026, 10, 30))
    change = rng.randrange(1, 9) if rng.random() < 0.5 and first < date(2026, 1, 1) else 0
    day = draw_date(rng, first + timedelta(days=90), date(2026, 11, 15)) if change else first
    boss = draw_person(rng, (1960, 1999), when=day)
    at, (work, english) = rng.randrange(len(NAMES)), rng.choice(WORK)
    form = rng.choice(FORMS)
    kind = "CÔNG TY CỔ PHẦN" if "CỔ PHẦN" in form else "CÔNG TY TNHH"
    fields: dict[str, Value] = {
        "so": number_of_company(rng),
        "ngay_dang_ky": first.isoformat(),
        "ten_doanh_nghiep": f"{kind} {work} {NAMES[at]}",
        "ten_nuoc_ngoai": f"{ASCII[at]} {english} COMPANY",
        "dia_chi": boss.home.long,
        "so_dien_thoai": draw_phone(rng),
        "email": boss.mail,
        "von_dieu_le": rng.randrange(5, 900) * 100_000_000,
        "ho_ten": boss.name.upper(),
        "gioi_tinh": boss.sex,
        "chuc_danh": rng.choice(("Giám đốc", "Tổng giám đốc", "Chủ tịch công ty")),
        "ngay_sinh": boss.born.isoformat(),
        "dan_toc": boss.ethnic,
        "quoc_tich": "Việt Nam",
        "so_dinh_danh": boss.number,
        "noi_cu_tru": boss.home.long,
        "dia_chi_lien_lac": boss.home.long,
        "nguoi_ky": draw_name(rng, male=rng.random() < 0.6),
        "chuc_vu_nguoi_ky": rng.choice(("TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG")),
        "co_quan_ban_hanh": "PHÒNG ĐĂNG KÝ KINH DOANH",
    }
    if change:
        fields |= {"lan_thay_doi": change, "ngay_thay_doi": day.isoformat()}
    sheet = Sheet(rng, dpi)
    _fill(sheet, fields, boss, (first, day), form)
    return Paper("giấy chứng nhận đăng ký doanh nghiệp", fields, [sheet])


def _fill(sheet: Sheet, fields: dict[str, Value], boss: Person, days: tuple[date, date], form: str) -> None:
    rng, text = sheet.rng, {name: str(value) for name, value in fields.items()}
    flow, rows = Flow(sheet, Column(28, 192), 16, 288), Form(Type("Tinos", 12.5), rng.uniform(1.25, 1.36))
    specimen(sheet, (110, 160), 100)
    first, day = days
    over = "SỞ TÀI CHÍNH" if day >= date(2025, 3, 1) else "SỞ KẾ HOẠCH VÀ ĐẦU TƯ"
    province = f"{boss.home.province_kind} {boss.home.province}".upper()
    heads = Heads([over, province, "<b>PHÒNG ĐĂNG KÝ KINH DOANH</b>"], "", "")
    two_heads(flow, heads)
    flow.y += 2
    centred(flow, "GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP", Type("Tinos", 15, bold=True))
    centred(flow, form, Type("Tinos", 13, bold=True), leading=1.3)
    centred(flow, f"<b>Mã số doanh nghiệp: {text['so']}</b>", Type("Tinos", 13), leading=1.4)
    centred(flow, f"<i>Đăng ký lần đầu: {day_month_year(first)}</i>", Type("Tinos", 12.5), leading=1.3)
    if "lan_thay_doi" in text:
        said = f"Đăng ký thay đổi lần thứ: {text['lan_thay_doi']}, {day_month_year(day)}"
        centred(flow, f"<i>{said}</i>", Type("Tinos", 12.5), leading=1.3)
    flow.y += 2
    _company(flow, rows, text)
    _boss(flow, rows, text, boss)
    _sign(flow, text, province)


def _company(flow: Flow, form: Form, text: dict[str, str]) -> None:
    row(flow, form, [("<b>1. Tên công ty</b>", "")])
    row(flow, form, [("Tên công ty viết bằng tiếng Việt:", text["ten_doanh_nghiep"])])
    row(flow, form, [("Tên công ty viết bằng tiếng nước ngoài:", text["ten_nuoc_ngoai"])])
    row(flow, form, [("Tên công ty viết tắt:", "")])
    row(flow, form, [("<b>2. Địa chỉ trụ sở chính</b>", "")])
    row(flow, form, [(text["dia_chi"], "")])
    row(flow, form, [("Điện thoại:", text["so_dien_thoai"]), ("Fax:", "")], (0, 85))
    row(flow, form, [("Email:", text["email"]), ("Website:", "")], (0, 85))
    amount = int(text["von_dieu_le"])
    row(flow, form, [("<b>3. Vốn điều lệ:</b>", f"{dong(amount)} đồng")])
    row(flow, form, [("Bằng chữ:", f"<i>{capital(number_in_words(amount))} đồng</i>")])


def _boss(flow: Flow, form: Form, text: dict[str, str], boss: Person) -> None:
    row(flow, form, [("<b>4. Người đại diện theo pháp luật của công ty</b>", "")])
    name = ("* Họ và tên:", f"<b>{text['ho_ten']}</b>")
    row(flow, form, [name, ("Giới tính:", text["gioi_tinh"])], (0, 110))
    row(flow, form, [("Chức danh:", text["chuc_danh"])])
    born = ("Sinh ngày:", slashed(boss.born))
    people = (("Dân tộc:", text["dan_toc"]), ("Quốc tịch:", text["quoc_tich"]))
    row(flow, form, [born, *people], (0, 58, 105))
    row(flow, form, [("Loại giấy tờ pháp lý của cá nhân:", "Căn cước công dân")])
    row(flow, form, [("Số giấy tờ pháp lý của cá nhân:", text["so_dinh_danh"])])
    row(flow, form, [("Địa chỉ thường trú:", text["noi_cu_tru"])])
    row(flow, form, [("Địa chỉ liên lạc:", text["noi_cu_tru"])])


def _sign(flow: Flow, text: dict[str, str], province: str) -> None:
    right, bold = Column(112, 192), Type("Tinos", 12.5, bold=True)
    flow.y += 4
    if text["chuc_vu_nguoi_ky"].startswith("PHÓ"):
        centred(flow, "KT. TRƯỞNG PHÒNG", bold, right)
    centred(flow, text["chuc_vu_nguoi_ky"], bold, right)
    y = flow.y + 10
    flow.y += 22
    centred(flow, text["nguoi_ky"], bold, right)
    signature(flow.sheet, (right.middle + 4, y))
    seal(flow.sheet, province, (right.middle - 13, y), "PHÒNG\nĐĂNG KÝ\nKINH DOANH")
