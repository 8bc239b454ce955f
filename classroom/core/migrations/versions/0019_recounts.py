"""That the figures were counted a second time, and whether the counts agreed"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "figures_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("compared", sa.Integer(), nullable=False),
        sa.Column("differing", sa.Integer(), nullable=False),
        sa.CheckConstraint("differing <= compared", name=op.f("ck_figures_check_differing_range")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figures_check")),
    )
    op.create_index(op.f("ix_figures_check_at"), "figures_check", ["at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_figures_check_at"), table_name="figures_check")
    op.drop_table("figures_check")
