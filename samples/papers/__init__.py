"""The papers that can be drawn, by the name of their type."""

from samples.papers import can_cuoc_cong_dan, khai_sinh, van_ban
from samples.papers.paper import Draw, Paper

TYPES: dict[str, Draw] = {
    "văn bản hành chính": van_ban.draw,
    "giấy khai sinh": khai_sinh.draw,
    "căn cước công dân": can_cuoc_cong_dan.draw,
}

__all__ = ["TYPES", "Draw", "Paper"]
