"""Giấy tiếp nhận hồ sơ và hẹn trả kết quả: form 01 of Phụ lục I, Thông tư 03/2025/TT-VPCP, and of Thông tư 01/2018/TT-VPCP."""

import random
from datetime import date, datetime, timedelta

from samples.draw.flow import Column, Flow, Shape
from samples.draw.form import Form, centred, row
from samples.draw.marks import signature
from samples.draw.sheet import Sheet, Type
from samples.papers.paper import Heads, Paper, Value, two_heads
from samples.people import Person, draw_date, draw_name, draw_person, draw_phone
from samples.words import day_month_year

PROCEDURES: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    (
        "Đăng ký khai sinh",
        1,
        ("Tờ khai đăng ký khai sinh", "Giấy chứng sinh", "Căn cước công dân của cha, mẹ (bản chụp)"),
    ),
    (
        "Cấp Giấy xác nhận tình trạng hôn nhân",
        3,
        (
            "Tờ khai cấp Giấy xác nhận tình trạng hôn nhân",
            "Quyết định ly hôn (bản sao)",
            "Căn cước công dân (xuất trình)",
        ),
    ),
    (
        "Đăng ký thành lập hộ kinh doanh",
        3,
        (
            "Giấy đề nghị đăng ký hộ kinh doanh",
            "Hợp đồng thuê địa điểm kinh doanh",
            "Bản sao căn cước của chủ hộ",
        ),
    ),
    (
        "Đăng ký kết hôn",
        3,
        ("Tờ khai đăng ký kết hôn", "Giấy xác nhận tình trạng hôn nhân", "Ảnh 4x6 (02 tấm)"),
    ),
    (
        "Đăng ký biến động quyền sử dụng đất do tặng cho",
        10,
        (
            "Đơn đăng ký biến động đất đai (Mẫu số 18)",
            "Hợp đồng tặng cho quyền sử dụng đất",
            "Giấy chứng nhận đã cấp (bản gốc)",
            "Tờ khai lệ phí trước bạ",
        ),
    ),
    (
        "Trợ giúp xã hội hằng tháng",
        22,
        ("Tờ khai đề nghị trợ giúp xã hội (Mẫu số 1d)", "Giấy xác nhận khuyết tật"),
    ),
)


def draw(
    rng: random.Random, dpi: int, person: Person | None = None, request: tuple[str, date, int] | None = None
) -> Paper:
    """A receipt for ``person`` (new if None); ``request``: the mã hồ sơ, its day, and the index in PROCEDURES."""
    person = person or draw_person(rng, (1960, 2006))
    code, day, which = request or _request_of(rng)
    name, days, parts = PROCEDURES[which]
    taken = datetime(day.year, day.month, day.day, rng.randrange(7, 17), rng.randrange(60))  # noqa: DTZ001  (a paper prints local time, no zone)
    due = day + timedelta(days=round(days * 1.4) + 1)
    fields: dict[str, Value] = {
        "so_ky_hieu": f"{rng.randrange(1, 3000):02d}/TN-TTPVHCC",
        "ma_ho_so": code,
        "co_quan_ban_hanh": "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
        "ho_ten": person.name,
        "so_dinh_danh": person.number,
        "dia_chi": person.home.long,
        "so_dien_thoai": draw_phone(rng),
        "email": person.mail,
        "noi_dung_yeu_cau": name,
        "thanh_phan_ho_so": list(parts),
        "so_luong_ho_so": 1,
        "thoi_gian_giai_quyet": f"{days:02d} ngày làm việc",
        "ngay_tiep_nhan": day.isoformat(),
        "ngay_hen_tra": due.isoformat(),
        "noi_nhan_ket_qua": rng.choice(
            (
                "Trung tâm Phục vụ hành chính công",
                "Trả qua dịch vụ bưu chính công ích",
                "Nhận trực tuyến qua Cổng Dịch vụ công quốc gia",
            )
        ),
        "dia_danh": person.home.commune_name,
        "ngay_ban_hanh": day.isoformat(),
    }
    if rng.random() < 0.3:
        del fields["email"]
    sheet = Sheet(rng, dpi)
    _fill(sheet, fields, person, (taken, due))
    return Paper("giấy tiếp nhận hồ sơ và hẹn trả kết quả", fields, [sheet])


def draw_any(rng: random.Random, dpi: int) -> Paper:
    """A receipt in the form of either circular."""
    return draw(rng, dpi) if rng.random() < 0.6 else draw_old(rng, dpi)


def draw_old(rng: random.Random, dpi: int) -> Paper:
    """The receipt of 2018: its mã hồ sơ has the agency in the last group, and it has no number of a person."""
    day = draw_date(rng, date(2018, 7, 2), date(2025, 6, 20))
    person = draw_person(rng, (1955, 2000), when=day)
    name, days, parts = rng.choice(PROCEDURES)
    code = f"000.00.{rng.randrange(10, 100)}.H{rng.randrange(1, 64):02d}-{day:%y%m%d}-{rng.randrange(1, 10_000):04d}"
    taken = datetime(day.year, day.month, day.day, rng.randrange(7, 17), rng.randrange(60))  # noqa: DTZ001  (a paper prints local time, no zone)
    due = day + timedelta(days=round(days * 1.4) + 1)
    fields: dict[str, Value] = {
        "so_ky_hieu": f"{rng.randrange(1, 3000):02d}/BPTNTKQ",
        "ma_ho_so": code,
        "co_quan_ban_hanh": "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ",
        "ho_ten": person.name,
        "dia_chi": person.home.long,
        "so_dien_thoai": draw_phone(rng),
        "noi_dung_yeu_cau": name,
        "thanh_phan_ho_so": list(parts),
        "so_luong_ho_so": 1,
        "thoi_gian_giai_quyet": f"{days:02d} ngày",
        "ngay_tiep_nhan": day.isoformat(),
        "ngay_hen_tra": due.isoformat(),
        "noi_nhan_ket_qua": "Bộ phận Tiếp nhận và Trả kết quả",
        "dia_danh": person.home.commune_name,
        "ngay_ban_hanh": day.isoformat(),
    }
    sheet = Sheet(rng, dpi)
    text = {key: str(value) for key, value in fields.items()}
    flow, form = Flow(sheet, Column(28, 194), 18, 285), Form(Type("Tinos", 13), rng.uniform(1.35, 1.55))
    agency = ["ỦY BAN NHÂN DÂN", person.home.committee, "<b>BỘ PHẬN TIẾP NHẬN</b>", "<b>VÀ TRẢ KẾT QUẢ</b>"]
    place = f"{text['dia_danh']}, {day_month_year(day)}"
    two_heads(flow, Heads(agency, f"Số: {text['so_ky_hieu']}", place))
    flow.y += 5
    centred(flow, "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", Type("Tinos", 14, bold=True))
    centred(flow, f"Mã hồ sơ: {text['ma_ho_so']}", Type("Tinos", 13), leading=1.5)
    flow.y += 3
    row(flow, form, [(f"Bộ phận Tiếp nhận và Trả kết quả {person.home.commune.partition(',')[0]}", "")])
    row(flow, form, [("Tiếp nhận hồ sơ của:", text["ho_ten"])])
    row(flow, form, [("Địa chỉ:", text["dia_chi"])])
    row(flow, form, [("Số điện thoại:", text["so_dien_thoai"]), ("Email:", "")], (0, 75))
    _request(flow, form, text, fields)
    _dates(flow, form, text, (taken, due))
    _sign(flow, person, rng)
    return Paper("giấy tiếp nhận hồ sơ và hẹn trả kết quả", fields, [sheet])


def _request_of(rng: random.Random) -> tuple[str, date, int]:
    """A mã hồ sơ (Thông tư 03/2025/TT-VPCP, article 13), the day in it, and a procedure."""
    day = draw_date(rng, date(2025, 7, 5), date(2026, 11, 10))
    owner = f"H{rng.randrange(1, 64):02d}.{rng.randrange(10, 100)}.{rng.randrange(10, 100)}"
    return f"{owner}-{day:%y%m%d}-{rng.randrange(1, 10_000):06d}", day, rng.randrange(len(PROCEDURES))


def _fill(sheet: Sheet, fields: dict[str, Value], person: Person, days: tuple[datetime, date]) -> None:
    rng, text = sheet.rng, {name: str(value) for name, value in fields.items()}
    flow = Flow(sheet, Column(28, 194), 18, 285)
    form = Form(Type("Tinos", 13), rng.uniform(1.3, 1.5), dotted=rng.random() < 0.3)
    agency = ["ỦY BAN NHÂN DÂN", person.home.committee, "<b>TRUNG TÂM PHỤC VỤ</b>", "<b>HÀNH CHÍNH CÔNG</b>"]
    place = f"{text['dia_danh']}, {day_month_year(days[0].date())}"
    if rng.random() < 0.4:
        sheet.write("<i>Mẫu số 01</i>", Type("Tinos", 12), flow.column.right, 13, align="right")
    two_heads(flow, Heads(agency, f"Số: {text['so_ky_hieu']}", place))
    flow.y += rng.uniform(4, 7)
    title = Type("Tinos", 14, bold=True)
    centred(flow, "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", title)
    centred(flow, f"Mã hồ sơ: {text['ma_ho_so']}", Type("Tinos", 13, bold=rng.random() < 0.5), leading=1.5)
    flow.y += 3
    _applicant(flow, form, text, person)
    _request(flow, form, text, fields)
    _dates(flow, form, text, days)
    _sign(flow, person, rng)


def _applicant(flow: Flow, form: Form, text: dict[str, str], person: Person) -> None:
    office = f"Trung tâm Phục vụ hành chính công {person.home.commune}"
    row(flow, form, [(office, "")])
    row(flow, form, [("Tiếp nhận hồ sơ của Ông (Bà)/Tổ chức:", text["ho_ten"])])
    row(flow, form, [("Số định danh cá nhân/tổ chức:", text["so_dinh_danh"])])
    row(flow, form, [("Địa chỉ:", text["dia_chi"])])
    row(flow, form, [("Số điện thoại:", text["so_dien_thoai"]), ("Email:", text.get("email", ""))], (0, 75))


def _request(flow: Flow, form: Form, text: dict[str, str], fields: dict[str, Value]) -> None:
    row(flow, form, [("Nội dung yêu cầu giải quyết:", text["noi_dung_yeu_cau"])])
    row(flow, form, [("Thành phần hồ sơ nộp gồm:", "")])
    parts = fields["thanh_phan_ho_so"]
    for number, part in enumerate(parts if isinstance(parts, list) else [], 1):
        flow.paragraph(f"{number}. {part}", form.type_, Shape("left", indent=8, leading=form.leading))
    row(flow, form, [(f"Số lượng hồ sơ: {int(text['so_luong_ho_so']):02d} (bộ)", "")])


def _dates(flow: Flow, form: Form, text: dict[str, str], days: tuple[datetime, date]) -> None:
    taken, due = days
    row(flow, form, [("Thời gian giải quyết hồ sơ theo quy định là:", text["thoi_gian_giai_quyet"])])
    said = f"{taken:%H} giờ {taken:%M} phút, {day_month_year(taken.date())}"
    row(flow, form, [("Thời gian nhận hồ sơ:", said)])
    row(
        flow,
        form,
        [
            (
                "Thời gian trả kết quả giải quyết hồ sơ:",
                f"{flow.sheet.rng.choice((11, 16))} giờ 00 phút, {day_month_year(due)}",
            )
        ],
    )
    row(flow, form, [("Đăng ký nhận kết quả tại:", text["noi_nhan_ket_qua"])])
    book, line = flow.sheet.rng.randrange(1, 6), flow.sheet.rng.randrange(1, 900)
    row(flow, form, [(f"Vào Sổ theo dõi hồ sơ, Quyển số: {book:02d} Số thứ tự: {line}", "")])


def _sign(flow: Flow, person: Person, rng: random.Random) -> None:
    flow.y += 6
    middle, bold = flow.column.middle, Type("Tinos", 13, bold=True)
    left, right = Column(flow.column.left, middle), Column(middle, flow.column.right)
    top = flow.y
    for column, title, name in (
        (left, "NGƯỜI NỘP HỒ SƠ", person.name),
        (right, "NGƯỜI TIẾP NHẬN HỒ SƠ", draw_name(rng, male=False)),
    ):
        flow.y = top
        centred(flow, title, bold, column)
        centred(flow, "<i>(Ký và ghi rõ họ tên)</i>", Type("Tinos", 12), column)
        signature(flow.sheet, (column.middle, flow.y + 11), 24)
        flow.y += 23
        centred(flow, name, bold, column)
