import json
import math
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from export.records.record_json import (
    read_record,
    read_records,
    to_json,
    to_json_line,
    write_record,
    write_records,
)
from export.schema import MODELS, schema, schema_path, write_schemas
from extract.record import MISSING, Dossier, Field
from ocr.page import Decision, Geometry, Line, PageText, Word
from ocr.problem import InputProblem

GOLDEN = Path(__file__).parent / "golden"


def test_a_record_is_written_as_it_always_was(decision, tmp_path):
    write_record(tmp_path / "a.json", decision)
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == (GOLDEN / "record.json").read_text(
        encoding="utf-8"
    )


def test_a_run_is_written_as_it_always_was(records, tmp_path):
    write_records(tmp_path / "records.jsonl", records)
    assert (tmp_path / "records.jsonl").read_bytes() == (GOLDEN / "records.jsonl").read_bytes()


def test_what_was_written_reads_back_the_same(records, tmp_path):
    write_records(tmp_path / "records.jsonl", records)
    assert list(read_records(tmp_path / "records.jsonl")) == records
    write_record(tmp_path / "a.json", records[0])
    assert read_record(tmp_path / "a.json") == records[0]


def test_parts_written_one_by_one_are_the_same_json_as_the_whole(records):
    for value in (*records, Dossier(name="hồ\nsơ", records=tuple(records)), Dossier(name="", records=())):
        whole = json.dumps(value.model_dump(mode="json"), ensure_ascii=False, indent=2)
        assert to_json(value) == whole + "\n"


def test_a_line_separator_inside_a_value_does_not_end_the_record(decision, tmp_path):
    odd = decision.model_copy(update={"source": "a\u2028b\u0085c.pdf"})
    write_records(tmp_path / "records.jsonl", [odd, decision])
    assert list(read_records(tmp_path / "records.jsonl")) == [odd, decision]


def test_half_a_surrogate_pair_becomes_the_sign_for_what_cannot_be_said(decision, tmp_path):
    odd = decision.model_copy(update={"source": "a\ud800b\ud83d\ude00.pdf", "fields": {"x\udfff": MISSING}})
    write_record(tmp_path / "a.json", odd)
    write_records(tmp_path / "records.jsonl", [odd])
    for again in (read_record(tmp_path / "a.json"), *read_records(tmp_path / "records.jsonl")):
        assert again.source == "a\ufffdb😀.pdf"
        assert list(again.fields) == ["x\ufffd\ufffd\ufffd"]  # a sign for each byte


def test_numbers_that_json_does_not_have_are_written_as_texts_that_read_back(decision, tmp_path):
    odd = decision.model_copy(update={"confidence": math.inf, "fields": {"x": Field(value=-math.inf)}})
    write_record(tmp_path / "a.json", odd)
    write_records(tmp_path / "records.jsonl", [odd])
    for again in (read_record(tmp_path / "a.json"), *read_records(tmp_path / "records.jsonl")):
        assert (again.confidence, again.fields["x"].value) == (math.inf, "-Infinity")


def test_a_damaged_line_is_told_by_its_number_and_never_quoted(records, tmp_path):
    path = tmp_path / "records.jsonl"
    path.write_text(to_json_line(records[0]) + '\n{"source": "bí mật"}\n', encoding="utf-8")
    with pytest.raises(InputProblem, match="record_unreadable") as caught:
        list(read_records(path))
    assert caught.value.data["line"] == 3
    assert "bí mật" not in repr(caught.value)
    assert caught.value.__suppress_context__


def page():
    words = [Word(text="Kính", box=(0, 0, 9, 9), confidence=0.5)]
    geometry = Geometry(width=9, height=9, dpi=300, original_width=9, original_height=9)
    decision = Decision(use="image", reason="no_layer")
    return PageText(
        page=1,
        sha256="00",
        geometry=geometry,
        decision=decision,
        engine="e",
        engine_version="1",
        lines=(Line.of(words),),
    )


@pytest.mark.parametrize("name", MODELS)
def test_the_shipped_schema_is_that_of_the_model(name, tmp_path):
    write_schemas(tmp_path)
    assert schema_path(name).read_bytes() == (tmp_path / schema_path(name).name).read_bytes()


def test_what_is_written_fits_its_schema(records):
    dossier = Dossier(name="hồ sơ 1", records=tuple(records))
    for name, value in (("record.v1", records[0]), ("dossier.v1", dossier), ("page_text.v1", page())):
        shipped = json.loads(schema_path(name).read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(shipped)
        Draft202012Validator(shipped).validate(json.loads(to_json(value)))


def test_the_schema_refuses_what_is_no_record(decision):
    wrong = json.loads(to_json(decision)) | {"surprise": 1}
    assert not Draft202012Validator(schema("record.v1")).is_valid(wrong)
