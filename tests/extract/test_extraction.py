import json
import time

import jsonschema
import pytest

from extract.extraction import extract, record_schema
from ocr.page import UNTRUSTED, Finding, Mark


@pytest.fixture
def extraction(page, types, birth):
    return next(extract([page(*birth)], types, source="khai-sinh.pdf"))


def test_a_record_fits_its_published_schema(extraction):
    schema = record_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(extraction.record.model_dump_json()), schema)


def test_every_value_shows_where_it_stands(extraction, birth):
    field = extraction.record.fields["ho_ten_cha"]
    (evidence,) = field.evidence
    assert (evidence.page, evidence.text, evidence.source) == (1, "Lê Văn Bảo", "print")
    assert evidence.box.top == next(y for _, y, text in birth if "người cha" in text)


def test_what_was_written_by_hand_is_shown_as_such_and_never_accepted(extraction, page, types, birth):
    (seen,) = extraction.record.fields["ho_ten_cha"].evidence
    pen = Mark(kind="handwriting", box=seen.box)
    written = next(extract([page(*birth, marks=(pen,))], types, source="a")).record.fields["ho_ten_cha"]
    assert (written.evidence[0].source, written.status) == ("handwriting", "review")


def test_many_values_by_hand_make_a_form_filled_by_hand_and_two_do_not(extraction, page, types, birth):
    seen = {key: field.evidence for key, field in extraction.record.fields.items() if field.value}
    beside = [key for key in ("ho_ten_cha", "ho_ten_me", "dan_toc", "quoc_tich", "noi_sinh") if key in seen]

    def accepted(written):
        pens = tuple(Mark(kind="handwriting", box=one.box) for key in written for one in seen[key])
        found = next(extract([page(*birth, marks=pens)], types, source="a")).record.fields
        return {key for key in beside if found[key].status == "accepted"}

    assert accepted(beside[:1]) == set(beside[1:])
    assert not accepted(beside)
    most = [key for key in seen if key not in beside[-1:]]
    assert not accepted(most)


def test_fields_come_in_printed_order_and_helpers_are_not_given_out(extraction, types):
    printed = [field.key for field in types["giay_khai_sinh"].fields]
    given = list(extraction.record.fields)
    assert given == sorted(given, key=printed.index)
    assert "ngay_sinh_bang_chu" not in given


def test_the_outcome_does_not_depend_on_the_order_of_lines(page, types, birth):
    one, other = (next(extract([page(*lines)], types, source="a")).record for lines in (birth, birth[::-1]))
    assert one == other


def test_attempts_and_candidates_explain_the_outcome(extraction):
    assert extraction.candidates[0].doc_type.id == "giay_khai_sinh"
    assert any(
        attempt.field == "ho_ten_cha" and attempt.outcome == "chosen" for attempt in extraction.attempts
    )


def test_a_page_full_of_noise_takes_no_time_and_finds_nothing(page, types):
    noise = [(20, 12 * row, "x. / : số 1 · | ~ Ngày" * 4, 0.2) for row in range(180)]
    begin = time.perf_counter()
    record = next(extract([page(*noise)], types, source="a")).record
    assert time.perf_counter() - begin < 5
    assert record.doc_type == "khac"


def test_of_two_papers_side_by_side_on_one_sheet_nothing_is_accepted(page, types, decision):
    beside = [(x + 1654, y, text.replace("15/QĐ", "77/QĐ")) for x, y, text in decision]
    (found,) = extract((page(*decision, *beside, size=(3308, 2339)),), types, source="a.pdf")
    assert "papers_side_by_side" in [one.code for one in found.record.findings]
    assert "accepted" not in {field.status for field in found.record.fields.values()}


@pytest.mark.parametrize("code", sorted(UNTRUSTED))
def test_nothing_is_accepted_from_a_page_that_is_not_trusted(page, types, decision, code):
    doubtful = page(*decision).model_copy(update={"findings": (Finding(code=code, page=1),)})
    (sure,) = extract((page(*decision),), types, source="a.pdf")
    (found,) = extract((doubtful,), types, source="a.pdf")
    assert "accepted" in {field.status for field in sure.record.fields.values()}
    assert "accepted" not in {field.status for field in found.record.fields.values()}


def test_of_two_cards_on_one_sheet_nothing_is_accepted(page, types, card_front):
    below = [(x, y + 1200, text.replace("0", "1")) for x, y, text in card_front]
    (alone,) = extract((page(*card_front),), types, source="a.pdf")
    (found,) = extract((page(*card_front, *below),), types, source="a.pdf")
    assert "papers_side_by_side" not in [one.code for one in alone.record.findings]
    assert "papers_side_by_side" in [one.code for one in found.record.findings]
    assert "accepted" not in {field.status for field in found.record.fields.values()}


def test_a_paper_alone_is_not_taken_for_two(page, types, decision):
    (found,) = extract((page(*decision),), types, source="a.pdf")
    assert "papers_side_by_side" not in [one.code for one in found.record.findings]
