"""Assumptions of the outlook"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outlook_assumption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("staff_member_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("classes_a_month", sa.Float(), nullable=True),
        sa.Column("fresh_a_class", sa.Float(), nullable=True),
        sa.Column("conversion", sa.Float(), nullable=True),
        sa.Column("counter_a_month", sa.Float(), nullable=True),
        sa.Column("other_a_month", sa.Float(), nullable=True),
        sa.Column("turning_70_a_year", sa.Float(), nullable=True),
        sa.Column("entry_rate", sa.Float(), nullable=True),
        sa.Column("leaving_a_year", sa.Float(), nullable=True),
        sa.Column("leaving_ratio", sa.Float(), nullable=True),
        sa.CheckConstraint("length(note) > 0", name=op.f("ck_outlook_assumption_note_given")),
        sa.ForeignKeyConstraint(
            ["staff_member_id"],
            ["staff_member.id"],
            name=op.f("fk_outlook_assumption_staff_member_id_staff_member"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outlook_assumption")),
    )


def downgrade() -> None:
    op.drop_table("outlook_assumption")
