"""Real units of the two levels that exist since 1 July 2025, streets, and the agencies that sign papers."""

import random
from dataclasses import dataclass

CITIES = ("Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Cần Thơ", "Hồ Chí Minh")
COMMUNES = {
    "Hà Nội": "phường Ba Đình;phường Cửa Nam;phường Ô Chợ Dừa;phường Hoàng Mai;xã Sóc Sơn;xã Đông Anh;xã Thạch Thất",
    "Hải Phòng": "phường Hồng Bàng;phường Lê Chân;phường Hải Dương;xã Vĩnh Bảo;xã Kiến Thụy",
    "Huế": "phường Thuận Hóa;phường Phú Xuân;phường Hương Thủy;xã Phú Lộc;xã A Lưới 1",
    "Đà Nẵng": "phường Hải Châu;phường Thanh Khê;phường Tam Kỳ;phường Hội An;xã Hòa Vang;xã Đại Lộc",
    "Cần Thơ": "phường Ninh Kiều;phường Cái Răng;phường Ô Môn;phường Sóc Trăng;xã Phong Điền;xã Kế Sách",
    "Hồ Chí Minh": "phường Sài Gòn;phường Bến Thành;phường Thủ Dầu Một;phường Vũng Tàu;xã Củ Chi;xã Cần Giờ",
    "Quảng Ngãi": "phường Cẩm Thành;phường Nghĩa Lộ;phường Kon Tum;xã Tịnh Khê;xã Sơn Tịnh;xã Mộ Đức",
    "Nghệ An": "phường Trường Vinh;phường Thành Vinh;phường Cửa Lò;xã Yên Thành;xã Quỳnh Lưu;xã Đô Lương",
    "Đồng Nai": "phường Trấn Biên;phường Biên Hòa;phường Long Khánh;xã An Viễn;xã Xuân Lộc;xã Long Thành",
    "Lâm Đồng": "phường Xuân Hương - Đà Lạt;phường Phan Thiết;xã Đức Trọng;xã Di Linh;xã Tuy Phong",
    "Bắc Ninh": "phường Kinh Bắc;phường Võ Cường;phường Bắc Giang;xã Gia Bình;xã Lục Ngạn",
    "Thanh Hóa": "phường Hạc Thành;phường Sầm Sơn;phường Bỉm Sơn;xã Hoằng Hóa;xã Nông Cống;xã Thọ Xuân",
    "Gia Lai": "phường Quy Nhơn;phường Pleiku;xã Tuy Phước;xã Chư Sê;xã Phù Cát",
    "Cà Mau": "phường Tân Thành;phường Bạc Liêu;xã Năm Căn;xã Cái Nước;xã Hồng Dân",
    "An Giang": "phường Long Xuyên;phường Châu Đốc;phường Rạch Giá;xã Tri Tôn;xã Giồng Riềng",
    "Vĩnh Long": "phường Long Châu;phường An Hội;phường Trà Vinh;xã Mỏ Cày;xã Cầu Kè",
    "Lào Cai": "phường Yên Bái;phường Lào Cai;phường Sa Pa;xã Bắc Hà;xã Mù Cang Chải",
    "Đắk Lắk": "phường Buôn Ma Thuột;phường Tuy Hòa;xã Krông Pắc;xã Ea Kar;xã Sơn Hòa",
    "Phú Thọ": "phường Việt Trì;phường Vĩnh Yên;phường Hòa Bình;xã Tam Nông;xã Mai Châu",
    "Ninh Bình": "phường Hoa Lư;phường Nam Định;phường Phủ Lý;xã Giao Thủy;xã Kim Sơn",
}
STREETS = "Trần Phú;Lê Lợi;Nguyễn Huệ;Hùng Vương;Lý Thường Kiệt;Phan Chu Trinh;Nguyễn Thị Minh Khai;Võ Văn Kiệt;Hai Bà Trưng;Quang Trung;Điện Biên Phủ;Phạm Ngũ Lão".split(
    ";"
)
HAMLETS = "thôn Đông;thôn Trung Hòa;thôn 3;thôn Phú Mỹ;ấp Bình An;ấp 4;xóm Đồi;xóm 7;bản Nà Cóc;tổ 5;tổ dân phố số 12;khu phố 2;buôn Ea Súp".split(
    ";"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A commune and its province, with a house or hamlet in it."""

    house: str
    commune: str
    province: str

    @property
    def province_kind(self) -> str:
        """tỉnh or thành phố."""
        return "thành phố" if self.province in CITIES else "tỉnh"

    @property
    def commune_name(self) -> str:
        """The commune without its kind."""
        return self.commune.partition(" ")[2]

    @property
    def long(self) -> str:
        """House, commune and province with their kinds."""
        return f"{self.house}, {self.area}"

    @property
    def area(self) -> str:
        """Commune and province with their kinds, as a registry writes them."""
        return f"{self.commune}, {self.province_kind} {self.province}"

    @property
    def short(self) -> str:
        """House, commune and province by name, as cards have them."""
        return f"{self.house[0].upper()}{self.house[1:]}, {self.commune_name}, {self.province}"

    @property
    def committee(self) -> str:
        """The people's committee of the commune."""
        return f"Ủy ban nhân dân {self.commune}"


def draw_place(rng: random.Random, province: str | None = None) -> Place:
    """A place somewhere, or in ``province``."""
    province = province or rng.choice(list(COMMUNES))
    commune = rng.choice(COMMUNES[province].split(";"))
    if commune.startswith("phường") and rng.random() < 0.6:
        house = (
            f"số {rng.randrange(1, 400)}{rng.choice(['', '', '', 'A', '/12'])} đường {rng.choice(STREETS)}"
        )
    else:
        house = rng.choice(HAMLETS)
    return Place(house, commune, province)
