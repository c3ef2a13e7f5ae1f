"""Blank pages, quality against the profiles, resolution, and inputs that are hardly pages."""

import cv2
import numpy as np
import pytest

from digitize.scan.clean.quality import PROFILES
from digitize.scan.prepare import prepare
from digitize.scan.raw import RawPage
from digitize.scan.upright import resolution


def prepared(pixels, dpi=200.0, profile="nd30", **more):
    return prepare(RawPage(pixels, dpi, "0" * 64, **more), PROFILES[profile], upright=None)


def verdicts(page):
    return {finding.code: finding.severity for finding in page.findings}


def faded(pixels, share):
    return (250 - (250 - pixels.astype(float)) * share).astype(np.uint8)


def specks(pixels, count=200):
    dice, dirty = np.random.default_rng(0), pixels.copy()
    for x, y in dice.integers((pixels.shape[1], pixels.shape[0]), size=(count, 2)).tolist():
        cv2.circle(dirty, (x, y), 2, (50, 50, 50), -1)
    return dirty


def punched(pixels):
    holed = pixels.copy()
    for y in (850, 1480):
        cv2.circle(holed, (90, y), 24, (20, 20, 20), -1)
    return holed


def the_back(sheet):
    through = cv2.GaussianBlur(sheet().header().body().pixels[:, ::-1], (0, 0), 2.5)
    return faded(through, 0.2)


def bordered(pixels):
    return cv2.copyMakeBorder(pixels, 30, 0, 60, 0, cv2.BORDER_CONSTANT, value=(10, 10, 10))


@pytest.mark.parametrize("spoil", [lambda p: p, specks, punched, bordered])
def test_a_page_with_nothing_written_is_blank(sheet, with_noise, spoil):
    page = prepared(with_noise(spoil(sheet().pixels)))
    assert verdicts(page) == {"page_blank": "info"}


def test_a_page_on_which_only_the_other_side_shines_through_is_blank(sheet, with_noise):
    assert verdicts(prepared(with_noise(the_back(sheet), 3))) == {"page_blank": "info"}


@pytest.mark.parametrize("shade", [0, 12])
def test_a_page_that_is_dark_all_over_is_not_blank(with_noise, shade):
    dark = with_noise(np.full((2339, 1654, 3), shade, np.uint8), 4)
    assert "page_blank" not in verdicts(prepared(dark))


@pytest.mark.parametrize("share", [1.0, 0.2])
@pytest.mark.parametrize("words", ["Căn cứ Luật Tổ chức chính quyền địa phương", "Hết"])
def test_a_page_with_one_line_is_never_blank_however_faint(sheet, with_noise, share, words):
    page = prepared(with_noise(faded(sheet().text(40, 140, words).pixels, share), 3))
    assert "page_blank" not in verdicts(page)


def test_a_line_among_specks_holes_and_the_other_side_is_not_blank(sheet, with_noise):
    line = sheet().text(40, 140, "Đã nhận đủ hồ sơ").pixels
    page = prepared(with_noise(punched(specks(np.minimum(faded(line, 0.5), the_back(sheet)))), 3))
    assert "page_blank" not in verdicts(page)


def test_a_signature_or_a_seal_alone_is_not_blank(sheet):
    signed = sheet().pixels.copy()
    x = np.linspace(0, 14, 200)
    stroke = np.stack([500 + x * 25, 1200 + 25 * np.sin(x * 2.3)], axis=1).astype(np.int32)
    cv2.polylines(signed, [stroke], isClosed=False, color=(40, 50, 160), thickness=3)
    assert "page_blank" not in verdicts(prepared(signed))
    assert "page_blank" not in verdicts(prepared(sheet().seal().pixels))


def test_a_good_scan_has_no_findings(kinds, with_noise):
    assert not prepared(with_noise(kinds["text"](0).pixels)).findings


@pytest.mark.parametrize(("sigma", "found"), [(1.5, False), (3.5, True)])
def test_blur_is_found_where_reading_suffers(kinds, with_noise, sigma, found):
    page = prepared(with_noise(cv2.GaussianBlur(kinds["text"](0).pixels, (0, 0), sigma)))
    assert ("page_blurred" in verdicts(page)) is found


@pytest.mark.parametrize(("share", "found"), [(0.6, False), (0.25, True)])
def test_faint_print_is_found(kinds, share, found):
    assert ("contrast_low" in verdicts(prepared(faded(kinds["text"](0).pixels, share)))) is found


@pytest.mark.parametrize(
    ("dpi", "profile", "severity"),
    [(200, "nd30", None), (150, "nd30", "review"), (200, "cv7197", "info"), (150, "cv7197", "review")],
)
def test_resolution_is_held_against_the_profile(sheet, dpi, profile, severity):
    page = prepared(sheet(dpi).body().pixels, float(dpi), profile)
    assert verdicts(page).get("resolution_low") == severity


def test_a_page_drawn_from_vectors_has_no_resolution_to_complain_about(sheet):
    page = prepared(sheet(100).body().pixels, 100.0, raster="rendered")
    assert "resolution_low" not in verdicts(page)


def test_a_grey_scan_lacks_colour_where_the_profile_asks_for_it(sheet):
    grey = sheet(200).body().pixels[..., 0]
    assert verdicts(prepared(grey, profile="cv7197"))["colour_missing"] == "info"
    assert "colour_missing" not in verdicts(prepared(grey))


def test_print_cut_off_by_the_edge_is_found(kinds):
    cut = np.ascontiguousarray(kinds["text"](0).pixels[:, 330:])
    assert verdicts(prepared(cut))["text_cut_off"] == "review"


def test_strong_skew_is_said_although_it_was_taken_out(kinds, laid_askew):
    assert verdicts(prepared(laid_askew(kinds["text"](0).pixels, 5)))["page_skewed"] == "info"


@pytest.mark.parametrize("declared", [0.0, 72.0, 100.0])
def test_small_print_is_enlarged_whatever_the_file_says_of_its_dpi(sheet, declared):
    page = prepared(sheet(100).header().body().pixels, declared)
    assert page.geometry.dpi == pytest.approx(200, rel=0.2)
    assert page.ink.shape == page.colour.shape[:2]
    assert page.geometry.width / 827 == pytest.approx(page.geometry.dpi / 100, rel=0.02)


def test_a_very_fine_scan_is_reduced_to_300_dpi(kinds):
    fine = cv2.resize(kinds["text"](0).pixels, None, fx=3, fy=3)
    assert prepared(fine, 600.0).geometry.dpi == pytest.approx(300, rel=0.01)


def test_a_declared_resolution_is_believed_unless_sheet_and_print_contradict():
    assert resolution.effective(1654, 2339, 200, 17) == (200, True)
    assert resolution.effective(2480, 3508, 300, 12) == (300, True)
    assert resolution.effective(1011, 638, 300, 0) == (300, True)
    assert resolution.effective(827, 1169, 72, 8.6)[0] == pytest.approx(100, abs=1)
    assert resolution.effective(1654, 2339, 0, 17)[0] == pytest.approx(200, abs=1)


def test_without_a_sheet_of_known_size_print_gives_a_guess_that_is_called_one():
    assert resolution.effective(1000, 300, 0, 17.2) == (pytest.approx(200), False)
    assert resolution.effective(1000, 300, 72, 17.2) == (pytest.approx(200), False)


ODD = {
    "white": np.full((1169, 827, 3), 255, np.uint8),
    "black": np.zeros((1169, 827), np.uint8),
    "noise": np.random.default_rng(0).integers(0, 256, (1169, 827, 3)).astype(np.uint8),
    "one pixel": np.zeros((1, 1), np.uint8),
    "a line of pixels": np.zeros((1, 3000), np.uint8),
    "a strip": np.full((30, 400), 200, np.uint8),
    "very long": np.full((20_000, 200), 240, np.uint8),
}


@pytest.mark.parametrize("name", ODD)
def test_there_is_an_answer_to_every_picture(name):
    page = prepared(ODD[name], 0.0)
    assert page.ink.shape == page.colour.shape[:2] == (page.geometry.height, page.geometry.width)


def test_a_strip_cut_from_a_line_is_not_blank(sheet):
    strip = sheet().body().pixels[380:420, 300:700]
    assert "page_blank" not in verdicts(prepared(np.ascontiguousarray(strip)))


@pytest.mark.parametrize("one_bit", [False, True])
def test_white_on_black_is_inverted_and_said_so(sheet, one_bit):
    plain = sheet(100).header().body().pixels[..., 0]
    plain = np.where(plain > 128, 255, 0).astype(np.uint8) if one_bit else plain
    page, negative = prepared(plain), prepared(255 - plain)
    assert negative.operations[0].name == "inverted"
    assert np.abs(page.ink.astype(int) - negative.ink).mean() < 2


def test_a_sheet_on_a_dark_desk_is_no_negative(sheet):
    desk = cv2.copyMakeBorder(
        sheet(60).body().pixels, 250, 250, 250, 250, cv2.BORDER_CONSTANT, value=(40, 40, 40)
    )
    assert "inverted" not in [operation.name for operation in prepared(desk, 0.0).operations]
