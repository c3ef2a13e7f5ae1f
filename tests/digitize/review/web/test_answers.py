"""What people answer is kept as they meant it, the next field comes at once, and nobody overwrites anybody."""

import re

import pytest

from digitize.review.web.desk import HELD_SECONDS, Desk
from digitize.review.web.following import QUIET_SECONDS
from export.records.record_json import write_record
from extract.record import MISSING, Check, Evidence, Record
from ocr.box import Box
from ocr.page import Finding
from tests.digitize.review.web.conftest import heading, hidden, read


@pytest.fixture
def one_paper(papers):
    fields = {
        "ho_ten": read("Lê Văn Bào", confidence=0.2),
        "ngay_sinh": read("1990-03-15", raw="15/03/1990", confidence=0.4, top=200),
        "noi_cu_tru": read("Xã Đông, tỉnh Yên Bái", confidence=0.6, top=300),
        "quoc_tich": read("Việt Nam", status="accepted", checks=(), top=400),
    }
    papers.add(fields)
    return papers


def arranged(shown):
    """The stamp of how a paper is arranged, as its page sends it along."""
    return re.findall(r'name="stamp" value="(\d+)"', shown.text)[-1]


def arrange(review, browser, paper, what, **form):
    """Say anew how a paper is arranged, after looking at it."""
    return review.post(browser, f"{paper}/{what}", stamp=arranged(browser.get(paper)), **form)


def last(review):
    return review.decisions[-1]


def test_enter_accepts_and_the_next_field_is_there(one_paper, reviewing):
    review = reviewing(one_paper.out)
    lan = review.browser()
    first = lan.get("/queue")
    review.clock.now += 4.0
    after = review.answer(lan, first, outcome="right")
    decision = last(review)
    assert (decision.key, decision.outcome, decision.value) == (
        hidden(first, "name")[67:],
        "right",
        decision.shown.value,
    )
    assert (decision.by, decision.way, decision.seconds, decision.look) == ("Lan", "browser", 4.0, 1)
    assert hidden(after, "name") != hidden(first, "name")
    assert heading(after) != heading(first)


def test_only_what_is_doubtful_waits(one_paper, reviewing):
    review = reviewing(one_paper.out)
    lan = review.browser()
    seen = set()
    shown = lan.get("/queue")
    while hidden(shown, "name"):
        seen.add(hidden(shown, "name").rpartition("-")[2])
        shown = review.answer(lan, shown, outcome="right")
    assert seen == {"ho_ten", "ngay_sinh", "noi_cu_tru"}
    assert "Không còn chỗ nào" in shown.text


def test_what_is_typed_is_kept_as_the_value_that_it_says(one_paper, reviewing):
    review = reviewing(one_paper.out)
    lan = review.browser()
    shown = lan.get(f"/queue?at={one_paper.hashes[0]}-1-ngay_sinh")
    review.answer(lan, shown, outcome="corrected", text="16/3/1990")
    assert (last(review).outcome, last(review).value) == ("corrected", "1990-03-16")


@pytest.mark.parametrize(("text", "value"), [("1990", "1990"), ("3/1990", "1990-03")])
def test_a_day_may_be_a_month_or_a_year_alone(one_paper, reviewing, text, value):
    review = reviewing(one_paper.out)
    lan = review.browser()
    shown = lan.get(f"/queue?at={one_paper.hashes[0]}-1-ngay_sinh")
    review.answer(lan, shown, outcome="corrected", text=text)
    assert last(review).value == value


def test_what_is_no_value_is_told_and_not_kept_and_stays_typed(one_paper, reviewing):
    review = reviewing(one_paper.out)
    lan = review.browser()
    shown = lan.get(f"/queue?at={one_paper.hashes[0]}-1-ngay_sinh")
    found = review.answer(lan, shown, outcome="corrected", text="31/02/1990")
    assert found.status_code == 422
    assert 'value="31/02/1990"' in found.text
    assert "không phải giá trị hợp lệ" in found.text
    assert review.decisions == []


UNSEEN = "\u200b\u202e\x00\ufeff"


def test_signs_that_nobody_sees_are_no_part_of_a_value_and_no_value_by_themselves(one_paper, reviewing):
    review = reviewing(one_paper.out)
    lan = review.browser()
    shown = lan.get(f"/queue?at={one_paper.hashes[0]}-1-ho_ten")
    assert review.answer(lan, shown, outcome="corrected", text=UNSEEN).status_code == 422
    review.answer(lan, shown, outcome="corrected", text=f"Lê{UNSEEN} Văn Xanh")
    assert last(review).value == "Lê Văn Xanh"


def test_signs_that_nobody_sees_are_no_part_of_a_cell(papers, reviewing, types):
    kind, field, (first, *_) = a_table(types)
    papers.add({field.key: read([{first: "1"}])}, doc_type=kind)
    review = reviewing(papers.out)
    lan = review.browser()
    cells = {f"cell-0-{first}": f"a{UNSEEN}b", f"cell-1-{first}": UNSEEN}
    review.answer(lan, lan.get("/queue"), outcome="corrected", is_table="1", **cells)
    assert last(review).value == [{first: "ab"}]


def test_signs_that_nobody_sees_make_no_other_name_of_a_person(one_paper, reviewing):
    review = reviewing(one_paper.out)
    assert "Ai đang xem lại?" in review.browser(UNSEEN).get("/queue").text
    lan = review.browser(f"La{UNSEEN}n")
    review.answer(lan, lan.get("/queue"), outcome="right")
    assert last(review).by == "Lan"


@pytest.mark.parametrize("box", ["99:10,20,30,40", "1:10,20,9000,40", "1:10,20,10,40", "1:30,20,10,40", "x"])
def test_a_place_that_is_on_no_page_of_the_paper_is_told_and_not_kept(one_paper, reviewing, box):
    review = reviewing(one_paper.out)
    lan = review.browser()
    found = review.answer(lan, lan.get("/queue"), outcome="corrected", text="Yên Bái", box=box)
    assert found.status_code == 422
    assert "khoanh lại" in found.text
    assert review.decisions == []


@pytest.mark.parametrize(
    "form", [{}, {"outcome": "undone"}, {"outcome": "nonsense"}, {"outcome": "corrected"}]
)
def test_an_answer_that_says_nothing_decides_nothing(one_paper, reviewing, form):
    review = reviewing(one_paper.out)
    lan = review.browser()
    assert review.answer(lan, lan.get("/queue"), **form).status_code == 422
    assert review.decisions == []


def test_while_typing_the_page_says_what_it_understands(one_paper, reviewing):
    review = reviewing(one_paper.out)
    lan = review.browser()
    name = f"{one_paper.hashes[0]}-1-"
    assert "Chưa hợp lệ" in review.post(lan, "/check", name=name + "ngay_sinh", text="99/99").text
    said = review.post(lan, "/check", name=name + "ngay_sinh", text="ngày 16 tháng 3 năm 1990").text
    assert "= 16/03/1990" in said
    units = review.post(lan, "/check", name=name + "noi_cu_tru", text="Tổ 2, phường đồng tâm").text
    assert 'data-fill="Tổ 2, Phường Đồng Tâm' in units
    assert "nay là" in units


@pytest.mark.parametrize("outcome", ["unreadable", "absent"])
def test_a_person_may_say_that_there_is_no_value(one_paper, reviewing, outcome):
    review = reviewing(one_paper.out)
    lan = review.browser()
    review.answer(lan, lan.get("/queue"), outcome=outcome)
    assert (last(review).outcome, last(review).value) == (outcome, None)


def test_a_code_on_the_paper_and_other_papers_are_candidates_with_their_letters_marked(papers, reviewing):
    code = Evidence(page=1, box=Box(1, 2, 3, 4), text="Hòa Bình", source="qr")
    papers.add({"que_quan": read("Hoa Bình", more=(code,), confidence=0.1)})
    papers.add({"que_quan": read("Hoà Bính", status="accepted", checks=())})
    review = reviewing(papers.out)
    lan = review.browser()
    shown = lan.get("/queue")
    assert "H<mark>ò</mark>a" in shown.text
    assert "giấy giay-2.png" in shown.text
    review.answer(lan, shown, candidate="Hòa Bình")
    assert (last(review).outcome, last(review).value) == ("candidate", "Hòa Bình")


def test_what_another_person_has_on_another_paper_is_no_candidate(papers, reviewing):
    papers.add({"so_dinh_danh": read("039085635112", confidence=0.1)})
    papers.add({"so_dinh_danh": read("009068750710", status="accepted", checks=())})
    papers.add({"so_dinh_danh": read("039085635712", status="accepted", checks=())})
    shown = reviewing(papers.out).browser().get("/queue").text
    assert "giay-2.png" not in shown
    assert "039085635<mark>7</mark>12" in shown


def test_an_unusual_syllable_of_a_name_is_offered_as_usual_ones(papers, reviewing):
    papers.add({"ho_ten": read(None, raw="ịNGUYỄN THÙY MAI")})
    assert 'value="NGUYỄN THÙY MAI"' in reviewing(papers.out).browser().get("/queue").text


def test_a_closed_list_offers_what_is_near(papers, reviewing):
    papers.add({"dan_toc": read(None, raw="Muờng")}, doc_type="giay_khai_sinh")
    review = reviewing(papers.out)
    assert 'value="Mường"' in review.browser().get("/queue").text


def test_undo_takes_back_the_last_answer_and_shows_its_field_again(one_paper, reviewing):
    review = reviewing(one_paper.out)
    lan = review.browser()
    first = lan.get("/queue")
    second = review.answer(lan, first, outcome="right")
    review.answer(lan, second, outcome="absent")
    assert hidden(review.post(lan, "/undo"), "name") == hidden(second, "name")
    assert hidden(review.post(lan, "/undo"), "name") == hidden(first, "name")
    assert "Không còn gì để hoàn tác" in review.post(lan, "/undo").text
    assert [one.undoes for one in review.decisions] == [None, None, 2, 1]
    assert len(review.room.desk.waiting("Lan")) == 3


def test_what_is_put_off_comes_after_the_others(one_paper, reviewing):
    review = reviewing(one_paper.out)
    lan = review.browser()
    first = lan.get("/queue")
    shown = review.post(lan, "/later", name=hidden(first, "name"))
    order = []
    while hidden(shown, "name"):
        order.append(hidden(shown, "name"))
        shown = review.answer(lan, shown, outcome="right")
    assert order[-1] == hidden(first, "name")
    assert len(order) == 3


def test_what_is_put_off_twice_comes_last_again(one_paper, reviewing):
    review = reviewing(one_paper.out)
    lan = review.browser()
    shown, order = lan.get("/queue"), []
    for _ in range(6):
        order.append(hidden(shown, "name"))
        shown = review.post(lan, "/later", name=order[-1])
    assert len(set(order[:3])) == 3
    assert order[3:] == order[:3]


def test_fields_come_in_the_order_that_is_asked_for(papers, reviewing):
    papers.add({"ho_ten": read("B", confidence=0.9), "que_quan": read("C", confidence=0.3)}, dossier="b")
    papers.add({"ho_ten": read("A", confidence=0.1), "que_quan": read("D", confidence=0.2)}, dossier="a")
    desk = reviewing(papers.out).room.desk
    assert [one.sheet.dossier for one in desk.waiting("Lan", "dossier")] == ["a", "a", "b", "b"]
    assert [one.key for one in desk.waiting("Lan", "kind")] == ["ho_ten", "ho_ten", "que_quan", "que_quan"]
    assert desk.waiting("Lan", "worst")[0].confidence == 0.1


def test_fields_of_a_paper_that_share_a_doubt_follow_each_other(papers, reviewing):
    seal = (Check(name="clear_of_seal", passed=False),)
    papers.add(
        {
            "ho_ten": read("A", confidence=0.1, checks=seal),
            "que_quan": read("B", confidence=0.2),
            "noi_cu_tru": read("C", confidence=0.3, checks=seal),
            "dan_toc": read("D", confidence=0.4),
        },
        doc_type="khac",
    )
    causes = [one.cause for one in reviewing(papers.out).room.desk.waiting("Lan")]
    assert causes == ["", "", "clear_of_seal", "clear_of_seal"]


def test_two_reviewers_are_not_handed_the_same_field(one_paper, reviewing):
    review = reviewing(one_paper.out)
    lan, mai = review.browser("Lan"), review.browser("Mai")
    first, other = lan.get("/queue"), mai.get("/queue")
    assert hidden(first, "name") != hidden(other, "name")
    review.clock.now += HELD_SECONDS + 1
    third = review.browser("Hà").get("/queue")
    assert hidden(third, "name") == hidden(first, "name")


def test_an_answer_about_what_somebody_decided_meanwhile_is_told_and_not_kept(one_paper, reviewing):
    review = reviewing(one_paper.out)
    lan, mai = review.browser("Lan"), review.browser("Mai")
    shown = lan.get("/queue")
    same = mai.get(f"/queue?at={hidden(shown, 'name')}")
    review.answer(mai, same, outcome="absent")
    found = review.answer(lan, shown, outcome="right")
    assert found.status_code == 409
    assert "Mai vừa quyết định chỗ đó" in found.text
    assert hidden(found, "name") != hidden(shown, "name")
    assert [one.by for one in review.decisions] == ["Mai"]


def test_nobody_takes_back_what_another_one_decided(one_paper, reviewing):
    review = reviewing(one_paper.out)
    lan, mai = review.browser("Lan"), review.browser("Mai")
    review.answer(lan, lan.get("/queue"), outcome="right")
    review.post(mai, "/undo")
    assert len(review.decisions) == 1


def test_the_second_of_two_people_does_not_see_the_first_answer_and_a_third_decides(papers, reviewing):
    papers.add({"ho_ten": read("Lê Văn Bào")})
    review = reviewing(papers.out, two_looks=("ho_ten",))
    lan, mai, ha = (review.browser(name) for name in ("Lan", "Mai", "Hà"))
    review.answer(lan, lan.get("/queue"), outcome="corrected", text="Lê Văn Xanh")
    assert hidden(lan.get("/queue"), "name") is None
    second = mai.get("/queue")
    assert "Xanh" not in second.text
    assert "Lan" not in second.text.replace('lang="vi"', "")
    assert "Lần xem thứ 2" in second.text
    review.answer(mai, second, outcome="right")
    assert hidden(mai.get("/queue"), "name") is None
    review.answer(ha, ha.get("/queue"), outcome="corrected", text="Lê Văn Xanh")
    assert review.room.desk.waiting("Vy") == []
    assert [one.look for one in review.decisions] == [1, 2, 3]


def test_two_people_may_look_at_once_where_two_have_to(papers, reviewing):
    papers.add({"ho_ten": read("Lê Văn Bào")})
    review = reviewing(papers.out, two_looks=("*",))
    lan, mai = review.browser("Lan"), review.browser("Mai")
    shown = lan.get("/queue")
    same = mai.get(f"/queue?at={hidden(shown, 'name')}")
    assert review.answer(lan, shown, outcome="right").status_code == 200
    assert review.answer(mai, same, outcome="right").status_code == 200
    assert [one.look for one in review.decisions] == [1, 2]
    assert review.room.desk.waiting("Hà") == []


def test_a_value_that_repeats_is_settled_where_it_is_ticked(papers, reviewing):
    for _ in range(4):
        papers.add({"que_quan": read("Công an tỉnh Yên Bái")})
    papers.add({"que_quan": read("Công an tỉnh Yên Bai")})
    review = reviewing(papers.out)
    lan = review.browser()
    shown = lan.get(f"/queue?at={papers.hashes[0]}-1-que_quan")
    assert "ở 4 chỗ" in shown.text
    page = lan.get(f"/repeats?name={papers.hashes[0]}-1-que_quan")
    ticks = [part.split('"')[0] for part in page.text.split('name="place" value="')[1:]]
    assert len(ticks) == 4
    review.post(lan, "/repeats", place=ticks[:3])
    assert {one.outcome for one in review.decisions} == {"right"}
    assert len(review.room.desk.waiting("Lan")) == 2


def test_a_field_that_nobody_found_can_be_typed_with_its_place(papers, reviewing):
    papers.add({"ho_ten": read("A", status="accepted", checks=())})
    review = reviewing(papers.out)
    lan = review.browser()
    shown = lan.get(f"/paper/{papers.hashes[0]}-1?field=que_quan")
    found = review.answer(lan, shown, outcome="corrected", text="Yên Bái", box="1:10,20,30,40", back="paper")
    assert found.status_code == 200
    assert (last(review).key, last(review).value) == ("que_quan", "Yên Bái")
    assert (last(review).seen_at.page, tuple(last(review).seen_at.box)) == (1, (10, 20, 30, 40))


def test_a_missing_field_waits_and_may_not_be_called_right(papers, reviewing):
    papers.add({"ho_ten": MISSING})
    review = reviewing(papers.out)
    lan = review.browser()
    shown = lan.get("/queue")
    assert review.answer(lan, shown, outcome="right").status_code == 422
    assert review.decisions == []


def test_a_table_is_typed_cell_by_cell(papers, reviewing, types):
    doc_type, field = next(
        (one, field) for one in types.all for field in one.fields if field.where == "table"
    )
    first, second = (column.name for column in field.columns[:2])
    papers.add({field.key: read([{first: "1", second: "a"}])}, doc_type=doc_type.id)
    review = reviewing(papers.out)
    lan = review.browser()
    shown = lan.get("/queue")
    cells = {f"cell-0-{first}": "1", f"cell-0-{second}": "b", f"cell-1-{first}": " 2 ", f"cell-2-{first}": ""}
    review.answer(lan, shown, outcome="corrected", is_table="1", **cells)
    assert last(review).value == [{first: "1", second: "b"}, {first: "2"}]
    assert f'name="cell-1-{first}"' in shown.text


def test_an_answer_to_what_was_read_anew_meanwhile_is_not_kept(one_paper, reviewing):
    review = reviewing(one_paper.out)
    lan = review.browser()
    shown = lan.get("/queue")
    (path,) = one_paper.out.rglob("document-1.json")
    record = Record.model_validate_json(path.read_bytes())
    anew = {name: field.model_copy(update={"value": "Khác hẳn"}) for name, field in record.fields.items()}
    write_record(path, record.model_copy(update={"fields": anew}))
    refused = review.answer(lan, shown, outcome="right")
    assert (refused.status_code, review.decisions) == (409, [])
    assert "nay đọc khác" in refused.text


def test_nobody_breaks_the_tie_of_their_own_answer(papers, reviewing):
    papers.add({"ho_ten": read("A")})
    review = reviewing(papers.out, two_looks=("*",))
    an, binh = review.browser("An"), review.browser("Bình")
    first = an.get("/queue")
    review.answer(an, first, outcome="right")
    review.answer(binh, binh.get("/queue"), outcome="absent")
    shown = an.get(f"/queue?at={hidden(first, 'name')}")
    again = review.answer(an, shown, outcome="right")
    assert again.status_code == 409
    assert len(review.decisions) == 2


def test_the_first_answer_is_not_on_the_page_of_the_paper_where_two_look(papers, reviewing):
    sha256 = papers.add({"ho_ten": read("Lê Văn Bào")})
    review = reviewing(papers.out, two_looks=("*",))
    an, binh = review.browser("An Nhiên"), review.browser("Bình")
    review.answer(an, an.get("/queue"), outcome="corrected", text="Lê Văn Bảo")
    shown = binh.get(f"/paper/{sha256}-1").text
    assert "Lê Văn Bảo" not in shown
    assert "An Nhiên" not in shown


def a_table(types):
    """A type with a table, and the names of its first columns."""
    doc_type, field = next(
        (one, field) for one in types.all for field in one.fields if field.where == "table"
    )
    return doc_type.id, field, [column.name for column in field.columns]


def test_a_long_table_keeps_every_row_that_was_read(papers, reviewing, types):
    kind, field, (first, *_) = a_table(types)
    papers.add({field.key: read([{first: str(row)} for row in range(150)])}, doc_type=kind)
    review = reviewing(papers.out)
    lan = review.browser()
    shown = lan.get("/queue")
    cells = dict(re.findall(r'name="(cell-\d+-\w+)" value="([^"]*)"', shown.text))
    review.answer(lan, shown, outcome="corrected", is_table="1", **{**cells, f"cell-7-{first}": "x"})
    assert [row[first] for row in last(review).value] == [*map(str, range(7)), "x", *map(str, range(8, 150))]


def test_a_table_that_is_too_long_to_be_typed_is_shown_whole_and_told(papers, reviewing, types):
    kind, field, (first, *_) = a_table(types)
    papers.add({field.key: read([{first: f"d{row}d"} for row in range(2500)])}, doc_type=kind)
    review = reviewing(papers.out)
    lan = review.browser()
    shown = lan.get("/queue")
    assert "2500 dòng" in shown.text
    assert "d2499d" in shown.text
    assert 'name="cell-' not in shown.text
    assert review.answer(lan, shown, outcome="corrected", is_table="1").status_code == 422
    assert review.decisions == []


def test_a_list_stays_a_list_where_the_type_says_nothing_of_lists(papers, reviewing):
    papers.add({"ho_ten": read(["Lê Văn Bào", "Trần Thị Mai"])})
    review = reviewing(papers.out)
    lan = review.browser()
    shown = lan.get("/queue")
    assert "<textarea" in shown.text.partition('id="answer"')[2]
    review.answer(lan, shown, outcome="corrected", text="Lê Văn Bảo\r\nTrần Thị Mai")
    assert last(review).value == ["Lê Văn Bảo", "Trần Thị Mai"]


def test_a_list_that_is_typed_as_it_was_read_is_right_even_with_a_semicolon_in_an_item(papers, reviewing):
    papers.add({"ho_ten": read(["Lê Văn Bào; con", "Trần Thị Mai"])})
    review = reviewing(papers.out)
    lan = review.browser()
    review.answer(lan, lan.get("/queue"), outcome="corrected", text="Lê Văn Bào; con\r\nTrần Thị Mai")
    assert last(review).outcome == "right"


def test_a_value_of_several_lines_is_typed_on_several_lines(papers, reviewing):
    papers.add({"noi_cu_tru": read("Xã Đông\nYên Bái")})
    review = reviewing(papers.out)
    lan = review.browser()
    shown = lan.get("/queue")
    assert "<textarea" in shown.text.partition('id="answer"')[2]
    review.answer(lan, shown, outcome="corrected", text="Xã Đông\r\nYên Bái")
    assert last(review).outcome == "right"


def test_the_kind_of_a_paper_is_decided_and_read_again_at_once(one_paper, reviewing):
    review = reviewing(one_paper.out)
    lan = review.browser()
    name = f"{one_paper.hashes[0]}-1"
    arrange(review, lan, f"/paper/{name}", "type", type="giay_khai_sinh")
    review.room.following.look()
    assert (last(review).about, last(review).value) == ("type", "giay_khai_sinh")
    assert review.behind == [{one_paper.hashes[0]}]
    arrange(review, lan, f"/paper/{name}", "type", type="no_such_type")
    assert len(review.decisions) == 1


def test_a_page_is_turned_from_where_it_stands(papers, reviewing):
    sha256 = papers.add({"ho_ten": read("A")}, pages=2)
    review = reviewing(papers.out)
    lan = review.browser()
    for wrong in ("3:1", "1:4", "1:", ":1", "1:0"):
        arrange(review, lan, f"/paper/{sha256}-1", "turn", turn=wrong)
    assert review.decisions == []
    arrange(review, lan, f"/paper/{sha256}-1", "turn", turn="2:1")
    arrange(review, lan, f"/paper/{sha256}-1", "turn", turn="2:2")
    assert [(one.about, one.key, one.value) for one in review.decisions] == [
        ("turn", "2", 1),
        ("turn", "2", 3),
    ]


@pytest.mark.parametrize(
    ("what", "form"),
    [("turn", {"turn": "2:1"}), ("type", {"type": "giay_khai_sinh"}), ("split", {"papers": "1\n2"})],
)
def test_how_a_paper_is_arranged_is_kept_once_where_it_was_decided_since_it_was_shown(
    papers, reviewing, what, form
):
    sha256 = papers.add({"ho_ten": read("A")}, pages=2)
    review = reviewing(papers.out)
    lan, mai = review.browser("Lan"), review.browser("Mai")
    stamp = arranged(lan.get(f"/paper/{sha256}-1"))
    assert review.post(mai, f"/paper/{sha256}-1/{what}", stamp=stamp, **form).status_code == 200
    found = review.post(lan, f"/paper/{sha256}-1/{what}", stamp=stamp, **form)
    assert found.status_code == 409
    assert "vừa được sắp xếp lại (Mai)" in found.text
    assert [one.by for one in review.decisions] == ["Mai"]


def test_a_split_has_every_page_once(papers, reviewing):
    sha256 = papers.add({"ho_ten": read("A")}, pages=3)
    review = reviewing(papers.out)
    lan = review.browser()
    for wrong in ("1, 2", "1, 2\n2, 3", "1, 2, 3, 4", "", "1, 2, 3\nabc", "1, 2, 3, x", "1, 2, ³", "²"):
        assert arrange(review, lan, f"/paper/{sha256}-1", "split", papers=wrong).status_code == 422
    arrange(review, lan, f"/paper/{sha256}-1", "split", papers="2, 1\n3")
    assert (last(review).about, last(review).value) == ("split", ["2, 1", "3"])


def test_a_finding_that_somebody_saw_is_settled(papers, reviewing):
    sha256 = papers.add({"ho_ten": read("A")}, findings=(Finding(code="page_blurred", page=1),))
    review = reviewing(papers.out)
    lan = review.browser()
    review.post(lan, f"/paper/{sha256}-1/finding", key="no_such_finding:1:")
    assert review.decisions == []
    review.post(lan, f"/paper/{sha256}-1/finding", key="page_blurred:1:")
    assert (last(review).about, last(review).key) == ("finding", "page_blurred:1:")


def test_results_follow_when_nobody_has_answered_for_a_while(one_paper, reviewing):
    review = reviewing(one_paper.out)
    lan = review.browser()
    following = review.room.following
    shown = review.answer(lan, lan.get("/queue"), outcome="right")
    following.look()
    review.clock.now += QUIET_SECONDS - 1
    review.answer(lan, shown, outcome="right")
    review.clock.now += QUIET_SECONDS - 1
    following.look()
    assert review.behind == []
    review.clock.now += 1
    following.look()
    following.look()
    assert review.behind == [{one_paper.hashes[0]}]


def test_results_that_could_not_follow_are_tried_again(one_paper, reviewing):
    review = reviewing(one_paper.out, done=False)
    lan = review.browser()
    review.answer(lan, lan.get("/queue"), outcome="right")
    for _ in range(2):
        review.clock.now += QUIET_SECONDS
        review.room.following.look()
    assert len(review.behind) == 2


def test_what_was_decided_before_this_start_does_not_wait_again(one_paper, reviewing):
    review = reviewing(one_paper.out)
    lan = review.browser()
    review.answer(lan, lan.get("/queue"), outcome="right")
    again = Desk(one_paper.out, review.room.types, (), None, review.clock)
    assert len(again.waiting("Mai")) == 2
