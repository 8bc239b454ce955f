"""The pages of a handout's text: written, refused, kept, gone back to."""

from bs4 import BeautifulSoup
from sqlmodel import Session

from classroom.kit.handout import library
from classroom.planning.material import queries
from classroom.planning.material.models import HandoutVersion
from tests import make
from tests.page import PageClient, form_fields
from tests.planning.material.texts import own_version

WRITING = "#writing"


def typed(page: BeautifulSoup | None) -> str:
    """Return what the text field holds."""
    field = page.select_one("#source") if page else None
    assert field is not None
    return field.get_text().removeprefix("\n").removeprefix("\r\n")


def shipped(slug: str) -> str:
    """Return a text that came with the program."""
    text = library.shipped(slug)
    assert text is not None
    return text


def test_the_list_names_every_handout_with_its_courses(planner: PageClient, db: Session) -> None:
    make.course(db, handout="maps", short_title="地図の会")
    db.commit()
    page = planner.get("/handouts")
    (row,) = [row for row in page.select("tbody tr") if "T-01" in row.get_text()]
    assert "地図の会" in row.get_text()
    assert "配布版" in row.get_text()
    assert "iPhone・アンドロイド" in row.get_text()
    assert len(page.select("tbody tr")) == len(library.slugs())


def test_a_broken_one_is_named_and_the_others_are_there(planner: PageClient, db: Session) -> None:
    db.add(HandoutVersion(slug="maps", number=1, source="こわれた文", saved_at=make.NOW))
    course = make.course(db, handout="maps")
    db.commit()
    page = planner.get("/handouts")
    assert "「maps」は、いま印刷できません。" in page.get_text()
    assert len(page.select("tbody tr")) == len(library.slugs())
    assert "いま印刷できません" in planner.get(f"/courses/{course.id}").get_text()
    planner.get(f"/courses/{course.id}/edit")
    planner.get("/handouts/maps")
    assert "を読めません" in planner.get(f"/courses/{course.id}/handout", expect=409).get_text()


def test_a_saved_text_is_what_the_course_shows_and_prints(planner: PageClient, db: Session) -> None:
    course = make.course(db, handout="maps")
    db.commit()
    page = planner.get("/handouts/maps")
    text = typed(page).replace("東松島市 スマホ教室", "市のスマホ講座")
    planner.submit(page, WRITING, source=text, note="名前を変えた")
    assert planner.location == "/handouts/maps"
    shown = planner.get(f"/courses/{course.id}/handout").get_text()
    assert "市のスマホ講座" in shown
    assert "配布資料の版：第1版" in shown
    assert "第1版" in planner.get(f"/courses/{course.id}").get_text()
    versions = planner.get("/handouts/maps/versions").get_text()
    assert "名前を変えた" in versions
    assert "配布版" in versions
    change = planner.get("/handouts/maps/versions/1")
    assert change.select_one("ins") is not None
    assert change.select_one("del") is not None


def test_a_refused_text_stays_as_it_was_typed(planner: PageClient, db: Session) -> None:
    page = planner.get("/handouts/maps")
    text = typed(page).replace("view top", "view topp", 1)
    again = planner.submit(page, WRITING, expect=422, source=text, note="ためし")
    assert typed(again) == text
    assert again is not None
    assert "「topp」は使えません。もしかして「top」ですか。" in again.get_text()
    assert again.select_one("[data-line]") is not None
    assert "まだ保存していません" in again.get_text()
    assert queries.newest(db, "maps") is None


def test_signs_that_nobody_sees_are_left_out(planner: PageClient, db: Session) -> None:
    page = planner.get("/handouts/maps")
    text = typed(page).replace("東松島市 スマホ教室", "市の\x00教室\ufeff")
    planner.submit(page, WRITING, source=text.replace("\n", "\r\n"))
    newest = queries.newest(db, "maps")
    assert newest is not None
    assert "市の教室\n" in newest.source


def test_an_empty_text_is_refused(planner: PageClient) -> None:
    page = planner.get("/handouts/maps")
    again = planner.submit(page, WRITING, expect=422, source="  \r\n")
    assert "文が空です。" in str(again)


def test_a_stale_text_is_shown_beside_the_newer_one(planner: PageClient, db: Session) -> None:
    page = planner.get("/handouts/maps")
    own_version(db, "maps")
    db.commit()
    text = shipped("maps").replace("東松島市 スマホ教室", "わたしの書いた教室")
    again = planner.submit(page, WRITING, expect=422, source=text)
    assert again is not None
    assert typed(again) == text
    said = again.get_text()
    assert "ほかの方が保存した第1版と、書いた文のちがうところ" in said
    assert "スマホ講座" in said
    planner.submit(again, WRITING)
    newest = queries.newest(db, "maps")
    assert newest is not None
    assert (newest.number, newest.source) == (2, text)


def test_the_pages_are_shown_without_the_script_and_nothing_is_saved(
    planner: PageClient, db: Session
) -> None:
    page = planner.get("/handouts/maps")
    form = page.select_one(WRITING)
    assert form is not None
    look = form.select_one("button[formaction]")
    assert look is not None
    text = typed(page).replace("東松島市 スマホ教室", "見るだけの教室")
    fields = {**form_fields(form), "source": text, "device": "android", "instructor": "y"}
    shown = planner.post(str(look["formaction"]), fields, expect=200)
    assert shown is not None
    assert typed(shown) == text
    assert "見るだけの教室" in str(shown.select_one(".sheets"))
    assert "（アンドロイド版）" in str(shown.select_one("#preview"))
    assert "第1版（" in str(shown.select_one(".sheets"))
    assert shown.select_one("input[name=device][value=android][checked]") is not None
    assert queries.newest(db, "maps") is None


def test_the_script_gets_the_pages_alone(planner: PageClient) -> None:
    form = planner.get("/handouts/maps").select_one(WRITING)
    assert form is not None
    fetch = {"X-Requested-With": "fetch"}
    answer = planner.client.post("/handouts/maps/preview", data=form_fields(form), headers=fetch)
    assert answer.status_code == 200
    part = BeautifulSoup(answer.text, "html5lib")
    assert part.select_one("#preview .handout-sheet") is not None
    assert part.select_one("h1") is None


def test_an_older_version_comes_back_as_a_new_one(planner: PageClient, db: Session) -> None:
    own_version(db, "maps")
    db.commit()
    page = planner.get("/handouts/maps/versions/0")
    planner.submit(page, "form[action$=restore]")
    db.expire_all()
    newest = queries.newest(db, "maps")
    assert newest is not None
    assert (newest.number, newest.source) == (2, shipped("maps"))
    assert newest.note == "配布版にもどした"


def test_a_new_handout_begins_as_a_copy_or_from_the_template(
    planner: PageClient, db: Session
) -> None:
    page = planner.get("/handouts/new")
    planner.submit(page, code="t-50", title="地図の／つづき", start="copy:maps")
    assert planner.location == "/handouts/t-50"
    edit = planner.get("/handouts/t-50")
    assert "「地図のつづき」を直す" in edit.get_text()
    assert "code: T-50" in typed(edit)
    planner.submit(planner.get("/handouts/new"), code="T-51", title="ひな形から", start="")
    assert "できること1" in typed(planner.get("/handouts/t-51"))
    page = planner.get("/handouts/new")
    again = planner.submit(page, expect=422, code="T-51", title="もうある", start="")
    assert "もうあります" in str(again)
    odd = planner.submit(page, expect=422, code="地図", title="番号がちがう", start="")
    assert "K-17 のように" in str(odd)
    assert queries.newest(db, "t-50") is not None


def test_a_name_that_is_no_handout_is_not_found(planner: PageClient) -> None:
    for address in ("/handouts/map", "/handouts/map/versions", "/handouts/maps/versions/9"):
        assert "見つかりませんでした" in planner.get(address, expect=404).get_text()
    assert planner.client.get("/handouts/maps/versions/3.pdf").status_code == 404


def test_an_update_of_the_program_is_told_and_compared(planner: PageClient, db: Session) -> None:
    own_version(db, "maps")
    row = queries.newest(db, "maps")
    assert row is not None
    row.shipped_digest = queries.digest("はじめに届いていた文")
    db.commit()
    for address in ("/handouts", "/handouts/maps"):
        assert "配布版が変わりました" in planner.get(address).get_text()
    compared = planner.get("/handouts/maps/versions/0?against=1").get_text()
    assert "第1版とちがうところ" in compared
