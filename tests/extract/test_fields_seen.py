from digitize.evaluate.truth import DocumentTruth, Truth
from training.calibrate_fields import SIGNS, fields_seen


def test_fields_of_a_paper_are_held_against_its_truth(page, types):
    paper = page((300, 100, "GIẤY KHAI SINH"), (100, 200, "Họ, chữ đệm, tên: Nguyễn Thị Hoa"))
    truth = Truth(documents=(DocumentTruth(doc_type="giấy khai sinh", fields={"ho_ten": "Nguyễn Thị Hoa"}),))
    found = fields_seen([paper], truth, types)
    assert [(one.name, one.right) for one in found] == [("ho_ten", True)]
    assert found[0].seen.keys() == SIGNS.keys()
