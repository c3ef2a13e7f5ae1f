import json
from datetime import date
from hashlib import sha256

import pytest

from digitize.jobs.dossiers import Reception, check_dossiers
from digitize.results.layout import DOSSIER
from export.records.record_json import write_record
from extract.record import Evidence, Field, Record
from extract.rules.procedure import Procedure, RequiredPaper

LISTED = Procedure(
    id="1.000001",
    name="việc mẫu",
    legal_basis=("Luật mẫu",),
    effective_from=date(2020, 1, 1),
    papers=(RequiredPaper(name="tờ khai", types=("to_khai",), valid_months=1),),
)


@pytest.fixture
def left(tmp_path):
    def leave(name, dossier="A", doc_type="can_cuoc", same_as=None, **said):
        fields = {
            key: Field(
                value=value,
                raw=value,
                confidence=0.95,
                evidence=(Evidence(page=1, box=None, text=value, source="print"),),
            )
            for key, value in said.items()
        }
        record = Record(
            source=name,
            sha256=sha256((same_as or name).encode()).hexdigest(),
            pages=(1,),
            dossier=dossier,
            doc_type=doc_type,
            doc_type_name=doc_type,
            doc_type_version=1,
            confidence=1,
            fields=fields,
        )
        folder = tmp_path / dossier / name
        folder.mkdir(parents=True)
        write_record(folder / "document-1.json", record)
        return folder / "document-1.json"

    return leave


WHO = {"ho_ten": "Lê Mẫu", "so_dinh_danh": "000190000017"}


def test_a_paper_that_lies_there_under_two_names_is_no_witness_of_itself(left, tmp_path):
    left("a.jpg", **WHO), left("b.jpg", same_as="a.jpg", **WHO)
    records, dossiers, *_ = check_dossiers(tmp_path, Reception())
    assert [record.fields["ho_ten"].status for record in records] == ["review", "review"]
    assert not dossiers


def test_papers_of_one_dossier_confirm_each_other_and_those_of_another_do_not(left, tmp_path):
    left("a.jpg", **WHO), left("b.jpg", doc_type="giay_khai_sinh", **WHO), left("c.jpg", dossier="B", **WHO)
    records, dossiers, *_ = check_dossiers(tmp_path, Reception())
    assert [record.fields["ho_ten"].status for record in records] == ["accepted", "accepted", "review"]
    assert [dossier.name for dossier in dossiers] == ["A"]
    assert json.loads((tmp_path / "A" / DOSSIER).read_text(encoding="utf-8"))["name"] == "A"
    assert not (tmp_path / "B" / DOSSIER).exists()


def test_the_record_beside_the_paper_says_the_same_as_the_table(left, tmp_path):
    path = left("a.jpg", **WHO)
    left("b.jpg", doc_type="giay_khai_sinh", **WHO)
    records, *_ = check_dossiers(tmp_path, Reception())
    assert Record.model_validate_json(path.read_bytes()) == records[0]


def test_a_paper_that_comes_later_leaves_what_one_run_over_all_would_have_left(left, tmp_path):
    first = left("a.jpg", **WHO)
    left("b.jpg", doc_type="giay_khai_sinh", **WHO)
    check_dossiers(tmp_path, Reception())
    left("c.jpg", doc_type="giay_chung_sinh", **{**WHO, "ho_ten": "Lê Mậu"})
    twice = check_dossiers(tmp_path, Reception())
    written = first.read_bytes()
    assert check_dossiers(tmp_path, Reception()) == (*twice[:2], (), twice[3])
    assert first.read_bytes() == written
    assert twice[0][0].fields["ho_ten"].status == "review"


def test_the_day_of_the_receipt_decides_what_has_expired(left, tmp_path):
    left("a.jpg", doc_type="to_khai", ngay_cap="2026-01-10")
    left("b.jpg", doc_type="giay_tiep_nhan_ho_so", ngay_tiep_nhan="2026-02-01")
    reception = Reception((LISTED,), "1.000001", date(2026, 6, 1))
    assert check_dossiers(tmp_path, reception)[1][0].findings == ()


def test_without_a_receipt_today_decides(left, tmp_path):
    left("a.jpg", doc_type="to_khai", ngay_cap="2026-01-10"), left("b.jpg", doc_type="to_khai")
    found = check_dossiers(tmp_path, Reception((LISTED,), "1.000001", date(2026, 6, 1)))[1]
    assert [finding.code for finding in found[0].findings] == ["paper_expired"]


ENDED = LISTED.model_copy(update={"effective_to": date(2027, 2, 28)})


def test_a_list_that_has_ended_judges_no_dossier_and_that_is_told(left, tmp_path):
    left("a.jpg", doc_type="van_ban"), left("b.jpg", doc_type="van_ban")
    found = check_dossiers(tmp_path, Reception((ENDED,), "1.000001", date(2028, 6, 1)))[1][0].findings
    assert [(finding.code, finding.data["day"]) for finding in found] == [("procedure_expired", "2028-06-01")]


def test_a_dossier_of_an_earlier_day_is_judged_by_the_list_of_that_day(left, tmp_path):
    left("a.jpg", doc_type="van_ban", dossier="H17.28.22-270228-000123")
    left("b.jpg", doc_type="van_ban", dossier="H17.28.22-270228-000123")
    found = check_dossiers(tmp_path, Reception((ENDED,), "1.000001", date(2028, 6, 1)))[1][0].findings
    assert "procedure_expired" not in {finding.code for finding in found}
    assert "paper_missing" in {finding.code for finding in found}
