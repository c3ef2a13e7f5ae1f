"""The page as people use it: by keyboard, in Chromium, with the program that serves it running beside."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from digitize.decisions.kept import decisions_in
from digitize.results.layout import DOSSIER
from digitize.results.read_back import load
from digitize.review.web.opening import leading_to
from export.records.record_json import write_record
from extract.record import Check, Dossier, Evidence, Record
from ocr.box import Box
from ocr.page import Finding
from tests.digitize.review.web.conftest import read

TOP = Path(__file__).parents[4]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
EXPECTED = ("the server responded with a status of 4", "net::ERR_CONNECTION", "htmx:")
"""What Chromium says of answers that were refused, and of a server that a test ended."""
PATIENCE = 60_000  # milliseconds that a busy computer may take

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def serving():
    """Starts the program over a folder; returns the address that it prints."""
    running = []

    def start(out, *options):
        command = [sys.executable, "-m", "digitize", "review", str(out), "--port", "0", "--no-open", *options]
        environment = {**os.environ, "PYTHONPATH": str(TOP)}
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=TOP, env=environment)
        running.append(process)
        return process, process.stdout.readline().strip()

    yield start
    for process in running:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture
def opened(chromium):
    """Opens a browser of its own at an address and says who is there; nothing may be complained of in its console."""
    contexts, said = [], []

    def come(address, name="Lan", **window):
        context = chromium.new_context(**window)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", lambda line: said.append(line.text) if line.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(address)
        if name:
            page.fill("#reviewer", name)
            page.keyboard.press("Enter")
            page.wait_for_selector("#answer, .done")
            page.wait_for_load_state()  # keys count once the script is there
        return page

    yield come
    for context in contexts:
        context.close()
    assert [line for line in said if not any(known in line for known in EXPECTED)] == []


@pytest.fixture
def batch(papers):
    """A few papers of one dossier that differ."""
    code = Evidence(page=1, box=Box(20, 20, 90, 90), text="Phường Hòa Bình, tỉnh Yên Bái", source="qr")
    seal = (Check(name="clear_of_seal", passed=False),)
    for number in range(3):
        papers.add(
            {
                "ho_ten": read("Lê Văn Bào", confidence=0.1 + number / 100),
                "ngay_sinh": read("1990-03-15", raw="15/03/1990", confidence=0.2, top=180),
                "que_quan": read("Phường Hoa Bình, tỉnh Yên Bái", more=(code,), top=260, checks=seal),
                "gioi_tinh": read("Nữ", status="accepted", checks=(), top=340),
            },
            dossier="ho-so-1",
        )
    return papers


def field(page):
    return page.locator("#answer h1").inner_text()


def name(page):
    return page.locator("#answer input[name=name]").input_value()


def press(page, key):
    """Press a key, and wait until the page shows what comes of it."""
    # What comes at once is not taken for an answer; a person is slower than that.
    page.evaluate("document.body.dataset.took = ''; burst = 0; ready = 0")
    page.keyboard.press(key)
    page.wait_for_selector("body:not([data-took=''])")


def press_twice(page, key):
    """A letter that asks once more before it decides."""
    page.evaluate("burst = 0; ready = 0")
    page.keyboard.press(key)
    press(page, key)


def decisions(out):
    return [one.decision for one in decisions_in(out)]


def test_everything_is_answered_by_keyboard(batch, serving, opened):
    _, address = serving(batch.out)
    page = opened(address)
    press(page, "Enter")
    press_twice(page, "n")
    press(page, "z")
    press_twice(page, "u")
    page.goto(address.split("/?")[0] + f"/queue?at={batch.hashes[2]}-1-que_quan")
    expect(page.locator(".candidates mark")).to_have_text("ò")
    press(page, "1")
    page.keyboard.press("F2")
    page.keyboard.press("Control+A")
    page.keyboard.type("Trần Thị Bảo")
    press(page, "Enter")
    outcomes = [one.outcome for one in decisions(batch.out)]
    assert outcomes == ["right", "absent", "undone", "unreadable", "candidate", "corrected"]
    assert decisions(batch.out)[4].value == "Phường Hòa Bình, tỉnh Yên Bái"
    assert decisions(batch.out)[5].value == "Trần Thị Bảo"


def test_typing_corrects_and_what_is_no_value_is_not_kept(batch, serving, opened):
    _, address = serving(batch.out)
    page = opened(address)
    page.goto(address.split("/?")[0] + f"/queue?at={batch.hashes[0]}-1-ngay_sinh")
    page.keyboard.press("F2")
    page.keyboard.press("Control+A")
    page.keyboard.type("31/02/1990")
    expect(page.locator("#checked .problem")).to_be_visible()
    press(page, "Enter")
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#text")).to_have_value("31/02/1990")
    assert decisions(batch.out) == []
    page.keyboard.press("Control+A")
    page.keyboard.type("ngày 28 tháng 2 năm 1990")
    expect(page.locator("#checked .means")).to_have_text("= 28/02/1990")
    press(page, "Enter")
    assert decisions(batch.out)[0].value == "1990-02-28"


def again_at_once(page, script):
    """Do a thing, and the same again in the moment in which the next field appears."""
    page.evaluate(
        f"ready = 0; document.addEventListener('htmx:afterSwap', () => {{ {script} }}, {{ once: true }})"
    )
    page.evaluate(f"document.body.dataset.took = ''; {script}")
    page.wait_for_selector("body:not([data-took=''])")
    page.evaluate("document.body.dataset.took = ''; htmx.ajax('GET', '/queue', '#desk')")
    page.wait_for_selector("body:not([data-took=''])")


def key_event(key):
    return f"document.body.dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', bubbles: true }}));"


CLICK = "document.querySelector('[data-key=Enter]').click();"


@pytest.mark.parametrize("script", [key_event("Enter"), CLICK], ids=["key", "mouse"])
def test_a_double_press_decides_one_field_and_not_the_next_one_unseen(batch, serving, opened, script):
    _, address = serving(batch.out)
    page = opened(address)
    again_at_once(page, script)
    assert [one.outcome for one in decisions(batch.out)] == ["right"]


def test_enter_pressed_twice_on_the_name_accepts_no_field(batch, serving, opened):
    _, address = serving(batch.out)
    page = opened(address)
    assert page.evaluate("ready") > 0
    page.evaluate("ready = performance.now() + 1e6")
    page.keyboard.press("Enter")
    page.evaluate("ready = 0")
    press(page, "s")
    assert decisions(batch.out) == []


@pytest.mark.parametrize("word", ["nguyen", "Uyen", "Phuc", "n2", "tran"])
def test_a_name_typed_without_opening_the_box_stands_in_the_box_and_decides_nothing(
    batch, serving, opened, word
):
    _, address = serving(batch.out)
    page = opened(address)
    page.evaluate("ready = 0")
    page.keyboard.type(word)
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#text")).to_have_value(word)
    assert decisions(batch.out) == []


def test_what_was_typed_is_given_up_by_escape_and_by_no_other_key(batch, serving, opened):
    _, address = serving(batch.out)
    page = opened(address)
    page.evaluate("ready = 0")
    page.keyboard.type("Tran")
    page.evaluate("document.activeElement.blur()")
    for key in ("n", "n", "1"):
        page.keyboard.press(key)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_have_value("Trannn1")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#text")).to_have_value("Lê Văn Bào")
    press(page, "Enter")
    assert [one.outcome for one in decisions(batch.out)] == ["right"]


def test_what_spills_over_after_a_letter_that_decided_is_dropped(batch, serving, opened):
    _, address = serving(batch.out)
    page = opened(address)
    spilt = key_event("o") + key_event("n")
    page.evaluate(f"document.addEventListener('htmx:afterSwap', () => {{ {spilt} }}, {{ once: true }})")
    press(page, "s")
    expect(page.locator("#text")).not_to_be_focused()
    assert page.locator("#again").inner_text() == ""
    assert decisions(batch.out) == []


def test_enter_answers_no_question_that_a_letter_asked(batch, serving, opened):
    _, address = serving(batch.out)
    page = opened(address)
    page.evaluate("ready = 0")
    page.keyboard.press("n")
    expect(page.locator("#again")).to_contain_text("lần nữa")
    page.keyboard.press("Enter")
    expect(page.locator("#again")).to_have_text("")
    press(page, "s")
    assert decisions(batch.out) == []


def test_after_an_answer_the_keyboard_stays_at_the_desk(batch, serving, opened):
    _, address = serving(batch.out)
    page = opened(address)
    press(page, "Enter")
    expect(page.locator("#desk")).to_be_focused()


def test_units_are_searched_and_taken_by_keyboard(batch, serving, opened):
    _, address = serving(batch.out)
    page = opened(address)
    page.goto(address.split("/?")[0] + f"/queue?at={batch.hashes[0]}-1-que_quan")
    page.keyboard.press("F2")
    page.keyboard.press("Control+A")
    page.keyboard.type("Tổ 2, phường Đồng Tâm")
    page.wait_for_selector(".suggest")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_be_focused()
    assert page.locator("#text").input_value().startswith("Tổ 2, Phường Đồng Tâm, ")


def test_two_reviewers_work_side_by_side(batch, serving, opened):
    _, address = serving(batch.out)
    lan, mai = opened(address, "Lan"), opened(address, "Mai")
    assert name(lan) != name(mai)
    shown = name(lan)
    mai.goto(address.split("/?")[0] + f"/queue?at={shown}")
    press_twice(mai, "n")
    press(lan, "Enter")
    expect(lan.locator(".told")).to_contain_text("Mai")
    assert [(one.by, one.outcome) for one in decisions(batch.out)] == [("Mai", "absent")]


def test_a_file_that_leads_to_the_page_opens_it(batch, serving, opened):
    _, address = serving(batch.out)
    with leading_to(address) as link:
        page = opened(link)
    expect(page.locator("#answer h1")).to_be_visible()


def test_a_locked_page_shows_nothing_until_it_is_opened_again(batch, serving, opened):
    _, address = serving(batch.out)
    page = opened(address)
    page.click("#lock button")
    expect(page.locator("h1")).to_have_text("Trang đã khóa")
    assert "Lê Văn Bào" not in page.content()
    page.goto(address.split("/?")[0] + "/papers")
    expect(page.locator("h1")).to_have_text("Trang đã khóa")
    page.goto(address)
    expect(page.locator("h1")).to_have_text("Trang đã khóa")
    page.fill("#key", address)
    page.keyboard.press("Enter")
    expect(page.locator("#reviewer")).to_have_value("")
    page.fill("#reviewer", "Mai")
    page.keyboard.press("Enter")
    page.wait_for_selector("#answer")


def test_a_page_that_is_left_alone_locks_itself(batch, serving, chromium):
    _, address = serving(batch.out)
    context = chromium.new_context()
    page = context.new_page()
    page.clock.install()
    page.goto(address)
    page.fill("#reviewer", "Lan")
    page.keyboard.press("Enter")
    page.wait_for_selector("#answer")
    page.clock.fast_forward(16 * 60 * 1000)
    expect(page.locator("h1")).to_have_text("Trang đã khóa")
    context.close()


def test_typing_for_long_into_a_table_tells_the_server_that_somebody_is_there(batch, serving, opened):
    _, address = serving(batch.out)
    page = opened(address)
    page.clock.install()
    page.keyboard.press("F2")
    page.clock.fast_forward(10 * 60 * 1000)
    with page.expect_request("**/here") as told:
        page.keyboard.press("x")
    assert told.value.response().status == 204


def test_narrow_and_wide_windows_show_page_and_answer(batch, serving, opened):
    _, address = serving(batch.out)
    for width in (360, 768, 1280, 2200):
        page = opened(address, viewport={"width": width, "height": 800})
        page.wait_for_selector("#viewer[data-ready]")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        box = page.locator(".box.main").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        expect(page.get_by_role("button", name="Đúng")).to_be_visible()


def test_the_page_is_larger_smaller_moved_and_cleaned(batch, serving, opened):
    _, address = serving(batch.out)
    page = opened(address)
    viewer = page.locator("#viewer")
    page.wait_for_selector("#viewer[data-ready]")

    def scale():
        return float(viewer.get_attribute("data-scale"))

    first = scale()
    page.keyboard.press("+")
    assert scale() > first
    page.keyboard.press("-")
    page.keyboard.press("-")
    assert scale() < first
    page.keyboard.press("w")
    whole = scale()
    page.keyboard.press("p")
    assert scale() > whole
    before = page.locator(".sheet").first.get_attribute("style")
    page.keyboard.press("ArrowDown")
    assert page.locator(".sheet").first.get_attribute("style") != before
    page.keyboard.press("c")
    page.wait_for_selector("#viewer[data-ready$='/ink']")


def test_a_box_is_clicked_and_another_one_drawn(batch, serving, opened):
    _, address = serving(batch.out)
    page = opened(address)
    page.goto(address.split("/?")[0] + f"/paper/{batch.hashes[0]}-1")
    page.wait_for_selector("#viewer[data-ready]")
    page.locator(".box.field").first.click()
    page.wait_for_selector("#answer")
    page.wait_for_selector("#viewer[data-ready] .box.main").wait_for_element_state("stable")
    page.keyboard.press("b")
    read_at = page.locator(".box.main").bounding_box()
    left, top = read_at["x"] + 20, read_at["y"] - 30
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(left + 60, top + 20)
    page.mouse.up()
    press(page, "Enter")
    assert decisions(batch.out)[0].seen_at.page == 1
    page.wait_for_selector("tr[aria-current]")


def test_killing_the_server_loses_no_answer_that_was_shown_as_kept(batch, serving, opened):
    process, address = serving(batch.out)
    page = opened(address)
    shown = []
    for _ in range(3):
        shown.append(name(page))
        press(page, "Enter")
        expect(page.locator(".told")).to_contain_text("Đã ghi")
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert [f"{one.paper.sha256}-1-{one.key}" for one in decisions(batch.out)] == shown
    _, address = serving(batch.out)
    again = opened(address)
    assert name(again) not in shown
    expect(again.locator("#left strong")).to_have_text("6")


def test_an_answer_that_did_not_arrive_is_said_aloud_and_what_was_typed_stays(batch, serving, opened):
    process, address = serving(batch.out)
    page = opened(address)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    page.evaluate("ready = 0")
    page.keyboard.press("F2")
    page.keyboard.type("x")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("CHƯA ghi được")
    expect(page.locator("#text")).to_have_value("Lê Văn Bàox")


def test_a_server_that_is_ended_lets_results_follow(batch, serving, opened):
    process, address = serving(batch.out)
    page = opened(address)
    press(page, "Enter")
    process.send_signal(signal.SIGINT)
    assert process.wait() == 0
    assert (batch.out / "records.csv").exists()


def test_nothing_serious_is_in_the_way_of_anybody(batch, serving, opened):
    papers_differ = Finding(
        code="papers_differ",
        page=1,
        data={
            "field": "ho_ten",
            "file": "giay-1.png",
            "other_field": "ho_ten",
            "other_file": "giay-2.png",
            "other_page": 1,
        },
    )
    records = [load(Record, path) for path in sorted(batch.out.rglob("document-1.json"))]
    write_record(
        batch.out / "ho-so-1" / DOSSIER,
        Dossier(name="ho-so-1", records=tuple(records), findings=(papers_differ,)),
    )
    _, address = serving(batch.out)
    page = opened(address, name="")
    here = address.split("/?")[0]
    serious = [*_serious(page, "name")]
    page.fill("#reviewer", "Lan")
    page.keyboard.press("Enter")
    page.wait_for_selector("#viewer[data-ready]")
    paper = f"/paper/{batch.hashes[0]}-1"
    for path in (
        "/queue",
        f"/queue?at={batch.hashes[0]}-1-que_quan",
        "/papers",
        paper,
        f"{paper}?field=ho_ten",
        "/dossier?name=ho-so-1",
        f"/repeats?name={batch.hashes[0]}-1-que_quan",
    ):
        page.goto(here + path)
        serious += _serious(page, path)
    assert page.locator(".crop img").count() >= 3
    page.click("#lock button")
    serious += _serious(page, "locked")
    assert serious == []


def _serious(page, where):
    page.evaluate(AXE)
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    return [
        (where, one["id"], one["nodes"][0]["html"][:200])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
