"""A program that was installed without the extra `postgresql`."""

import sys
from importlib.metadata import version

import pytest

from classroom.core.db import make_engine
from classroom.core.errors import SettingError


def test_a_missing_driver_is_had_from_our_own_file_and_from_no_index(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(SettingError) as refusal:
        make_engine("postgresql+psycopg://classroom@127.0.0.1/x")
    assert f"classroom-{version('classroom')}-py3-none-any.whl[postgresql]" in str(refusal.value)
    assert "install 'classroom[" not in str(refusal.value)
