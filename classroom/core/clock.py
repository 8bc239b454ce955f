"""The only readers of the clock. Everything else is handed its day or its instant."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")


def now() -> datetime:
    """Return this instant, aware, in UTC: what the database stores."""
    return datetime.now(UTC)


def today() -> date:
    """Return the day on the office's wall calendar."""
    return datetime.now(TOKYO).date()


def local(instant: datetime) -> datetime:
    """Return the instant as the office's clock shows it."""
    return instant.astimezone(TOKYO)
