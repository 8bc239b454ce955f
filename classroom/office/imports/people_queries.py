"""Reading rows of participants: who is new, who is there already, what cannot be read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from sqlmodel import Session

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.participant import queries
from classroom.desk.participant.likeness import LIKELY, WEAK, identity_of, likeness
from classroom.desk.participant.rules import (
    ADDRESS_MAX,
    KANA_MAX,
    NAME_MAX,
    NOTE_MAX,
    RELATION_MAX,
    TIMES_MAX,
    UNKNOWN_KANA,
    Card,
    Device,
    Sex,
    may_hold_my_number,
)
from classroom.desk.participant.service import refuse_living
from classroom.desk.participant.values import Likely, Living, ParticipantDetails
from classroom.office.imports import cell_rules as cells
from classroom.office.imports.matching import MY_NUMBER, Row, RowReader
from classroom.office.imports.row_rules import is_name
from classroom.office.imports.rules import Field, State
from classroom.office.imports.values import Line, Plan, Reading
from classroom.planning.place.queries import districts
from classroom.rules import kana, names
from classroom.rules.era_calendar import wareki
from classroom.rules.readings import Told, is_reading, name_and_reading, tidy_kana, tidy_name
from classroom.rules.words.residence import Residence

T = TypeVar("T")
_LINES = {
    Field.TIMES: ("good_times", TIMES_MAX),
    Field.ADDRESS: ("address", ADDRESS_MAX),
    Field.FAMILY_NAME: ("family_name", NAME_MAX),
    Field.FAMILY_RELATION: ("family_relation", RELATION_MAX),
}
LEFT_IN_FILE = "もう登録されている方です。転出・死亡の日は、受講者の画面で入れてください。"
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
        era: str = "",
    ) -> None:
        self.db, self.today, self.area_code, self.era = db, today, area_code, era
        self.columns, self.heads = columns, heads
        self.readings: Mapping[int, str] = {}
        self.short_years = 0
        self.districts = {
            cells.same_words(found.name): key(found) for found in districts(db, only_active=False)
        }
        self.seen: dict[object, list[tuple[int, ParticipantDetails]]] = {}

    def read(
        self, rows: Sequence[tuple[int, Row]], readings: Mapping[tuple[int, int], str] | None = None
    ) -> Reading[ParticipantDetails]:
        """Read all rows; `readings` are the ふりがな that Excel keeps, by row and column from 0."""
        lines, plans = [], []
        kept: dict[int, dict[int, str]] = {}
        for (at, place), words in (readings or {}).items():
            kept.setdefault(at + 1, {})[place] = words
        for number, row in rows:
            self.readings = kept.get(number, {})
            line, details = self._row(number, row)
            lines.append(line)
            if details is not None:
                plans.append(Plan(number, line.state, details))
        return Reading(tuple(lines), tuple(plans), self.short_years)

    def _row(self, number: int, row: Row) -> tuple[Line, ParticipantDetails | None]:
        reader = _PersonRow(self, row)
        details = reader.details()
        if details is None:
            notes = tuple(problem.sentence for problem in reader.problems)
            return Line(number, State.BAD, reader.shown, notes, number, tuple(row)), None
        same, alike = self._doubles(details)
        self._remember(number, details)
        notes = (*same, *alike, *reader.remarks)
        if same and (details.moved_on or details.died_on):
            notes = (*notes, LEFT_IN_FILE)
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
        texts = (self.text(field) for field in (Field.NAME, Field.NAMES, Field.KANA))
        return next(filter(None, texts), "（お名前なし）")

    def details(self) -> ParticipantDetails | None:
        """Return the person, or None with the problems."""
        lines = {name: self.line(field, most) for field, (name, most) in _LINES.items()}
        born_on = self._born_on()
        told = self._who()
        first, second = self._telephones()
        living = self._living(born_on)
        details = ParticipantDetails(
            residence=living.residence,
            moved_on=living.moved_on,
            died_on=living.died_on,
            name=told.name,
            name_kana=told.kana,
            kana_checked=bool(told.kana) and not self.is_guess,
            born_on=born_on,
            told_band=None if born_on else self.read(Field.BAND, cells.told_band),
            sex=self._softly(Field.SEX, cells.sex, Sex.UNKNOWN),
            telephone=first,
            telephone2=second,
            family_telephone=self._telephone(Field.FAMILY_TELEPHONE),
            device=self._softly(Field.DEVICE, cells.device, Device.UNKNOWN),
            card=self._softly(Field.CARD, cells.card, Card.UNKNOWN),
            district_id=self._district(),
            note=self._note(),
            **lines,  # type: ignore[arg-type]  # every one is a line of text
            **self._needs(),  # type: ignore[arg-type]  # every one is yes or no
        )
        return None if self.problems else details

    def _living(self, born_on: date | None) -> Living:
        days = {}
        for field in (Field.MOVED, Field.DIED):
            try:
                days[field] = cells.day_of_leaving(self.parts(field))
            except ValueError as problem:
                self.refuse(field, str(problem))
        where = self._softly(Field.RESIDENCE, cells.residence, Residence.UNKNOWN)
        living = Living(where, days.get(Field.MOVED), days.get(Field.DIED))
        try:
            refuse_living(living, born_on, self.reader.today)
        except Refusal as problem:
            self.refuse(Field.DIED if living.died_on else Field.MOVED, problem.sentence)
        return living

    is_guess = False

    def _who(self) -> Told:
        """Read the name and its フリガナ, from columns of their own or from one."""
        told = self._told()
        if told.kana or self.problems:
            return self._within(told)
        if not told.name:
            self.refuse(Field.NAME, "お名前もフリガナもありません。")
        elif not is_name(told.name):
            what = f"「{told.name[:20]}」はお名前として読めません。フリガナを書いてください。"
            self.refuse(Field.NAME, what)
        else:
            told = self._guessed(told.name)
        return self._within(told)

    def _told(self) -> Told:
        names, kana_text = [*self.cells(Field.NAME)], " ".join(self.parts(Field.KANA))
        both = self.cells(Field.NAMES)
        if both:
            return name_and_reading("\n".join(both))
        if not kana_text:
            return (
                name_and_reading(names[0])
                if len(names) == 1
                else Told(" ".join(map(tidy_name, names)), "")
            )
        if not names and not is_reading(kana_text):
            found = name_and_reading("\n".join(self.cells(Field.KANA)))
            if found.kana:
                return found
        return Told(" ".join(map(tidy_name, names)), self._kana(kana_text))

    def _kana(self, text: str) -> str:
        try:
            return tidy_kana(text)
        except kana.KanaError as problem:
            self.refuse(Field.KANA, str(problem))
            return ""

    def _guessed(self, name: str) -> Told:
        """Take the ふりがな that Excel kept of what was typed, or none: both are to be asked."""
        places = [at for at, field in enumerate(self.columns) if field in (Field.NAME, Field.NAMES)]
        guess = " ".join(filter(None, (self.reader.readings.get(place, "") for place in places)))
        if guess and is_reading(guess):
            self.is_guess = True
            found = tidy_kana(guess)
            self.remarks.append(
                f"フリガナはExcelに残っていた「{found}」です。「フリガナ未確認」として加えます。"
            )
            return Told(name, found)
        self.remarks.append("フリガナがないので、「フリガナ未確認」として加えます。")
        return Told(name, "")

    def _within(self, told: Told) -> Told:
        for field, text, most in (
            (Field.NAME, told.name, NAME_MAX), (Field.KANA, told.kana, KANA_MAX),
        ):  # fmt: skip
            if may_hold_my_number(text):
                self.refuse(field, MY_NUMBER)
            elif len(text) > most:
                self.refuse(field, f"長すぎます。{most}文字までにしてください。")
        return told

    def _born_on(self) -> date | None:
        try:
            parts, era = self.parts(Field.BORN), self.reader.era
            born_on, was_number = cells.birth_date(parts, self.reader.today, era)
        except ValueError as problem:
            self.reader.short_years += cells.lacks_era(self.text(Field.BORN))
            self.refuse(Field.BORN, str(problem))
            return None
        if era and born_on and cells.lacks_era(self.text(Field.BORN)):
            self.remarks.append(f"生年月日を{wareki(born_on)}と読みました。")
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

    def _telephones(self) -> tuple[str, str]:
        """Return both numbers, which may stand in one cell."""
        one, *other = cells.telephones(self.text(Field.TELEPHONE))
        first = self._telephone(Field.TELEPHONE, one)
        if other and not self.text(Field.TELEPHONE2):
            return first, self._telephone(Field.TELEPHONE, other[0])
        return first, self._telephone(Field.TELEPHONE2)

    def _telephone(self, field: Field, text: str | None = None) -> str:
        try:
            own = self.text(field) if text is None else text
            digits, was_short = cells.telephone(own, self.reader.area_code)
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
    yield "name", kana.search_key(details.name_kana) or names.name_key(details.name)
    if details.born_on:
        yield details.born_on
    yield from filter(None, (details.telephone, details.telephone2))


def _shown(details: ParticipantDetails) -> str:
    born = wareki(details.born_on) if details.born_on else ""
    band = details.told_band.label if details.told_band else ""
    reading = details.name_kana or UNKNOWN_KANA
    name = f"{details.name}（{reading}）" if details.name else details.name_kana
    return "　".join(filter(None, (name, born or band)))
