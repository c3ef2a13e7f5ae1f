import pytest

from ocr.named_weights import weighed


def test_each_weight_meets_what_bears_its_name():
    assert weighed({"bias": 1.0, "word": 2.0}, {"word": 10.0, "bias": 1.0}) == 21.0


@pytest.mark.parametrize("seen", [{"bias": 1.0}, {"bias": 1.0, "word": 1.0, "new": 1.0}])
def test_a_weight_without_feature_and_a_feature_without_weight_are_errors(seen):
    with pytest.raises(ValueError, match=r"word|new"):
        weighed({"bias": 1.0, "word": 2.0}, seen)
