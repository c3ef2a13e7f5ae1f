"""Giấy chứng nhận đăng ký hộ kinh doanh (form of Thông tư 68/2025/TT-BTC), with its table of trades."""

import random
from datetime import date

from samples.draw.flow import Column, Flow, Shape
from samples.draw.form import Form, centred, row
from samples.draw.marks import seal, signature, specimen
from samples.draw.sheet import Sheet, Type
from samples.draw.table import table
from samples.papers.paper import Heads, Paper, Value, two_heads
from samples.people import Person, draw_date, draw_name, draw_person, draw_phone
from samples.places import capital
from samples.words import day_month_year, dong, number_in_words, slashed

TRADES = (
    (
        "Bán lẻ lương thực, thực phẩm, đồ uống, thuốc lá, thuốc lào chiếm tỷ trọng lớn trong các cửa hàng kinh doanh tổng hợp",
        "4711",
    ),
    ("Nhà hàng và các dịch vụ ăn uống phục vụ lưu động", "5610"),
    ("Dịch vụ phục vụ đồ uống", "5630"),
    ("Cắt tóc, làm đầu, gội đầu", "9631"),
    ("Sửa chữa máy vi tính và thiết bị ngoại vi", "9511"),
    ("Bán lẻ vải, len, sợi, chỉ khâu và hàng dệt khác", "4751"),
    ("May trang phục (trừ trang phục từ da lông thú)", "1410"),
    ("Dịch vụ lưu trú ngắn ngày", "5510"),
    ("Bảo dưỡng, sửa chữa ô tô và xe có động cơ khác", "4520"),
    ("Photo, chuẩn bị tài liệu và các hoạt động hỗ trợ văn phòng đặc biệt khác", "8219"),
    ("Sản xuất các loại bánh từ bột", "1071"),
    ("Bán lẻ hoa, cây cảnh", "4773"),
)
SHOPS = ("Tạp hóa", "Quán ăn", "Cà phê", "Tiệm tóc", "Cửa hàng", "Nhà trọ", "Xưởng may", "Tiệm bánh")


def draw(rng: random.Random, dpi: int, owner: Person | None = None) -> Paper:
    """A certificate for ``owner``, or for a new person if None."""
    owner = owner or draw_person(rng, (1962, 2003))
    day = draw_date(rng, date(2025, 7, 5), date(2026, 11, 15))
    given = owner.name.split()[-1].upper()
    shop = (
        f"HỘ KINH DOANH {rng.choice(SHOPS).upper()} {given}"
        if rng.random() < 0.7
        else f"HỘ KINH DOANH {owner.name.upper()}"
    )
    trades = [
        {"stt": str(number), "ten": name, "ma": code}
        for number, (name, code) in enumerate(rng.sample(TRADES, rng.randrange(1, 5)), 1)
    ]
    fields: dict[str, Value] = {
        "so": owner.number,
        "ngay_dang_ky": day.isoformat(),
        "ten_ho_kinh_doanh": shop,
        "dia_chi": owner.home.long,
        "so_dien_thoai": draw_phone(rng),
        "nganh_nghe": trades,
        "von_kinh_doanh": rng.randrange(20, 900) * 1_000_000,
        "ho_ten": owner.name.upper(),
        "gioi_tinh": owner.sex,
        "ngay_sinh": owner.born.isoformat(),
        "dan_toc": owner.ethnic,
        "quoc_tich": "Việt Nam",
        "so_dinh_danh": owner.number,
        "noi_cu_tru": owner.home.long,
        "co_quan_ban_hanh": "PHÒNG KINH TẾ"
        if "xã" in owner.home.commune
        else "PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ",
        "nguoi_ky": draw_name(rng, male=rng.random() < 0.6),
        "chuc_vu_nguoi_ky": rng.choice(("TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG")),
    }
    sheet = Sheet(rng, dpi)
    _fill(sheet, fields, owner, day)
    return Paper("giấy chứng nhận đăng ký hộ kinh doanh", fields, [sheet])


def _fill(sheet: Sheet, fields: dict[str, Value], owner: Person, day: date) -> None:
    rng, text = sheet.rng, {name: str(value) for name, value in fields.items()}
    flow = Flow(sheet, Column(28, 192), 18, 285)
    form = Form(Type("Tinos", 13), rng.uniform(1.28, 1.42))
    specimen(sheet, (110, 160), 100)
    agency = ["ỦY BAN NHÂN DÂN", owner.home.committee, f"<b>{text['co_quan_ban_hanh']}</b>"]
    place = f"{owner.home.commune_name}, {day_month_year(day)}"
    two_heads(flow, Heads(agency, f"Số: {text['so']}", place))
    flow.y += 5
    centred(flow, "GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", Type("Tinos", 15, bold=True))
    centred(flow, f"<b>Mã số hộ kinh doanh: {text['so']}</b>", Type("Tinos", 13), leading=1.4)
    centred(flow, f"<i>Đăng ký lần đầu, {day_month_year(day)}</i>", Type("Tinos", 13), leading=1.4)
    flow.y += 2
    _shop(flow, form, text, fields)
    _owner(flow, form, text, owner)
    _sign(flow, text, owner)


def _shop(flow: Flow, form: Form, text: dict[str, str], fields: dict[str, Value]) -> None:
    row(flow, form, [("<b>1. Tên hộ kinh doanh viết bằng tiếng Việt:</b>", text["ten_ho_kinh_doanh"])])
    row(flow, form, [("<b>2. Trụ sở của hộ kinh doanh:</b>", text["dia_chi"])])
    row(flow, form, [("Điện thoại:", text["so_dien_thoai"]), ("Fax:", "")], (0, 80))
    row(flow, form, [("<b>3. Ngành, nghề kinh doanh:</b>", "")])
    trades = fields["nganh_nghe"]
    rows = (
        [[trade["stt"], trade["ten"], trade["ma"]] for trade in trades if isinstance(trade, dict)]
        if isinstance(trades, list)
        else []
    )
    flow.y += 1
    table(
        flow,
        Type("Tinos", 12.5),
        [14, 120, 30],
        [["STT", "Tên ngành", "Mã ngành"], *rows],
        ["center", "left", "center"],
    )
    flow.y += 2
    amount = int(text["von_kinh_doanh"])
    row(flow, form, [("<b>4. Vốn kinh doanh:</b>", f"{dong(amount)} đồng")])
    row(flow, form, [("Bằng chữ:", f"<i>{capital(number_in_words(amount))} đồng</i>")])
    row(flow, form, [("<b>5. Chủ thể thành lập hộ kinh doanh:</b>", "Cá nhân")])


def _owner(flow: Flow, form: Form, text: dict[str, str], owner: Person) -> None:
    row(flow, form, [("<b>6. Thông tin về chủ hộ kinh doanh:</b>", "")])
    row(flow, form, [("Họ và tên:", f"<b>{text['ho_ten']}</b>"), ("Giới tính:", text["gioi_tinh"])], (0, 110))
    birth = [
        ("Ngày sinh:", slashed(owner.born)),
        ("Dân tộc:", text["dan_toc"]),
        ("Quốc tịch:", text["quoc_tich"]),
    ]
    row(flow, form, birth, (0, 58, 110))
    row(flow, form, [("Số định danh cá nhân:", text["so_dinh_danh"])])
    row(flow, form, [("Nơi thường trú:", text["noi_cu_tru"])])


def _sign(flow: Flow, text: dict[str, str], owner: Person) -> None:
    right, bold = Column(112, 192), Type("Tinos", 13, bold=True)
    flow.y += 5
    if text["chuc_vu_nguoi_ky"].startswith("PHÓ"):
        centred(flow, "KT. TRƯỞNG PHÒNG", bold, right)
    centred(flow, text["chuc_vu_nguoi_ky"], bold, right)
    flow.paragraph("<i>(Ký, ghi rõ họ tên và đóng dấu)</i>", Type("Tinos", 12), Shape("center"), right)
    y = flow.y + 10
    flow.y += 23
    centred(flow, text["nguoi_ky"], bold, right)
    signature(flow.sheet, (right.middle + 4, y))
    seal(flow.sheet, f"ỦY BAN NHÂN DÂN {owner.home.committee}", (right.middle - 13, y), "PHÒNG\nKINH TẾ")
