"""One file for two kinds of phone: what each edition keeps, and what is refused where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.core.errors import Refusal
from classroom.kit.handout.blocks import Handout, Pictures, Step, Text, plain
from classroom.kit.handout.devices import SWITCHES, Device, devices_of, for_device
from classroom.kit.handout.document import read
from classroom.kit.handout.errors import HandoutError
from classroom.kit.handout.html import handout_html
from classroom.kit.handout.layout.pages import draw_page, pages_of
from tests.kit.handout.ledger import Ledger

SOURCE = """---
title: 見本
---

はじめの文。

[iPhone]

1. 下から滑らせます。

   → 絵が並びます。

[アンドロイド]

1. 丸い印を押します。

   → 絵が並びます。

[共通]

2. 電話を押します。

   → 数字が出ます。
"""
SWITCH_LINES = [f"[{word}]" for word in SWITCHES]


def steps_of(handout: Handout) -> list[tuple[int, str]]:
    steps = [block for block in handout.blocks if isinstance(block, Step)]
    return [(step.n, plain(step.body[0].words)) for step in steps]


def words_of(handout: Handout) -> list[str]:
    ledger, pages = Ledger(), pages_of(handout, instructor=True)
    for at in range(len(pages)):
        draw_page(ledger, handout, pages, at)
    return [words for *_, words in ledger.texts]


def test_each_device_has_its_own_steps_and_the_shared_ones() -> None:
    iphone, android = (read(SOURCE, device) for device in Device)
    assert steps_of(iphone) == [(1, "下から滑らせます。"), (2, "電話を押します。")]
    assert steps_of(android) == [(1, "丸い印を押します。"), (2, "電話を押します。")]
    assert iphone.devices == android.devices == (Device.IPHONE, Device.ANDROID)


def test_without_a_device_it_is_the_edition_that_the_file_names_first() -> None:
    assert read(SOURCE) == read(SOURCE, Device.IPHONE)
    turned = "---\ntitle: 見本\n---\n\n[アンドロイド]\n\n丸い印の文。\n\n[iPhone]\n\n線の文。\n"
    handout = read(turned)
    assert handout.device is Device.ANDROID
    assert handout.devices == (Device.ANDROID, Device.IPHONE)
    assert [plain(text.words) for text in handout.blocks if isinstance(text, Text)] == [
        "丸い印の文。"
    ]


def test_a_file_without_switches_is_the_same_for_every_device() -> None:
    source = "---\ntitle: 見本\n---\n\n- [ ] 目標\n"
    assert read(source) == read(source, Device.IPHONE) == read(source, Device.ANDROID)
    assert read(source).device is None
    assert read(source).devices == ()
    assert read(source).edition_mark == ""


@pytest.mark.parametrize("device", Device)
def test_what_is_shared_is_drawn_in_the_frame_of_the_edition(device: Device) -> None:
    fences = ("frame raku\ntext 字", "frame android\nnav もどる | ホーム | 一覧", "text 字")
    shared = "[共通]\n\n" + "\n\n文\n\n".join(f"```phone\n{fence}\n```" for fence in fences)
    handout = read(f"{SOURCE}\n{shared}\n", device)
    drawn = [block.row[0].frame for block in handout.blocks if isinstance(block, Pictures)]
    assert drawn == ["raku", "android", device.value]


@pytest.mark.parametrize("device", Device)
def test_paper_and_page_say_whose_edition_it_is(device: Device) -> None:
    handout = read(SOURCE, device)
    words = words_of(handout)
    assert device.edition in words
    assert any(f"見本（{device.edition}）" in one for one in words)
    assert handout.full_name == f"見本（{device.edition}）"
    other = next(one for one in Device if one is not device)
    assert other.edition not in "".join(words) + handout_html(handout)


@pytest.mark.parametrize(
    ("source", "device", "line", "sentence"),
    [
        (SOURCE.replace("下から", "**下から"), Device.IPHONE, 9, "太字の ** が閉じていません。"),
        (SOURCE.replace("1. 丸い", "2. 丸い"), Device.ANDROID, 15, "ここは 1. です。"),
        (
            SOURCE.replace("[iPhone]", "[iphone]"),
            None,
            7,
            "「[iphone]」という機種の行はありません。もしかして「iPhone」ですか。",
        ),
    ],
)
def test_a_mistake_in_a_branch_names_the_line_of_the_file(
    source: str, device: Device | None, line: int, sentence: str
) -> None:
    with pytest.raises(HandoutError) as refusal:
        read(source, device)
    assert refusal.value.line == line
    assert sentence in refusal.value.sentence


def test_a_mistake_in_the_other_branch_does_not_matter_here() -> None:
    source = SOURCE.replace("1. 丸い", "2. 丸い")
    assert len(steps_of(read(source, Device.IPHONE))) == 2
    with pytest.raises(Refusal):
        read(source, Device.ANDROID)


@given(st.lists(st.sampled_from([*SWITCH_LINES, "文", "- [ ] 目標", "   → 絵", ""])))
def test_every_line_keeps_its_number_and_belongs_to_somebody(lines: list[str]) -> None:
    source = "\n".join(lines)
    editions = [for_device(source, device).split("\n") for device in Device]
    for at, line in enumerate(source.splitlines()):
        kept = {edition[at] for edition in editions}
        assert kept == {""} if line in SWITCH_LINES else line in kept
    assert set(devices_of(source)) in (set(), set(Device))
