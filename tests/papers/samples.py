"""People, classes and an office for papers, with the names that are hard to print."""

import re
import subprocess
from datetime import UTC, date, datetime, time, timedelta
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from pypdf import PdfReader

from classroom.kit.pdf.paper import MM
from classroom.papers.person_values import Guest
from classroom.papers.values import ClassFacts, Meeting, Office, Place
from classroom.rules.words.queue import Status
from tests.programs import require_tool

NOW = datetime(2026, 11, 22, 2, 5, tzinfo=UTC)
NAMES = (
    ("髙橋 トメ子", "タカハシ トメコ"),
    ("渡邉\U000e0100 清", "ワタナベ キヨシ"),
    ("𠮷田 ミヨ", "ヨシダ ミヨ"),
    ("葛\U000e0100城 ハツ", "カツラギ ハツ"),
    ("髙﨑𠮷", "タカサキ キチ"),
    ("\ufa19 勝", "ジン マサル"),
    ("Nguyễn Thị Minh Khai", "グエン ティ ミン カイ"),
    ("勅使河原 龍之介右衛門", "テシガワラ リュウノスケウエモン"),
    ("マリア・テレサ・デ・ラ・クルス・サントス・フィリパ", "マリア テレサ"),
    ("", "サトウ ハル"),
)
OFFICE = Office(
    city="東松島市",
    contact="デジタル推進課",
    telephone="0225-82-1111",
    address="〒981-0503 宮城県東松島市矢本字上河戸36番地1",
    purpose="うかがったお名前や電話番号は、教室の受付とご連絡だけに使います。よろしいでしょうか。",
)
PLACE = Place(
    name="矢本東市民センター",
    address="東松島市矢本字大溜9番地1",
    telephone="0225-00-1234",
    parking=40,
    is_step_free=True,
)


def about(days: int = 1, **given: Any) -> ClassFacts:
    """Return a class of so many Tuesdays."""
    meetings = tuple(
        Meeting(
            number=number + 1,
            on=date(2026, 12, 1) + timedelta(weeks=number),
            starts=time(10),
            ends=time(11, 30),
            place=PLACE,
            room="研修室2",
        )
        for number in range(days)
    )
    facts: dict[str, Any] = {
        "offering_id": 7,
        "code": "R8-007",
        "title": "デジタル身分証アプリをはじめよう",
        "bring": "スマートフォン、充電器、マイナンバーカード",
        "meetings": meetings,
    }
    return ClassFacts(**{**facts, **given})


def guest(number: int = 0, **given: Any) -> Guest:
    """Return the next of the hard names."""
    name, kana = NAMES[number % len(NAMES)]
    facts: dict[str, Any] = {
        "enrolment_id": 1000 + number,
        "participant_id": 1 + number,
        "name": name,
        "kana": kana,
        "status": Status.ACCEPTED,
    }
    return Guest(**{**facts, **given})


def guests(count: int, **given: Any) -> tuple[Guest, ...]:
    """Return so many people."""
    return tuple(guest(number, **given) for number in range(count))


class Word(NamedTuple):
    """A word on a page, in mm from the top left."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def text_of(pdf: bytes) -> list[str]:
    """Return what each page says, without spaces and line ends."""
    pages = PdfReader(BytesIO(pdf)).pages
    return [re.sub(r"\s", "", page.extract_text()) for page in pages]


def bare(text: str) -> str:
    """Return a text as `text_of` has it."""
    return re.sub(r"\s", "", text)


def words_of(pdf: bytes, folder: Path) -> list[list[Word]]:
    """Return the words of each page with where they stand."""
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    command = [require_tool("pdftotext"), "-bbox", str(file), "-"]
    out = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    found = r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>'
    return [
        [
            Word(float(x0) / MM, float(y0) / MM, float(x1) / MM, float(y1) / MM, unescape(text))
            for x0, y0, x1, y1, text in re.findall(found, page)
        ]
        for page in out.split("<page ")[1:]
    ]


def check_file(pdf: bytes, folder: Path) -> None:
    """Let qpdf look for faults of the file."""
    file = folder / "checked.pdf"
    file.write_bytes(pdf)
    subprocess.run([require_tool("qpdf"), "--check", str(file)], check=True, capture_output=True)


def assert_inside(pdf: bytes, folder: Path, right: float, bottom: float, margin: float) -> None:
    """Fail where a word leaves the page's margins (mm)."""
    for page in words_of(pdf, folder):
        assert page
        for word in page:
            assert word.left >= margin - 0.1, word
            assert word.right <= right - margin + 0.1, word
            assert word.top >= margin - 1, word
            assert word.bottom <= bottom - margin + 2, word


def assert_apart(pdf: bytes, folder: Path) -> None:
    """Fail where two words of a page lie on each other; a box is taller than its ink."""
    for page in words_of(pdf, folder):
        inked = [(word, (word.bottom - word.top) * 0.16) for word in page]
        for at, (one, trim) in enumerate(inked):
            for other, other_trim in inked[at + 1 :]:
                over = min(one.bottom - trim, other.bottom - other_trim) - max(
                    one.top + trim, other.top + other_trim
                )
                beside = min(one.right, other.right) - max(one.left, other.left)
                assert over <= 0.1 or beside <= 0.1, (one, other)
