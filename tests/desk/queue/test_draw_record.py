"""The printed 抽選記録 is enough to run the draw again."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlmodel import Session

from classroom.desk.queue import draw_queries
from classroom.desk.queue.draw_pdf import draw_record
from classroom.desk.queue.draw_rules import order, read
from tests.desk.queue import rerun
from tests.desk.queue.applicants import Applied, applied
from tests.programs import require_tool

SCRIPT = Path(rerun.__file__)


def printed(made: Applied, folder: Path, *, with_names: bool = False) -> str:
    """Return the record's words as a reader copies them out of the PDF."""
    record = draw_queries.record(made.db, made.id)
    assert record is not None
    file = folder / "record.pdf"
    file.write_bytes(draw_record(record, "デジタル推進課", with_names=with_names).pdf)
    command = [require_tool("pdftotext"), "-layout", str(file), "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


@pytest.mark.parametrize(("people", "seats"), [(1, 1), (5, 2), (70, 12)])
def test_a_short_script_draws_it_again_from_the_paper(
    db: Session, tmp_path: Path, people: int, seats: int
) -> None:
    made = applied(db, people=people, capacity=seats)
    for line in made.lines[1:3]:
        line.party = 1
    db.flush()
    draw = made.drawn(seats, seed="０４８３")
    text = printed(made, tmp_path)
    paper = tmp_path / "record.txt"
    paper.write_text(text, encoding="utf-8")
    command = [sys.executable, str(SCRIPT), str(paper)]
    again = subprocess.run(command, check=True, capture_output=True).stdout.decode().split()
    assert [int(number) for number in again] == [int(n) for n in draw.result.split()]
    assert [int(number) for number in again] == order(read(draw.entries), draw.seed)


def test_the_paper_says_who_got_a_seat(db: Session, tmp_path: Path) -> None:
    made = applied(db, people=40, capacity=9)
    draw = made.drawn(9)
    found = re.findall(r"(\d+)位\s+(\d+)番\s+(当選|待ち|取消)", printed(made, tmp_path))
    places = {int(number): (int(place), outcome) for place, number, outcome in found}
    drawn = [int(number) for number in draw.result.split()]
    assert [places[number][0] for number in drawn] == list(range(1, 41))
    assert [places[number][1] for number in drawn] == ["当選"] * 9 + ["待ち"] * 31


def test_names_are_on_the_offices_copy_only(db: Session, tmp_path: Path) -> None:
    made = applied(db)
    made.drawn()
    assert "髙﨑" not in printed(made, tmp_path)
    assert "髙﨑 3" in printed(made, tmp_path, with_names=True)


def test_one_changed_line_is_noticed(db: Session, tmp_path: Path) -> None:
    made = applied(db)
    made.drawn()
    number = made.lines[0].id
    text = printed(made, tmp_path).replace(f"{number},2,{number}", f"{number},4,{number}")
    with pytest.raises(SystemExit, match="not the one of the digest"):
        rerun.rerun(text)


def test_before_the_draw_the_record_shows_the_closed_list(db: Session, tmp_path: Path) -> None:
    made = applied(db)
    made.close()
    text = printed(made, tmp_path)
    assert "まだ決まっていません" in text
    assert "位" not in text.replace("位置", "")
