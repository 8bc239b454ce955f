"""Counts that are kept for the dashboard, and indexes for counting anew

Triggers write down whose facts were written, so that the counts follow any write: by the program,
by hand, in bulk or by a cascade.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
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
# A cascade deletes an enrolment before its attendance, which then leads to nobody.
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
    _make_indexes()
    for table, (people, events) in WATCHED.items():
        for event in events:
            _watch(table, event, people)


def _make_indexes() -> None:
    op.drop_index("ix_app_registration_reached_on", "app_registration")
    op.create_index(
        "ix_app_registration_by_day", "app_registration", ["reached_on", "stage", "participant_id"]
    )
    op.create_index(
        "ix_app_registration_of_person",
        "app_registration",
        ["participant_id", "stage", "reached_on", "course_session_id"],
    )
    op.create_index("ix_enrolment_to_person", "enrolment", ["id", "participant_id"])


def _watch(table: str, event: str, people: str) -> None:
    verb = event.partition(" ")[0]
    rows = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}[verb]
    whose = " UNION ".join(people.format(row=row) for row in rows)
    write_down = f"INSERT INTO kept_change (participant_id) {whose};"
    name = f"kept_{table}_{verb.lower()}"
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


def downgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, (_, events) in WATCHED.items():
        for event in events:
            name = f"kept_{table}_{event.partition(' ')[0].lower()}"
            op.execute(f"DROP TRIGGER {name}" if on_sqlite else f"DROP FUNCTION {name}() CASCADE")
    op.drop_index("ix_enrolment_to_person", "enrolment")
    op.drop_index("ix_app_registration_of_person", "app_registration")
    op.drop_index("ix_app_registration_by_day", "app_registration")
    op.create_index("ix_app_registration_reached_on", "app_registration", ["reached_on"])
    for table in ("kept_state", "kept_change", "kept_cell", "kept_person"):
        op.drop_table(table)
