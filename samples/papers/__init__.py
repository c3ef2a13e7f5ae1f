"""The papers that can be drawn, by the name of their type."""

from samples.papers import (
    can_cuoc,
    can_cuoc_cong_dan,
    cu_tru,
    ho_kinh_doanh,
    hon_nhan,
    khai_sinh,
    phieu_kiem_soat,
    phieu_mot_cua,
    tiep_nhan,
    van_ban,
)
from samples.papers.paper import Draw, Paper

TYPES: dict[str, Draw] = {
    "văn bản hành chính": van_ban.draw,
    "giấy khai sinh": khai_sinh.draw,
    "giấy xác nhận tình trạng hôn nhân": hon_nhan.draw,
    "giấy tiếp nhận hồ sơ và hẹn trả kết quả": tiep_nhan.draw,
    "giấy chứng nhận đăng ký hộ kinh doanh": ho_kinh_doanh.draw,
    "căn cước công dân": can_cuoc_cong_dan.draw,
    "căn cước": can_cuoc.draw,
    "phiếu yêu cầu bổ sung, hoàn thiện hồ sơ": phieu_mot_cua.draw_supplement,
    "phiếu từ chối tiếp nhận giải quyết hồ sơ": phieu_mot_cua.draw_refusal,
    "phiếu xin lỗi và hẹn lại ngày trả kết quả": phieu_mot_cua.draw_apology,
    "phiếu kiểm soát quá trình giải quyết hồ sơ": phieu_kiem_soat.draw,
    "tờ khai thay đổi thông tin cư trú": cu_tru.draw_ct01,
    "xác nhận thông tin về cư trú": cu_tru.draw_ct07,
}

__all__ = ["TYPES", "Draw", "Paper"]
