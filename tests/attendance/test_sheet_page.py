import subprocess
from pathlib import Path
from urllib.parse import unquote

from sqlmodel import Session

from classroom.staff.rules import Role
from tests import make
from tests.attendance.people import class_of_today
from tests.conftest import SignedIn
from tests.tools import require_tool


def test_the_sheet_holds_everyone_in_order_and_nobodys_telephone(
    db: Session, signed_in: SignedIn, tmp_path: Path
) -> None:
    today = class_of_today(db)
    make.teaching(db, today.session)
    answer = signed_in(Role.INSTRUCTOR).client.get(f"/sessions/{today.id}/sheet.pdf")
    assert answer.mimetype == "application/pdf"
    assert "出席簿_" in unquote(answer.headers["Content-Disposition"])
    (tmp_path / "sheet.pdf").write_bytes(answer.data)
    command = [require_tool("pdftotext"), "-layout", str(tmp_path / "sheet.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    places = [text.index(name) for name in ("阿部 榮吉", "小野寺 とし", "渡邊 光子")]
    assert places == sorted(places)
    assert "遠藤 久美" in text
    assert "4187" not in text


def test_a_character_that_no_font_has_is_told(db: Session, signed_in: SignedIn) -> None:
    today = class_of_today(db)
    odd = make.participant(db, "山\U0002ebf0 太郎", "ヤマ タロウ")
    make.enrolment(db, odd, today.offering)
    db.commit()
    desk = signed_in(Role.RECEPTION)
    answer = desk.client.get(f"/sessions/{today.id}/sheet.pdf")
    assert "U+2EBF0" in answer.headers["X-Missing-Glyphs"]
    assert "印刷できない字があります" in desk.get(f"/sessions/{today.id}").text
