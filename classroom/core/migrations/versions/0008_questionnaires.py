"""Questionnaires"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of sheets, their answers, and what was said in words."""
    _answer_sheet()
    _answer()
    _answer_comment()


def _answer_sheet() -> None:
    table = "answer_sheet"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_session_id", sa.Integer(), nullable=False),
        sa.Column("moment", sa.String(length=20), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=True),
        sa.Column("satisfaction", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("staff_member_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "moment IN ('both', 'before', 'after')", name=op.f("ck_answer_sheet_moment")
        ),
        sa.CheckConstraint("way IN ('paper', 'tablet')", name=op.f("ck_answer_sheet_way")),
        sa.CheckConstraint(
            "satisfaction BETWEEN 1 AND 4", name=op.f("ck_answer_sheet_satisfaction_range")
        ),
        _foreign_key(table, "course_session_id", "course_session", "CASCADE"),
        _foreign_key(table, "enrolment_id", "enrolment", "SET NULL"),
        _foreign_key(table, "staff_member_id", "staff_member", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_sheet")),
        sa.UniqueConstraint(
            "course_session_id",
            "enrolment_id",
            "moment",
            name=op.f("uq_answer_sheet_course_session_id_enrolment_id_moment"),
        ),
    )
    for column in ("course_session_id", "enrolment_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _answer() -> None:
    table = "answer"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_sheet_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("before", sa.Integer(), nullable=True),
        sa.Column("after", sa.Integer(), nullable=True),
        sa.CheckConstraint("before BETWEEN 1 AND 4", name=op.f("ck_answer_before_range")),
        sa.CheckConstraint("after BETWEEN 1 AND 4", name=op.f("ck_answer_after_range")),
        _foreign_key(table, "answer_sheet_id", "answer_sheet", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint(
            "answer_sheet_id", "position", name=op.f("uq_answer_answer_sheet_id_position")
        ),
    )


def _answer_comment() -> None:
    table = "answer_comment"
    op.create_table(
        table,
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("course_session_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_answer_comment_text_given")),
        _foreign_key(table, "course_session_id", "course_session", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_comment")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_answer_comment_course_session_id"), table, ["course_session_id"])


def _foreign_key(table: str, column: str, other: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    """Drop the tables."""
    for table in ("answer_comment", "answer", "answer_sheet"):
        op.drop_table(table)
