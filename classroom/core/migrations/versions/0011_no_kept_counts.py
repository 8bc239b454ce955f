"""No kept counts: figures are counted when they are asked for

The indexes for counting stay.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

OF_ROW = "SELECT {row}.participant_id"
OF_LINE = "SELECT participant_id FROM enrolment WHERE id = {row}.enrolment_id"
OF_SESSION = (
    "SELECT e.participant_id FROM attendance a JOIN enrolment e ON e.id = a.enrolment_id "
    "WHERE a.course_session_id = {row}.id "
    "UNION SELECT participant_id FROM app_outcome WHERE course_session_id = {row}.id"
)
ALL = ("INSERT", "UPDATE", "DELETE")
WATCHED = {
    "app_registration": (OF_ROW, ALL),
    "app_outcome": (OF_ROW, ALL),
    "attendance": (OF_LINE, ALL),
    "enrolment": (OF_ROW, ("UPDATE OF participant_id", "DELETE")),
    "participant": (
        "SELECT {row}.id",
        ("UPDATE OF born_on, told_band, told_band_on, district_id", "DELETE"),
    ),
    "course_session": (OF_SESSION, ('UPDATE OF "on"',)),
}


def upgrade() -> None:
    for table, (_, events) in WATCHED.items():
        for event in events:
            name = _trigger(table, event)
            on_sqlite = op.get_bind().dialect.name == "sqlite"
            op.execute(f"DROP TRIGGER {name}" if on_sqlite else f"DROP FUNCTION {name}() CASCADE")
    for kept in ("kept_state", "kept_change", "kept_cell", "kept_person"):
        op.drop_table(kept)


def downgrade() -> None:
    op.create_table(
        "kept_person",
        sa.Column("participant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("holds_until", sa.Date(), nullable=True),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_kept_person")),
    )
    op.create_index(op.f("ix_kept_person_holds_until"), "kept_person", ["holds_until"])
    op.create_table(
        "kept_cell",
        sa.Column("measure", sa.String(length=20), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("measure", "period", "part", name=op.f("pk_kept_cell")),
    )
    op.create_table(
        "kept_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_change")),
    )
    op.create_table(
        "kept_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("rules_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_state")),
    )
    for table, (people, events) in WATCHED.items():
        for event in events:
            _watch(table, event, people)


def _trigger(table: str, event: str) -> str:
    return f"kept_{table}_{event.partition(' ')[0].lower()}"


def _watch(table: str, event: str, people: str) -> None:
    verb = event.partition(" ")[0]
    rows = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}[verb]
    whose = " UNION ".join(people.format(row=row) for row in rows)
    write_down = f"INSERT INTO kept_change (participant_id) {whose};"
    name = _trigger(table, event)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {write_down} END")
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
        f"AS $$ BEGIN {write_down} RETURN NULL; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
