"""Indicators of the plan, reviews and frozen reports"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("action", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.String(length=10), nullable=False),
        sa.Column("baseline", sa.String(length=20), nullable=True),
        sa.Column("target", sa.String(length=20), nullable=True),
        sa.Column("better", _choice("better", "higher", "lower"), nullable=False),
        sa.Column("computed", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("action BETWEEN 1 AND 99", name=op.f("ck_plan_indicator_action_range")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_indicator")),
        sa.UniqueConstraint("code", name=op.f("uq_plan_indicator_code")),
    )
    op.create_table(
        "rating_scheme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("basis", _choice("basis", "path", "progress", "attainment"), nullable=False),
        sa.Column("grades", sa.Text(), nullable=False),
        sa.Column("edited_at", sa.DateTime(), nullable=False),
        sa.Column("staff_member_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_rating_scheme_only_one")),
        _staff_key("rating_scheme"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_scheme")),
    )
    op.create_table(
        "report_snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _choice("kind", "yearly", "monthly"), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("xlsx", sa.LargeBinary(), nullable=False),
        sa.Column("data_digest", sa.String(length=64), nullable=False),
        sa.Column("pdf_digest", sa.String(length=64), nullable=False),
        sa.Column("xlsx_digest", sa.String(length=64), nullable=False),
        sa.Column("program_version", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("staff_member_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("number >= 1", name=op.f("ck_report_snapshot_number_from_one")),
        _staff_key("report_snapshot"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_snapshot")),
        sa.UniqueConstraint(
            "kind", "period", "number", name=op.f("uq_report_snapshot_kind_period_number")
        ),
    )
    op.create_table(
        "indicator_actual",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_indicator_id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("staff_member_id", sa.Integer(), nullable=True),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(source) > 0", name=op.f("ck_indicator_actual_source_given")),
        _indicator_key("indicator_actual"),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"],
            ["indicator_actual.id"],
            name=op.f("fk_indicator_actual_replaced_by_id_indicator_actual"),
        ),
        _staff_key("indicator_actual"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_actual")),
    )
    with op.batch_alter_table("indicator_actual", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_indicator_actual_plan_indicator_id"), ["plan_indicator_id"], unique=False
        )
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
        _indicator_key("indicator_review"),
        _staff_key("indicator_review"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_review")),
        sa.UniqueConstraint(
            "plan_indicator_id",
            "fiscal_year",
            name=op.f("uq_indicator_review_plan_indicator_id_fiscal_year"),
        ),
    )


def downgrade() -> None:
    for table in (
        "indicator_review",
        "indicator_actual",
        "report_snapshot",
        "rating_scheme",
        "plan_indicator",
    ):
        op.drop_table(table)


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)


def _staff_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["staff_member_id"],
        ["staff_member.id"],
        name=op.f(f"fk_{table}_staff_member_id_staff_member"),
        ondelete="SET NULL",
    )


def _indicator_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["plan_indicator_id"],
        ["plan_indicator.id"],
        name=op.f(f"fk_{table}_plan_indicator_id_plan_indicator"),
    )
