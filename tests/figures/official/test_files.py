"""Files kept with official counts, doubts asked back, and the history of a day."""

import io
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from classroom import cli
from classroom.core.errors import Refusal
from classroom.figures.official import queries, service
from classroom.figures.official.models import OfficialCount, OfficialFile
from classroom.figures.official.rules import FILE_MAX, FILE_NAME_MAX, clean_name, media_type
from classroom.figures.official.service import doubts
from classroom.figures.official.values import Believed, KeptFile, OfficialDetails
from classroom.figures.population.values import Denominator
from classroom.rules.words.staff import Role
from tests import make
from tests.conftest import SignedIn
from tests.figures.population import world
from tests.page import PageClient

TODAY = make.TODAY
GIVEN = OfficialDetails(TODAY, TODAY, 3_962, 9_190, "宮城県提供")
LETTER = KeptFile("県の通知.pdf", b"%PDF-1.7 letter")


def add(db: Session, details: OfficialDetails = GIVEN, corrects: int | None = None) -> int:
    row = service.add_official(db, details, corrects=corrects, at=make.NOW, by=None, today=TODAY)
    return row.id or 0


def keep(db: Session, number: int, file: KeptFile = LETTER) -> OfficialFile:
    return service.keep_file(db, number, file, at=make.NOW, by=None)


def registered(**numbers: int) -> OfficialDetails:
    values = {name: getattr(GIVEN, name) for name in OfficialDetails.__slots__}
    return OfficialDetails(**{**values, **numbers})


def test_a_correction_keeps_the_earlier_value_and_its_file(db: Session) -> None:
    first = add(db)
    keep(db, first)
    second = add(db, OfficialDetails(TODAY, TODAY, 3_970, 9_190, "県", "訂正のため"), first)
    keep(db, second, KeptFile("訂正.eml", b"mail"))
    lines = queries.history_of(db, TODAY)
    assert [(line.registered, line.note, line.is_replaced) for line in lines] == [
        (3_970, "訂正のため", False),
        (3_962, "", True),
    ]
    assert [[file.name for file in line.files] for line in lines] == [
        ["訂正.eml"],
        ["県の通知.pdf"],
    ]
    assert {row.content for row in db.exec(select(OfficialFile))} == {LETTER.content, b"mail"}


def test_a_correction_that_moved_the_day_is_found_from_both_days(db: Session) -> None:
    moved = TODAY - timedelta(days=1)
    first = add(db)
    second = add(db, OfficialDetails(moved, moved, 3_962, 9_190, "県", "日のまちがい"), first)
    for day in (TODAY, moved):
        assert [line.id for line in queries.history_of(db, day)] == [second, first]
    assert queries.history_of(db, TODAY - timedelta(days=2)) == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("名簿.exe", b"MZ", "付けられません"),
        ("page.html", b"<script>", "付けられません"),
        ("なまえ", b"x", "付けられません"),
        ("空.pdf", b"", "中身がありません"),
        ("大.pdf", b"x" * (FILE_MAX + 1), "大きすぎます"),
    ],
    ids=["program", "page", "no end", "empty", "large"],
)
def test_a_file_that_cannot_be_kept_is_refused_by_name(
    db: Session, name: str, content: bytes, said: str
) -> None:
    number = add(db)
    with pytest.raises(Refusal, match=said):
        keep(db, number, KeptFile(name, content))


def test_the_same_file_is_kept_once_with_a_count(db: Session) -> None:
    number = add(db)
    keep(db, number)
    with pytest.raises(Refusal, match="同じ中身のファイルが、「県の通知\\.pdf」として"):
        keep(db, number, KeptFile("別の名前.pdf", LETTER.content))


@given(st.text(max_size=300), st.sampled_from([".pdf", ".XLSX", ".csv"]))
def test_a_kept_name_fits_and_still_says_what_it_is(stem: str, end: str) -> None:
    name = clean_name(f"C:\\フォルダ\\x{stem}{end}")
    assert len(name) <= FILE_NAME_MAX
    assert not {"/", "\\", "\n", "\0", "\u202e"} & set(name)
    assert media_type(name) or name == end


@pytest.mark.parametrize(
    ("details", "believed", "count"),
    [
        (registered(), Believed(Decimal("42.9"), 9_190), 0),
        (registered(), Believed(None, None), 0),
        (registered(registered=4_218), Believed(Decimal("42.9"), None), 0),  # 45.9: 3 points
        (registered(registered=4_228), Believed(Decimal("42.9"), None), 1),  # 46.0
        (registered(registered=3_000), Believed(Decimal("42.9"), 9_190), 1),
        (registered(), Believed(None, 9_672), 0),  # 4.98%
        (registered(), Believed(None, 9_680), 1),  # 5.06%
        (registered(population=8_000), Believed(Decimal("42.9"), 9_190), 2),
    ],
)
def test_what_is_hard_to_believe_is_asked_back(
    details: OfficialDetails, believed: Believed, count: int
) -> None:
    assert len(doubts(details, believed)) == count


def test_a_count_is_set_beside_the_one_before_it_and_the_own_population(db: Session) -> None:
    add(db, OfficialDetails(world.DAY, world.DAY, 3_600, 9_000, "県"))
    number = add(db)
    assert queries.believed(db, world.OWN, GIVEN, number) == Believed(Decimal(40), None)
    world.take(db, world.rows())
    assert queries.believed(db, world.OWN, GIVEN, None).population == 220
    assert queries.believed(db, "132071", GIVEN, None).population is None


def test_the_rate_beside_a_new_population(db: Session) -> None:
    assert queries.rate_beside(db, TODAY, None, Denominator(9_000, TODAY, "")) is None
    before = TODAY - timedelta(days=60)
    add(db, OfficialDetails(before, before, 3_600, 9_000, "県"))
    change = queries.rate_beside(db, TODAY, None, Denominator(10_000, TODAY, ""))
    assert change is not None
    assert (change.before, change.after) == (Decimal("40.0"), Decimal("36.0"))
    old = queries.rate_beside(db, TODAY, None, Denominator(10_000, before, ""))
    assert old is not None
    assert old.after == Decimal("40.0")


def typed(**changes: object) -> dict[str, Any]:
    given = {"registered_on": TODAY.isoformat(), "registered": "8000", "population": "9190"}
    return {**given, "source": "県", **changes}


def test_a_doubt_is_asked_once_and_loses_nothing_typed(planner: PageClient, db: Session) -> None:
    add(db, OfficialDetails(world.DAY, world.DAY, 3_600, 9_000, "県"))
    db.commit()
    page = planner.get("/official-counts")
    file = (io.BytesIO(LETTER.content), LETTER.name)
    asked = planner.submit(page, expect=422, **typed(file=file))
    assert asked is not None
    assert "率が87.1%で、前の公式値の40.0%から47.1ポイント" in asked.get_text()
    assert "「県の通知.pdf」をえらんであります" in asked.get_text()
    again = planner.submit(asked, expect=422, button="このまま", registered="7000")
    assert again is not None  # another value is another question
    planner.submit(again, button="このまま登録する")
    assert [line.registered for line in queries.official_lines(db)] == [7_000, 3_600]
    (row,) = db.exec(select(OfficialFile)).all()
    assert (row.name, row.content, row.media_type) == (
        LETTER.name,
        LETTER.content,
        "application/pdf",
    )


def test_a_file_refused_with_a_count_keeps_neither(planner: PageClient, db: Session) -> None:
    page = planner.get("/official-counts")
    given = typed(registered="3962", file=(io.BytesIO(b"MZ"), "名簿.exe"))
    answer = planner.submit(page, expect=422, **given)
    assert answer is not None
    assert "「名簿.exe」は付けられません" in answer.get_text()
    assert db.exec(select(OfficialCount)).all() == []


def test_a_correction_asks_why(planner: PageClient, db: Session) -> None:
    number = add(db)
    db.commit()
    page = planner.get(f"/official-counts?correct={number}")
    answer = planner.submit(page, expect=422, registered="3970")
    assert answer is not None
    assert "どうして直すのかを入れてください" in answer.get_text()


def test_a_file_is_added_later_and_only_ever_saved(planner: PageClient, db: Session) -> None:
    number = add(db)
    db.commit()
    page = planner.get(f"/official-counts/days/{TODAY}")
    assert "個人の名前が入ったファイルは付けないでください" in page.get_text()
    form = f"form[action$='/{number}/files']"
    planner.submit(page, form, file=(io.BytesIO(LETTER.content), LETTER.name))
    page = planner.get(planner.location or "")
    link = page.select_one("a[download]")
    assert link is not None
    response = planner.client.get(str(link["href"]))
    assert response.data == LETTER.content
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    again = planner.submit(page, form, 422, file=(io.BytesIO(LETTER.content), "x.pdf"))
    assert again is not None
    assert "同じ中身のファイル" in again.get_text()
    assert planner.submit(page, form, 422) is not None


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.INSTRUCTOR, Role.VIEWER])
def test_only_planners_open_the_files(signed_in: SignedIn, db: Session, role: Role) -> None:
    file = keep(db, add(db))
    db.commit()
    signed_in(role).get(f"/official-counts/files/{file.id}", expect=403)


def test_the_command_keeps_a_file_with_the_count(
    monkeypatch: pytest.MonkeyPatch, database_url: str, tmp_path: Path, db: Session
) -> None:
    db.rollback()
    monkeypatch.setenv("CLASSROOM_DATABASE_URL", database_url)
    monkeypatch.setenv("CLASSROOM_INSTANCE", str(tmp_path))
    letter = tmp_path / "通知.pdf"
    letter.write_bytes(LETTER.content)
    given = ["classroom", "official", "add", "--on", "R8.9.30", "--registered", "3962"]
    given += ["--population", "9190", "--source", "県", "--file"]
    monkeypatch.setattr("sys.argv", [*given, str(tmp_path / "ない.pdf")])
    with pytest.raises(SystemExit, match="2"):
        cli.main()
    monkeypatch.setattr("sys.argv", [*given, str(letter)])
    cli.main()
    (line,) = queries.official_lines(db)
    assert [file.name for file in line.files] == ["通知.pdf"]
