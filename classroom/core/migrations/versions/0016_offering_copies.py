"""Which offering was made of which in the yearly renewal"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "offering_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("offering_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["offering.id"],
            name=op.f("fk_offering_copy_source_id_offering"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["offering_id"],
            ["offering.id"],
            name=op.f("fk_offering_copy_offering_id_offering"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offering_copy")),
        sa.UniqueConstraint("source_id", name=op.f("uq_offering_copy_source_id")),
        sa.UniqueConstraint("offering_id", name=op.f("uq_offering_copy_offering_id")),
    )


def downgrade() -> None:
    op.drop_table("offering_copy")
