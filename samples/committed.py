"""The set of samples in ``samples/dossiers``: every type, every condition, every kind of input file.

Seeds are fixed, so drawing the set again gives the same pixels.
"""

import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

from PIL import Image

from samples.draw.sheet import Sheet
from samples.files import Scan, encoded, pdf, save, scan, truth_of, write_truth
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
from samples.people import Person, draw_person
from samples.vector import born_digital

FOLDER = "H17.28.22-261102-000123"
ARCHIVE = "H36.41.07-261015-000077"


@dataclass(frozen=True, slots=True)
class Sample:
    """One file of the set."""

    name: str
    draw: Callable[..., Paper]
    condition: str
    seed: int
    dpi: int = 200
    quality: int = 74

    def scan(self) -> Scan:
        """Draw it and apply its condition."""
        rng = random.Random(self.seed)
        return scan(self.draw(rng, self.dpi), self.condition, rng)


def _letter(kind: str, length: int = 4) -> Draw:
    return partial(van_ban.draw, kind=kind, length=length)


def _side(module_draw: Callable[..., Paper], side: str) -> Draw:
    return partial(module_draw, side=side)


SINGLE = (
    Sample("quyet-dinh-01.jpg", _letter("quyết định"), "clean", 1),
    Sample("quyet-dinh-02.jpg", _letter("quyết định"), "photo", 102),
    Sample("cong-van-01.jpg", _letter("công văn"), "office", 2),
    Sample("cong-van-02.jpg", _letter("công văn", 3), "copy", 103),
    Sample("to-trinh-01.pdf", _letter("tờ trình", 9), "office", 3),
    Sample("thong-bao-01.jpg", _letter("thông báo"), "photo", 5),
    Sample("chi-thi-01.tif", _letter("chỉ thị", 9), "copy", 104),
    Sample("giay-moi-01.jpg", _letter("giấy mời", 3), "office", 105),
    Sample("khai-sinh-01.jpg", partial(khai_sinh.draw, hand=False), "clean", 6),
    Sample("khai-sinh-02.jpg", partial(khai_sinh.draw, hand=False), "office", 7),
    Sample("khai-sinh-03.jpg", partial(khai_sinh.draw, hand=False), "photo", 107),
    Sample("khai-sinh-04.pdf", partial(khai_sinh.draw, hand=False), "copy", 108),
    Sample("khai-sinh-05.jpg", partial(khai_sinh.draw, hand=True), "office", 106),
    Sample("hon-nhan-01.jpg", hon_nhan.draw, "office", 109),
    Sample("hon-nhan-02.pdf", hon_nhan.draw, "copy", 110),
    Sample("hon-nhan-03.jpg", hon_nhan.draw, "photo", 111),
    Sample("tiep-nhan-01.png", tiep_nhan.draw, "clean", 112, 150),
    Sample("tiep-nhan-02.jpg", tiep_nhan.draw, "copy", 113),
    Sample("ho-kinh-doanh-01.jpg", ho_kinh_doanh.draw, "office", 114),
    Sample("ho-kinh-doanh-02.jpg", ho_kinh_doanh.draw, "photo", 115),
    Sample("cccd-mat-truoc-01.png", _side(can_cuoc_cong_dan.draw, "front"), "clean", 8, 300),
    Sample("cccd-mat-truoc-02.jpg", _side(can_cuoc_cong_dan.draw, "front"), "photo", 9, 300),
    Sample("cccd-mat-sau-01.jpg", _side(can_cuoc_cong_dan.draw, "back"), "office", 10, 300),
    Sample("cccd-hai-mat-01.jpg", _side(can_cuoc_cong_dan.draw, "a4"), "copy", 116, 300),
    Sample("can-cuoc-mat-truoc-01.jpg", _side(can_cuoc.draw, "front"), "photo", 117, 300),
    Sample("can-cuoc-mat-sau-01.jpg", _side(can_cuoc.draw, "back"), "office", 118, 300),
    Sample("can-cuoc-hai-mat-01.pdf", _side(can_cuoc.draw, "a4"), "office", 119, 300),
)
CIVIL = (
    Sample("khai-sinh-truoc-2016-01.jpg", partial(khai_sinh_cu.draw, hand=False), "office", 200, 150, 40),
    Sample("khai-sinh-ban-sao-01.jpg", trich_luc.draw_birth_copy, "office", 201, 150, 40),
    Sample("trich-luc-khai-sinh-01.jpg", trich_luc.draw_birth, "office", 202, 150, 40),
    Sample("chung-nhan-ket-hon-01.jpg", ket_hon.draw, "office", 203, 150, 40),
    Sample("trich-luc-ket-hon-01.jpg", trich_luc.draw_marriage, "office", 204, 150, 40),
    Sample("trich-luc-khai-tu-01.jpg", trich_luc.draw_death, "office", 205, 150, 40),
    Sample("chung-sinh-01.jpg", chung_sinh.draw, "office", 206, 150, 40),
    Sample("to-khai-khai-sinh-01.jpg", to_khai.draw_birth, "office", 210, 150, 40),
    Sample("to-khai-khai-tu-01.jpg", to_khai.draw_death, "office", 208, 150, 40),
    Sample("to-khai-ket-hon-01.jpg", to_khai.draw_marriage, "office", 209, 150, 40),
)
"""The papers of the civil registers, one of each kind."""
OFFICE = (
    Sample("tiep-nhan-2018-01.jpg", tiep_nhan.draw_old, "office", 300, 150, 40),
    Sample("yeu-cau-bo-sung-01.jpg", phieu_mot_cua.draw_supplement, "office", 301, 150, 40),
    Sample("tu-choi-ho-so-01.jpg", phieu_mot_cua.draw_refusal, "office", 302, 150, 40),
    Sample("xin-loi-hen-lai-01.jpg", phieu_mot_cua.draw_apology, "office", 303, 150, 40),
    Sample("kiem-soat-ho-so-01.jpg", phieu_kiem_soat.draw, "office", 304, 150, 40),
    Sample("ct01-01.jpg", partial(cu_tru.draw_ct01, hand=False), "office", 305, 150, 40),
    Sample("ct07-01.jpg", cu_tru.draw_ct07, "office", 306, 150, 40),
    Sample("cmnd-mat-truoc-01.jpg", _side(cmnd.draw, "front"), "office", 307, 300, 60),
    Sample("cmnd-mat-sau-01.jpg", _side(cmnd.draw, "back"), "office", 308, 300, 60),
    Sample("chung-nhan-can-cuoc-01.pdf", gcn_can_cuoc.draw, "office", 309, 150, 40),
    Sample("dang-ky-doanh-nghiep-01.jpg", doanh_nghiep.draw, "office", 310, 150, 40),
    Sample("so-dat-01.pdf", dat.draw_book, "office", 311, 120, 34),
    Sample("so-dat-2024-01.pdf", dat.draw_sheet, "office", 312, 150, 34),
    Sample("ly-lich-tu-phap-01.jpg", partial(ly_lich_tu_phap.draw, number=1), "office", 313, 150, 40),
    Sample("don-de-nghi-01.jpg", partial(don.draw, hand=False), "office", 314, 150, 40),
    Sample("nghi-dinh-01.pdf", partial(phap_luat.draw, kind="nghị định"), "office", 315, 150, 40),
)
"""One of each kind: slips of one-stop offices, papers of residence, identity, business, land, a request, a decree."""
STACK = (
    Sample("", tiep_nhan.draw, "office", 120),
    Sample("", _letter("quyết định", 8), "office", 121),
    Sample("", hon_nhan.draw, "office", 122),
)


def draw_committed(folder: Path) -> None:
    """Draw the whole set into ``folder``."""
    for sample in (*SINGLE, *CIVIL, *OFFICE):
        _save(sample, folder)
    _with_blank_back(folder / "bao-cao-01.pdf")
    _born_digital(folder / "ke-hoach-01.pdf")
    _stack(folder / "xap-quet-01.pdf")
    father = draw_person(random.Random(130), (1988, 1998), male=True)
    for sample in _birth_dossier(father):
        _save(sample, folder / FOLDER)
    owner = draw_person(random.Random(140), (1980, 1995))
    _zip(folder / f"{ARCHIVE}.zip", _shop_dossier(owner))


def _save(sample: Sample, folder: Path) -> None:
    save(sample.scan(), folder / sample.name, sample.quality)
    print(folder / sample.name)


def _birth_dossier(father: Person) -> tuple[Sample, ...]:
    """The registration of a birth: the papers of one citizen, each in a file of its own."""
    receipt = partial(tiep_nhan.draw, person=father, request=(FOLDER, date(2026, 11, 2), 0))
    birth = partial(khai_sinh.draw, informant=father, registered=date(2026, 11, 3), hand=False)
    return (
        Sample("01-giay-tiep-nhan.pdf", receipt, "office", 131),
        Sample("02-giay-khai-sinh.jpg", birth, "office", 132),
        Sample(
            "03-can-cuoc-mat-truoc.jpg",
            partial(can_cuoc.draw, holder=father, side="front"),
            "photo",
            133,
            300,
        ),
        Sample(
            "04-can-cuoc-mat-sau.jpg", partial(can_cuoc.draw, holder=father, side="back"), "photo", 133, 300
        ),
        Sample("05-xac-nhan-hon-nhan.jpg", partial(hon_nhan.draw, person=father), "copy", 134),
    )


def _shop_dossier(owner: Person) -> tuple[Sample, ...]:
    """The papers for a new household business, sent as one archive."""
    receipt = partial(tiep_nhan.draw, person=owner, request=(ARCHIVE, date(2026, 10, 15), 2))
    return (
        Sample("giay-tiep-nhan.jpg", receipt, "office", 141),
        Sample("dang-ky-ho-kinh-doanh.pdf", partial(ho_kinh_doanh.draw, owner=owner), "office", 142),
        Sample("cccd.jpg", partial(can_cuoc_cong_dan.draw, holder=owner, side="a4"), "office", 143),
    )


def _with_blank_back(target: Path) -> None:
    """A paper whose first sheet was scanned on both sides; its back is empty."""
    rng = random.Random(123)
    paper = van_ban.draw(rng, 200, kind="báo cáo", length=9)
    blank = Sheet(rng, 200)
    sheets = [paper.sheets[0], blank, *paper.sheets[1:]]
    save(scan(replace(paper, sheets=sheets), "office", rng), target)
    print(target)


def _born_digital(target: Path) -> None:
    paper = van_ban.draw(random.Random(127), 200, kind="kế hoạch", length=6)
    target.write_bytes(born_digital(paper))
    drawn = scan(paper, "clean", random.Random(0))
    write_truth(
        truth_of(drawn, target.stem) | {"overlay_text": "", "born_digital": True}, target.with_suffix(".json")
    )
    print(target)


def _stack(target: Path) -> None:
    """Several documents scanned into one file; the truth says which pages belong to which document."""
    pictures: list[Image.Image] = []
    documents: list[dict[str, object]] = []
    texts: list[str] = []
    for sample in STACK:
        scanned = sample.scan()
        first = len(pictures) + 1
        pictures += scanned.pictures
        texts += [page.text for page in scanned.truths]
        pages = list(range(first, len(pictures) + 1))
        documents.append({"pages": pages, "doc_type": scanned.paper.doc_type, "fields": scanned.paper.fields})
    target.write_bytes(pdf(pictures, 200, 74))
    truth = {"id": target.stem, "condition": "office", "documents": documents, "text": "\f".join(texts)}
    write_truth(truth | {"text_complete": True}, target.with_suffix(".json"))
    print(target)


def _zip(target: Path, samples: tuple[Sample, ...]) -> None:
    """An archive of files; the truth beside it has one entry for each file."""
    documents: list[dict[str, object]] = []
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for sample in samples:
            scanned = sample.scan()
            entry = zipfile.ZipInfo(f"{target.stem}/{sample.name}", (2026, 10, 15, 9, 0, 0))
            archive.writestr(entry, encoded(scanned, Path(sample.name).suffix))
            documents.append({"file": entry.filename} | truth_of(scanned, Path(sample.name).stem))
    target.write_bytes(content.getvalue())
    write_truth(
        {"id": target.stem, "ma_ho_so": target.stem, "documents": documents}, target.with_suffix(".json")
    )
    print(target)
