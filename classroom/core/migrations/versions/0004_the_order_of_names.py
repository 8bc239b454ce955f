"""An index in the 五十音 order, along which the first names are found.

Revision ID: 0004
Revises: 0003
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_participant_in_order", "participant", ["sort_key", "name_key", "kana_key"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_participant_in_order", "participant")
