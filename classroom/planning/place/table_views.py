"""Several districts or venues at once: a small table, typed or read from a list."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for
from sqlmodel import Session

from classroom.core import clock
from classroom.core.errors import Refusal
from classroom.planning.place import facility_rules, queries, service
from classroom.planning.place.facility_rules import Listed
from classroom.planning.place.forms import (
    NO_ROWS,
    ROWS_MAX,
    DistrictTable,
    ListFile,
    VenueTable,
)
from classroom.planning.place.rules import NAME_MAX, NOTE_MAX, SHORT_NAME_MAX
from classroom.rules import kana, telephone
from classroom.rules.text import nfkc
from classroom.rules.text_file import records
from classroom.rules.words.staff import PLANNERS
from classroom.web import uploads
from classroom.web.acting import or_back, tried
from classroom.web.database import get_db, settings
from classroom.web.forms import Form
from classroom.web.pages import done, notify, see_other
from classroom.web.records import Page
from classroom.web.staff.access import allow

EMPTY_ROWS = 5
CHOSEN_FROM = 30
"""A longer list is shown by its names first, to be ticked."""
NO_FILE = "ファイルをえらんでください。"
UNREADABLE = "文字を読めません。Excelで開き、「CSV UTF-8」で保存し直してください。"
TOO_LATE = "ファイルを読んでから1時間たちました。もう一度えらんでください。"


@dataclass(frozen=True)
class Places:
    """A kind of place: its form, how a list of it is read, and how its rows are made."""

    word: str
    endpoint: str
    template: str
    home: str
    form: type[Form]
    read: Callable[[Sequence[Sequence[str]]], list[Listed]]
    row: Callable[[Listed], dict[str, Any]]
    known: Callable[[Session], set[str]]
    make: Callable[[Session, Any], int]
    prepare: Callable[[Any], None]

    def serve(self, bp: Blueprint, path: str) -> None:
        for method, rule, name, view in (
            ("GET", f"{path}/table", "table", self.show),
            ("POST", f"{path}/table", "save", self.save),
            ("POST", f"{path}/table/file", "file", self.take_file),
        ):
            bp.add_url_rule(
                rule, f"{self.endpoint}_{name}", allow(PLANNERS)(view), methods=[method]
            )

    def show(self) -> Page:
        """Show the table: empty, or filled from a list that was read."""
        digest = request.args.get("file")
        if digest is None:
            return self._page(self._filled([]))
        content = uploads.kept(settings().instance, digest, clock.now())
        if content is None:
            notify("stop", TOO_LATE)
            return see_other(self._url("table"))
        with or_back(self._url("table")):
            found = self._read(content)
        known = self.known(get_db())
        new = {n: one for n, one in enumerate(found) if one.name not in known}
        picked = [new[n] for n in _numbers(request.args.getlist("pick")) if n in new]
        if len(new) > CHOSEN_FROM and not picked:
            return self._choose(new, digest)
        chosen = (picked or list(new.values()))[:ROWS_MAX]
        return self._page(self._filled(chosen), left_out=len(found) - len(new), read=len(chosen))

    def take_file(self) -> Page:
        """Keep a list for an hour and go on to the table that is filled from it."""
        form = ListFile()
        digest = tried(form, lambda: self._kept(form.content()))
        if digest is None:
            return self._page(self._filled([]), file_form=form)
        return see_other(self._url("table", digest))

    def save(self) -> Page:
        """Make every place of the table, or none."""
        form = self.form()
        self.prepare(form)
        count = tried(form, lambda: self.make(get_db(), form))
        if count is None:
            return self._page(form)
        back = request.args.get("back") == "setup"
        home = url_for("setup.index" if back else self.home)
        answer = done(get_db(), home, f"{self.word}を{count}か所登録しました。", added=count)
        uploads.drop(settings().instance, request.args.get("file", ""))
        return answer

    def _kept(self, content: bytes) -> str:
        if not content:
            raise Refusal(NO_FILE)
        self._read(content)
        return uploads.keep(settings().instance, content, clock.now())

    def _read(self, content: bytes) -> list[Listed]:
        try:
            rows = records(content)
        except (csv.Error, ValueError):
            raise Refusal(UNREADABLE) from None
        try:
            return self.read(rows)
        except ValueError as problem:
            raise Refusal(str(problem)) from None

    def _filled(self, found: Iterable[Listed]) -> Form:
        rows = [self.row(one) for one in found]
        form = self.form(formdata=None, data={"rows": rows or [{}] * EMPTY_ROWS})
        self.prepare(form)
        return form

    def _url(self, name: str, file: str | None = None) -> str:
        back = request.args.get("back")
        return url_for(f"place.{self.endpoint}_{name}", back=back, file=file)

    def _page(
        self, form: Form, *, file_form: ListFile | None = None, left_out: int = 0, read: int = 0
    ) -> tuple[str, int]:
        file_form = file_form or ListFile(formdata=None)
        page = render_template(
            self.template,
            form=form,
            file_form=file_form,
            left_out=left_out,
            read=read,
            save_url=self._url("save", request.args.get("file")),
            file_url=self._url("file"),
            home=url_for(self.home),
        )
        return page, max(form.status, file_form.status)

    def _choose(self, found: Mapping[int, Listed], digest: str) -> Page:
        return render_template(
            "planning/place/choose.html",
            word=self.word,
            found=found,
            digest=digest,
            back=request.args.get("back"),
            table_url=url_for(f"place.{self.endpoint}_table"),
            most=ROWS_MAX,
        )


def _numbers(texts: Iterable[str]) -> list[int]:
    return sorted({int(text) for text in texts if text.isdecimal() and len(text) < 6})  # noqa: PLR2004


def _kana(text: str) -> str:
    with suppress(ValueError):
        return kana.clean_kana(text)
    return text


def _venue_row(one: Listed) -> dict[str, Any]:
    ids = {district.name: district.id for district in queries.districts(get_db())}
    access = one.get("access")
    return {
        "name": one.name[:NAME_MAX],
        "name_kana": _kana(one.get("name_kana")),
        "short_name": one.get("short_name")[:SHORT_NAME_MAX],
        "capacity": _number(one.get("capacity")),
        "district_id": ids.get(one.get("district")),
        "telephone": _telephone(one.get("telephone")),
        "address": f"{one.get('address')}　{one.get('building')}".strip("　"),
        "latitude": _degrees(one.get("latitude"), 90),
        "longitude": _degrees(one.get("longitude"), 180),
        "note": f"バリアフリー：{access}"[:NOTE_MAX] if access else "",
    }


def _number(text: str) -> int | None:
    plain = nfkc(text).replace(",", "").removesuffix("人").removesuffix("名").strip()
    return int(plain) if plain.isdecimal() else None


def _telephone(text: str) -> str:
    with suppress(ValueError):
        return telephone.parse_telephone(text, area_code=settings().area_code).digits
    return ""


def _degrees(text: str, most: int) -> float | None:
    with suppress(ValueError):
        found = float(nfkc(text))
        return found if -most <= found <= most else None
    return None


def _make_districts(db: Session, form: DistrictTable) -> int:
    there = queries.districts(db, only_active=False)
    codes = [int(one.code) for one in there if one.code.isdecimal()]
    typed = [str(entry.form.code.data or "") for entry in form.rows]
    codes += [int(code) for code in typed if code.isdecimal()]
    last = max((one.position for one in there), default=0)
    details = form.details(max(codes, default=0) + 1, last + 1)
    for one in details:
        service.create_district(db, one)
    return _some(len(details))


def _make_venues(db: Session, form: VenueTable) -> int:
    details = form.details()
    for one in details:
        service.create_venue(db, one)
    return _some(len(details))


def _some(count: int) -> int:
    if not count:
        raise Refusal(NO_ROWS)
    return count


def _offer_districts(form: VenueTable) -> None:
    offered = [(one.id or 0, one.name) for one in queries.districts(get_db())]
    for entry in form.rows:
        entry.form.district_id.offer(offered, empty="決めない")


DISTRICTS = Places(
    word="地区",
    endpoint="district",
    template="planning/place/district_table.html",
    home="place.districts",
    form=DistrictTable,
    read=facility_rules.read_districts,
    row=lambda one: {
        "name": one.name[:NAME_MAX],
        "name_kana": _kana(one.get("name_kana")),
        "code": one.get("code"),
    },
    known=lambda db: {one.name for one in queries.districts(db, only_active=False)},
    make=_make_districts,
    prepare=lambda _: None,
)
VENUES = Places(
    word="会場",
    endpoint="venue",
    template="planning/place/venue_table.html",
    home="place.venues",
    form=VenueTable,
    read=lambda rows: facility_rules.read_venues(rows, settings().city_code),
    row=_venue_row,
    known=lambda db: {one.name for one in queries.venues(db, only_active=False)},
    make=_make_venues,
    prepare=_offer_districts,
)
