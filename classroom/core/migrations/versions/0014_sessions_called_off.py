"""Sessions called off, postponed and moved; calls about them; when a venue is closed"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

STATES = ("planned", "cancelled", "postponed")
ACTS = ("cancelled", "postponed", "moved", "restored")
FIRST = ("seat_free", "reminder", "cancelled")
OF_SESSION = ("session_off", "session_moved")
LAST = ("draw_won", "draw_lost", "follow_up")
CALLS, CHECK = "call_task", "ck_call_task_kind"
OF_ENROLMENT, OF_DAY = "uq_call_task_open_of_enrolment", "uq_call_task_open_of_session"
IS_OPEN = "state = 'open'"
HAS_REASON = "state = 'planned' OR length(state_reason) > 0"


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=20)


def upgrade() -> None:
    with op.batch_alter_table("course_session") as batch:
        batch.add_column(
            sa.Column("state", _words("state", STATES), nullable=False, server_default="planned")
        )
        batch.add_column(
            sa.Column("state_reason", sa.String(length=200), nullable=False, server_default="")
        )
        batch.add_column(sa.Column("planned_on", sa.Date(), nullable=True))
        batch.create_check_constraint(op.f("ck_course_session_off_has_reason"), HAS_REASON)
    # The defaults were for the rows that were there; the program always says how a session stands.
    with op.batch_alter_table("course_session") as batch:
        batch.alter_column("state", server_default=None, existing_type=_words("state", STATES))
        batch.alter_column("state_reason", server_default=None, existing_type=sa.String(length=200))
    with op.batch_alter_table("venue") as batch:
        batch.add_column(
            sa.Column("closed_weekdays", sa.String(length=7), nullable=False, server_default="")
        )
    with op.batch_alter_table("venue") as batch:
        batch.alter_column(
            "closed_weekdays", server_default=None, existing_type=sa.String(length=7)
        )
    op.add_column("assignment", sa.Column("told_at", sa.DateTime(), nullable=True))
    _history()
    _allow((*FIRST, *OF_SESSION, *LAST))
    _calls_once(f"{IS_OPEN} AND course_session_id IS NULL")
    op.create_index(
        OF_DAY,
        CALLS,
        ["enrolment_id", "kind", "course_session_id"],
        unique=True,
        sqlite_where=sa.text(IS_OPEN),
        postgresql_where=sa.text(IS_OPEN),
    )


def downgrade() -> None:
    _refuse_to_lose_rows()
    op.drop_index(OF_DAY, CALLS)
    # The older program has no word for these calls.
    about = "SELECT id FROM call_task WHERE kind IN ('session_off', 'session_moved')"
    op.execute(f"DELETE FROM call_try WHERE call_task_id IN ({about})")  # noqa: S608  our own words
    op.execute("DELETE FROM call_task WHERE kind IN ('session_off', 'session_moved')")
    _calls_once(IS_OPEN)
    _allow((*FIRST, *LAST))
    op.drop_table("session_change")
    op.drop_column("assignment", "told_at")
    with op.batch_alter_table("venue") as batch:
        batch.drop_column("closed_weekdays")
    with op.batch_alter_table("course_session") as batch:
        batch.drop_constraint(op.f("ck_course_session_off_has_reason"), type_="check")
        batch.drop_constraint(op.f("ck_course_session_state"), type_="check")
        batch.drop_column("planned_on")
        batch.drop_column("state_reason")
        batch.drop_column("state")


def _refuse_to_lose_rows() -> None:
    """SQLite makes the tables anew: with its foreign keys on, the rows below them would go too."""
    here = op.get_bind()
    if here.dialect.name != "sqlite" or not here.execute(sa.text("PRAGMA foreign_keys")).scalar():
        return
    if here.execute(sa.text("SELECT 1 FROM course_session LIMIT 1")).first():
        raise RuntimeError("go back by classroom.core.migrations.downgrade")


def _history() -> None:
    op.create_table(
        "session_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_session_id", sa.Integer(), nullable=False),
        sa.Column("act", _words("act", ACTS), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_member_id", sa.Integer(), nullable=True),
        sa.Column("on_before", sa.Date(), nullable=False),
        sa.Column("starts_before", sa.Time(), nullable=False),
        sa.Column("ends_before", sa.Time(), nullable=False),
        sa.Column("venue_before", sa.Integer(), nullable=False),
        sa.Column("room_before", sa.Integer(), nullable=True),
        sa.Column("state_before", _words("state_before", STATES), nullable=False),
        sa.Column("reason_before", sa.String(length=200), nullable=False),
        sa.Column("planned_before", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["course_session_id"],
            ["course_session.id"],
            name=op.f("fk_session_change_course_session_id_course_session"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["staff_member_id"],
            ["staff_member.id"],
            name=op.f("fk_session_change_staff_member_id_staff_member"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["venue_before"], ["venue.id"], name=op.f("fk_session_change_venue_before_venue")
        ),
        sa.ForeignKeyConstraint(
            ["room_before"],
            ["room.id"],
            name=op.f("fk_session_change_room_before_room"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_change")),
    )
    for column in ("course_session_id", "on_before"):
        op.create_index(op.f(f"ix_session_change_{column}"), "session_change", [column])


def _calls_once(where: str) -> None:
    op.drop_index(OF_ENROLMENT, CALLS)
    op.create_index(
        OF_ENROLMENT,
        CALLS,
        ["enrolment_id", "kind"],
        unique=True,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )


def _allow(words: tuple[str, ...]) -> None:
    allowed = "kind IN ({})".format(", ".join(f"'{word}'" for word in words))
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f(CHECK), CALLS, type_="check")
        op.create_check_constraint(op.f(CHECK), CALLS, allowed)
        return
    # SQLite makes the table anew, without its old check.
    with op.batch_alter_table(CALLS, recreate="always") as batch:
        batch.create_check_constraint(op.f(CHECK), allowed)
