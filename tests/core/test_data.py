from pathlib import Path

import pytest

from classroom.core import data


def test_a_checkout_has_its_materials_at_the_top() -> None:
    assert (data.data_dir("materials") / "fonts" / "SOURCES.md").is_file()


def test_an_installed_package_carries_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried = tmp_path / "classroom" / "_data" / "templates"
    carried.mkdir(parents=True)
    monkeypatch.setattr(data, "PACKAGE", tmp_path / "classroom")
    assert data.data_dir("templates") == carried
    assert data.data_dir("materials") == tmp_path / "materials"
