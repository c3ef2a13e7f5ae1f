"""What the stamps of urgency and of secrecy say (Nghị định 30/2020/NĐ-CP; Luật Bảo vệ bí mật nhà nước), the longest first."""

from typing import Final

URGENCY: Final = ("HỎA TỐC HẸN GIỜ", "HỎA TỐC", "THƯỢNG KHẨN", "KHẨN")
SECRECY: Final = ("TUYỆT MẬT", "TỐI MẬT", "MẬT")
