"""Pages drawn for the tests of image cleaning: known angle, known turn, known ink."""

import random
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

FONTS = (
    "/usr/share/fonts/truetype/croscore/Tinos-{}.ttf",
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-{}.ttf",
)
SENTENCES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Xét đề nghị của Trưởng phòng Tư pháp tại Tờ trình số 45/TTr-PTP về việc",
    "bổ nhiệm công chức, Ủy ban nhân dân xã quyết định như sau đây:",
    "Điều 1. Phê duyệt danh mục thủ tục hành chính được sửa đổi, bổ sung",
    "trong lĩnh vực hộ tịch thuộc thẩm quyền giải quyết của cấp xã.",
    "Chánh Văn phòng và các đơn vị liên quan chịu trách nhiệm thi hành.",
    "Người yêu cầu nộp một bộ hồ sơ trực tiếp hoặc qua bưu chính công ích,",
    "cơ quan tiếp nhận kiểm tra ngay tính hợp lệ của giấy tờ đã nộp.",
)
BLACK, RED = (20, 20, 25), (205, 30, 45)


def font(pixels: int, cut: str = "Regular") -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    path = next((path for path in (name.format(cut) for name in FONTS) if Path(path).exists()), None)
    return ImageFont.truetype(path, pixels) if path else ImageFont.load_default(pixels)


class Sheet:
    """A sheet of paper, sizes in millimetres, that grows text, tables, seals and photographs."""

    def __init__(self, dpi: int = 200, size: tuple[float, float] = (210, 297), paper: int = 250) -> None:
        self.dpi = dpi
        self.image = Image.new("RGB", (self.px(size[0]), self.px(size[1])), (paper,) * 3)
        self.draw = ImageDraw.Draw(self.image)

    def px(self, millimetres: float) -> int:
        return round(millimetres * self.dpi / 25.4)

    def at(self, x: float, y: float) -> tuple[int, int]:
        return self.px(x), self.px(y)

    def text(self, x, y, words, points=13, colour=BLACK, cut="Regular"):
        self.draw.text(self.at(x, y), words, fill=colour, font=font(round(points / 72 * self.dpi), cut))
        return self

    def header(self):
        self.text(25, 20, "ỦY BAN NHÂN DÂN", cut="Bold").text(
            85, 20, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12.5, cut="Bold"
        )
        self.text(28, 26, "XÃ HÒA BÌNH", cut="Bold").text(102, 26, "Độc lập - Tự do - Hạnh phúc", cut="Bold")
        return self.text(28, 35, "Số: 125/QĐ-UBND").text(105, 35, "Hòa Bình, ngày 05 tháng 6 năm 2026")

    def body(self, top=50.0, lines=28, seed=0, x=30, points=13):
        dice = random.Random(seed)
        for line in range(lines):
            self.text(x, top + line * points * 0.55, dice.choice(SENTENCES), points)
        return self

    def table(self, top=60.0, rows=8, seed=0):
        dice = random.Random(seed)
        for row in range(rows + 1):
            y = top + row * 9
            self.draw.line([self.at(25, y), self.at(190, y)], fill=BLACK, width=2)
            if row < rows:
                self.text(27, y + 2, str(row + 1)).text(42, y + 2, dice.choice(SENTENCES)[:38])
                self.text(140, y + 2, str(dice.randrange(10**6)))
        for x in (25, 40, 138, 190):
            self.draw.line([self.at(x, top), self.at(x, top + rows * 9)], fill=BLACK, width=2)
        return self

    def photo(self, left=130.0, top=150.0, width=50.0, height=60.0, seed=0):
        dice = np.random.default_rng(seed)
        coarse = dice.uniform(20, 230, (8, 7, 3)).astype(np.float32)
        pixels = cv2.resize(coarse, (self.px(width), self.px(height)), interpolation=cv2.INTER_CUBIC)
        self.image.paste(Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)), self.at(left, top))
        return self

    def seal(self, x=140.0, y=230.0, across=36.0, colour=RED):
        for radius, width in ((across / 2, 0.9), (across / 3, 0.5)):
            box = [self.at(x - radius, y - radius), self.at(x + radius, y + radius)]
            self.draw.ellipse([*box[0], *box[1]], outline=colour, width=max(2, self.px(width)))
        for turn in range(18):
            letter = Image.new("L", (self.px(5), self.px(5)), 0)
            ImageDraw.Draw(letter).text((self.px(1), 0), "ỦYBANHÒ"[turn % 7], fill=255, font=font(self.px(4)))
            letter = letter.rotate(-turn * 20)
            angle = np.radians(turn * 20 - 90)
            spot = (x + across * 0.415 * np.cos(angle) - 2.5, y + across * 0.415 * np.sin(angle) - 2.5)
            self.image.paste(Image.new("RGB", letter.size, colour), self.at(*spot), letter)
        star = [
            self.at(x + r * np.sin(k * np.pi / 5), y - r * np.cos(k * np.pi / 5))
            for k, r in enumerate([across / 6, across / 14] * 5)
        ]
        self.draw.polygon(star, fill=colour)
        return self

    @property
    def pixels(self) -> np.ndarray:
        return np.asarray(self.image)


def rotated(pixels: np.ndarray, degrees: float, fill: int = 250) -> np.ndarray:
    """The page as if laid on the glass turned by ``degrees`` clockwise; the canvas grows with it."""
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    size = (int(height * sin + width * cos), int(height * cos + width * sin))
    matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    return cv2.warpAffine(pixels, matrix, size, flags=cv2.INTER_CUBIC, borderValue=(fill,) * 3)


def noisy(pixels: np.ndarray, spread: float = 5.0, seed: int = 0) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(0, spread, pixels.shape[:2])
    return np.clip(pixels + (noise if pixels.ndim == 2 else noise[..., None]), 0, 255).astype(np.uint8)


KINDS: dict[str, Callable[[int], Sheet]] = {
    "text": lambda seed: Sheet().header().body(seed=seed),
    "few": lambda seed: Sheet().body(90, 3, seed),
    "table": lambda seed: Sheet().header().table(60, 14, seed).body(195, 3, seed),
    "header": lambda _: Sheet().header().text(85, 60, "QUYẾT ĐỊNH", 14, cut="Bold"),
    "photo": lambda seed: Sheet().header().body(50, 10, seed).photo(seed=seed),
    "sealed": lambda seed: Sheet().header().body(50, 18, seed).seal(),
}


@pytest.fixture
def sheet() -> Callable[..., Sheet]:
    return Sheet


@pytest.fixture
def kinds() -> dict[str, Callable[[int], Sheet]]:
    return KINDS


@pytest.fixture
def laid_askew() -> Callable[..., np.ndarray]:
    return rotated


@pytest.fixture
def with_noise() -> Callable[..., np.ndarray]:
    return noisy
