"""Whatever a paper, a folder or a member of a ZIP is called, it is taken for no result, and takes none away."""

import json
import os
import shutil
import unicodedata
import zipfile
from pathlib import Path

import pytest

from digitize.__main__ import run
from digitize.exit_codes import ExitCode
from digitize.jobs.deliver import Delivery
from digitize.jobs.watch import Watch, watch
from digitize.messages import Translator
from digitize.progress import progress
from digitize.results.layout import files_called, record_files
from digitize.settings import Settings

pytestmark = pytest.mark.usefixtures("in_this_process")
QUIET = ("--progress", "none", "--jobs", "1")
RESERVED = (
    "document-9.json",
    "document-1.json",
    "text.json",
    "scan.json",
    "dossier.json",
    "records.xlsx",
    "ledger.sqlite",
    "original",
    "page-0001.png",
    "Ho so.",
    "HO SO",
    "A:1",
    "A?1",
    "a:1",
    "cuối .",
    unicodedata.normalize("NFD", "Quyết"),
)
FEW = ("document-1.json", "text.json", "records.csv", "original", "A:1", "A?1")


@pytest.fixture
def paper(typed):
    """Writes a paper that says its own number, whatever its name."""
    count = iter(range(1000))

    def write(path):
        return typed(path, (f"Tờ giấy số {next(count)} của xã An Bình",))

    return write


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def ended(*inputs, out):
    return run(["run", *map(str, inputs), "-o", str(out), *QUIET])


def records(out):
    return [json.loads(line) for line in (out / "records.jsonl").read_text(encoding="utf-8").splitlines()]


def originals(out):
    return sorted(path.read_bytes() for path in out.rglob("original/*") if path.is_file())


def assert_whole(out, *papers):
    """Each paper has one record and its original, and the whole can be verified."""
    assert sorted(path.read_bytes() for path in papers) == originals(out)
    assert len(records(out)) == len(papers)
    assert run(["verify", str(out), "--sample", "0"]) == ExitCode.DONE


def dossiers(out):
    found = [json.loads(path.read_text(encoding="utf-8")) for path in files_called(out, "dossier.json")]
    return sorted(sorted(record["source"] for record in one["records"]) for one in found)


def test_papers_called_like_results_lie_beside_them(paper, tmp_path, out):
    papers = [paper(tmp_path / "in" / name) for name in RESERVED]
    for _ in range(2):
        assert ended(tmp_path / "in", out=out) == ExitCode.DONE
        assert_whole(out, *papers)
    assert dossiers(out) == [sorted(unicodedata.normalize("NFC", name) for name in RESERVED)]


def test_single_papers_called_like_results_lie_beside_them(paper, tmp_path, out):
    hidden = (".digitize", ".ledger.lock", ".0123456789abcdef.part")
    papers = [paper(tmp_path / "in" / name) for name in (*RESERVED, *hidden)]
    for _ in range(2):
        assert ended(*papers, out=out) == ExitCode.DONE
        assert_whole(out, *papers)
    assert dossiers(out) == []


def test_folders_called_like_results_lie_beside_them(paper, tmp_path, out):
    papers = [paper(tmp_path / "in" / name / f"{part}.pdf") for name in FEW for part in (1, 2)]
    for _ in range(2):
        assert ended(tmp_path / "in", out=out) == ExitCode.DONE
        assert_whole(out, *papers)
    assert len(dossiers(out)) == len(FEW)


def test_members_of_a_zip_called_like_results_lie_beside_them(paper, tmp_path, out):
    papers = [paper(tmp_path / "parts" / str(number)) for number in range(len(FEW))]
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        for part, name in zip(papers, FEW, strict=True):
            packed.write(part, name)
    for _ in range(2):
        assert ended(tmp_path / "a.zip", out=out) == ExitCode.DONE
        assert_whole(out, *papers)


def test_a_slash_and_two_underlines_are_not_the_same(paper, tmp_path, out):
    names = ("x/y/1.pdf", "x/y/2.pdf", "x__y/1.pdf", "x__y/2.pdf")
    papers = [paper(tmp_path / "in" / name) for name in names]
    code = "000.00.07.H29-230814-0001"
    papers += [paper(tmp_path / "in" / code / name) for name in ("a/b.pdf", "a__b.pdf")]
    assert ended(tmp_path / "in", out=out) == ExitCode.DONE
    assert_whole(out, *papers)
    assert len(dossiers(out)) == 3


def test_a_zip_and_a_paper_that_come_to_the_same_name_never_meet(paper, tmp_path, out):
    single, inside = (
        paper(tmp_path / "scan.pdf"),
        [paper(tmp_path / f"{name}") for name in ("a.pdf", "original")],
    )
    with zipfile.ZipFile(tmp_path / "scan.pdf.zip", "w") as packed:
        for part in inside:
            packed.write(part, part.name)
    for first, second in ((single, tmp_path / "scan.pdf.zip"), (tmp_path / "scan.pdf.zip", single)):
        here = out / first.name
        for _ in range(2):
            assert ended(first, out=here) == ended(second, out=here) == ExitCode.DONE
            assert_whole(here, single, *inside)
            assert dossiers(here) == [["a.pdf", "original"]]


def test_a_folder_called_like_its_only_paper_is_a_folder(paper, tmp_path, out):
    papers = [paper(tmp_path / "a.pdf/a.pdf")]
    assert ended(tmp_path / "a.pdf", out=out) == ExitCode.DONE
    papers.append(paper(tmp_path / "a.pdf/b.pdf"))
    assert ended(tmp_path / "a.pdf", out=out) == ExitCode.DONE
    assert_whole(out, *papers)
    assert dossiers(out) == [["a.pdf", "b.pdf"]]


def test_folders_of_one_name_from_two_places_are_two_dossiers_in_any_order(paper, tmp_path, out):
    papers = [
        paper(tmp_path / day / "scan" / f"{day}-{part}.pdf") for day in ("mon", "tue") for part in (1, 2)
    ]
    wanted = [["mon-1.pdf", "mon-2.pdf"], ["tue-1.pdf", "tue-2.pdf"]]
    seen = set()
    for days in (("mon",), ("tue",), ("tue", "mon"), ("mon",)):
        seen |= set(days)
        assert ended(*(tmp_path / day / "scan" for day in days), out=out) == ExitCode.DONE
        assert dossiers(out) == (wanted if "tue" in seen else wanted[:1])
    assert_whole(out, *papers)
    # One more paper finds its own dossier.
    papers.append(paper(tmp_path / "tue/scan/tue-3.pdf"))
    assert ended(tmp_path / "tue/scan", out=out) == ExitCode.DONE
    assert dossiers(out) == [wanted[0], [*wanted[1], "tue-3.pdf"]]
    assert_whole(out, *papers)


def test_a_folder_that_was_moved_is_the_same_dossier_and_is_not_read_again(paper, tmp_path, out, capsys):
    for part in (1, 2):
        paper(tmp_path / "desk/scan" / f"{part}.pdf")
    assert ended(tmp_path / "desk/scan", out=out) == ExitCode.DONE
    (tmp_path / "desk").rename(tmp_path / "stick")
    capsys.readouterr()
    again = ["run", str(tmp_path / "stick/scan"), "-o", str(out), "--progress", "json", "--jobs", "1"]
    assert run(again) == ExitCode.DONE
    assert '"total"' not in capsys.readouterr().err
    assert [path.name for path in out.iterdir() if path.is_dir()] == ["scan"]
    assert len(records(out)) == 2


def test_two_dossiers_of_one_name_may_share_a_paper(paper, tmp_path, out):
    for day in ("mon", "tue"):
        paper(tmp_path / day / "scan" / f"{day}.pdf")
    shared = paper(tmp_path / "mon/scan/cover.pdf").read_bytes()
    (tmp_path / "tue/scan/cover.pdf").write_bytes(shared)
    for day in ("mon", "tue", "mon"):
        assert ended(tmp_path / day / "scan", out=out) == ExitCode.DONE
    assert dossiers(out) == [["cover.pdf", "mon.pdf"], ["cover.pdf", "tue.pdf"]]


def test_papers_of_one_name_from_two_places_are_two_dossiers(paper, tmp_path, out):
    papers = [paper(tmp_path / day / "scan0001.pdf") for day in ("mon", "tue")]
    for one in (*papers, papers[0]):
        assert ended(one, out=out) == ExitCode.DONE
    assert_whole(out, *papers)
    assert len({record["dossier"] for record in records(out)}) == 2
    assert dossiers(out) == []


def test_a_code_joins_what_comes_from_two_places(paper, tmp_path, out):
    code = "000.00.07.H29-230814-0001"
    papers = [paper(tmp_path / day / code / f"{day}.pdf") for day in ("mon", "tue")]
    for one in papers:
        assert ended(one.parent, out=out) == ExitCode.DONE
    assert dossiers(out) == [["mon.pdf", "tue.pdf"]]
    assert_whole(out, *papers)


def test_results_of_an_earlier_version_are_gone_on_from(paper, tmp_path, out, capsys):
    papers = [paper(tmp_path / "scan" / name) for name in ("a.pdf", "b.pdf")]
    assert ended(tmp_path / "scan", out=out) == ExitCode.DONE
    (out / ".digitize").write_text("digitize\n", encoding="utf-8")
    papers.append(paper(tmp_path / "scan/c.pdf"))
    capsys.readouterr()
    again = ["run", str(tmp_path / "scan"), "-o", str(out), "--progress", "json", "--jobs", "1"]
    assert run(again) == ExitCode.DONE
    assert '"total": 1,' in capsys.readouterr().err
    assert [path.name for path in out.iterdir() if path.is_dir()] == ["scan"]
    assert_whole(out, *papers)


def test_results_that_lie_in_other_results_are_left_alone(paper, tmp_path, out):
    papers = [paper(tmp_path / "scan" / name) for name in ("a.pdf", "b.pdf")]
    inner = out / "scan/a.pdf"
    assert ended(papers[1], out=inner) == ExitCode.DONE
    before = {path: path.read_bytes() for path in inner.rglob("*") if path.is_file()}
    assert ended(tmp_path / "scan", out=out) == ExitCode.DONE
    assert len(records(out)) == 2
    assert {path: path.read_bytes() for path in inner.rglob("*") if path.is_file()} == before
    assert run(["verify", str(out), "--sample", "0"]) == ExitCode.DONE


def test_results_are_not_hidden_by_others_among_them(paper, tmp_path, out, capsys):
    papers = [paper(tmp_path / "scan" / name) for name in ("a.pdf", "b.pdf")]
    assert ended(tmp_path / "scan", out=out) == ExitCode.DONE
    for inner in ("scan", "scan/a.pdf", "scan/a.pdf/original", "scan/a.pdf/more"):
        assert ended(papers[0], out=out / inner) == ExitCode.USAGE
        assert "-o" in capsys.readouterr().err
    assert run(["export", str(out), "-o", str(out / "tables")]) == ExitCode.DONE
    assert ended(tmp_path / "scan", out=out) == ExitCode.DONE
    assert len(records(out)) == 2


def test_scans_beside_their_results_stay_papers(paper, out):
    papers = [paper(out / "scan" / name) for name in ("a.pdf", "b.pdf")]
    for _ in range(2):
        assert ended(out / "scan", out=out) == ExitCode.DONE
        assert sorted(path.name for path in (out / "scan").iterdir()) == ["a.pdf", "b.pdf"]
    assert_whole(out, *papers)


def test_a_half_made_folder_is_not_gone_on_from_by_another_paper(paper, tmp_path, out):
    hers, his = paper(tmp_path / "mon/scan.pdf"), paper(tmp_path / "tue/scan.pdf")
    assert ended(hers, out=out) == ExitCode.DONE
    (out / "scan.pdf/text.json").unlink()
    (out / "scan.pdf/document-1.json").unlink()
    assert ended(his, out=out) == ExitCode.DONE
    assert ended(hers, out=out) == ExitCode.DONE
    assert_whole(out, hers, his)


def test_pictures_that_a_stage_left_of_another_paper_are_not_taken_over(paper, tmp_path, out):
    hers, his = paper(tmp_path / "mon/scan.pdf"), paper(tmp_path / "tue/scan.pdf")
    assert run(["scan", str(hers), "-o", str(out), *QUIET]) == ExitCode.DONE
    (out / "scan.pdf/scan.json").unlink()
    for plane in ("", ".ink"):
        (out / f"scan.pdf/page-0001{plane}.png").rename(out / f"scan.pdf/page-0002{plane}.png")
    assert run(["scan", str(his), "-o", str(out), *QUIET]) == ExitCode.DONE
    assert not list((out / "scan.pdf").glob("page-0002*"))
    assert run(["ocr", str(out), "-o", str(out), *QUIET]) == ExitCode.DONE
    assert run(["extract", str(out), "-o", str(out), "--explain"]) == ExitCode.DONE
    assert run(["export", str(out), "-o", str(out)]) == ExitCode.DONE
    assert his.read_bytes() in originals(out)


def test_stages_bring_two_dossiers_of_one_name_together_without_joining_them(paper, tmp_path):
    for day in ("mon", "tue"):
        for part in (1, 2):
            paper(tmp_path / day / "scan" / f"{part}.pdf")
        assert (
            run(["ocr", str(tmp_path / day / "scan"), "-o", str(tmp_path / f"text-{day}"), *QUIET])
            == ExitCode.DONE
        )
    texts = [str(tmp_path / f"text-{day}") for day in ("mon", "tue")]
    assert run(["extract", *texts, "-o", str(tmp_path / "fields")]) == ExitCode.DONE
    for name in ("fields", "tables", "tables"):
        assert run(["export", str(tmp_path / "fields"), "-o", str(tmp_path / name)]) == ExitCode.DONE
        assert len(records(tmp_path / name)) == 4
        assert dossiers(tmp_path / name) == [["1.pdf", "2.pdf"]] * 2
        assert len(originals(tmp_path / name)) == 4


def test_a_stage_takes_no_paper_for_what_another_left(paper, tmp_path, out):
    papers = [paper(tmp_path / "in" / name) for name in ("scan.json", "text.json", "document-1.json")]
    assert run(["ocr", str(tmp_path / "in"), "-o", str(out), *QUIET]) == ExitCode.DONE
    assert run(["extract", str(out), "-o", str(out)]) == ExitCode.DONE
    assert run(["export", str(out), "-o", str(out)]) == ExitCode.DONE
    assert originals(out) == sorted(path.read_bytes() for path in papers)
    assert len(records(out)) == len(record_files(out)) == 3


def test_a_table_of_somebody_is_not_overwritten(paper, tmp_path, out, capsys):
    out.mkdir()
    (out / "records.xlsx").write_text("của tôi", encoding="utf-8")
    assert ended(paper(tmp_path / "a.pdf"), out=out) == ExitCode.USAGE
    assert "records.xlsx" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["records.xlsx"]
    assert (out / "records.xlsx").read_text(encoding="utf-8") == "của tôi"


def test_results_that_lost_their_mark_on_the_way_are_gone_on_with(paper, tmp_path, out):
    papers = [paper(tmp_path / "in" / name) for name in ("a.pdf", "b.pdf")]
    assert ended(tmp_path / "in", out=out) == ExitCode.DONE
    (out / ".digitize").unlink()
    assert ended(tmp_path / "in", out=out) == ExitCode.DONE
    assert_whole(out, *papers)


@pytest.mark.parametrize("said", ["của tôi", "{}"])
def test_what_is_called_like_a_dossier_and_is_none_stays(paper, tmp_path, out, said):
    note = out / "khác" / "dossier.json"
    note.parent.mkdir(parents=True)
    note.write_text(said, encoding="utf-8")
    assert ended(paper(tmp_path / "a.pdf"), out=out) == ExitCode.DONE
    assert note.read_text(encoding="utf-8") == said


def test_the_folder_of_somebody_is_not_made_that_of_a_dossier_by_its_code(paper, tmp_path):
    inbox = tmp_path / "in" / "000.00.07.H29-230814-0001"
    papers = [paper(inbox / name) for name in ("a.pdf", "b.pdf")]
    (inbox / "dossier.json").write_text("của tôi", encoding="utf-8")
    for _ in range(2):
        assert ended(inbox, out=inbox.parent) == ExitCode.DONE
    assert (inbox / "dossier.json").read_text(encoding="utf-8") == "của tôi"
    assert sorted(path.name for path in inbox.iterdir()) == ["a.pdf", "b.pdf", "dossier.json"]
    assert_whole(inbox.parent, *papers)


def test_a_paper_that_got_another_name_in_its_dossier_is_there_once(paper, tmp_path, out):
    inbox = tmp_path / "in"
    first, second = (paper(inbox / name) for name in ("a.pdf", "b.pdf"))
    assert ended(inbox, out=out) == ExitCode.DONE
    renamed = [first.rename(inbox / "c.pdf"), second.rename(inbox / "a.pdf")]
    for _ in range(2):
        assert ended(inbox, out=out) == ExitCode.DONE
        assert_whole(out, *renamed)
    assert dossiers(out) == [["a.pdf", "c.pdf"]]


def test_a_watched_paper_that_got_another_name_is_there_once_and_one_that_was_taken_away_stays(
    paper, tmp_path, out
):
    inbox, now = tmp_path / "in", 0.0
    first, taken, copied = (paper(inbox / name) for name in ("a.pdf", "b.pdf", "x.pdf"))
    steps = iter(
        (
            lambda: shutil.copy2(copied, inbox / "y.pdf"),
            lambda: first.rename(inbox / "A (1).pdf"),
            taken.unlink,
            lambda: (inbox / "A (1).pdf").rename(inbox / "a.pdf~1"),
        )
    )

    def pause(_):
        nonlocal now
        now += 2
        next(steps)()

    watched = Watch(inbox, out, still=0, every=1, clock=lambda: now, pause=pause)
    reading = Settings(jobs=1)
    delivery = Delivery.prepared(reading, Translator("vi"))
    with progress("none", delivery.t) as silent, pytest.raises(RuntimeError):  # no step is left
        list(watch(watched, reading, delivery, silent))
    assert sorted(one["source"] for one in records(out)) == ["a.pdf~1", "b.pdf", "x.pdf", "y.pdf"]
    assert run(["verify", str(out), "--sample", "0"]) == ExitCode.DONE


def test_a_paper_of_two_dossiers_stays_in_both(paper, tmp_path, out):
    papers = [paper(tmp_path / "một" / name) for name in ("a.pdf", "b.pdf")]
    papers.append(paper(tmp_path / "hai" / "c.pdf"))
    shutil.copy(papers[0], tmp_path / "hai" / "d.pdf")
    for name in ("một", "hai"):
        assert ended(tmp_path / name, out=out) == ExitCode.DONE
    assert dossiers(out) == [["a.pdf", "b.pdf"], ["c.pdf", "d.pdf"]]


def test_results_are_not_written_through_a_link_that_took_the_place_of_a_dossier(paper, tmp_path, out):
    papers = [paper(tmp_path / "in" / name) for name in ("a.pdf", "b.pdf")]
    assert ended(tmp_path / "in", out=out) == ExitCode.DONE
    (out / "in").rename(tmp_path / "elsewhere")
    (out / "in").symlink_to(tmp_path / "elsewhere")
    before = sorted(tmp_path.joinpath("elsewhere").rglob("*"))
    assert ended(tmp_path / "in", out=out) == ExitCode.DONE
    assert_whole(out, *papers)
    assert sorted(tmp_path.joinpath("elsewhere").rglob("*")) == before


def test_the_original_is_not_written_through_a_link(paper, tmp_path, out):
    given = paper(tmp_path / "a.pdf")
    assert ended(given, out=out) == ExitCode.DONE
    shutil.rmtree(out / "a.pdf/original")
    (tmp_path / "elsewhere").mkdir()
    (out / "a.pdf/original").symlink_to(tmp_path / "elsewhere")
    assert ended(given, out=out) == ExitCode.DONE
    assert_whole(out, given)
    assert list(tmp_path.joinpath("elsewhere").iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names on this system")
@pytest.mark.parametrize(
    "name", [".digitize", "in/dossier.json", "in/a.pdf/text.json", "in/a.pdf/original/a.pdf"]
)
def test_a_pipe_in_the_place_of_a_result_is_not_read(paper, tmp_path, out, name, monkeypatch):
    papers = [paper(tmp_path / "in" / one) for one in ("a.pdf", "b.pdf")]
    assert ended(tmp_path / "in", out=out) == ExitCode.DONE
    (out / name).unlink()
    os.mkfifo(out / name)
    opened = Path.open

    def opened_file(path, *how, **more):
        assert not path.is_fifo(), "whoever opens it waits for ever"
        return opened(path, *how, **more)

    monkeypatch.setattr(Path, "open", opened_file)
    assert ended(tmp_path / "in", out=out) == ExitCode.DONE
    assert len(records(out)) == len(papers)
