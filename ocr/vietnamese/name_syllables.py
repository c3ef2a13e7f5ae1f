"""Syllables that names of persons in Viet Nam are made of, as a check on how a name was read.

A misread accent mostly gives a syllable that exists but is no name ("Sọn" for "Sơn"). The lists hold
usual names only; a name outside them is not wrong, a person should look at it. They were written from
general knowledge, not taken from any register.
"""

from typing import Final

# Surnames that are rarely a middle or a given name, so that a name that lost its surname is not
# taken for complete.
SURNAMES: Final = frozenset(
    """nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đinh lâm phùng mai tô trương
    trịnh đoàn hà tạ thái cao lương lưu châu tăng quách chu triệu thạch kim sơn la vương từ hứa kiều tống nghiêm
    diệp lục khổng bạch mạc lã lại đàm vi nông ma bế lò quàng cà lường tòng vàng giàng sùng thào hạng cứ lầu chá
    phàn tẩn chẻo bàn lù lùng sầm ninh tôn phí thân bành âu cù cung doãn đậu giang giáp hàn khúc khương khuất
    kha lạc liêu liễu lữ mẫn mạch nhâm nhan nhữ ôn sái thẩm thi thiều thôi tiêu tào tưởng ung uông vưu sa điêu
    điểu ksor siu rơ rmah rơmah nay niê êban ayun kpă rahlan hmok bdap kră cil mấu chamaléa katơr pinăng zơrâm
    briu alăng arất bling bhling pơloong coor hôih riah đèo lèo tráng thền củng sín vừ giừ lao cháng chảo chìu lồ
    mlô byă bya kbuôr knul ksơr hwing hđơk kđoh ktul ktla adrơng êñuôl enuôl bkrông ksă kriêng buônyă
    sần ngụy nhiếp ưng hầu quan tiết viên phó lộ mã trà y""".split()  # noqa: SIM905  (words read best as words)
)
GIVEN: Final = frozenset(
    """ái an anh ánh ân ấn âu ba bá bạch bài ban bản bàng báo bảo bay bắc bằng bắp bé bền bi bích biên bình bính bông
    bốn bút bửu ca cam can cảnh cao cảm cầm cẩm cẩn cần cát căn cậy chanh chánh chạy châm chấn chất châu chi chí chỉ chiêm
    chiên chiến chiều chiểu chín chinh chính chúc chung chuyên chuyền chuyển chức chương chưởng công cơ cúc cung cương
    cường cử cừ cửu da danh dân dần dậu di dị diễm diễn diện diệp diệu dinh dĩnh dõi doan doanh dung dũng duy duyên dư
    dự dưỡng dương đa đài đại đàm đạm đan đán đang đào đạo đáng đản đạt đăng đắc đằng đặng đệ điền điểm điện điệp đình
    đính định đoài đoan đoàn đoạt đô đồng đông độ đợi đời đức đương đường em gái gấm gia giác giai giang giao giáp giàu
    hai hà hạ hải hải hân hán hàn hạnh hảo hào hạo hậu hằng hăng hiên hiền hiến hiển hiệp hiếu hiệu hinh hiểu hoa hóa
    hòa hoà hoài hoàn hoan hoàng hoạt hoạch hồ hồi hội hồng hợi hợp hợi huân huấn huệ huê hùng hưng hương hường hướng
    huy huyên huyền huyến huynh huỳnh hữu hy kha khả khải khang khanh khánh khiêm khiết khiêm khoa khoát khôi khởi khuê
    khương khuyên khuyến khưu kiên kiệm kiện kiều kiệt kiểu kim kính kỳ kỷ ký lạc lài lai lại lam lan lành lãm lâm lân
    lập lễ lê lệ lịch liêm liên liễn liễu linh lĩnh lĩnh lịnh loan loát long lộc lợi lôi luân luật luận luyến luyện
    lụa lũy lực lưu lương lượng lý lựu ly mạc mai mãi mạnh mãn mẫn mậu mận mây mến mi miên miền minh mơ mùa mùi muội
    muộn mười mừng mỹ my na nam năm nga ngà ngãi ngạn ngân nghi nghĩ nghĩa nghiêm nghiệp ngoan ngọ ngọc ngôn nguyên
    nguyễn nguyện nguyệt ngừng nhã nhạc nhài nhàn nhạn nhân nhâm nhất nhật nhẫn nhi nhị nhiên nhiệm nhiều nhinh nho
    nhơn nhu nhung nhuần nhuận như nhựt niệm ninh nịnh nở nữ nương oai oanh pha phan pháp phát phấn phận phi phiên
    phin phong phòng phó phóng phú phúc phụng phùng phước phương phượng phường phi quan quang quảng quân quất quế quốc
    quy quí quý quyên quyền quyến quyết quyển quỳnh quới rạng rồng sa san sang sáng sanh sành sao sáu sâm sen sinh son
    sơn soạn song sử sự sửu sương sỹ sĩ sỷ tá tài tạo tám tâm tân tấn tần tập tất tây thạch thạc thái thám thanh thành
    thạnh thao thảo thăng thắng thắm thắm thân thập thất thậm thật thế thêm thi thìn thị thích thiêm thiên thiện thiệp
    thiệt thiệu thiều thịnh thoa thoan thoại thoáng thọ thông thơ thơm thới thời thu thuần thuận thuật thục thủy thuỷ
    thùy thúy thuý thuyên thuyết thuyền thư thứ thức thực thường thương thưởng thượng thi tiềm tiên tiến tiền tiệp
    tiết tín tình tính tịnh toan toàn toại toán tố tốt tôn tốn tơ tới trà trác trạch trang tráng tranh trãi trâm trầm
    trân trấn trận tri trì trí trị triển triết triệu trinh trình trịnh trọng trông trúc trung trường trưởng trương
    trực trừ tú tuân tuấn tuất tuệ tụ tùng tuyên tuyền tuyến tuyết tuyển tư tứ tự tường tưởng tươi tương tý tỵ út uy
    uyên uyển ưng ứng vân vàng văn vạn vấn vẻ viên viễn viện việt vinh vĩnh vị vọng vui vũ võ vụ vượng vương vững vy
    vĩ vi xa xoan xoa xuân xuyên xuyến xứng xương ý yên yến á ẩn ư a
    bưởi duẩn hòe hoè húc khắc khâm khoan khôn lãng mị mộc mộng mỵ nết nghê nghị ngoãn nụ phẩm thụ thụy thuỵ trụ truyền
    ước vận""".split()  # noqa: SIM905  (words read best as words)
)
