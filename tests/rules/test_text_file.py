import pytest

from classroom.rules import text_file

ROW = "髙﨑,100\n"


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_every_coding_that_offices_use_is_read(coding: str) -> None:
    assert text_file.records(ROW.encode(coding)) == [["髙﨑", "100"]]


def test_tabs_are_cells_too() -> None:
    assert text_file.records("日\t人\n1日\t5".encode("utf-16")) == [["日", "人"], ["1日", "5"]]


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(ValueError, match="CP932"):
        text_file.decoded(b"\x81\x00\xff\xa0\x80")
