"""What several papers teach is proposed as a change to read; nothing is changed, and two papers are not enough."""

import pytest

from digitize.__main__ import run
from digitize.decisions.decision import Decision, Paper, moments
from digitize.decisions.kept import deciding
from digitize.results.layout import record_files
from digitize.results.read_back import require
from extract.record import Record
from tests.digitize.review.conftest import HEAD

NAMES = ("Trần Thị Mai", "Lê Văn Bảo", "Phạm Thị Hoa", "Vũ Văn An")


@pytest.fixture(scope="session")
def four(typed, tmp_path_factory):
    """Results of four papers whose name stands behind words that the type does not know."""
    top = tmp_path_factory.mktemp("four")
    for number, name in enumerate(NAMES):
        lines = ("Quan hệ với người được khai sinh: Mẹ", f"2. Tên cháu bé: {name}", "Giới tính: Nữ")
        typed(top / "in" / f"{number}.pdf", (*HEAD, "Kính gửi: Ủy ban nhân dân xã An Bình", *lines))
    assert (
        run(["run", *map(str, sorted((top / "in").iterdir())), "-o", str(top / "out"), "--progress", "none"])
        == 0
    )
    return top / "out"


def decide(out, count):
    """Says the name on so many of the papers."""
    records = sorted((require(Record, path) for path in record_files(out)), key=lambda one: one.source)
    with deciding(out) as ours:
        for record, name in list(zip(records, NAMES, strict=True))[:count]:
            paper = Paper(sha256=record.sha256, pages=record.pages)
            ours.add(
                Decision(paper=paper, key="ho_ten", outcome="corrected", value=name, by="Lan", **moments())
            )


def test_a_label_is_proposed_when_three_papers_have_it(four, capsys):
    decide(four, 2)
    assert run(["types", "learn", str(four)]) == 0
    assert "Chưa có nhãn" in capsys.readouterr().out
    decide(four, 4)
    assert run(["types", "learn", str(four)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "# to_khai_dang_ky_khai_sinh: ho_ten: 'Tên cháu bé': 4"
    (added,) = [line for line in told if line.startswith("+ ")]
    assert 'labels: ["Họ, chữ đệm, tên", "Tên cháu bé"]' in added
    assert [line for line in told if line.startswith("- ")] == [
        added.replace("+", "-", 1).replace(', "Tên cháu bé"', "")
    ]
