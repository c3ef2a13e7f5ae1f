"""Files attached to a PDF are papers of its dossier, taken out under the rules by which ZIPs are unpacked."""

import zlib

import pikepdf
import pytest
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, String

from digitize.__main__ import run
from digitize.exit_codes import ExitCode
from digitize.settings import Limits

MOST = 3


@pytest.fixture
def page(encoded, grain):
    return encoded(grain, "PNG")


def specification(pdf, data, name):
    return AttachedFileSpec(pdf, data, filename=name).obj


def listed(pdf, *files):
    """A list of attached files as it may stand in a PDF: names may come twice."""
    names = [one for name, file in files for one in (String(name), file)]
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(names)))


@pytest.fixture
def paper(write_pdf):
    """Writes a PDF of one page with files attached: pairs of a name and bytes."""

    def write(*files, name="công văn.pdf", change=None):
        path = write_pdf(b"BT /F1 9 Tf 9 99 Td (125) Tj ET", name=name)
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            listed(pdf, *((name, specification(pdf, data, name)) for name, data in files))
            if change:
                change(pdf)
            pdf.save(path)
        return path

    return write


def names(dossier):
    return [file.name for file in dossier.files]


def codes(dossier):
    return [(name, problem.code) for name, problem in dossier.failed]


def test_an_attached_file_is_a_paper_of_the_same_dossier_behind_its_pdf(paper, dossiers, page):
    (dossier,) = dossiers(paper(("phụ lục 10.png", page), ("phụ lục 2.png", page)))
    assert names(dossier) == ["công văn.pdf", "công văn.pdf/phụ lục 2.png", "công văn.pdf/phụ lục 10.png"]
    assert dossier.files[1].path.read_bytes() == page
    assert dossier.failed == dossier.skipped == ()


def test_files_attached_in_a_folder_or_a_zip_are_found_too(paper, dossiers, page, write_zip, tmp_path):
    inner = paper(("a.png", page)).read_bytes()
    folder = tmp_path / "hồ sơ"
    folder.mkdir()
    (folder / "1.pdf").write_bytes(inner)
    assert names(dossiers(folder)[0]) == ["1.pdf", "1.pdf/a.png"]
    assert names(dossiers(write_zip({"1.pdf": inner}))[0]) == ["1.pdf", "1.pdf/a.png"]


def test_a_file_at_a_paper_clip_or_with_a_page_is_found_and_one_shown_twice_comes_once(paper, dossiers, page):
    def clip(pdf):
        file = pdf.make_indirect(specification(pdf, page, "kẹp.png"))
        note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([9, 9, 29, 29]), FS=file)
        pdf.pages[0].obj.Annots = Array([note])
        pdf.pages[0].obj.AF = Array([file, specification(pdf, page, "trang.png")])
        pdf.Root.AF = Array([file])

    (dossier,) = dossiers(paper(change=clip))
    assert names(dossier) == ["công văn.pdf", "công văn.pdf/kẹp.png", "công văn.pdf/trang.png"]


def test_other_kinds_of_files_are_told_as_those_in_a_zip(paper, dossiers):
    (dossier,) = dossiers(paper(("ghi chú.txt", "Kính gửi".encode()), ("hỏng.pdf", b"no PDF")))
    assert names(dossier) == ["công văn.pdf"]
    assert dossier.skipped == (("công văn.pdf/ghi chú.txt", "not_paper"),)
    assert codes(dossier) == [("công văn.pdf/hỏng.pdf", "kind_unsupported")]


def test_a_zip_among_them_is_unpacked(paper, dossiers, page, write_zip):
    inner = write_zip({"1.png": page}).read_bytes()
    (dossier,) = dossiers(paper(("trong.zip", inner)))
    assert names(dossier) == ["công văn.pdf", "công văn.pdf/trong.zip/1.png"]


def test_the_cover_of_a_portfolio_is_told_and_is_no_paper(paper, dossiers, page):
    def portfolio(pdf):
        pdf.Root.Collection = Dictionary(Type=Name.Collection, View=Name.T)

    (dossier,) = dossiers(paper(("1.png", page), change=portfolio))
    assert names(dossier) == ["công văn.pdf/1.png"]
    assert dossier.skipped == (("công văn.pdf", "portfolio"),)
    assert dossier.failed == ()


def test_a_portfolio_in_which_nothing_is_found_is_a_failure(paper, dossiers):
    (dossier,) = dossiers(paper(change=lambda pdf: pdf.Root.update({"/Collection": Dictionary()})))
    assert codes(dossier) == [("công văn.pdf", "pdf_portfolio")]


@pytest.mark.parametrize("name", ["../../x.png", "/x.png", "C:\\x.png", "con.pdf", "aux", "a\x01|b?.png"])
def test_no_name_of_an_attached_file_is_used_on_disk(paper, dossiers, page, tmp_path, name):
    (dossier,) = dossiers(paper((name, page)))
    _, file = dossier.files
    assert file.path.parent.parent == tmp_path / ".unpacked"
    assert file.path.name == "000000"
    assert ".." not in file.name.split("/")


def test_two_of_one_name_are_both_kept(write_pdf, dossiers, encoded, grain):
    path = write_pdf(b"BT /F1 9 Tf 9 99 Td (125) Tj ET")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        listed(
            pdf,
            ("a.png", specification(pdf, encoded(grain, "PNG"), "a.png")),
            ("a.png", specification(pdf, encoded(grain.T.copy(), "PNG"), "A.png")),
        )
        pdf.save(path)
    (dossier,) = dossiers(path)
    assert names(dossier) == ["page.pdf", "page.pdf/a.png", "page.pdf/A (2).png"]


def test_too_many_files_are_refused_in_one_sentence_and_the_pages_stay(paper, dossiers, page):
    few = Limits(zip_entries=MOST)
    path = paper(*((f"{number}.png", page) for number in range(MOST + 1)))
    (dossier,) = dossiers(path, limits=few)
    assert names(dossier) == ["công văn.pdf"]
    assert codes(dossier) == [("công văn.pdf/*", "zip_too_many_entries")]


def test_a_file_that_inflates_without_end_is_refused_and_the_pages_stay(paper, dossiers, tmp_path):
    def bomb(pdf):
        packer = zlib.compressobj(9)
        packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(100)) + packer.flush()
        data = pdf.make_stream(zlib.compress(packed, 9))
        data.Filter = Array([Name.FlateDecode, Name.FlateDecode])
        listed(pdf, ("1.pdf", Dictionary(Type=Name.Filespec, UF=String("1.pdf"), EF=Dictionary(F=data))))

    (dossier,) = dossiers(paper(change=bomb))
    assert names(dossier) == ["công văn.pdf"]
    assert codes(dossier) == [("công văn.pdf/*", "zip_bomb")]
    kept = (path.stat().st_size for path in (tmp_path / ".unpacked").rglob("*") if path.is_file())
    assert sum(kept) == 0


def test_pdfs_in_pdfs_end_at_the_depth_of_zips(paper, dossiers, page):
    inner = paper(("0.png", page)).read_bytes()
    for number in range(1, 5):
        inner = paper((f"{number}.pdf", inner)).read_bytes()
    (dossier,) = dossiers(paper(("5.pdf", inner)))
    assert names(dossier) == ["công văn.pdf", "công văn.pdf/5.pdf", "công văn.pdf/5.pdf/4.pdf"]
    assert codes(dossier) == [("công văn.pdf/5.pdf/4.pdf/*", "attachments_too_deep")]


def _damaged(pdf, page):
    data = pdf.make_stream(zlib.compress(page)[:-40])
    data.Filter = Name.FlateDecode
    return data


def _in_a_way_of_its_own(pdf, page):
    data = pdf.make_stream(page)
    data.Filter = Name("/Own")
    return data


@pytest.mark.parametrize("made", [_damaged, _in_a_way_of_its_own])
def test_a_file_that_cannot_be_taken_out_is_told_and_the_others_are_kept(paper, dossiers, page, made):
    def attach(pdf):
        lost = Dictionary(Type=Name.Filespec, UF=String("a.png"), EF=Dictionary(F=made(pdf, page)))
        listed(pdf, ("a.png", lost), ("b.png", specification(pdf, page, "b.png")))

    (dossier,) = dossiers(paper(change=attach))
    assert names(dossier) == ["công văn.pdf", "công văn.pdf/b.png"]
    assert codes(dossier) == [("công văn.pdf/a.png", "attachment_unreadable")]


def test_an_attached_pdf_with_a_password_is_told_as_any_other(paper, dossiers, write_pdf):
    lock = {"encryption": pikepdf.Encryption(user="mật khẩu", owner="khác")}
    locked = write_pdf(b"", name="locked.pdf", save=lock).read_bytes()
    (dossier,) = dossiers(paper(("a.pdf", locked)))
    assert names(dossier) == ["công văn.pdf"]
    assert codes(dossier) == [("công văn.pdf/a.pdf", "pdf_encrypted")]


def test_a_list_that_leads_back_to_itself_ends(paper, dossiers, page):
    def circle(pdf):
        files = [String("a.png"), specification(pdf, page, "a.png")]
        node = pdf.make_indirect(Dictionary(Names=Array(files)))
        node.Kids = Array([node, node])
        pdf.Root.Names = Dictionary(EmbeddedFiles=node)

    (dossier,) = dossiers(paper(change=circle))
    assert names(dossier) == ["công văn.pdf", "công văn.pdf/a.png"]


def test_the_results_of_an_attached_paper_say_where_it_comes_from(typed, tmp_path):
    inner, outer = typed(tmp_path / "b.pdf", ["PHỤ LỤC"]), typed(tmp_path / "a.pdf", ["QUYẾT ĐỊNH"])
    with pikepdf.open(outer, allow_overwriting_input=True) as pdf:
        listed(pdf, ("../con.pdf", specification(pdf, inner.read_bytes(), "../con.pdf")))
        pdf.save(outer)
    out = tmp_path / "out"
    assert run(["run", str(outer), "-o", str(out), "--progress", "none"]) == ExitCode.DONE
    assert {"a.pdf", "a.pdf__con.pdf"} <= {path.name for path in out.iterdir()}
    assert "a.pdf/con.pdf" in (out / "records.jsonl").read_text(encoding="utf-8")
    assert not (tmp_path / "con.pdf").exists()
