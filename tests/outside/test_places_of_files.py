"""Files that commands write: what and where is said, and a place that cannot hold one is named."""

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


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("report kpi --on R8.4.1 --format json", "令和8年4月1日の実績"),
        ("export events --format csv", "イベント一覧"),
        ("export events --format ics", "イベント一覧"),
        ("export monthly --month 2026-05", "令和8年5月の人数"),
    ],
)
def test_what_was_written_is_said_with_its_place(sqlite: Place, line: str, what: str) -> None:
    assert sqlite.done(*line.split(), "-o", "出力") == f"{what}を書き出しました：出力\n"
    assert (sqlite.here / "出力").stat().st_size
    assert "書き出しました" not in sqlite.done(*line.split(), "-o", "/dev/stdout")
