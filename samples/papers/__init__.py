"""The papers that can be drawn, by the name of their type."""

from samples.papers import can_cuoc, can_cuoc_cong_dan, ho_kinh_doanh, hon_nhan, khai_sinh, tiep_nhan, van_ban
from samples.papers.paper import Draw, Paper

TYPES: dict[str, Draw] = {
    "văn bản hành chính": van_ban.draw,
    "giấy khai sinh": khai_sinh.draw,
    "giấy xác nhận tình trạng hôn nhân": hon_nhan.draw,
    "giấy tiếp nhận hồ sơ và hẹn trả kết quả": tiep_nhan.draw,
    "giấy chứng nhận đăng ký hộ kinh doanh": ho_kinh_doanh.draw,
    "căn cước công dân": can_cuoc_cong_dan.draw,
    "căn cước": can_cuoc.draw,
}

__all__ = ["TYPES", "Draw", "Paper"]
