"""The number by which somebody is called stands first, also where it is the only one"""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "UPDATE participant SET telephone = telephone2, telephone_last4 = telephone2_last4, "
        "telephone2 = '', telephone2_last4 = '' WHERE telephone = '' AND telephone2 <> ''"
    )


def downgrade() -> None:
    """Leave the numbers: the form before takes them as they are."""
