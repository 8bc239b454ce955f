"""Reading a 記入表 that came back, and taking in what is new in it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from sqlmodel import Session

from classroom.core.config import Settings
from classroom.core.errors import Refusal
from classroom.figures.entry_book.queries import Known, known, review_cells
from classroom.figures.entry_book.rules import (
    ACTUAL_HEADS,
    ACTUAL_SHEET,
    BASE_SHEET,
    CODE_HEAD,
    COLUMNS_MAX,
    FORM,
    MARK,
    NOT_OURS,
    REVIEW_HEADS,
    REVIEW_SHEET,
    ROWS_MAX,
    Cells,
    State,
    state_of,
    state_of_texts,
    texts_wanted,
)
from classroom.figures.entry_book.values import EntryLine, Reading, Taken
from classroom.figures.review import service
from classroom.figures.review.rules import (
    SOURCE_MAX,
    TEXT_MAX,
    Measure,
    day_faults,
    read_value,
)
from classroom.figures.review.values import ActualDetails, Indicator, Stamp
from classroom.kit.workbook.reading import Limits, Sheet, is_excel, read_book
from classroom.rules import era
from classroom.rules.fiscal_year import end_of, fiscal_year, fiscal_year_label
from classroom.rules.text import clean_line, nfkc, plain_cell

CHANGED_MEANWHILE = "確かめているあいだに、値が変わりました。もう一度、下の内容を確かめてください。"
NOTHING = "取り込むところがありません。黄色のところに記入したExcelをえらんでください。"
T = TypeVar("T")
MEASURES: Mapping[str, Measure] = {one.label: one for one in Measure}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the file: where it stands, its code, and the cells that somebody fills."""

    where: str
    code: str
    cells: Cells


def read(db: Session, settings: Settings, content: bytes, today: date) -> Reading:
    """Read a file against what is known. Raises Refusal where it is none of ours."""
    sheets = _sheets(content)
    year, base = _base(sheets[BASE_SHEET])
    if not settings.baseline_year < year <= fiscal_year(today):
        raise Refusal(
            f"{fiscal_year_label(year)}の記入表は取り込めません。年度を確かめてください。"
        )
    now = known(db, settings, year)
    checker = _Checker(settings, now, base, today)
    rows = list(_rows(sheets[ACTUAL_SHEET], ACTUAL_HEADS))
    texts = list(_rows(sheets[REVIEW_SHEET], REVIEW_HEADS))
    lines = [*_each(rows, checker.actual), *_each(texts, checker.review)]
    return Reading(year, tuple(lines))


def take(db: Session, settings: Settings, reading: Reading, taken: Taken, stamp: Stamp) -> int:
    """Enter what is new or was put right, and of what clashes the chosen lines; say how many."""
    if taken.seen != reading.digest:
        raise Refusal(CHANGED_MEANWHILE)
    wanted = reading.wanted(taken.chosen)
    if not wanted:
        raise Refusal(NOTHING)
    for line in wanted:
        if line.actual:
            service.enter_actual(
                db, settings, line.key, line.actual, version=line.entered, stamp=stamp
            )
        elif line.review:
            place = (int(line.key.removeprefix("a")), reading.fiscal_year)
            service.write_review(db, place, line.review, stamp)
    return len(wanted)


class _Checker:
    """Says of a row what would become of it."""

    def __init__(
        self, settings: Settings, now: Known, base: Mapping[str, Cells], today: date
    ) -> None:
        self.settings, self.now, self.base, self.today = settings, now, base, today

    def actual(self, row: _Row) -> EntryLine:
        one = self.now.indicators.get(row.code)
        if one is None:
            return _unknown(row)
        line = EntryLine(
            row.code, row.where, one.called, State.SAME, entered=self.now.entered(row.code)
        )
        if not row.cells[0]:
            return line
        details, faults = self._details(one, row.cells)
        if details is None:
            return replace(line, state=State.BAD, after=row.cells, sentences=tuple(faults))
        theirs = (
            f"{details.value:f}",
            details.measure.label,
            details.reference_on.isoformat(),
            details.source,
        )
        ours = self.now.actual(row.code)
        state = state_of(self.base.get(row.code, ("",) * 4), theirs, ours)
        return replace(line, state=state, before=ours, after=theirs, actual=details)

    def _details(self, one: Indicator, cells: Cells) -> tuple[ActualDetails | None, list[str]]:
        """Read the four cells of a value; where one cannot be used, say which and why."""
        faults: list[str] = []
        year = self.now.fiscal_year
        value = _tried(faults, "実績", lambda: read_value(cells[0]))
        measure = MEASURES.get(nfkc(cells[1])) if cells[1] else one.usual_measure
        if measure is None:
            faults.append(f"何の値か：「{'」「'.join(MEASURES)}」のどれかにしてください。")
        day = end_of(year) if measure is Measure.YEAR else None
        if cells[2]:
            day = _tried(faults, "基準日", lambda: era.parse_date(cells[2]))
        is_read = day is not None or not cells[2]
        if measure and is_read:
            found = day_faults(day, measure, year, self.settings.april_days)
            faults += [f"基準日：{fault}" for fault in found]
        if day and day > self.today:
            faults.append("基準日：先の日です。過ぎた日にしてください。")
        office = self.now.actions[one.action].office if one.action in self.now.actions else ""
        source = clean_line(cells[3]) or f"{office}の回答"
        if len(source) > SOURCE_MAX:
            faults.append(f"出典：{SOURCE_MAX}文字までにしてください。")
        if faults or value is None or measure is None or day is None:
            return None, faults
        return ActualDetails(year, value, source, day, measure), []

    def review(self, row: _Row) -> EntryLine:
        number = int(row.code) if row.code.isdecimal() else 0
        action = self.now.actions.get(number)
        if action is None:
            return _unknown(row)
        now = self.now.text(number)
        line = EntryLine(f"a{number}", row.where, action.label, State.SAME, entered=now.version)
        ours = review_cells(now)
        base = self.base.get(line.key, ("",) * 3)
        long = [
            f"{head}：{TEXT_MAX:,}文字までにしてください（いま{len(words):,}文字）。"
            for head, words in zip(REVIEW_HEADS, row.cells, strict=True)
            if len(words) > TEXT_MAX
        ]
        if long:
            return replace(line, state=State.BAD, after=row.cells, sentences=tuple(long))
        theirs = texts_wanted(base, row.cells, ours)
        state = state_of_texts(base, row.cells, ours)
        done, issues, steps = theirs
        text = replace(now, done=done, issues=issues, next_steps=steps)
        return replace(line, state=state, before=ours, after=theirs, review=text)


def _each(rows: list[_Row], check: Callable[[_Row], EntryLine]) -> Iterator[EntryLine]:
    """Check each row; a number that stands twice is told at the second."""
    seen: set[str] = set()
    for row in rows:
        if row.code in seen:
            sentence = f"番号{row.code}の行が2つあります。どちらかを消してください。"
            yield EntryLine(f"{row.code}?", row.where, "", State.BAD, (), row.cells, (sentence,))
            continue
        seen.add(row.code)
        yield check(row)


def _unknown(row: _Row) -> EntryLine:
    sentence = f"番号「{row.code[:20]}」の行は、計画にありません。番号は書きかえないでください。"
    state = State.BAD if any(row.cells) else State.SAME
    return EntryLine(f"{row.code}?", row.where, "", state, (), row.cells, (sentence,))


def _tried(faults: list[str], head: str, deed: Callable[[], T]) -> T | None:
    try:
        return deed()
    except ValueError as problem:
        faults.append(f"{head}：{problem}")
        return None


def _sheets(content: bytes) -> dict[str, Sheet]:
    if not is_excel(content):
        raise Refusal(NOT_OURS)
    found = {one.name: one for one in read_book(content, Limits(ROWS_MAX, COLUMNS_MAX))}
    if not {ACTUAL_SHEET, REVIEW_SHEET, BASE_SHEET} <= found.keys():
        raise Refusal(NOT_OURS)
    return found


def _base(sheet: Sheet) -> tuple[int, dict[str, Cells]]:
    """Return the file's fiscal year, and what each line held when it was made."""
    head, *rows = sheet.rows or ((),)
    if len(head) < 3 or head[0] != MARK or head[1] != FORM or not head[2].isdecimal():  # noqa: PLR2004
        raise Refusal(NOT_OURS)
    wide = {True: len(REVIEW_HEADS), False: len(ACTUAL_HEADS)}
    found = {}
    for row in rows:
        if row and row[0]:
            number = wide[row[0].startswith("a")]
            found[row[0]] = tuple([*row[1:], *[""] * number][:number])
    return int(head[2]), found


def _rows(sheet: Sheet, wanted: tuple[str, ...]) -> Iterator[_Row]:
    """Find the head and give each row below it that has a number, wherever columns went."""
    heads = {CODE_HEAD, *wanted}
    at = next((n for n, row in enumerate(sheet.rows) if heads <= set(row)), None)
    if at is None:
        raise Refusal(
            f"「{sheet.name}」シートの見出し（{CODE_HEAD}、{'、'.join(wanted)}）が見つかりません。"
            "見出しを元にもどして、もう一度えらんでください。"
        )
    columns = [sheet.rows[at].index(head) for head in (CODE_HEAD, *wanted)]
    for number, row in enumerate(sheet.rows[at + 1 :], at + 2):
        code, *cells = (_text(row[place]) if place < len(row) else "" for place in columns)
        if code or any(cells):
            yield _Row(f"「{sheet.name}」{number}行目", nfkc(code), tuple(cells))


def _text(cell: str) -> str:
    return plain_cell(cell.replace("\r\n", "\n")).strip()
