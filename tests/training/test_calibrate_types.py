import pytest

from extract.identify.type_confidence import SIGNS
from extract.rules.loader import load_types
from training.calibrate_types import Held, figures, fitted, least_known, worn


@pytest.fixture
def paper():
    types = load_types()

    def held(type_id, *, right, **signs):
        doc_type = types[type_id]
        names = SIGNS["letter" if doc_type.layout == "letter" else "form"]
        return Held(doc_type, {name: signs.get(name, 0.0) for name in names} | {"bias": 1.0}, right)

    return lambda: (
        held("giay_khai_sinh", right=True, title=1.0, anchors=1.0, labels=0.9),
        held("trich_luc_khai_sinh", right=False, labels_untitled=0.6, anchors=0.5),
        held("van_ban_hanh_chinh", right=False, national_heading=1.0, foreign_title=1.0),
    )


def test_a_worn_copy_lacks_one_or_two_signs_and_never_all(paper):
    own = paper()[0]
    copies = list(worn(own))
    assert copies[0] == own
    lost = [
        sum(own.signs[name] > 0 and not copy.signs[name] for name in ("title", "anchors")) for copy in copies
    ]
    assert max(lost) <= 2
    assert all(any(strength for name, strength in copy.signs.items() if name != "bias") for copy in copies)
    untitled = [copy for copy in copies if not copy.signs["title"] and copy.signs["labels_untitled"]]
    assert untitled
    assert not any(copy.signs["labels"] for copy in untitled)


def test_fitted_weights_know_the_own_type_and_leave_strangers_unknown(paper):
    papers = [paper() for _ in range(20)]
    weights = fitted(papers)
    assert all(
        weight >= 0
        for of in weights.values()
        for name, weight in of.items()
        if name not in ("bias", "foreign_title")
    )
    told = figures(papers, weights, least_known(papers, weights))
    assert (told.right.count, told.wrong.count, told.left_out.count) == (20, 0, 0)
