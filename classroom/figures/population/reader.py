"""Reading 地域・年齢別人口 as cities publish it: bytes in, counts, reasons or questions out.

Columns stand in any order. Nothing is taken from a file in which anything does not add up, or of
which something has to be asked first.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from classroom.figures.population.comparing import residents_by_day
from classroom.figures.population.days import (
    WhichNumber,
    day_in_file_name,
    day_within,
    is_month_first,
    read_survey_day,
)
from classroom.figures.population.head_words import Field
from classroom.figures.population.heads import HeadRows, Heads, find_heads, read_heads
from classroom.figures.population.municipality import other_city
from classroom.figures.population.rows import Known, Read, RowReader, Sheet, said
from classroom.figures.population.rules import Asked, TakenAs
from classroom.figures.population.sheet import (
    Table,
    Unclear,
    Unreadable,
    count,
    tables,
    unreadable,
)
from classroom.figures.population.totals import Line, SortedOut, Verdict, is_total_name, sort_out
from classroom.figures.population.values import (
    Answers,
    PopulationRow,
    PopulationTable,
    Problem,
    Question,
    Taken,
)
from classroom.figures.population.why_not import AGES_DOWN, CENSUS, is_ages_down, is_census, why_not
from classroom.rules.era import wareki

NO_NAME: Final = "名前のない行"
_TAKEN_AS: Final = {
    Verdict.WHOLE: TakenAs.WHOLE,
    Verdict.SUBTOTAL: TakenAs.TOTAL,
    Verdict.PART: TakenAs.PART,
}


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a file besides its bytes.

    `slack` is by how many people a total may miss its parts: projections are rounded one by one.
    """

    file_name: str = ""
    city: str = ""
    answers: Answers = field(default_factory=Answers)
    slack: int = 0


def read_population(content: bytes, own_code: str, about: About | None = None) -> PopulationTable:
    """Read a population file; a file without code columns is the city's own.

    Raises Unreadable with all its problems, or Unclear with what has to be asked.
    """
    reader = _Reader(own_code, about or About())
    for table in tables(content):
        reader.read(table)
    return reader.done(hashlib.sha256(content).hexdigest())


@dataclass(frozen=True, slots=True)
class _Part:
    """A table of a file, as read: the counts that hold, what its other rows were taken as."""

    name: str
    heads: Heads
    rows: list[PopulationRow]


class _Reader:
    """Takes the tables of a file one by one."""

    def __init__(self, own_code: str, about: About) -> None:
        self.own_code, self.about, self.answers = own_code, about, about.answers
        self.parts: list[_Part] = []
        self.problems: list[Problem] = []
        self.refused: list[str] = []
        self.questions: dict[tuple[Asked, str], Question] = {}
        self.taken: dict[TakenAs, list[str]] = {}
        self.notes: list[str] = []
        self.words = [about.file_name]

    def read(self, table: Table) -> None:
        """Read a table, or keep why it is none."""
        if is_census(table.rows):
            self.refused.append(CENSUS)
        elif at := find_heads(table.rows):
            self._read(table, at)
        else:
            self.refused.append(why_not(table.rows))

    def done(self, digest: str) -> PopulationTable:
        """Return what all tables gave together."""
        self._doubt_whose()
        if self.problems:
            raise Unreadable(self.problems)
        if self.questions:
            raise Unclear(list(self.questions.values()))
        if not self.parts:
            raise unreadable(self.refused[0])
        rows = self._together()
        if not rows:
            raise unreadable("見出しの下に、人口の行がありません。")
        unused = tuple(dict.fromkeys(head for part in self.parts for head in part.heads.unused))
        taken = tuple(Taken(one, tuple(self.taken[one])) for one in TakenAs if one in self.taken)
        notes = tuple(dict.fromkeys(self.notes))
        return PopulationTable(tuple(rows), unused, digest, taken, notes)

    def _read(self, table: Table, at: HeadRows) -> None:
        self.words += [cell for row in table.rows[: at.first] for cell in row]
        heads, problems = read_heads(at.cells, at.below)
        if problems:
            is_down = is_ages_down(table.rows)
            self._refuse(table, [Problem(None, "", AGES_DOWN)] if is_down else problems)
            return
        body = table.rows[at.below :]
        heads = self._with_areas(heads, body)
        known = self._known(table, at, heads, body)
        if known is None:
            return
        reader = RowReader(heads, known)
        for number, cells in enumerate(body, at.below + 1):
            reader.read(number, cells)
        self._refuse(table, reader.found.problems)
        if not reader.found.problems:
            self._keep(table, heads, reader.found)

    def _doubt_whose(self) -> None:
        """Refuse a table without codes of which the title names another city."""
        has_codes = any(
            one in part.heads.fields
            for part in self.parts
            for one in (Field.CODE, Field.MUNICIPALITY)
        )
        text = " ".join(self.words)
        other = other_city(text)
        if not self.about.city or has_codes or self.about.city in text or not other:
            return
        self.problems.append(
            Problem(
                None,
                "",
                f"表題かファイルの名前に「{other}」とあります。{other}の人口なら、全国地方公共団体コードの列を"
                f"足してください。{self.about.city}の人口なら、その名前を消してください。",
            )
        )

    def _own_rows(self, table: Table, rows: list[Read]) -> list[Read]:
        """Leave out the rows of others that have no code; refuse a table of such rows alone."""
        own = [row for row in rows if row.place.municipality_code]
        others = list(dict.fromkeys(row.place.municipality for row in rows if row not in own))
        if others and own:
            self.notes.append(
                f"ほかの市区町村の行（{'、'.join(others[:3])}など）は使っていません。"
            )
        elif others:
            what = (
                f"{others[0]}の人口です。{self.about.city}の人口ではありません。"
                "それでも取り込むときは、全国地方公共団体コードの列を足してください。"
            )
            self._refuse(table, [Problem(None, "", what)])
        return own

    def _refuse(self, table: Table, problems: Iterable[Problem]) -> None:
        self.problems.extend(replace(problem, sheet=table.name) for problem in problems)

    # The columns and the day.

    def _with_areas(self, heads: Heads, body: Sequence[Sequence[str]]) -> Heads:
        """Take the first column of words as the areas, where there are several without a name."""
        rows = [cells for cells in body if _has_people(heads, cells)]
        if heads.areas or len(rows) <= 1:
            return heads
        for column, head in enumerate(heads.written):
            words = [cells[column].strip() for cells in rows if column < len(cells)]
            if head in heads.unused and _are_names(words, len(rows)):
                self.notes.append(f"「{head}」の列を地域の名前として読みました。")
                unused = tuple(one for one in heads.unused if one != head)
                fields = {**heads.fields, Field.AREA: column}
                return replace(heads, fields=fields, areas=(column,), unused=unused)
        return heads

    def _known(
        self, table: Table, at: HeadRows, heads: Heads, body: Sequence[Sequence[str]]
    ) -> Known | None:
        """Settle how days are read; None where that has to be asked or is refused."""
        known = Known(self.own_code, self.about.city, slack=self.about.slack)
        reader = RowReader(heads, known)
        texts = list(dict.fromkeys(filter(None, map(reader.day_text, body))))
        if not any(_has_people(heads, cells) for cells in body):
            return known
        if not texts:
            on = self._day_beside(table, at)
            return replace(known, on=on) if on else None
        hint = day_in_file_name(self.about.file_name)
        first = self.answers.month_first
        first = (
            is_month_first(texts, hint.on if hint else self.answers.on) if first is None else first
        )
        try:
            days = {read_survey_day(text, month_first=first).on for text in texts}
        except WhichNumber as which:
            self._ask_which(texts, which)
            return None
        except ValueError:
            return replace(known, month_first=first)
        return self._with_given(replace(known, month_first=first), texts, days)

    def _with_given(self, known: Known, texts: list[str], days: set[date]) -> Known | None:
        """Fill cells without a day with the file's only one, and hold a given day against it."""
        given = self.answers.on
        months = {(day.year, day.month) for day in days}
        is_month = all(read_survey_day(t, month_first=known.month_first).is_month for t in texts)
        if given and given not in days and not (is_month and months == {(given.year, given.month)}):
            shown = "、".join(wareki(day) for day in sorted(days)[:3])
            self.problems.append(
                Problem(
                    None,
                    "",
                    f"このファイルには日付が入っています（{shown}）。日付は指定しないでください。",
                )
            )
            return None
        only = given if is_month else None
        return replace(known, on=only or (next(iter(days)) if len(days) == 1 else None))

    def _day_beside(self, table: Table, at: HeadRows) -> date | None:
        """Find the day of a table without a column of days: given, above it, or in its name."""
        if self.answers.on:
            return self.answers.on
        title = " ".join(cell for row in table.rows[: at.first + 1] for cell in row)
        for text, where in ((title, "表題"), (table.name, "シートの名前")):
            if day := day_within(text):
                self.notes.append(f"{where}から、{wareki(day.on)}の人口として読みました。")
                if day.is_month:
                    self._say_month(day.on)
                return day.on
        named = day_in_file_name(self.about.file_name)
        self._ask(
            Question(
                Asked.DAY,
                "調査年月日の列がありません。いつの人口かを教えてください。",
                f"（コマンドでは --on {named.on if named else '2025-04-01'} のように付けます。）",
                days=(named.on,) if named else (),
            )
        )
        return None

    def _ask_which(self, texts: Sequence[str], which: WhichNumber) -> None:
        both = [_either(text) for text in texts if _either(text)]
        days = both[0]
        self._ask(
            Question(
                Asked.MONTH_FIRST,
                f"{which}{western(days[0])}（月/日/年）ですか、{western(days[1])}（日/月/年）ですか。",
                "（コマンドでは --date-order mdy か --date-order dmy を付けます。）",
                days=days,
            )
        )

    def _say_month(self, on: date) -> None:
        month, _, _ = wareki(on).partition("月")
        self.notes.append(f"{month}月とだけあるので、{wareki(on)}の人口として読みました。")

    # Which rows count.

    def _keep(self, table: Table, heads: Heads, found: Sheet) -> None:
        for month in found.months:
            self._say_month(month)
        self._take(TakenAs.EMPTY, found.empty)
        self._take(TakenAs.NOT_COUNTED, found.not_counted)
        self.words.append(table.name)
        groups: dict[tuple[str, date], list[Read]] = {}
        for row in self._own_rows(table, found.rows):
            groups.setdefault((row.place.municipality_code, row.place.on), []).append(row)
        kept: list[PopulationRow] = []
        for rows in groups.values():
            kept.extend(self._of_day(table, heads, rows))
        self.parts.append(_Part(table.name, heads, kept))

    def _of_day(self, table: Table, heads: Heads, rows: list[Read]) -> list[PopulationRow]:
        """Keep the areas of a day, and the row of the whole city if there is one."""
        if twice := _twice(heads, rows):
            self._refuse(table, twice)
            return []
        counted = [row for row in rows if row.counts is not None]
        kept_back = [row for row in rows if row.counts is None]
        keys = sorted({key for row in counted for key in row.counts or {}})
        lines = [
            Line(
                row.number,
                row.place.area or NO_NAME,
                tuple((row.counts or {})[key] for key in keys),
                row.place.is_whole,
            )
            for row in counted
        ]
        found = sort_out(lines, self.answers.rows, is_partial=bool(kept_back))
        for line in found.unclear:
            self._ask_about(line, rows)
        if kept_back and not found.unclear and not self._bears(table, kept_back, found):
            return []
        self._take(TakenAs.KEPT_BACK, [said(row.number, row.place.area) for row in kept_back])
        return [one for row in counted for one in self._rows(row, found.verdicts[row.number])]

    def _bears(self, table: Table, kept_back: list[Read], found: SortedOut) -> bool:
        """Refuse rows of which the counts are kept back, unless the whole city has its own."""
        if Verdict.WHOLE in found.verdicts.values():
            return True
        if not found.verdicts:
            self._refuse(table, [problem for row in kept_back for problem in row.why])
            return False
        names = "、".join(said(row.number, row.place.area) for row in kept_back[:3])
        self._refuse(
            table,
            [
                Problem(
                    None,
                    "",
                    f"人数として読めないか、伏せてある行があります（{names}）。"
                    "その分が足りなくなるので、市全体の行もある表を使ってください。",
                )
            ],
        )
        return False

    def _rows(self, row: Read, verdict: Verdict) -> list[PopulationRow]:
        place = row.place
        if verdict in _TAKEN_AS and not (verdict is Verdict.WHOLE and not place.area):
            left_out = place.area in self.answers.rows
            taken_as = TakenAs.LEFT_OUT if left_out else _TAKEN_AS[verdict]
            self._take(taken_as, [said(row.number, place.area)])
        if verdict is Verdict.WHOLE:
            self.words.append(place.area)
        if verdict not in {Verdict.AREA, Verdict.WHOLE}:
            return []
        is_area = verdict is Verdict.AREA
        return [
            PopulationRow(
                on=place.on,
                municipality_code=place.municipality_code,
                municipality=place.municipality,
                area_code=place.area_code if is_area else "",
                area=(place.area or NO_NAME) if is_area else "",
                sex=sex,
                age_from=age,
                residents=residents,
            )
            for (sex, age), residents in (row.counts or {}).items()
        ]

    def _take(self, taken_as: TakenAs, rows: list[str]) -> None:
        if rows:
            self.taken.setdefault(taken_as, []).extend(rows)

    def _ask_about(self, line: Line, rows: Sequence[Read]) -> None:
        del rows
        shown = said(line.number, line.name)
        self._ask(
            Question(
                Asked.ROW,
                f"{shown}（{line.people:,}人）が、ほかの行の合計や内数なのか、別の地域なのか分かりません。",
                f"（コマンドでは、別の地域なら --count {line.name}、"
                f"合計や内数なら --leave-out {line.name} を付けます。）",
                line.name,
            )
        )

    def _ask(self, question: Question) -> None:
        self.questions.setdefault((question.asked, question.name), question)

    def _together(self) -> list[PopulationRow]:
        """Join the tables; one that tells a day again may only say the same."""
        rows: list[PopulationRow] = []
        held: dict[tuple[str, date], tuple[int, int, str]] = {}
        for part in self.parts:
            for day in residents_by_day(part.rows):
                key, figures = (day.municipality_code, day.on), (day.residents, day.aged)
                if key not in held:
                    held[key] = (*figures, part.name)
                    rows += [r for r in part.rows if (r.municipality_code, r.on) == key]
                elif held[key][:2] == figures:
                    self.notes.append(
                        f"シート「{part.name}」は、シート「{held[key][2]}」と同じ日で同じ人数なので、使っていません。"
                    )
                else:
                    raise unreadable(
                        f"シート「{held[key][2]}」と「{part.name}」に、{wareki(day.on)}のちがう人数があります。"
                        "使うシートだけを新しいブックに保存してください。"
                    )
        return rows


def western(day: date) -> str:
    """Write a day as the file does that is asked about."""
    return f"{day.year}年{day.month}月{day.day}日"


def _has_people(heads: Heads, cells: Sequence[str]) -> bool:
    at = heads.fields[Field.TOTAL]
    return at < len(cells) and count(cells[at]) is not None


def _are_names(words: Sequence[str], rows: int) -> bool:
    """Tell a column of names: nearly always filled, mostly different, never a number."""
    filled = [word for word in words if word]
    return (
        len(filled) * 10 >= rows * 9
        and len(set(filled)) * 2 > len(filled)
        and not any(any(c.isdecimal() for c in word[:1]) or "://" in word for word in filled)
    )


def _either(text: str) -> tuple[date, ...]:
    try:
        read_survey_day(text)
    except WhichNumber:
        return tuple(read_survey_day(text, month_first=first).on for first in (True, False))
    except ValueError:
        return ()
    return ()


def _twice(heads: Heads, rows: Sequence[Read]) -> list[Problem]:
    """Name the rows of an area that stood before on the same day. Totals may share a name."""
    first: dict[tuple[str, str], int] = {}
    problems: list[Problem] = []
    for row in rows:
        place = row.place
        key = (place.area_code, place.area)
        if key in first and (place.is_whole or not is_total_name(place.area)):
            one = Field.ON if Field.ON in heads.fields else Field.AREA
            column = heads.name(one) if one in heads.fields else ""
            what = f"{first[key]}行目と同じ日の同じ地域です。"
            problems.append(Problem(row.number, column, what))
        first.setdefault(key, row.number)
    return problems
