"""A further reason why someone was stopped: another one, 他 on the 出席簿"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLE, CHECK = "app_outcome", "ck_app_outcome_blocker"
BEFORE = (
    *("pin_forgotten", "pin_locked", "no_card", "expired", "device"),
    *("storage", "store_id", "family", "unwilling", "no_time"),
)


def upgrade() -> None:
    _allow((*BEFORE, "other"))


def downgrade() -> None:
    # The older program has no word for it: the results stay, and it asks for the reason again.
    op.execute(f"UPDATE {TABLE} SET blocker = NULL WHERE blocker = 'other'")  # noqa: S608  our own words
    _allow(BEFORE)


def _allow(words: tuple[str, ...]) -> None:
    allowed = "blocker IN ({})".format(", ".join(f"'{word}'" for word in words))
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f(CHECK), TABLE, type_="check")
        op.create_check_constraint(op.f(CHECK), TABLE, allowed)
        return
    # SQLite makes the table anew, without its old check.
    with op.batch_alter_table(TABLE, recreate="always") as batch:
        batch.create_check_constraint(op.f(CHECK), allowed)
