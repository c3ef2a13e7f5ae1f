"""The papers that can be drawn, by the name of their type; names of old forms include their years."""

from samples.papers import cu_tru, dat, doanh_nghiep, don, ho_kinh_doanh, ly_lich_tu_phap
from samples.papers.cards import can_cuoc, can_cuoc_cong_dan, cmnd, gcn_can_cuoc
from samples.papers.ho_tich import (
    chung_sinh,
    hon_nhan,
    ket_hon,
    khai_sinh,
    khai_sinh_cu,
    to_khai,
    trich_luc,
)
from samples.papers.letters import phap_luat, van_ban
from samples.papers.mot_cua import phieu_kiem_soat, phieu_mot_cua, tiep_nhan
from samples.papers.paper import Draw, Paper

TYPES: dict[str, Draw] = {
    "văn bản hành chính": van_ban.draw,
    "giấy khai sinh": khai_sinh.draw,
    "giấy xác nhận tình trạng hôn nhân": hon_nhan.draw,
    "giấy tiếp nhận hồ sơ và hẹn trả kết quả": tiep_nhan.draw_any,
    "giấy chứng nhận đăng ký hộ kinh doanh": ho_kinh_doanh.draw,
    "căn cước công dân": can_cuoc_cong_dan.draw,
    "căn cước": can_cuoc.draw,
    "phiếu yêu cầu bổ sung, hoàn thiện hồ sơ": phieu_mot_cua.draw_supplement,
    "phiếu từ chối tiếp nhận giải quyết hồ sơ": phieu_mot_cua.draw_refusal,
    "phiếu xin lỗi và hẹn lại ngày trả kết quả": phieu_mot_cua.draw_apology,
    "phiếu kiểm soát quá trình giải quyết hồ sơ": phieu_kiem_soat.draw,
    "tờ khai thay đổi thông tin cư trú": cu_tru.draw_ct01,
    "xác nhận thông tin về cư trú": cu_tru.draw_ct07,
    "chứng minh nhân dân": cmnd.draw,
    "giấy khai sinh trước 2016": khai_sinh_cu.draw,
    "bản sao giấy khai sinh": trich_luc.draw_birth_copy,
    "trích lục khai sinh": trich_luc.draw_birth,
    "giấy chứng nhận kết hôn": ket_hon.draw,
    "trích lục kết hôn": trich_luc.draw_marriage,
    "trích lục khai tử": trich_luc.draw_death,
    "giấy chứng sinh": chung_sinh.draw,
    "tờ khai đăng ký khai sinh": to_khai.draw_birth,
    "tờ khai đăng ký khai tử": to_khai.draw_death,
    "tờ khai đăng ký kết hôn": to_khai.draw_marriage,
    "giấy chứng nhận căn cước": gcn_can_cuoc.draw,
    "giấy chứng nhận đăng ký doanh nghiệp": doanh_nghiep.draw,
    "giấy chứng nhận quyền sử dụng đất": dat.draw_book,
    "giấy chứng nhận quyền sử dụng đất mẫu 2024": dat.draw_sheet,
    "phiếu lý lịch tư pháp": ly_lich_tu_phap.draw,
    "đơn đề nghị": don.draw,
    "văn bản quy phạm pháp luật": phap_luat.draw,
}

__all__ = ["TYPES", "Draw", "Paper"]
