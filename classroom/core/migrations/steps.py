"""Alembic, which runs the migrations in this package one after another."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Connection


def config(connection: Connection) -> Config:
    """Return Alembic's configuration for the migrations in this package."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def upgrade(connection: Connection, revision: str) -> None:
    """Run on this connection, inside its transaction, what is missing."""
    command.upgrade(config(connection), revision)


def downgrade(connection: Connection, revision: str) -> None:
    """Take back on this connection, inside its transaction, what came after a revision."""
    command.downgrade(config(connection), revision)
