"""What văn bản hành chính talk about: subjects, legal grounds and sentences that fit any of them, invented here."""

import random

SUBJECTS = (
    "tăng cường số hóa hồ sơ, kết quả giải quyết thủ tục hành chính",
    "rà soát, đơn giản hóa thủ tục hành chính năm 2026",
    "triển khai công tác phòng, chống thiên tai và tìm kiếm cứu nạn",
    "chấn chỉnh việc tiếp nhận và trả kết quả tại Bộ phận Một cửa",
    "tổ chức Hội thi tìm hiểu pháp luật về hộ tịch",
    "cử công chức tham dự lớp bồi dưỡng nghiệp vụ văn thư, lưu trữ",
    "kiểm tra an toàn thực phẩm dịp Tết Nguyên đán",
    "công bố danh mục thủ tục hành chính được sửa đổi, bổ sung",
    "phê duyệt danh sách hộ nghèo, hộ cận nghèo",
    "thành lập Tổ công nghệ số cộng đồng",
    "hỗ trợ khắc phục hậu quả mưa lũ",
    "tổng kết phong trào toàn dân bảo vệ an ninh Tổ quốc",
    "cấp phát trang thiết bị phục vụ số hóa tài liệu lưu trữ",
    "kiện toàn Ban Chỉ đạo cải cách hành chính",
    "tiếp nhận ý kiến góp ý dự thảo quy chế làm việc",
    "sửa chữa, nâng cấp tuyến đường liên thôn",
    "giao chỉ tiêu khám sức khỏe nghĩa vụ quân sự",
    "thực hiện chế độ báo cáo định kỳ về giáo dục mầm non",
    "xử lý vi phạm hành lang an toàn lưới điện",
    "bổ sung kinh phí mua sắm thiết bị dạy học",
)
GROUNDS = (
    "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
    "Luật Lưu trữ ngày 21 tháng 6 năm 2024",
    "Luật Căn cước ngày 27 tháng 11 năm 2023",
    "Luật Hộ tịch ngày 20 tháng 11 năm 2014",
    "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư",
    "Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông",
    "Nghị định số 123/2015/NĐ-CP ngày 15 tháng 11 năm 2015 của Chính phủ quy định chi tiết một số điều của Luật Hộ tịch",
    "Thông tư số 01/2023/TT-VPCP ngày 05 tháng 4 năm 2023 của Văn phòng Chính phủ",
    "Kế hoạch công tác năm 2026 của Ủy ban nhân dân tỉnh",
)
STARTERS = (
    "Trong thời gian qua",
    "Qua kiểm tra thực tế tại cơ sở",
    "Để kịp thời khắc phục các tồn tại nêu trên",
    "Nhằm nâng cao chất lượng phục vụ người dân và doanh nghiệp",
    "Theo báo cáo của các đơn vị",
    "Trên cơ sở kết quả rà soát",
    "Bên cạnh những kết quả đạt được",
    "Từ nay đến hết quý IV",
)
ACTORS = (
    "các phòng chuyên môn",
    "Trung tâm Phục vụ hành chính công",
    "công chức được phân công",
    "trưởng các thôn, tổ dân phố",
    "bộ phận văn thư",
    "Tổ công nghệ số cộng đồng",
    "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân",
    "thủ trưởng các cơ quan, đơn vị",
)
DUTIES = (
    "khẩn trương rà soát toàn bộ hồ sơ còn tồn đọng, phân loại theo từng lĩnh vực và lập danh sách cụ thể",
    "niêm yết công khai thủ tục, phí, lệ phí và thời hạn giải quyết tại trụ sở",
    "bố trí người trực tiếp hướng dẫn người cao tuổi, người khuyết tật khi đến làm thủ tục",
    "chịu trách nhiệm về tính chính xác của dữ liệu đã số hóa và không yêu cầu nộp lại giấy tờ đã có",
    "phối hợp chặt chẽ với lực lượng công an trong việc xác thực thông tin cư trú",
    "tuyên truyền bằng nhiều hình thức như loa truyền thanh, nhóm Zalo, bảng tin khu dân cư",
    "bảo quản tài liệu đúng quy định, không để thất lạc, ẩm mốc hoặc hư hỏng",
    "kiểm tra đột xuất, kịp thời nhắc nhở và xử lý nghiêm trường hợp gây phiền hà, sách nhiễu",
    "dự toán kinh phí, trang bị máy quét và đường truyền đủ điều kiện vận hành",
    "báo cáo kết quả thực hiện trước ngày 25 hằng tháng để tổng hợp",
    "lồng ghép nguồn vốn, ưu tiên vùng sâu, vùng xa và đồng bào dân tộc thiểu số",
    "tổ chức lấy ý kiến đánh giá mức độ hài lòng, tiếp thu phản ánh, kiến nghị qua đường dây nóng",
)
RESULTS = (
    "tỷ lệ hồ sơ giải quyết đúng và trước hạn đạt {a},{b}%",
    "đã tiếp nhận {c} hồ sơ, trong đó {d} hồ sơ nộp trực tuyến",
    "vẫn còn {d} trường hợp trễ hẹn do thiếu xác nhận của cơ quan phối hợp",
    "số hóa được {c} trang tài liệu, đạt {a}% kế hoạch giao",
    "tổng kinh phí đã sử dụng là {e}.000 đồng",
    "ghi nhận {d} lượt phản ánh, tất cả đã được trả lời",
)


def sentence(rng: random.Random) -> str:
    """One whole sentence with a result or a duty."""
    if rng.random() < 0.45:
        return f"{rng.choice(STARTERS)}, {result(rng)}; {result(rng)}."
    return f"{rng.choice(STARTERS)}, {rng.choice(ACTORS)} cần {rng.choice(DUTIES)}."


def duty(rng: random.Random) -> str:
    """Who must do what."""
    actor = rng.choice(ACTORS)
    return f"{actor[0].upper()}{actor[1:]} {rng.choice(DUTIES)}; {rng.choice(DUTIES)}."


def result(rng: random.Random) -> str:
    """A clause with figures."""
    return rng.choice(RESULTS).format(
        a=rng.randrange(70, 100),
        b=rng.randrange(10),
        c=f"{rng.randrange(1, 30)}.{rng.randrange(1000):03d}",
        d=rng.randrange(2, 400),
        e=rng.randrange(20, 900),
    )


def paragraph(rng: random.Random, sentences: int) -> str:
    """Some sentences."""
    return " ".join(sentence(rng) for _ in range(sentences))
