"""What an import replaced, projections, and files kept with official counts"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STAFF = "staff_member"
IMPORT = "population_import"


def upgrade() -> None:
    """Add to imports and counts, and make four tables."""
    op.add_column(
        IMPORT,
        sa.Column("is_projection", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column(IMPORT, sa.Column("digest", sa.String(length=64), nullable=True))
    op.add_column(
        "official_count",
        sa.Column("note", sa.String(length=200), server_default="", nullable=False),
    )
    _population_undo()
    _population_replaced()
    _population_projection()
    _official_file()


def _population_undo() -> None:
    op.create_table(
        "population_undo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("population_import_id", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=False),
        sa.Column("staff_member_id", sa.Integer(), nullable=True),
        _foreign_key("population_undo", "population_import_id", IMPORT, "CASCADE"),
        _foreign_key("population_undo", "staff_member_id", STAFF, "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_population_undo")),
        sa.UniqueConstraint(
            "population_import_id", name=op.f("uq_population_undo_population_import_id")
        ),
    )


def _population_replaced() -> None:
    table = "population_replaced"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("population_import_id", sa.Integer(), nullable=False),
        sa.Column("replaced_by_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("municipality_code", sa.String(length=6), nullable=False),
        sa.Column("municipality", sa.String(length=40), nullable=False),
        sa.Column("area_code", sa.String(length=20), nullable=False),
        sa.Column("area", sa.String(length=60), nullable=False),
        sa.Column("sex", sa.String(length=20), nullable=False),
        sa.Column("age_from", sa.Integer(), nullable=False),
        sa.Column("residents", sa.Integer(), nullable=False),
        sa.CheckConstraint("residents >= 0", name=op.f(f"ck_{table}_residents_range")),
        sa.CheckConstraint("sex IN ('male', 'female')", name=op.f(f"ck_{table}_sex")),
        _foreign_key(table, "population_import_id", IMPORT, "CASCADE"),
        _foreign_key(table, "replaced_by_id", IMPORT, "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for column in ("population_import_id", "replaced_by_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _population_projection() -> None:
    table = "population_projection"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("population_import_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("municipality_code", sa.String(length=6), nullable=False),
        sa.Column("aged", sa.Integer(), nullable=False),
        sa.Column("from_65_to_69", sa.Integer(), nullable=True),
        sa.CheckConstraint("aged >= 0", name=op.f(f"ck_{table}_aged_range")),
        sa.CheckConstraint("from_65_to_69 >= 0", name=op.f(f"ck_{table}_from_65_to_69_range")),
        _foreign_key(table, "population_import_id", IMPORT, "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(
            "population_import_id",
            "municipality_code",
            "on",
            name=op.f(f"uq_{table}_population_import_id_municipality_code_on"),
        ),
    )


def _official_file() -> None:
    table = "official_file"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("official_count_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.Column("staff_member_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("size BETWEEN 1 AND 10485760", name=op.f(f"ck_{table}_size_range")),
        _foreign_key(table, "official_count_id", "official_count", "CASCADE"),
        _foreign_key(table, "staff_member_id", STAFF, "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(
            "official_count_id", "digest", name=op.f(f"uq_{table}_official_count_id_digest")
        ),
    )


def _foreign_key(table: str, column: str, other: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    """Drop the tables and the columns."""
    for table in (
        "official_file",
        "population_projection",
        "population_replaced",
        "population_undo",
    ):
        op.drop_table(table)
    op.drop_column("official_count", "note")
    op.drop_column(IMPORT, "digest")
    op.drop_column(IMPORT, "is_projection")
