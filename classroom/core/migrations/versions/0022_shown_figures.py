"""Figures as they were shown at each month's end"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shown_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shown_on", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "nowcast",
                "estimate",
                "forecast",
                name="shown_figure_kind",
                native_enum=False,
                length=20,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("about", sa.Date(), nullable=False),
        sa.Column("rate", sa.Float(), nullable=False),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shown_figure")),
        sa.UniqueConstraint(
            "shown_on", "kind", "about", name=op.f("uq_shown_figure_shown_on_kind_about")
        ),
    )


def downgrade() -> None:
    op.drop_table("shown_figure")
