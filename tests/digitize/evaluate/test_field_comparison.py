from digitize.evaluate.field_comparison import count_fields, is_type_right, judge_fields, pair_records
from digitize.evaluate.truth import DocumentTruth
from extract.record import Field, Record


def record(fields=None, pages=(1,), **more):
    return Record(
        **{"doc_type": "to_trinh", "doc_type_name": "tờ trình", **more},
        source="a.jpg",
        sha256="0",
        pages=pages,
        doc_type_version=1,
        confidence=1,
        fields=fields or {},
    )


TRUTH = DocumentTruth(
    doc_type="Tờ trình",
    fields={
        "so_ky_hieu": "01/TTr",
        "nguoi_ky": "Lê An",
        "dia_danh": "Huế",
        "trich_yeu": "x",
        "do_mat": None,
        "do_khan": None,
    },
    handwritten=("so_ky_hieu: 01",),
)
READ = record(
    {
        "so_ky_hieu": Field(value="07/TTr", status="accepted", confidence=0.9),
        "nguoi_ky": Field(value="Lê An", status="accepted", confidence=1),
        "dia_danh": Field(value="Huế", status="review"),
        "trich_yeu": Field(value=None, status="missing"),
        "do_mat": Field(value="MẬT", status="review"),
        "ngay_ban_hanh": Field(value="2020-01-01", status="accepted"),
    }
)


def outcomes(read):
    return {verdict.name: verdict.outcome for verdict in judge_fields(TRUTH, read)}


def test_every_field_of_the_truth_gets_its_verdict_and_no_other():
    assert outcomes(READ) == {
        "so_ky_hieu": "wrong",
        "nguoi_ky": "right",
        "dia_danh": "right",
        "trich_yeu": "missed",
        "do_mat": "spurious",
        "do_khan": "rightly_empty",
    }


def test_without_a_record_what_is_asked_is_missed():
    assert set(outcomes(None).values()) == {"missed", "rightly_empty"}


def test_figures_tell_silent_errors_from_those_left_to_a_person():
    figures = count_fields(judge_fields(TRUTH, READ))
    assert (figures.asked, figures.right, figures.wrong, figures.missed, figures.spurious) == (4, 2, 1, 1, 1)
    assert (figures.precision.count, figures.precision.of) == (2, 4)
    assert (figures.straight_through.count, figures.straight_through.of) == (1, 4)
    assert (figures.silent_errors.count, figures.silent_errors.of) == (1, 2)
    assert (figures.review.count, figures.review.of) == (3, 6)


def test_an_accepted_emptiness_where_a_value_stands_is_a_silent_error():
    truth = DocumentTruth(fields={"nguoi_ky": "Lê An"})
    read = record({"nguoi_ky": Field(value=None, status="accepted")})
    assert count_fields(judge_fields(truth, read)).silent_errors.count == 1


def test_fields_partly_by_hand_are_known():
    truth = DocumentTruth(
        fields={"so_ky_hieu": "1", "ngay_ban_hanh": "2020-01-06", "ho_ten": "A"}, handwritten=("ngay: 06",)
    )
    assert [v.name for v in judge_fields(truth, None) if v.handwritten] == ["ngay_ban_hanh"]


def test_a_type_is_right_by_name_or_id():
    assert is_type_right(TRUTH, READ)
    assert is_type_right(DocumentTruth(doc_type="to_trinh"), READ)
    assert not is_type_right(DocumentTruth(doc_type="quyết định"), READ)
    assert not is_type_right(TRUTH, None)


def test_documents_of_a_stack_find_the_record_on_their_pages():
    documents = [DocumentTruth(pages=(1, 2)), DocumentTruth(pages=(3,)), DocumentTruth(pages=(4,))]
    first, second = record(pages=(1,)), record(pages=(2, 3))
    assert pair_records(documents, [second, first]) == [first, second, None]


def test_a_single_document_takes_the_longest_record():
    assert pair_records([DocumentTruth()], [record(pages=(1,)), record(pages=(2, 3))]) == [
        record(pages=(2, 3))
    ]
