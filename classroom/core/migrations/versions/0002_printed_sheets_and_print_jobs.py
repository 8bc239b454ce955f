"""Printed sheets and print jobs"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "print_job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "running",
                "made",
                "failed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=80), nullable=False),
        sa.Column("problem", sa.String(length=200), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("touched_at", sa.DateTime(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=True),
        sa.Column("staff_member_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("made BETWEEN 0 AND total", name=op.f("ck_print_job_made_within_total")),
        sa.ForeignKeyConstraint(
            ["staff_member_id"],
            ["staff_member.id"],
            name=op.f("fk_print_job_staff_member_id_staff_member"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_job")),
    )
    with op.batch_alter_table("print_job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_print_job_asked_at"), ["asked_at"], unique=False)

    op.create_table(
        "printed_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.String(length=20), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "attendance",
                "before",
                "after",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("course_session_id", sa.Integer(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("layout", sa.Integer(), nullable=False),
        sa.Column("printed_at", sa.DateTime(), nullable=False),
        sa.Column("staff_member_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("page BETWEEN 1 AND pages", name=op.f("ck_printed_sheet_page_range")),
        sa.ForeignKeyConstraint(
            ["course_session_id"],
            ["course_session.id"],
            name=op.f("fk_printed_sheet_course_session_id_course_session"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["staff_member_id"],
            ["staff_member.id"],
            name=op.f("fk_printed_sheet_staff_member_id_staff_member"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printed_sheet")),
        sa.UniqueConstraint("page_id", name=op.f("uq_printed_sheet_page_id")),
    )
    with op.batch_alter_table("printed_sheet", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_printed_sheet_course_session_id"), ["course_session_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_printed_sheet_number"), ["number"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("printed_sheet", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_printed_sheet_number"))
        batch_op.drop_index(batch_op.f("ix_printed_sheet_course_session_id"))

    op.drop_table("printed_sheet")
    with op.batch_alter_table("print_job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_print_job_asked_at"))

    op.drop_table("print_job")
