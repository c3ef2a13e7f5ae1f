import numpy as np
import pypdfium2

from export import separator_sheets
from export.separator_sheets import Wording, write_separator_sheets
from ocr.marks.barcodes import read_codes

WORDING = Wording("TỜ NGĂN CÁCH", "Giấy tờ khác bắt đầu sau tờ này", "Đặt tờ này trước giấy tờ kế tiếp.")


def printed(path, dpi):
    with pypdfium2.PdfDocument(path) as paper:
        return [np.asarray(page.render(scale=dpi / 72).to_pil().convert("RGB")) for page in paper]


def test_what_is_printed_is_read_again_from_a_scan_of_200_dpi(tmp_path):
    write_separator_sheets(tmp_path / "a.pdf", "digitize:separator:1|H17.28.22-261102-000123", WORDING, 2)
    sheets = printed(tmp_path / "a.pdf", 200)
    assert len(sheets) == 2
    for sheet in (*sheets, np.ascontiguousarray(np.rot90(sheets[0], 2))):
        (mark,) = read_codes(sheet)
        assert mark.kind == "qr"
        assert mark.text == "digitize:separator:1|H17.28.22-261102-000123"
    (mark,) = read_codes(sheets[0])
    assert mark.box.right < sheets[0].shape[1] / 2
    assert mark.box.bottom < sheets[0].shape[0] / 3


def text_of(path):
    with pypdfium2.PdfDocument(path) as paper:
        return paper[0].get_textpage().get_text_range()


def test_the_words_stand_on_the_sheet_without_marks_where_no_typeface_has_them(tmp_path, monkeypatch):
    write_separator_sheets(tmp_path / "a.pdf", "x", WORDING, 1)
    assert "TỜ NGĂN CÁCH" in text_of(tmp_path / "a.pdf")
    monkeypatch.setattr(separator_sheets, "FACES", ())
    write_separator_sheets(tmp_path / "b.pdf", "x", WORDING, 1)
    assert "TO NGAN CACH" in text_of(tmp_path / "b.pdf")
