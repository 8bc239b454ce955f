"""Reading rows of participants: who is new, who is there already, what cannot be read."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from sqlmodel import Session

from classroom.core.db import key
from classroom.desk.participant import queries
from classroom.desk.participant.likeness import LIKELY, WEAK, identity_of, likeness
from classroom.desk.participant.rules import (
    ADDRESS_MAX,
    KANA_MAX,
    NAME_MAX,
    NOTE_MAX,
    RELATION_MAX,
    TIMES_MAX,
    Card,
    Device,
    Sex,
)
from classroom.desk.participant.values import Likely, ParticipantDetails
from classroom.office.imports import cell_rules as cells
from classroom.office.imports.matching import Row, RowReader
from classroom.office.imports.rules import Field, State
from classroom.office.imports.values import Line, Plan, Reading
from classroom.planning.place.queries import districts
from classroom.rules import kana
from classroom.rules.era_calendar import wareki

T = TypeVar("T")
_LINES = {
    Field.NAME: ("name", NAME_MAX),
    Field.TIMES: ("good_times", TIMES_MAX),
    Field.ADDRESS: ("address", ADDRESS_MAX),
    Field.FAMILY_NAME: ("family_name", NAME_MAX),
    Field.FAMILY_RELATION: ("family_relation", RELATION_MAX),
}
_NEEDS = {
    "needs_hearing": ("補聴器", "耳", "難聴", "聞こえ", "聴"),
    "needs_wheelchair": ("車いす", "車椅子", "車イス"),
    "needs_large_print": ("大きな字", "大きい字", "拡大", "弱視", "目"),
    "needs_step_free": ("つえ", "杖", "段差", "足"),
}


class PeopleReader:
    """Reads a file's rows one after the other, knowing those before."""

    def __init__(
        self,
        db: Session,
        columns: Sequence[Field | None],
        heads: Sequence[str],
        *,
        today: date,
        area_code: str,
    ) -> None:
        self.db, self.today, self.area_code = db, today, area_code
        self.columns, self.heads = columns, heads
        self.districts = {
            cells.same_words(found.name): key(found) for found in districts(db, only_active=False)
        }
        self.seen: dict[object, list[tuple[int, ParticipantDetails]]] = {}

    def read(self, rows: Sequence[tuple[int, Row]]) -> Reading[ParticipantDetails]:
        lines, plans = [], []
        for number, row in rows:
            line, details = self._row(number, row)
            lines.append(line)
            if details is not None:
                plans.append(Plan(number, line.state, details))
        return Reading(tuple(lines), tuple(plans))

    def _row(self, number: int, row: Row) -> tuple[Line, ParticipantDetails | None]:
        reader = _PersonRow(self, row)
        details = reader.details()
        if details is None:
            notes = tuple(problem.sentence for problem in reader.problems)
            return Line(number, State.BAD, reader.shown, notes, number, tuple(row)), None
        same, alike = self._doubles(details)
        self._remember(number, details)
        notes = (*same, *alike, *reader.remarks)
        checked = State.CHECK if notes else State.NEW
        state = State.SAME if same else checked
        return Line(number, state, _shown(details), notes, number, tuple(row)), details

    def _doubles(self, details: ParticipantDetails) -> tuple[list[str], list[str]]:
        """Return who is this person already, in the database or in the file; and who may be."""
        found = queries.likely_same(self.db, details, today=self.today, least=WEAK)
        same = [
            f"{one.shown_name}さん（{one.age_label}）と{one.reason}"
            for one in found
            if one.score >= LIKELY or _is_repeated(details, one)
        ]
        alike = [
            f"{one.shown_name}さん（{one.age_label}）かもしれません：{one.reason}"
            for one in found
            if one.score < LIKELY and not _is_repeated(details, one)
        ]
        return [*same, *self._above(details)], alike

    def _above(self, details: ParticipantDetails) -> Iterator[str]:
        before = {
            number: other for mark in _marks(details) for number, other in self.seen.get(mark, ())
        }
        for number, other in sorted(before.items(), key=lambda pair: pair[0]):
            how = likeness(identity_of(details), identity_of(other), self.today)
            if how is not None and (how.score >= LIKELY or other == details):
                yield f"{number}行目の方と{how.reason}"

    def _remember(self, number: int, details: ParticipantDetails) -> None:
        for mark in _marks(details):
            self.seen.setdefault(mark, []).append((number, details))


class _PersonRow(RowReader):
    """One row as a participant."""

    def __init__(self, reader: PeopleReader, row: Row) -> None:
        super().__init__(reader.columns, reader.heads, row)
        self.reader = reader

    @property
    def shown(self) -> str:
        return self.text(Field.NAME) or self.text(Field.KANA) or "（お名前なし）"

    def details(self) -> ParticipantDetails | None:
        """Return the person, or None with the problems."""
        lines = {name: self.line(field, most) for field, (name, most) in _LINES.items()}
        born_on = self._born_on()
        details = ParticipantDetails(
            name_kana=self._kana(),
            born_on=born_on,
            told_band=None if born_on else self.read(Field.BAND, cells.told_band),
            sex=self._softly(Field.SEX, cells.sex, Sex.UNKNOWN),
            telephone=self._telephone(Field.TELEPHONE),
            telephone2=self._telephone(Field.TELEPHONE2),
            family_telephone=self._telephone(Field.FAMILY_TELEPHONE),
            device=self._softly(Field.DEVICE, cells.device, Device.UNKNOWN),
            card=self._softly(Field.CARD, cells.card, Card.UNKNOWN),
            district_id=self._district(),
            note=self._note(),
            **lines,  # type: ignore[arg-type]  # every one is a line of text
            **self._needs(),  # type: ignore[arg-type]  # every one is yes or no
        )
        return None if self.problems else details

    def _kana(self) -> str:
        text = self.text(Field.KANA)
        if not text:
            self.refuse(Field.KANA, "フリガナがありません。カタカナで入れてください。")
            return ""
        try:
            found = kana.clean_kana(text)
        except kana.KanaError as problem:
            self.refuse(Field.KANA, str(problem))
            return ""
        if len(found) > KANA_MAX:
            self.refuse(Field.KANA, f"長すぎます。{KANA_MAX}文字までにしてください。")
        return found

    def _born_on(self) -> date | None:
        try:
            born_on, was_number = cells.birth_date(self.parts(Field.BORN), self.reader.today)
        except ValueError as problem:
            self.refuse(Field.BORN, str(problem))
            return None
        if was_number and born_on is not None:
            self.remarks.append(f"生年月日が数だけのセルです。{wareki(born_on)}と読みました。")
        return born_on

    def _softly(self, field: Field, read: Callable[[str], T], unknown: T) -> T:
        """Read what may stay open: what is not understood is said, and asked when they come."""
        try:
            return read(self.text(field))
        except ValueError as problem:
            self.remarks.append(f"{self.head(field)}の{problem}未確認として入れます。")
            return unknown

    def _telephone(self, field: Field) -> str:
        try:
            digits, was_short = cells.telephone(self.text(field), self.reader.area_code)
        except ValueError as problem:
            self.refuse(field, str(problem))
            return ""
        if was_short:
            self.remarks.append(f"{self.head(field)}の先頭の0が抜けていたので、補いました。")
        return digits

    def _district(self) -> int | None:
        text = self.text(Field.DISTRICT)
        found = self.reader.districts.get(cells.same_words(text)) if text else None
        if text and found is None:
            self.remarks.append(f"地区「{text[:20]}」は一覧にないため、空けて入れます。")
        return found

    def _needs(self) -> dict[str, bool]:
        text = self.text(Field.NEEDS)
        return {need: any(word in text for word in words) for need, words in _NEEDS.items()}

    def _note(self) -> str:
        """Return the note, with what was written of needs, which says more than four ticks."""
        needs = self.line(Field.NEEDS, NOTE_MAX)
        text = "　".join(filter(None, (self.line(Field.NOTE, NOTE_MAX), needs)))
        if len(text) > NOTE_MAX and not self.problems:
            self.refuse(Field.NOTE, f"長すぎます。{NOTE_MAX}文字までにしてください。")
        return text


def _is_repeated(details: ParticipantDetails, one: Likely) -> bool:
    """Tell whether someone of whom little is known stands in the database exactly so."""
    known = ("name", "name_kana", "born_on", "told_band", "telephone", "telephone2")
    return all(getattr(details, field) == getattr(one, field) for field in known)


def _marks(details: ParticipantDetails) -> Iterator[object]:
    """Yield what a double would share."""
    yield "kana", kana.search_key(details.name_kana)
    if details.born_on:
        yield details.born_on
    yield from filter(None, (details.telephone, details.telephone2))


def _shown(details: ParticipantDetails) -> str:
    born = wareki(details.born_on) if details.born_on else ""
    band = details.told_band.label if details.told_band else ""
    name = f"{details.name}（{details.name_kana}）" if details.name else details.name_kana
    return "　".join(filter(None, (name, born or band)))
