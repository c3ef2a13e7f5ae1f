"""Phiếu kiểm soát quá trình giải quyết hồ sơ: who worked on a dossier and when (form 06, in 2018 form 05)."""

import random
from datetime import timedelta
from itertools import pairwise

from samples.draw.form import row
from samples.draw.sheet import Type
from samples.draw.table import table
from samples.papers.mot_cua.shared import Request, begin, draw_request, title
from samples.papers.paper import Paper
from samples.words import slashed

HANDS = ("Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Văn phòng HĐND và UBND", "Công chức Tư pháp - Hộ tịch")
PARTNERS = ("Công an xã", "Chi nhánh Văn phòng đăng ký đất đai", "Thuế cơ sở", "Trạm Y tế")
HEADS = ("Tên đơn vị", "Thời gian giao nhận hồ sơ", "Kết quả giải quyết hồ sơ", "Ghi chú")
OLD_HEADS = ("Tên cơ quan", "Thời gian giao, nhận hồ sơ", "Kết quả giải quyết hồ sơ", "Ghi chú")


def draw(rng: random.Random, dpi: int, *, old: bool | None = None) -> Paper:
    """A control slip on which a dossier was passed on two or three times."""
    asked = draw_request(rng, old=old)
    number = f"{rng.randrange(1, 2000):02d}/{'PKS' if asked.old else 'PKS-TTPVHCC'}"
    due = asked.day + timedelta(days=rng.randrange(5, 22))
    steps = _steps(rng, asked)
    fields = asked.fields(number)
    fields |= {
        "ma_ho_so": asked.code,
        "co_quan_giai_quyet": steps[0]["don_vi"].rpartition("Nhận: ")[2],
        "co_quan_phoi_hop": rng.choice(PARTNERS),
        "luan_chuyen": steps,
    }
    flow, form = begin(rng, dpi, asked, number, "Mẫu số 05" if asked.old else "Mẫu số 06")
    title(flow, "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ")
    row(flow, form, [("Mã số hồ sơ:", asked.code)])
    row(flow, form, [("Cơ quan (bộ phận) giải quyết hồ sơ:", str(fields["co_quan_giai_quyet"]))])
    row(flow, form, [("Cơ quan phối hợp giải quyết hồ sơ:", str(fields["co_quan_phoi_hop"]))])
    if not asked.old:
        fields |= {"ngay_tiep_nhan": asked.day.isoformat(), "ngay_hen_tra": due.isoformat()}
        row(flow, form, [("Ngày nhận:", slashed(asked.day))])
        row(flow, form, [("Hẹn trả kết quả vào:", f"16 giờ 00 phút, ngày {slashed(due)}")])
    flow.y += 2
    keys = ("don_vi", "thoi_gian", "ket_qua", "ghi_chu")
    rows = [list(OLD_HEADS if asked.old else HEADS), *([step.get(key, "") for key in keys] for step in steps)]
    table(flow, Type("Tinos", 12), [54, 46, 42, 24], rows, ["left", "left", "center", "left"])
    return Paper("phiếu kiểm soát quá trình giải quyết hồ sơ", fields, [flow.sheet])


def _steps(rng: random.Random, asked: Request) -> list[dict[str, str]]:
    counter = "Bộ phận Tiếp nhận và Trả kết quả" if asked.old else "Trung tâm Phục vụ hành chính công"
    hands = [counter, *rng.sample(HANDS, rng.randrange(1, 3)), counter]
    day, steps = asked.day, []
    for giver, taker in pairwise(hands):
        when = f"{rng.randrange(7, 17):02d} giờ {rng.randrange(60):02d} phút, ngày {slashed(day)}"
        step = {"don_vi": f"Giao: {giver} Nhận: {taker}", "thoi_gian": when}
        step["ket_qua"] = rng.choice(("Trước hạn", "Đúng hạn", "Đúng hạn", "Quá hạn"))
        steps.append(step)
        day += timedelta(days=rng.randrange(1, 4))
    return steps
