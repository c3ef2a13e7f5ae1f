import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.scan.inputs.file_kinds import tell_kind


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\r\njunk of a mailer\r\n%PDF-1.4", "pdf"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"II*\x00\x08\x00\x00\x00", "tiff"),
        (b"MM\x00*\x00\x00\x00\x08", "tiff"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "webp"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", "unknown"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "heif"),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00", "heif"),
        (b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00", "picture"),
        (b"GIF89a", "picture"),
        (b"PK\x03\x04", "zip"),
        (b"Rar!\x1a\x07\x01\x00", "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
        ('{"họ tên": "Nguyễn"}'.encode(), "text"),
        ("ghi chú".encode("utf-16"), "text"),
        (bytes(64), "unknown"),
        (zlib.compress(bytes(9)), "unknown"),
    ],
)
def test_kind_is_told_by_bytes(head, kind):
    assert tell_kind(head) == kind


def test_letter_cut_in_two_at_the_end_of_the_head_is_still_text():
    assert tell_kind("chữ ký của người khai".encode()[:4]) == "text"


@given(st.binary(max_size=200))
def test_any_bytes_have_a_kind(head):
    assert tell_kind(head)
