"""Limits of accounts."""

from typing import Final

LOGIN_MAX = 40
NAME_MAX = 60
LOGIN_SHAPE: Final = r"^[A-Za-z0-9._-]+$"
LOGIN_SAID: Final = "半角の英字・数字と . _ - だけで入れてください。"
PASSWORD_MIN = 10
PASSWORD_MAX = 200
TRIES_MAX = 5
LOCK_MINUTES = 15
LINK_HOURS = 48
