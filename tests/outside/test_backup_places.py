"""Where a copy cannot lie: the place is named, and nothing is left of it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.outside.installed import Place

UNSHARE = ("unshare", "--map-root-user", "--mount")


def may_mount() -> bool:
    tried = ("mount", "-t", "tmpfs", "none", "/mnt")
    return bool(shutil.which("unshare")) and not subprocess.call(
        [*UNSHARE, *tried], stderr=subprocess.DEVNULL
    )


@pytest.fixture
def sqlite(place: Place) -> Place:
    place.done("db", "upgrade")
    return place


@pytest.mark.skipif(not may_mount(), reason="a full folder is mounted by unshare and mount")
def test_a_full_folder_is_named_and_not_the_database(sqlite: Place) -> None:
    (sqlite.here / "full").mkdir()
    mounted = "mount -t tmpfs -o size=64k none full && $C db backup full/copy; code=$?; ls full"
    answer = sqlite.shell(f"{' '.join(UNSHARE)} sh -c '{mounted}; exit $code'")
    assert answer.code == 2
    assert answer.err == "full/copy に書き込めません。ディスクの空きを増やしてください。\n"
    assert answer.out == "", "a part of the copy was left"


def test_a_copy_that_grows_too_large_is_named(sqlite: Place) -> None:
    answer = sqlite.shell("trap '' XFSZ; ulimit -f 64; $C db backup copy")
    assert "copy に書き込めません" in answer.sentence()
    assert not list(sqlite.here.iterdir())


def test_a_device_is_refused_and_has_no_journal(sqlite: Place) -> None:
    for device in ("/dev/full", "/dev/null"):
        assert f"{device} はファイルではありません" in sqlite.refused("db", "backup", device)
        assert not Path(f"{device}-journal").exists()
