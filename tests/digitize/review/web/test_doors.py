"""Who is let in, what every answer carries, and that nothing of a paper is ever taken for a part of the page."""

import html
import re

import pytest

from digitize.messages import Translator
from digitize.review.web.doors import MOST_BYTES, is_own_host
from extract.record import Evidence
from ocr.box import Box
from ocr.page import Finding
from ocr.problem import OutputProblem
from tests.digitize.review.web.conftest import ORIGIN, read

EVIL_FILE = '"><img src=x onerror=alert(1)>.png'
EVIL = "<script>alert(1)</script>"
POSTS = (
    "/answer",
    "/later",
    "/undo",
    "/check",
    "/here",
    "/repeats",
    "/name",
    "/language",
    "/leave",
    "/lock",
    "/unlock",
)


@pytest.fixture
def review(papers, reviewing):
    code = Evidence(page=1, box=Box(1, 2, 3, 4), text=EVIL, source="qr")
    fields = {"noi_cu_tru": read(EVIL, more=(code,)), "que_quan": read("Xã <b>Đông</b>", top=200)}
    papers.sha256 = papers.add(fields, file=EVIL_FILE, findings=(Finding(code="stain", page=1),))
    papers.add(fields, file="khac.png")
    return reviewing(papers.out)


def every_page(review):
    sha256 = review.room.desk.sheets[0].sha256
    name = f"{sha256}-1"
    yield from (
        "/",
        "/queue",
        "/papers",
        f"/paper/{name}",
        f"/paper/{name}?field=noi_cu_tru",
        "/dossier?name=ho-so-1",
        f"/repeats?name={name}-noi_cu_tru",
    )


def test_without_the_key_nobody_sees_anything(review):
    client = review.browser(key=False)
    for path in every_page(review):
        found = client.get(path)
        assert found.status_code == 401
        assert "Đông" not in found.text
    sha256 = review.room.desk.sheets[0].sha256
    assert client.get(f"/picture/{sha256}/1/colour").status_code == 401


def test_a_wrong_key_opens_nothing(review):
    client = review.browser(key=False)
    assert client.get("/?key=wrong").status_code == 403
    assert client.get("/?key=ồ").status_code == 403
    assert client.get("/queue").status_code == 401


def test_the_key_is_exchanged_for_a_cookie_that_no_script_and_no_other_page_gets(review):
    client = review.browser(key=False)
    found = client.get(f"/?key={review.room.sessions.key}", follow_redirects=False)
    cookie = found.headers["set-cookie"].lower()
    assert (found.status_code, found.headers["location"]) == (303, "/")
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert review.room.sessions.key.lower() not in cookie


@pytest.mark.parametrize(
    "host", ["evil.example:8765", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:8765", ""]
)
def test_a_request_for_another_host_is_refused(review, host):
    client = review.browser()
    assert client.get("/queue", headers={"Host": host}).status_code == 421


def test_an_address_is_a_host_of_ours_only_where_all_were_asked_for():
    every = "0.0.0.0"  # noqa: S104  (nothing listens there)
    assert is_own_host("192.168.1.9:80", every, 80)
    assert is_own_host("[::1]:80", "::1", 80)
    assert not is_own_host("evil.example:80", every, 80)
    assert not is_own_host("192.168.1.9:80", "127.0.0.1", 80)


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1:8765", "http://127.0.0.1:9"]
)
def test_what_another_page_sends_is_refused(review, path, origin):
    client = review.browser()
    token = review.token(client)
    assert client.post(path, data={"token": token}, headers={"Origin": origin}).status_code == 403


@pytest.mark.parametrize("path", POSTS)
def test_what_names_no_origin_or_another_token_is_refused(review, path):
    client = review.browser()
    token = review.token(client)
    del client.headers["Origin"]
    assert client.post(path, data={"token": token}).status_code == 403
    assert client.post(path, data={"token": "x"}, headers={"Origin": ORIGIN}).status_code == 403
    assert client.post(path, headers={"Origin": ORIGIN}).status_code == 403
    assert review.decisions == []


def test_no_decision_is_made_by_following_a_link(review):
    client = review.browser()
    assert {client.get(path).status_code for path in POSTS if path != "/repeats"} == {405}


def test_every_answer_is_closed_to_caches_frames_and_scripts_of_others(review):
    client = review.browser()
    sha256 = review.room.desk.sheets[0].sha256
    paths = [*every_page(review), "/static/review.js", f"/picture/{sha256}/1/colour", "/nowhere"]
    for path in paths:
        headers = client.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-frame-options"] == "DENY"
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy


def test_no_page_holds_script_or_style_or_an_address_outside(review):
    client = review.browser()
    for path in every_page(review):
        text = client.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=\"/static/)", text)
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", re.sub(r"&[^;]+;[^<]*", "", text))
        assert not re.search(r"(?:src|href|action|hx-\w+)=\"(?:https?:)?//", text)


def test_what_stands_on_a_paper_or_in_a_name_is_shown_as_text(review):
    client = review.browser()
    for path in every_page(review):
        text = client.get(path).text
        assert EVIL not in text
        assert "<img src=x" not in text
        assert "<b>Đông" not in text
    shown = client.get(f"/paper/{review.room.desk.sheets[0].sha256}-1?field=noi_cu_tru").text
    assert "&lt;script&gt;" in shown


def test_a_name_and_what_is_typed_are_shown_as_text(review):
    client = review.browser(EVIL)
    shown = client.get("/queue")
    assert EVIL not in shown.text
    assert EVIL not in review.answer(client, shown, outcome="corrected", text=EVIL).text
    assert EVIL not in review.post(client, "/check", name=review.room.desk.sheets[0].name, text=EVIL).text


def test_nothing_is_shown_after_idling_until_the_key_is_given_again(review):
    client = review.browser()
    review.clock.now += 901
    for path in every_page(review):
        found = client.get(path)
        assert found.status_code == 423
        assert "Đông" not in found.text
    sha256 = review.room.desk.sheets[0].sha256
    assert client.get(f"/picture/{sha256}/1/colour").status_code == 423
    assert review.post(client, "/answer", outcome="right").status_code == 423
    assert review.post(client, "/name", reviewer="Mai").status_code == 423
    assert review.post(client, "/unlock", key="wrong").status_code == 403
    assert client.get("/queue").status_code == 423
    review.post(client, "/unlock", key=f"{ORIGIN}/?key={review.room.sessions.key}")
    assert client.get("/queue").status_code == 200


def test_whoever_keeps_answering_is_not_locked(review):
    client = review.browser()
    for _ in range(5):
        review.clock.now += 899
        assert client.get("/queue").status_code == 200


def test_whoever_goes_on_typing_is_not_locked_and_keeps_what_was_typed(review):
    client = review.browser()
    shown = client.get("/queue")
    for _ in range(3):
        review.clock.now += 600
        assert review.post(client, "/here").status_code == 204
    assert review.answer(client, shown, outcome="corrected", text="Xã Tây").status_code == 200
    assert review.decisions[-1].value == "Xã Tây"


def test_a_beat_opens_no_page_that_is_locked(review):
    client = review.browser()
    review.clock.now += 901
    assert review.post(client, "/here").status_code == 423


def test_whoever_unlocks_says_a_name_and_what_is_kept_bears_it(review):
    client = review.browser("Lan")
    review.post(client, "/lock")
    found = review.post(client, "/unlock", key=review.room.sessions.key)
    assert "Ai đang xem lại?" in found.text
    assert "Lan" not in found.text
    assert "Đông" not in client.get("/queue").text
    review.post(client, "/name", reviewer="Mai")
    review.answer(client, client.get("/queue"), outcome="right")
    assert review.decisions[-1].by == "Mai"


def test_another_person_may_take_over_without_a_key(review):
    client = review.browser("Lan")
    assert "Đổi người" in client.get("/queue").text
    assert "Ai đang xem lại?" in review.post(client, "/leave").text
    review.post(client, "/name", reviewer="Mai")
    review.answer(client, client.get("/queue"), outcome="right")
    assert review.decisions[-1].by == "Mai"


def test_the_address_of_this_start_opens_no_session_that_was_locked(review):
    client = review.browser()
    review.post(client, "/lock")
    found = client.get(f"/?key={review.room.sessions.key}")
    assert found.status_code == 423
    assert client.get("/queue").status_code == 423


def test_somebody_may_lock_the_page_at_once(review):
    client = review.browser()
    review.post(client, "/lock")
    assert client.get("/queue").status_code == 423


def test_a_part_of_a_locked_page_leads_to_the_whole(review):
    client = review.browser()
    review.clock.now += 901
    found = client.get("/queue", headers={"HX-Request": "true"})
    assert found.headers["hx-redirect"] == "/"
    assert "Đông" not in found.text


def test_more_than_any_answer_needs_is_not_read(review):
    client = review.browser()
    assert client.post("/answer", content=b"x" * (MOST_BYTES + 1)).status_code == 413
    assert client.post("/answer", content=b"name=%ff%fe").status_code == 400


def test_a_fault_tells_nothing_of_the_paper(review, monkeypatch):
    client = review.browser(raises=False)
    monkeypatch.setattr("digitize.review.web.desk.record_of", lambda *_: 1 / 0)
    found = client.get("/queue")
    assert found.status_code == 500
    assert "Đông" not in found.text
    assert "ZeroDivision" not in found.text


def test_an_answer_that_cannot_be_written_says_why(review, monkeypatch):
    client = review.browser()

    def full(*_decisions):
        raise OutputProblem("decisions_damaged", file="x")

    shown = client.get("/queue")
    monkeypatch.setattr(review.room.desk, "keep", full)
    found = review.answer(client, shown, outcome="right")
    assert found.status_code == 507
    assert Translator("vi").problem(OutputProblem("decisions_damaged", file="x")) in html.unescape(found.text)


@pytest.mark.parametrize(
    "place", ["//evil.example/", "https://evil.example/", "/\\evil.example", "evil", "/answer"]
)
def test_changing_the_language_leads_to_no_other_place(review, place):
    client = review.browser()
    data = {"token": review.token(client), "language": "en", "from": place}
    found = client.post("/language", data=data, follow_redirects=False)
    assert found.headers["location"] == "/"
    assert 'lang="en"' in client.get("/queue").text


def test_a_file_that_is_not_of_the_page_is_not_handed_out(review):
    client = review.browser()
    for path in ("/static/..%2fapp.py", "/static/app.py", "/static/%2e%2e/app.py", "/picture/x/1/colour"):
        assert client.get(path).status_code == 404
