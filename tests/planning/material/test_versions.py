"""The texts of handouts: what is read, saved, and told of a broken one."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from classroom.core.db import added
from classroom.core.errors import Refusal, Stale
from classroom.kit.handout import library
from classroom.kit.handout.devices import Device
from classroom.planning.material import figure_words, handout_queries, queries, service
from classroom.planning.material.models import HandoutVersion
from classroom.planning.material.preview import preview, problems_of, prove
from classroom.planning.material.rules import renamed
from classroom.planning.material.values import Draft
from tests import make
from tests.planning.material.texts import DEVICES, SHORT, own_version


def broken(db: Session, slug: str, text: str) -> None:
    """Keep a text that an older program took and this one cannot read."""
    row = HandoutVersion(slug=slug, number=1, source=text, saved_at=make.NOW)
    db.add(row)
    db.flush()


def test_without_a_version_of_the_city_the_shipped_text_is_read(db: Session) -> None:
    handout = handout_queries.handout(db, "maps", Device.ANDROID)
    assert handout.version.words == "配布版"
    assert handout.device is Device.ANDROID


def test_the_newest_version_is_read_with_its_number_and_day(db: Session) -> None:
    second = own_version(db, "maps")
    draft = Draft(prove(second))
    service.save(db, "maps", draft, base=1, at=make.NOW + timedelta(days=1), by=None)
    handout = handout_queries.handout(db, "maps")
    assert handout.series == "東松島市の教室"
    assert handout.version.number == 2
    assert handout.version.on == make.TODAY + timedelta(days=1)
    assert [kept.version.number for kept in queries.history(db, "maps")] == [2, 1, 0]


@pytest.mark.parametrize("slug", ["map", "../maps", ""])
def test_an_unknown_handout_is_refused(db: Session, slug: str) -> None:
    with pytest.raises(Refusal, match="という配布資料はありません。"):
        handout_queries.handout(db, slug)


def test_a_save_over_a_newer_version_is_stale(db: Session) -> None:
    second = own_version(db, "maps")
    with pytest.raises(Stale):
        service.save(db, "maps", Draft(prove(second)), base=0, at=make.NOW, by=None)


def test_of_two_saves_at_the_same_instant_one_is_stale(db: Session) -> None:
    own_version(db, "maps")
    same = HandoutVersion(slug="maps", number=1, source=SHORT, saved_at=make.NOW)
    with pytest.raises(Stale):
        added(db, same)
    assert handout_queries.handout(db, "maps").name != "みじかい資料"


def test_the_same_text_makes_no_version(db: Session) -> None:
    same = Draft(prove(library.shipped("maps") or ""))
    with pytest.raises(Refusal, match="同じです"):
        service.save(db, "maps", same, base=0, at=make.NOW, by=None)


def test_an_update_of_the_shipped_text_is_told_until_the_next_version(db: Session) -> None:
    second = own_version(db, "maps")
    assert not queries.source(db, "maps").update
    row = queries.newest(db, "maps")
    assert row is not None
    row.shipped_digest = queries.digest("はじめに届いていた文")
    db.flush()
    assert queries.source(db, "maps").update
    assert handout_queries.handout(db, "maps").version.number == 1
    service.save(db, "maps", Draft(prove(second)), base=1, at=make.NOW, by=None)
    assert not queries.source(db, "maps").update


def test_one_broken_text_leaves_the_list_whole_and_is_named(db: Session) -> None:
    broken(db, "maps", SHORT.replace("## 今日", "# 今日").replace("K-90", "T-01"))
    listed = handout_queries.listed(db)
    (bad,) = [one for one in listed if one.problem]
    assert (bad.slug, bad.code, bad.title) == ("maps", "T-01", "みじかい資料")
    assert "6行目" in bad.problem
    assert "maps" in bad.problem
    assert len(listed) == len(library.slugs())
    assert [one.code for one in listed] == sorted(one.code for one in listed)
    assert all(one.pages >= 4 for one in listed if one is not bad)
    with pytest.raises(Refusal, match=r"maps・第1版.*6行目"):
        handout_queries.handout(db, "maps")


@pytest.mark.parametrize("text", ["", "---", "本文だけ", "---\ncode: X-1\n---\n", "---\n"])
def test_a_text_without_a_head_is_listed_by_its_name(db: Session, text: str) -> None:
    broken(db, "maps", text)
    assert [one.title for one in handout_queries.listed(db) if one.problem] == ["maps"]


def test_a_handout_of_the_city_alone_is_listed_too(db: Session) -> None:
    service.create(db, "K-90", Draft(prove(SHORT)), at=make.NOW, by=None)
    found = handout_queries.find(db, "k-90")
    assert found is not None
    assert (found.code, found.version.number, found.pages) == ("K-90", 1, 1)
    assert [kept.version.number for kept in queries.history(db, "k-90")] == [1]
    assert not queries.source(db, "k-90").update


@pytest.mark.parametrize("code", ["T-01", "K-90"])
def test_a_code_that_is_taken_is_refused(db: Session, code: str) -> None:
    service.create(db, "K-90", Draft(prove(SHORT)), at=make.NOW, by=None)
    with pytest.raises(Refusal, match="もうあります"):
        service.create(db, code, Draft(prove(SHORT)), at=make.NOW, by=None)


def test_both_editions_are_read_and_each_problem_told_once() -> None:
    assert problems_of(DEVICES) == ()
    bad = DEVICES.replace("   → 鍵が出ます。\n", "").replace("## はじめ", "## はじめ {3/2}")
    assert [problem.line for problem in problems_of(bad)] == [6]
    only_android = DEVICES.replace("   → 鍵が出ます。\n", "")
    (problem,) = problems_of(only_android)
    assert problem.words.startswith("1. **鍵の絵**")
    assert "「→」の行がありません" in problem.sentence


def test_what_is_taller_than_a_page_is_refused_with_its_place() -> None:
    tall = SHORT + "\n> [!こつ] " + "とても長い囲みです。\\\n> " * 60 + "おわり。\n"
    (problem,) = problems_of(tall)
    assert problem.line == 0
    assert "1ページに入らない" in problem.sentence
    with pytest.raises(Refusal, match="1ページに入らない"):
        prove(tall)


def test_the_preview_has_every_page_of_the_paper(db: Session) -> None:
    source = queries.source(db, "digital-id")
    ours = preview(source.text, None, source.version)
    theirs = preview(source.text, None, source.version, instructor=True)
    assert len(theirs.pages) > len(ours.pages) >= 4
    assert 'aria-label="1ページ目（全' in ours.pages[0]
    assert "配布版" in ours.pages[0]
    assert ours.remarks == ()


def test_the_template_can_be_printed_and_renamed() -> None:
    text = renamed(figure_words.template().text, code="T-99", title="新しい／資料")
    shown = preview(text, None, figure_words.template().version)
    assert not shown.problems
    assert not shown.remarks
    assert shown.handout is not None
    assert (shown.handout.code, shown.handout.name) == ("T-99", "新しい資料")
    assert shown.handout.minutes == 60
