"""The whole plan: actions with their steps, the day and kind of each value, a review an action"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TEXT_MAX = 4000
SHIPPED_SHORT = ("", "デジタルデバイド対策", "オープンデータ", "セキュリティ")
"""Titles that came with the program before it knew the plan's own."""


def upgrade() -> None:
    db = op.get_bind()
    titles = db.execute(sa.text("SELECT action, title FROM plan_indicator ORDER BY id")).all()
    reviews = db.execute(
        sa.text(
            "SELECT i.action, r.fiscal_year, r.issues, r.next_steps, r.edited_at, r.staff_member_id"
            " FROM indicator_review r JOIN plan_indicator i ON i.id = r.plan_indicator_id"
            " ORDER BY i.action, r.fiscal_year, i.position, i.id"
        ).columns(edited_at=sa.DateTime())
    ).all()
    _make_tables()
    _keep_titles(titles)
    _keep_reviews(reviews)
    op.drop_table("indicator_review")
    with op.batch_alter_table("plan_indicator", schema=None) as batch:
        batch.drop_column("title")
        batch.add_column(sa.Column("no_baseline", sa.Boolean(), nullable=True))
        batch.add_column(sa.Column("is_flow", sa.Boolean(), nullable=True))
        batch.add_column(sa.Column("note", sa.String(length=200), nullable=True))
    table = _rows("plan_indicator", "action", "name", "no_baseline", "is_flow", "note")
    op.execute(table.update().values(no_baseline=sa.false(), is_flow=sa.false(), note=""))
    with op.batch_alter_table("plan_indicator", schema=None) as batch:
        batch.alter_column("no_baseline", existing_type=sa.Boolean(), nullable=False)
        batch.alter_column("is_flow", existing_type=sa.Boolean(), nullable=False)
        batch.alter_column("note", existing_type=sa.String(length=200), nullable=False)
    # The name that came with the program; the plan's own is longer.
    renamed = table.update().values(name="インシデント発生件数")
    op.execute(renamed.where(table.c.action == 8, table.c.name == "インシデント"))  # noqa: PLR2004
    _date_the_values()


def downgrade() -> None:
    with op.batch_alter_table("indicator_actual", schema=None) as batch:
        batch.drop_constraint(op.f("ck_indicator_actual_measure"), type_="check")
        batch.drop_column("measure")
        batch.drop_column("reference_on")
    with op.batch_alter_table("plan_indicator", schema=None) as batch:
        batch.drop_column("note")
        batch.drop_column("is_flow")
        batch.drop_column("no_baseline")
        batch.add_column(sa.Column("title", sa.String(length=60), nullable=True))
    op.execute(
        "UPDATE plan_indicator SET title = coalesce((SELECT a.title FROM plan_action a"
        " WHERE a.number = plan_indicator.action), '')"
    )
    with op.batch_alter_table("plan_indicator", schema=None) as batch:
        batch.alter_column("title", existing_type=sa.String(length=60), nullable=False)
    op.create_table(
        "indicator_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_indicator_id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("issues", sa.String(length=1000), nullable=False),
        sa.Column("next_steps", sa.String(length=1000), nullable=False),
        sa.Column("edited_at", sa.DateTime(), nullable=False),
        sa.Column("staff_member_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_indicator_id"],
            ["plan_indicator.id"],
            name=op.f("fk_indicator_review_plan_indicator_id_plan_indicator"),
        ),
        _staff_key("indicator_review"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_review")),
        sa.UniqueConstraint(
            "plan_indicator_id",
            "fiscal_year",
            name=op.f("uq_indicator_review_plan_indicator_id_fiscal_year"),
        ),
    )
    # The older program keeps a review an indicator: it goes to the action's first one, cut where
    # it is longer than fits there.
    op.execute(
        "INSERT INTO indicator_review (plan_indicator_id, fiscal_year, issues, next_steps,"
        " edited_at, staff_member_id, version)"
        " SELECT (SELECT min(i.id) FROM plan_indicator i WHERE i.action = r.action), r.fiscal_year,"
        " substr(r.issues, 1, 1000), substr(r.next_steps, 1, 1000), r.edited_at, r.staff_member_id,"
        " r.version FROM action_review r"
        " WHERE EXISTS (SELECT 1 FROM plan_indicator i WHERE i.action = r.action)"
    )
    op.drop_table("action_review")
    op.drop_table("plan_action")


def _make_tables() -> None:
    op.create_table(
        "plan_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("office", sa.String(length=60), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("number BETWEEN 1 AND 99", name=op.f("ck_plan_action_number_range")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_action")),
        sa.UniqueConstraint("number", name=op.f("uq_plan_action_number")),
    )
    texts = ("done", "issues", "next_steps", "opinions")
    op.create_table(
        "action_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(length=TEXT_MAX), nullable=False) for name in texts),
        sa.Column("edited_at", sa.DateTime(), nullable=False),
        sa.Column("staff_member_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("action BETWEEN 1 AND 99", name=op.f("ck_action_review_action_range")),
        _staff_key("action_review"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_review")),
        sa.UniqueConstraint(
            "action", "fiscal_year", name=op.f("uq_action_review_action_fiscal_year")
        ),
    )


def _keep_titles(titles: Sequence[Any]) -> None:
    kept: dict[int, str] = {}
    for action, title in titles:
        if title not in SHIPPED_SHORT:
            kept.setdefault(action, title)
    table = _rows("plan_action", "number", "title", "office", "steps", "version")
    # No steps and no office of its own: the program shows the plan's.
    blank = {"office": "", "steps": "[]", "version": 1}
    op.bulk_insert(table, [{"number": n, "title": title, **blank} for n, title in kept.items()])


def _keep_reviews(reviews: Sequence[Any]) -> None:
    """Put the reviews of an action's indicators together, one below the other."""
    found: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for action, year, *rest in reviews:
        found[action, year].append(rest)
    names = ("action", "fiscal_year", "done", "issues", "next_steps", "opinions")
    table = _rows("action_review", *names, "edited_at", "staff_member_id", "version")
    table.c.edited_at.type = sa.DateTime()
    op.bulk_insert(
        table,
        [
            {
                "action": action,
                "fiscal_year": year,
                "done": "",
                "issues": "\n".join(filter(None, (one[0] for one in some)))[:TEXT_MAX],
                "next_steps": "\n".join(filter(None, (one[1] for one in some)))[:TEXT_MAX],
                "opinions": "",
                "edited_at": max(one[2] for one in some),
                "staff_member_id": some[-1][3],
                "version": 1,
            }
            for (action, year), some in found.items()
        ],
    )


def _date_the_values() -> None:
    """Take a value of a year as that of its last day, or of the day it was entered before."""
    kinds = sa.Enum(
        "stock", "year", "running", name="measure", native_enum=False,
        create_constraint=True, length=20,
    )  # fmt: skip
    with op.batch_alter_table("indicator_actual", schema=None) as batch:
        batch.add_column(sa.Column("reference_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("measure", kinds, nullable=True))
    table = _rows("indicator_actual", "id", "fiscal_year", "entered_at", "reference_on", "measure")
    table.c.entered_at.type, table.c.reference_on.type = sa.DateTime(), sa.Date()
    db = op.get_bind()
    for row in db.execute(sa.select(table.c.id, table.c.fiscal_year, table.c.entered_at)).all():
        last = date(row.fiscal_year + 1, 3, 31)
        day = max(min(last, row.entered_at.date()), date(row.fiscal_year, 4, 1))
        db.execute(
            table.update().where(table.c.id == row.id).values(reference_on=day, measure="stock")
        )
    with op.batch_alter_table("indicator_actual", schema=None) as batch:
        batch.alter_column("reference_on", existing_type=sa.Date(), nullable=False)
        batch.alter_column("measure", existing_type=kinds, nullable=False)


def _rows(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(one) for one in columns))


def _staff_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["staff_member_id"],
        ["staff_member.id"],
        name=op.f(f"fk_{table}_staff_member_id_staff_member"),
        ondelete="SET NULL",
    )
