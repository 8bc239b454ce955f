"""Whether participants live in the city, and the day on which they moved away or died"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

RESIDENCE = sa.Enum(
    "inside",
    "outside",
    "unknown",
    name="residence",
    native_enum=False,
    create_constraint=True,
    length=20,
)


def upgrade() -> None:
    with op.batch_alter_table("participant") as batch:
        batch.add_column(
            sa.Column("residence", RESIDENCE, nullable=False, server_default="unknown")
        )
        batch.add_column(sa.Column("moved_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("died_on", sa.Date(), nullable=True))
    # A 行政区 is one of the city's own: who has one lives here.
    op.execute("UPDATE participant SET residence = 'inside' WHERE district_id IS NOT NULL")


def downgrade() -> None:
    with op.batch_alter_table("participant") as batch:
        batch.drop_column("died_on")
        batch.drop_column("moved_on")
        batch.drop_constraint(op.f("ck_participant_residence"), type_="check")
        batch.drop_column("residence")
