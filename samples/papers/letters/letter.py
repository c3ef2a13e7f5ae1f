"""A văn bản hành chính while it is drawn: its fields so far, and the flow that sets its text."""

import random
from dataclasses import dataclass, field
from datetime import date

from samples.draw.flow import Flow
from samples.draw.sheet import Sheet, Type
from samples.papers.letters.agencies import Agency
from samples.papers.paper import Value

KINDS = {
    "quyết định": "QĐ",
    "công văn": "",
    "tờ trình": "TTr",
    "thông báo": "TB",
    "giấy mời": "GM",
    "báo cáo": "BC",
    "chỉ thị": "CT",
    "kế hoạch": "KH",
    "nghị quyết": "NQ",
    "hướng dẫn": "HD",
    "công điện": "CĐ",
    "phương án": "PA",
    "chương trình": "CTr",
}
"""Kinds drawn here, with the abbreviations of Phụ lục III."""
SENT_TO = {"công văn", "tờ trình", "giấy mời", "công điện"}


@dataclass
class Letter:
    """One văn bản while it is drawn: its fields, and the flow that sets its text."""

    rng: random.Random
    kind: str
    agency: Agency
    day: date
    flow: Flow
    body: Type
    below_heads: float = 0.0
    fields: dict[str, Value] = field(default_factory=dict)
    handwritten: list[str] = field(default_factory=list)

    @property
    def sheet(self) -> Sheet:
        """The page that is being drawn."""
        return self.flow.sheet
