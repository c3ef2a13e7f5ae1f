import pytest

from digitize.counter.results import old_number
from extract.record import Field, Record


@pytest.fixture
def card():
    def made(number="001090012345", status="accepted"):
        return Record(
            source="a.png",
            sha256="a" * 64,
            pages=(1,),
            doc_type="can_cuoc_cong_dan",
            doc_type_name="căn cước công dân",
            doc_type_version=1,
            confidence=1.0,
            fields={"so_dinh_danh": Field(value=number, status=status)},
        )

    return made


CODE = "001090012345|123456789|Nguyễn Văn An|01051990|Nam|Thôn 1|01062021"


def test_the_code_of_a_card_tells_the_number_of_before(card):
    assert old_number(CODE, card()) == "123456789"


@pytest.mark.parametrize(
    "code", ["", "x|y|z", "001090012345||Nguyễn Văn An", CODE.replace("123456789", "12345678")]
)
def test_a_code_without_it_tells_nothing(card, code):
    assert old_number(code, card()) is None


def test_the_code_of_somebody_else_or_of_a_doubtful_card_tells_nothing(card):
    assert old_number(CODE, card("001090099999")) is None
    assert old_number(CODE, card(status="review")) is None
