import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.extraction import extract
from extract.rows.separator import batches, payload
from ocr.box import Box
from ocr.page import Mark

CODE, OTHER = "H17.28.22-261102-000123", "H17.28.22-261102-000124"


def sheet(page, number, text):
    return page(
        (900, 300, "TỜ NGĂN CÁCH"), number=number, marks=(Mark(kind="qr", box=Box(1, 1, 9, 9), text=text),)
    )


def test_a_stack_is_divided_at_separator_sheets_which_are_no_papers(page, types, decision, birth):
    first = [line for line in decision if line[1] < 1500]
    stack = [
        page(*birth, number=1),
        sheet(page, 2, payload(CODE)),
        page(*first, number=3),
        page((300, 700, "phần còn lại của quyết định"), number=4),
        sheet(page, 5, payload()),
        page((300, 700, "một tờ không có tiêu đề"), number=6),
        sheet(page, 7, payload(OTHER)),
    ]
    found = [one.record for one in extract(stack, types, source="a.pdf")]
    assert [(one.pages, one.dossier, one.ma_ho_so) for one in found] == [
        ((1,), "", None),
        ((3, 4), CODE, CODE),
        ((6,), "", None),
    ]


def test_another_code_is_no_separator(page, birth):
    stack = [page(*birth, number=1), sheet(page, 2, "086093000123||Lê Văn Bảo|05091993|Nam||09072021")]
    assert [len(list(batch.pages)) for batch in batches(stack)] == [2]


@pytest.mark.parametrize("said", ["ABC", "H17.28.22-269902-000123", "H17.28.22-261102-000123_2", "2026"])
def test_a_sheet_names_only_what_the_command_for_sheets_takes_for_a_code(page, said):
    stack = [sheet(page, 1, payload(said)), page((1, 1, "chữ"), number=2)]
    assert [batch.ma_ho_so for batch in batches(stack)] == [None]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text())
def test_a_sheet_with_any_text_behind_the_prefix_divides_and_names_only_a_code(page, text):
    stack = [sheet(page, 1, payload(text)), page((1, 1, "chữ"), number=2)]
    ((code, numbers),) = [(batch.ma_ho_so, [one.page for one in batch.pages]) for batch in batches(stack)]
    assert numbers == [2]
    assert code is None or code == text
