import time

import pytest

from extract.rules.pattern import Pattern
from ocr.problem import ConfigurationProblem

# Each letter may be taken in two ways, so the engine has 2^40 ways to fail.
ADVERSARIAL, TEXT = r"(a|a)+$", "a" * 40 + "b"


@pytest.mark.parametrize(
    "search", [Pattern.search, Pattern.fullmatch, lambda pattern, text: list(pattern.finditer(text))]
)
def test_a_pattern_that_takes_for_ever_is_the_pattern_s_fault(search):
    begin = time.monotonic()
    with pytest.raises(ConfigurationProblem) as raised:
        search(Pattern(ADVERSARIAL, budget=0.05), TEXT)
    assert raised.value.code == "pattern_too_slow"
    assert raised.value.data == {"pattern": ADVERSARIAL, "seconds": 0.05}
    assert time.monotonic() - begin < 1


def test_a_pattern_that_does_not_compile_is_named():
    with pytest.raises(ConfigurationProblem) as raised:
        Pattern("số (")
    assert raised.value.code == "pattern_invalid"
    assert raised.value.data["pattern"] == "số ("
    assert raised.value.data["position"] == 4


def test_an_honest_pattern_finds_what_it_names():
    pattern = Pattern(r"ngày (?P<day>\d+)")
    found = pattern.search("từ ngày 12 đến ngày 15")
    assert found is not None
    assert (found["day"], found.span(), found.groupdict()) == ("12", (3, 10), {"day": "12"})
    assert [match["day"] for match in pattern.finditer("từ ngày 12 đến ngày 15")] == ["12", "15"]
    assert pattern.fullmatch("ngày 12") is not None
    assert pattern.fullmatch("ngày 12.") is None


# What makes a search go back: one sign many times, near misses, and all of it once more at the end.
HOSTILE = [
    *(sign * 20_000 for sign in ("A", "Đ", "1", " ", ".", "-", "\n")),
    "AB 1234567" * 2_000,
    "Hà Nội, ngày 01 tháng 02 năm 20 " * 600,
    "Về việc " * 2_500,
    "CA " * 6_000 + "Công an",
    "A" * 20_000 + ", ngày 1 tháng 1 năm 202",
    "PHIẾU LÝ LỊCH TƯ PHÁP SỐ " * 800,
]


def test_no_pattern_of_a_document_type_takes_longer_than_its_budget(types):
    sources = {
        source
        for one in types.all
        for field in one.fields
        for source in (field.pattern, field.shape)
        if source
    }
    assert sources
    for source in sources:
        pattern = Pattern(source)
        for text in HOSTILE:
            # A search that runs out of time is a problem of its own.
            pattern.search(text)
            pattern.fullmatch(text)
            list(pattern.finditer(text))


@pytest.mark.parametrize("source", [r"(a+)+$", r"^(([a-z])+.)+[A-Z]([a-z])+$", r"(Đ|Đ)+$", r"(z|z)+$"])
def test_a_pattern_that_can_run_without_end_is_found_by_trying(source):
    with pytest.raises(ConfigurationProblem, match="pattern_too_slow"):
        Pattern(source, budget=0.05).try_out(time.monotonic() + 60)


def test_the_patterns_of_the_shipped_types_pass_the_try(types):
    for one in types.all:
        for field in one.fields:
            for source in filter(None, (field.pattern, field.shape)):
                Pattern(source).try_out(time.monotonic() + 60)


@pytest.mark.parametrize("source", ["(?R)*", "a(?1)?(b)", "(?P<x>a)(?&x)", "(?P<x>a)(?P>x)", "(a)(?+0)"])
def test_a_pattern_that_calls_itself_is_refused(source):
    with pytest.raises(ConfigurationProblem, match="pattern_recursive"):
        Pattern(source)


def test_a_pattern_nested_without_end_is_refused():
    with pytest.raises(ConfigurationProblem, match="pattern_invalid"):
        Pattern("(" * 5_000 + "a" + ")" * 5_000)
