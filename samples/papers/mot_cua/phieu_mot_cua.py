"""Slips of a one-stop office for the applicant: papers are missing, the request is refused, the result is late.

Forms 02 to 04 of Thông tư 01/2018/TT-VPCP and of Phụ lục I, Thông tư 03/2025/TT-VPCP.
"""

import random
from datetime import date, timedelta

from samples.draw.flow import Flow, Shape
from samples.draw.form import Form, row
from samples.papers.mot_cua.shared import Request, begin, clerk, draw_request, sign, title
from samples.papers.paper import Paper, Value
from samples.people import draw_name, draw_phone
from samples.words import day_month_year, slashed

REASONS = (
    "Thành phần hồ sơ chưa đầy đủ theo quy định của thủ tục hành chính",
    "Thông tin trong tờ khai chưa thống nhất với giấy tờ kèm theo",
    "Giấy tờ kèm theo đã hết giá trị sử dụng tại thời điểm nộp hồ sơ",
    "Bản sao chưa được chứng thực theo quy định",
)
REFUSALS = (
    "Hồ sơ không thuộc thẩm quyền giải quyết của cơ quan tiếp nhận",
    "Thửa đất đang có tranh chấp, chưa đủ điều kiện giải quyết theo quy định",
    "Người yêu cầu không thuộc đối tượng được hưởng chính sách theo quy định",
)
DELAYS = (
    "Cơ quan phối hợp chưa gửi kết quả xác minh",
    "Hồ sơ cần xác minh thêm tại cơ sở",
    "Hệ thống thông tin bị gián đoạn trong quá trình xử lý",
)
ADDITIONS = (
    "Bổ sung bản chính giấy tờ để đối chiếu",
    "Ghi đầy đủ thông tin tại mục người yêu cầu của tờ khai",
    "Bổ sung văn bản ủy quyền đã được chứng thực",
    "Nộp lại bản sao có chứng thực còn giá trị",
)


def draw_supplement(rng: random.Random, dpi: int, *, old: bool | None = None) -> Paper:
    """Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ."""
    asked = draw_request(rng, old=old)
    number = f"{rng.randrange(1, 900):02d}/{'HDHS' if asked.old else 'PBS-TTPVHCC'}"
    fields = asked.fields(number) | _applicant(rng, asked)
    wanted = [*rng.sample(asked.parts, 1), *rng.sample(ADDITIONS, rng.randrange(1, 3))]
    fields |= {"noi_dung_bo_sung": list(wanted), "ly_do": rng.choice(REASONS)}
    flow, form = begin(rng, dpi, asked, number, "Mẫu số 02")
    title(flow, "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ")
    text = _text(fields)
    row(flow, form, [("Hồ sơ của:", text["ho_ten"])])
    row(flow, form, [("Nội dung yêu cầu giải quyết:", text["noi_dung_yeu_cau"])])
    _address(flow, form, text)
    row(flow, form, [("Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:", "")])
    for at, part in enumerate(wanted, 1):
        flow.paragraph(f"{at}. {part}", form.type_, Shape("left", indent=8, leading=form.leading))
    row(flow, form, [("Lý do:", text["ly_do"])])
    help_ = f"Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, Ông (Bà) liên hệ với {asked.office}, số điện thoại {draw_phone(rng)} để được hướng dẫn./."
    flow.paragraph(help_, form.type_, Shape(indent=10, leading=form.leading))
    sign(flow, ("NGƯỜI HƯỚNG DẪN", clerk(rng)))
    return Paper("phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", fields, [flow.sheet])


def draw_refusal(rng: random.Random, dpi: int, *, old: bool | None = None) -> Paper:
    """Phiếu từ chối tiếp nhận giải quyết hồ sơ."""
    asked = draw_request(rng, old=old)
    number = f"{rng.randrange(1, 400):02d}/{'BPTNTKQ' if asked.old else 'PTC-TTPVHCC'}"
    fields = asked.fields(number) | _applicant(rng, asked)
    if not asked.old:
        fields |= {"so_dinh_danh": asked.person.number, "ma_ho_so": asked.code}
    fields |= {"ly_do": rng.choice(REFUSALS)}
    flow, form = begin(rng, dpi, asked, number, "Mẫu số 03")
    title(flow, "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ")
    text = _text(fields)
    if asked.old:
        row(flow, form, [(asked.office, "")])
    row(flow, form, [("Tiếp nhận hồ sơ của:", text["ho_ten"])])
    if not asked.old:
        row(flow, form, [("Số định danh cá nhân/tổ chức:", text["so_dinh_danh"])])
    _address(flow, form, text)
    if not asked.old:
        row(flow, form, [("Mã hồ sơ (nếu có):", text["ma_ho_so"])])
    row(flow, form, [("Nội dung yêu cầu giải quyết:", text["noi_dung_yeu_cau"])])
    said = f"Qua xem xét, {asked.office} thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau: {form.value(text['ly_do'])}."
    flow.paragraph(said, form.type_, Shape(indent=10, leading=form.leading))
    flow.paragraph("Xin thông báo cho Ông (Bà) được biết và thực hiện./.", form.type_, Shape(indent=10))
    sign(flow, ("NGƯỜI NỘP HỒ SƠ", asked.person.name), ("NGƯỜI TIẾP NHẬN HỒ SƠ", clerk(rng)))
    return Paper("phiếu từ chối tiếp nhận giải quyết hồ sơ", fields, [flow.sheet])


def draw_apology(rng: random.Random, dpi: int, *, old: bool | None = None) -> Paper:
    """Phiếu xin lỗi: in 2018 with a new day for the result, since 2025 with a request for more time."""
    asked = draw_request(rng, old=old)
    number = f"{rng.randrange(1, 300):02d}/{'PXL' if asked.old else 'PXL-TTPVHCC'}"
    due = asked.day - timedelta(days=rng.randrange(0, 3))
    taken, again = (
        due - timedelta(days=rng.randrange(5, 25)),
        asked.day + timedelta(days=rng.randrange(3, 15)),
    )
    fields = asked.fields(number)
    fields |= {
        "kinh_gui": f"Ông (Bà) {asked.person.name}",
        "ho_ten": asked.person.name,
        "ma_ho_so": asked.code,
        "noi_dung_yeu_cau": asked.procedure,
        "ngay_hen_tra": due.isoformat(),
        "ly_do": rng.choice(DELAYS),
        "ngay_hen_tra_moi": again.isoformat(),
        "nguoi_ky": draw_name(rng, male=rng.random() < 0.6),
    }
    if not asked.old:
        fields["so_dinh_danh"] = asked.person.number
    flow, form = begin(rng, dpi, asked, number, "Mẫu số 04")
    if asked.old:
        title(flow, "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ")
    else:
        title(flow, "PHIẾU XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN", "THỜI GIAN GIẢI QUYẾT")
    flow.paragraph(f"Kính gửi: {fields['kinh_gui']}", form.type_, Shape("center", leading=1.6))
    for said in _apology(asked, _text(fields), (taken, due, again)):
        flow.paragraph(said, form.type_, Shape(indent=10, leading=form.leading))
    fields["chuc_vu_nguoi_ky"] = rng.choice(("GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"))
    sign(flow, (str(fields["chuc_vu_nguoi_ky"]), str(fields["nguoi_ky"])))
    return Paper("phiếu xin lỗi và hẹn lại ngày trả kết quả", fields, [flow.sheet])


def _apology(asked: Request, text: dict[str, str], days: tuple[date, date, date]) -> list[str]:
    taken, due, again = days
    who = f"Ông (Bà) {text['ho_ten']}"
    number = "" if asked.old else f"; số định danh: {text['so_dinh_danh']}"
    return [
        f"{day_month_year(taken).capitalize()}, {asked.office} tiếp nhận giải quyết hồ sơ đề nghị giải quyết thủ tục hành chính {text['noi_dung_yeu_cau']} của {who}{number}; mã số hồ sơ: {text['ma_ho_so']}.",
        f"Thời gian hẹn trả kết quả giải quyết hồ sơ: 16 giờ, {day_month_year(due)}.",
        f"Tuy nhiên đến nay, {asked.office} chưa trả kết quả giải quyết hồ sơ của {who} đúng thời hạn ghi trong Giấy tiếp nhận hồ sơ và hẹn trả kết quả.",
        f"Lý do: {text['ly_do']}.",
        f"{asked.office} xin lỗi {who} và sẽ trả kết quả giải quyết hồ sơ vào ngày {slashed(again)}.",
        "Rất mong nhận được sự thông cảm của Ông (Bà) vì sự chậm trễ này./.",
    ]


def _applicant(rng: random.Random, asked: Request) -> dict[str, Value]:
    fields: dict[str, Value] = {
        "ho_ten": asked.person.name,
        "dia_chi": asked.person.home.long,
        "so_dien_thoai": draw_phone(rng),
        "noi_dung_yeu_cau": asked.procedure,
    }
    return fields if rng.random() < 0.3 else fields | {"email": asked.person.mail}


def _address(flow: Flow, form: Form, text: dict[str, str]) -> None:
    row(flow, form, [("Địa chỉ:", text["dia_chi"])])
    row(flow, form, [("Số điện thoại:", text["so_dien_thoai"]), ("Email:", text.get("email", ""))], (0, 75))


def _text(fields: dict[str, Value]) -> dict[str, str]:
    return {name: str(value) for name, value in fields.items()}
