"""Secret addresses by which calendars follow the classes"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

OF = ("venue", "course", "instructor", "assistant")


def upgrade() -> None:
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(f"{name}_id", sa.Integer(), nullable=True) for name in OF),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [f"{name}_id"],
                [f"{name}.id"],
                name=op.f(f"fk_calendar_feed_{name}_id_{name}"),
                ondelete="CASCADE",
            )
            for name in OF
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        *(
            sa.UniqueConstraint(f"{name}_id", name=op.f(f"uq_calendar_feed_{name}_id"))
            for name in OF
        ),
        sa.UniqueConstraint("secret", name=op.f("uq_calendar_feed_secret")),
    )


def downgrade() -> None:
    op.drop_table("calendar_feed")
