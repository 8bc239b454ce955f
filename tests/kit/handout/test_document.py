"""What the reader of handouts takes, and what it refuses with line and suggestion."""

import pytest

from classroom.kit.handout.blocks import (
    Heading,
    Items,
    Note,
    NotesStart,
    Pairs,
    Pictures,
    Step,
    Text,
)
from classroom.kit.handout.document import read
from classroom.kit.handout.errors import HandoutError

HEAD = "---\ntitle: 見本／の題\ncode: K-00\nminutes: 60\n---\n"
FENCE = "```"


def test_it_reads_the_front_matter() -> None:
    handout = read(f"{HEAD}本文です。\n")
    assert (handout.code, handout.name, handout.minutes) == ("K-00", "見本の題", 60)
    assert handout.foot == "困ったら、手をあげます。"


def test_it_reads_every_kind_of_block() -> None:
    source = f"""{HEAD}
## 見出し {{2/4}}

文の中の**太字**です。

- [ ] 目標

1. 横の**ボタン**を押します。

   → 時刻が出ます。

   {FENCE}gesture
   tap
   {FENCE}

> [!こつ] ゆっくりで、かまいません。

| ことば | 意味 |
|---|---|
| アプリ | 道具です。 |

{FENCE}card
card
{FENCE}

{FENCE}card
case
{FENCE}
"""
    heading, text, items, step, note, pairs, pictures = read(source).blocks
    assert heading == Heading((("見出し", False),), 2, (2, 4))
    assert text == Text((("文の中の", False), ("太字", True), ("です。", False)))
    assert items == Items(((("目標", False),),), has_ticks=True)
    assert isinstance(step, Step)
    assert [text.is_result for text in step.body] == [False, True]
    assert isinstance(note, Note)
    assert note.label == "こつ"
    assert isinstance(pairs, Pairs)
    assert isinstance(pictures, Pictures)
    assert [figure.scene.word for figure in pictures.row] == ["card", "case"]


def test_the_second_table_asks_the_questions_of_the_first() -> None:
    table = f"{FENCE}check\nwhen {{}}\n{{}}{FENCE}\n\n文です。\n\n"
    source = HEAD + table.format("before", "item 開く\n") + table.format("after", "")
    first, _, second, _ = read(source).blocks
    assert isinstance(first, Pictures)
    assert isinstance(second, Pictures)
    assert second.row[0].parts == first.row[0].parts


def test_the_instructors_notes_come_after_the_shared_pages() -> None:
    handout = read(f"{HEAD}## 前\n\n> [!講師] 見守る。\n\n## 後\n\n文です。\n")
    shared = handout.edition(instructor=False)
    assert handout.edition(instructor=True)[: len(shared)] == shared
    start, note = handout.edition(instructor=True)[len(shared) :]
    assert isinstance(start, NotesStart)
    assert isinstance(note, Note)
    assert note.label == "前"


@pytest.mark.parametrize(
    ("body", "line", "sentence"),
    [
        ("# 題", 6, "見出しは「## 」か「### 」で書きます。"),
        ("## 道 {5/4}", 6, "道のりの {5/4} は数が合いません。"),
        ("\n2. 押します。\n\n   → 出ます。", 7, "ここは 1. です。"),
        ("1. 押します。", 6, "手順1に「→」の行がありません。"),
        ("> [!こっつ] 言葉", 6, "もしかして「こつ」ですか。"),
        ("> ふつうの引用", 6, "囲みは「> [!こつ]」のように始めます。"),
        ("- [ ] 一\n- 二", 7, "「- [ ]」と「- 」をまぜずに書いてください。"),
        ("- 一\n  - 二", 7, "箇条書きの中には、1行の文だけを書きます。"),
        ("[窓口](https://example.jp)へ。", 6, "文の中で使えるのは、太字（**…**）と改行だけです。"),
        ("![絵](a.png)", 6, "文の中で使えるのは、太字（**…**）と改行だけです。"),
        ("**使えません。**読み取りが要ります。", 6, "太字の ** が閉じていません。"),
        ("<b>太字</b>\n\n<div>\n", 6, "文の中で使えるのは、太字（**…**）と改行だけです。"),
        ("<div>\n</div>", 6, "この書き方は使えません。"),
        ("| 一 | 二 | 三 |\n|---|---|---|\n| 1 | 2 | 3 |", 6, "表は2列で書きます。"),
        (f"\n{FENCE}phone\nbuton 決める\n{FENCE}", 8, "もしかして「button」ですか。"),
        (f"{FENCE}check\nwhen after\n{FENCE}", 6, "先に「when before」の表を書いてください。"),
    ],
)
def test_it_refuses_with_line_and_suggestion(body: str, line: int, sentence: str) -> None:
    with pytest.raises(HandoutError) as refusal:
        read(HEAD + body + "\n")
    assert sentence in refusal.value.sentence
    assert refusal.value.sentence.startswith(f"{line}行目: ")


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("題名がない", "1行目: はじめに --- ではさんで"),
        ("---\ncode: K-01\n---\n", "title がありません。"),
        ("---\ntitel: 見本\n---\n", "2行目: 「titel」は使えません。もしかして「title」ですか。"),
        (
            "---\ntitle: 見本\nminutes: 一時間\n---\n",
            "minutes は、「minutes: 60」のように数字で書きます。",
        ),
    ],
)
def test_it_refuses_a_wrong_front_matter(source: str, sentence: str) -> None:
    with pytest.raises(HandoutError, match=sentence):
        read(source)
