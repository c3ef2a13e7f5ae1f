from extract.rows.rows import pieces, rows


def test_lines_at_one_height_are_one_row_from_left_to_right(page):
    found = rows(
        page((900, 100, "Quốc tịch: Việt Nam"), (100, 104, "Giới tính: Nam"), (100, 160, "Nơi sinh:"))
    )
    assert [row.text for row in found] == ["Giới tính: Nam Quốc tịch: Việt Nam", "Nơi sinh:"]


def test_a_row_is_cut_at_a_wide_gap_and_not_at_a_space(page):
    (row,) = rows(page((100, 100, "ỦY BAN NHÂN DÂN      CỘNG HÒA")))
    assert [piece.text for piece in pieces(row)] == ["ỦY BAN NHÂN DÂN", "CỘNG HÒA"]


def test_lines_over_each_other_stay_apart_although_they_nearly_touch(page):
    assert len(rows(page((100, 100, "một"), (100, 128, "hai")))) == 2
