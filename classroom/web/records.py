"""Master data: the one page by which a record is made, and by which it is changed later."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from flask import Blueprint, render_template
from sqlmodel import Session
from werkzeug.wrappers import Response

from classroom.core.db import Table, key
from classroom.rules.words.staff import Role
from classroom.web.acting import tried
from classroom.web.database import get_db
from classroom.web.forms import Form
from classroom.web.pages import done, or_404
from classroom.web.staff.access import allow

R = TypeVar("R", bound=Table)
Page = str | tuple[str, int] | Response


@dataclass(frozen=True, kw_only=True)
class Records(Generic[R]):
    """A kind of record: its form, the verbs of its service, and what is said.

    `name` is what the template, the addresses and the audit log (unless `audited`) call one.
    `prepare` gives a form its choices; `given` is what a stored record shows besides its columns.
    Once written, `called` says which record, and the browser goes on to `home` (`made_home` for a
    new one).
    """

    name: str
    table: type[R]
    form: type[Form]
    template: str
    make: Callable[[Session, Any], R]
    change: Callable[..., R | None]
    called: Callable[[R], str]
    home: Callable[[R], str]
    made_home: Callable[[R], str] | None = None
    made: str = "{}を登録しました。"
    prepare: Callable[[Any], None] | None = None
    given: Callable[[R], dict[str, Any]] | None = None
    blank: object = None
    shared: Mapping[str, object] = field(default_factory=dict)
    audited: str = ""

    def serve(
        self, bp: Blueprint, roles: frozenset[Role], path: str, views: str, *, known: str = ""
    ) -> None:
        """Open the pages. `views`: the four endpoints, for a new record and for a known one."""
        known = known or f"{path}/<int:{self.name}_id>"
        show_new, send_new, show, send = views.split()
        for method, rule, endpoint, view in (
            ("GET", f"{path}/new", show_new, self.show_new),
            ("POST", f"{path}/new", send_new, self.send_new),
            ("GET", known, show, lambda **found: self.show(*found.values())),
            ("POST", known, send, lambda **found: self.send(*found.values())),
        ):
            bp.add_url_rule(rule, endpoint, allow(roles)(view), methods=[method])

    def show_new(self) -> Page:
        return self._page(self._prepared(self.form(formdata=None, obj=self.blank)))

    def send_new(self) -> Page:
        form = self._prepared(self.form())
        row = tried(form, lambda: self.make(get_db(), form.details()))
        if row is None:
            return self._page(form), form.status
        home = self.made_home or self.home
        said = self.made.format(self.called(row))
        details: dict[str, Any] = {self.audited or self.name: key(row)}
        return done(get_db(), home(row), said, **details)

    def show(self, number: int) -> Page:
        row = self._row(number)
        return self._page(self._stored(row), row)

    def send(self, number: int) -> Page:
        """Change a record; what somebody else wrote meanwhile is shown beside what was typed."""
        self._row(number)
        form = self._prepared(self.form())
        row = tried(
            form,
            lambda: self.change(get_db(), number, form.details(), version=form.version_number),
            stored=lambda: self._stored(self._row(number)),
        )
        if row is None:
            return self._page(form, self._row(number)), form.status
        return done(get_db(), self.home(row), f"{self.called(row)}を直しました。")

    def _row(self, number: int) -> R:
        return or_404(get_db().get(self.table, number))

    def _stored(self, row: R) -> Form:
        given = self.given(row) if self.given else None
        return self._prepared(self.form(formdata=None, obj=row, data=given))

    def _prepared(self, form: Form) -> Form:
        if self.prepare:
            self.prepare(form)
        return form

    def _page(self, form: Form, row: R | None = None) -> str:
        shown = {self.name: row, **self.shared}
        return render_template(self.template, form=form, stored=form.stored, **shown)
