"""Markdown of a handout to blocks; what it cannot use it refuses, with line and suggestion."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from classroom.kit.handout.blocks import (
    NOTE_NAMES,
    Block,
    Handout,
    Heading,
    Items,
    NewPage,
    Note,
    Pairs,
    Pictures,
    Step,
    Text,
    Words,
    plain,
)
from classroom.kit.handout.devices import Device, devices_of, for_device
from classroom.kit.handout.errors import HandoutError, suggestion
from classroom.kit.handout.figures import Figure
from classroom.kit.handout.figures.language import parse
from classroom.kit.handout.front_matter import read_front_matter
from classroom.kit.handout.readings import ANCHOR, is_half_written, marked

STAGE = re.compile(r"\s*\{(\d)/(\d)\}$")
NOTE_MARK = re.compile(r"^\[!(.+?)\]\s*")
RESULT = "→"
BOX = "[ ]"
WRAPPING = frozenset(
    f"{name}_{end}"
    for name in ("paragraph", "list_item", "thead", "tbody", "th", "td")
    for end in ("open", "close")
)
INLINE = frozenset(("text", "strong_open", "strong_close", "hardbreak", "softbreak"))


def read(source: str, device: Device | None = None) -> Handout:
    """Read a whole handout: front matter and Markdown.

    Where phones differ, read this device's edition, or the one that the file names first.
    """
    devices = devices_of(source)
    edition = (device or devices[0]) if devices else None
    front, body, offset = read_front_matter(for_device(source, edition))
    blocks = tuple(_Reader(_markdown().parse(marked(body)), offset, edition).blocks())
    return Handout(blocks=blocks, device=edition, devices=devices, **front)


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


class _Reader:
    """Walks over the tokens once; steps are counted through the whole handout."""

    def __init__(self, tokens: list[Token], offset: int, edition: Device | None) -> None:
        self.tokens, self.offset, self.edition = tokens, offset, edition
        self.at = self.steps_read = 0
        self.line = offset + 1
        self.asked: Figure | None = None

    def blocks(self) -> Iterator[Block]:
        while self.at < len(self.tokens):
            token = self.take()
            if token.type == "ordered_list_open":
                yield from self.steps(int(token.attrGet("start") or 1))
            else:
                yield self.block(token)

    def block(self, token: Token) -> Block:
        readers: dict[str, Callable[[Token], Block]] = {
            "heading_open": self.heading,
            "paragraph_open": lambda _: _text(self.inline("paragraph_close")),
            "bullet_list_open": lambda _: self.items(),
            "blockquote_open": lambda _: self.note(),
            "table_open": lambda _: self.pairs(),
            "fence": self.pictures,
            "hr": lambda _: NewPage(),
        }
        if token.type not in readers:
            raise self.refusal("この書き方は使えません。見出し・手順・図・表・囲みで書きます。")
        return readers[token.type](token)

    def take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        if token.map:
            self.line = token.map[0] + 1 + self.offset
        return token

    def until(self, closing: str) -> Iterator[Token]:
        while (token := self.take()).type != closing:
            yield token

    def refusal(self, sentence: str) -> HandoutError:
        return HandoutError(self.line, sentence)

    def heading(self, token: Token) -> Heading:
        level = int(token.tag[1])
        if level not in (2, 3):
            raise self.refusal("見出しは「## 」か「### 」で書きます。題名は、はじめの title です。")
        words = self.inline("heading_close")
        last, bold = words[-1]
        found = STAGE.search(last)
        if not found:
            return Heading(words, level)
        here, of = int(found[1]), int(found[2])
        if not 1 <= here <= of:
            raise self.refusal(f"道のりの {{{here}/{of}}} は数が合いません。")
        words = (*words[:-1], (last[: found.start()], bold))
        return Heading(
            (*words[:-1], (words[-1][0][: found.start()], words[-1][1])), level, (here, of)
        )

    def inline(self, closing: str) -> Words:
        words = tuple(word for token in self.until(closing) for word in self.words(token))
        if not words:
            raise self.refusal("ことばがありません。")
        return words

    def words(self, token: Token) -> Words:
        out: list[tuple[str, bool]] = []
        bold = False
        for child in token.children or []:
            if child.type not in INLINE:
                raise self.refusal("文の中で使えるのは、太字（**…**）と改行だけです。")
            if child.type in ("strong_open", "strong_close"):
                bold = child.type == "strong_open"
            elif child.type == "hardbreak":
                out.append(("\n", bold))
            elif is_half_written(child.content):
                raise self.refusal("ふりがなは {漢字|かんじ} のように、閉じて書きます。")
            elif "**" in child.content:
                raise self.refusal("太字の ** が閉じていません。** のあとで行を分けてください。")
            elif child.content:
                out.append((child.content, bold))
        return tuple(out)

    def items(self) -> Items:
        rows = []
        for token in self.until("bullet_list_close"):
            if token.type == "inline":
                rows.append(self.words(token))
            elif token.type not in WRAPPING:
                raise self.refusal("箇条書きの中には、1行の文だけを書きます。")
        ticked = [_starts(row, BOX) for row in rows]
        if any(ticked) and not all(ticked):
            raise self.refusal("「- [ ]」と「- 」をまぜずに書いてください。")
        has_ticks = all(ticked)
        return Items(tuple(_without(row, BOX) if has_ticks else row for row in rows), has_ticks)

    def steps(self, first: int) -> Iterator[Step]:
        if first != self.steps_read + 1:
            hint = f"ここは {self.steps_read + 1}. です。"
            raise self.refusal(f"手順の番号は、最後まで続けます。{hint}")
        body: list[Text] = []
        figure: Figure | None = None
        for token in self.until("ordered_list_close"):
            if token.type == "list_item_open":
                body, figure = [], None
            elif token.type == "inline":
                body.append(_text(self.words(token)))
            elif token.type == "fence" and figure is None:
                figure = self.figure(token)
            elif token.type == "list_item_close":
                yield self.step(body, figure)
            elif token.type not in WRAPPING:
                raise self.refusal("手順の中に書けるのは、文と「→」と、1つの図だけです。")

    def step(self, body: list[Text], figure: Figure | None) -> Step:
        self.steps_read += 1
        if not any(text.is_result for text in body):
            hint = "そのあと何が見えるかを「→ …」で書いてください。"
            raise self.refusal(f"手順{self.steps_read}に「→」の行がありません。{hint}")
        return Step(self.steps_read, tuple(body), figure)

    def figure(self, token: Token) -> Figure:
        if ANCHOR in token.content:
            raise self.refusal("図の中では、ふりがなを使えません。")
        figure = parse(token.info.strip(), token.content, self.line)
        if self.edition and figure.suits_any_phone:
            figure = figure.framed(self.edition.value)
        if figure.kind != "check":
            return figure
        if figure.parts:
            self.asked = figure
        if self.asked is None:
            raise self.refusal("先に「when before」の表を書いてください。")
        return replace(figure, parts=self.asked.parts)  # the second table asks the same again

    def pictures(self, token: Token) -> Pictures:
        row = [self.figure(token)]
        while self.at < len(self.tokens) and self.tokens[self.at].type == "fence":
            row.append(self.figure(self.take()))
        return Pictures(tuple(row))

    def note(self) -> Note:
        kind = ""
        body: list[Text | Items] = []
        for token in self.until("blockquote_close"):
            if token.type == "bullet_list_open":
                body.append(self.items())
            elif token.type == "inline":
                words = self.words(token)
                if not kind:
                    kind, words = self.note_kind(words)
                if plain(words).strip():
                    body.append(Text(words))
            elif token.type not in WRAPPING:
                raise self.refusal("囲みの中に書けるのは、文と箇条書きだけです。")
        return Note(kind, tuple(body))

    def note_kind(self, words: Words) -> tuple[str, Words]:
        found = NOTE_MARK.match(plain(words))
        if not found:
            raise self.refusal(f"囲みは「> [!こつ]」のように始めます。{suggestion('', NOTE_NAMES)}")
        if found[1] not in NOTE_NAMES:
            hint = suggestion(found[1], NOTE_NAMES)
            raise self.refusal(f"「[!{found[1]}]」という囲みはありません。{hint}")
        return found[1], _without(words, found[0])

    def pairs(self) -> Pairs:
        line = self.line
        rows: list[list[Words]] = []
        for token in self.until("table_close"):
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(self.words(token))
        pairs = [(row[0], row[1]) for row in rows if len(row) == 2]  # noqa: PLR2004  a pair
        if len(pairs) != len(rows):
            raise HandoutError(
                line, "表は2列で書きます。ことばと意味、または、こまりごとと答えです。"
            )
        return Pairs(pairs[0], tuple(pairs[1:]))


def _starts(words: Words, mark: str) -> bool:
    return bool(words) and words[0][0].startswith(mark)


def _without(words: Words, mark: str) -> Words:
    first, bold = words[0]
    return ((first.removeprefix(mark).lstrip(), bold), *words[1:])


def _text(words: Words) -> Text:
    is_result = _starts(words, RESULT)
    return Text(_without(words, RESULT) if is_result else words, is_result)
