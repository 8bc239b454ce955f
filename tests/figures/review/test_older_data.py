"""What a city had entered before the program knew the whole plan is still there afterwards."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command

from classroom.core import migrations
from classroom.core.db import for_writing, make_engine
from classroom.core.migrations import steps

BEFORE = """
INSERT INTO plan_indicator (id, code, action, title, name, unit, baseline, target, better,
 computed, position, is_active, version) VALUES
 (1, '8-1', 8, 'セキュリティ', 'インシデント', '件', NULL, '0', 'lower', '', 1, true, 1),
 (2, '8-2', 8, '', '研修の回数', '回', '1', '4', 'higher', '', 2, true, 1),
 (3, '5-1', 5, '市のオープンデータ', '公開データ数', '件', '9', '14', 'higher', '', 3, true, 1);
INSERT INTO indicator_actual (id, plan_indicator_id, fiscal_year, value, source, entered_at)
 VALUES (1, 3, 2025, '10', '総務課', '2026-04-20 01:00:00'),
 (2, 3, 2026, '11', '総務課', '2026-10-02 01:00:00');
INSERT INTO indicator_review (id, plan_indicator_id, fiscal_year, issues, next_steps, edited_at,
 version) VALUES (1, 1, 2025, '課題1', '', '2026-04-20 01:00:00', 1),
 (2, 2, 2025, '課題2', '取組2', '2026-04-21 01:00:00', 1);
"""


def test_values_titles_and_reviews_go_over_and_back(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'older.sqlite'}")
    migrations.upgrade(engine)
    with for_writing(engine).begin() as db:
        command.downgrade(steps.config(db), "0019")
    with for_writing(engine).begin() as db:
        for statement in filter(str.strip, BEFORE.split(";")):
            db.execute(sa.text(statement))
    migrations.upgrade(engine)
    with engine.connect() as db:
        rows = db.execute(sa.text("SELECT number, title FROM plan_action")).all()
        assert [tuple(row) for row in rows] == [(5, "市のオープンデータ")]
        names = db.execute(sa.text("SELECT name FROM plan_indicator ORDER BY id")).scalars()
        assert list(names) == ["インシデント発生件数", "研修の回数", "公開データ数"]
        rows = db.execute(sa.text("SELECT reference_on, measure FROM indicator_actual")).all()
        assert [tuple(row) for row in rows] == [("2026-03-31", "stock"), ("2026-10-02", "stock")]
        rows = db.execute(sa.text("SELECT action, issues, next_steps FROM action_review")).all()
        assert [tuple(row) for row in rows] == [(8, "課題1\n課題2", "取組2")]
    with for_writing(engine).begin() as db:
        # No program goes down with data: SQLite would not let go of a table others point to.
        db.execute(sa.text("DELETE FROM indicator_actual"))
        command.downgrade(steps.config(db), "0019")
        rows = db.execute(sa.text("SELECT plan_indicator_id, issues FROM indicator_review")).all()
        assert [tuple(row) for row in rows] == [(1, "課題1\n課題2")]
