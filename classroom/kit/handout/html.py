"""The accessible twin of the paper: a fragment of HTML with the same drawings as inline SVG.

Only class names, no styles: `static/css/handout.css` dresses it under a strict CSP. What is a table
or a list on paper is a real table or list here; everything else drawn has its words beside it.
"""

from itertools import count, groupby

from markupsafe import Markup, escape

from classroom.kit.handout import figures
from classroom.kit.handout.blocks import (
    Block,
    Handout,
    Heading,
    Items,
    Note,
    NotesStart,
    Pairs,
    Pictures,
    Step,
    Text,
    Words,
    plain,
)
from classroom.kit.handout.readings import parts
from classroom.kit.handout.svg import figure_svg
from classroom.kit.pdf.lines import phrases
from classroom.rules.words.questionnaire import LEVELS

NOTE_CLASSES = {"こつ": "tip", "注意": "warning", "安心": "calm", "講師": "instructor"}
EMPTY = Markup()
WBR, BR = Markup("<wbr>"), Markup("<br>")


def handout_html(handout: Handout, *, instructor: bool = False) -> Markup:
    """Return the handout as HTML to stand under the page's own h1 (its headings begin with h2)."""
    page = _Page()
    parts = []
    for is_steps, group in groupby(handout.edition(instructor=instructor), _is_step):
        blocks = _join([page.block(block) for block in group])
        steps = Markup('<ol class="handout-steps" role="list">\n{}\n</ol>')
        parts.append(steps.format(blocks) if is_steps else blocks)
    head = Markup('<p class="handout-series">{} <span>{}</span></p>')
    foot = Markup('<p class="handout-version">配布資料の版：{}</p>').format(handout.version.words)
    body = _join([head.format(handout.series, handout.code), *parts, foot])
    return Markup('<div class="handout">\n{}\n</div>').format(body)


def _is_step(block: Block) -> bool:
    return isinstance(block, Step)


def _join(parts: list[Markup]) -> Markup:
    return Markup("\n").join(parts)


class _Page:
    """Counts the drawings of one page, whose ids must differ."""

    def __init__(self) -> None:
        self.drawings = count(1)

    def block(self, block: Block) -> Markup:
        match block:
            case Step():
                return self.step(block)
            case Pictures():
                row = _join([self.figure(figure) for figure in block.row])
                return Markup('<div class="handout-pictures">{}</div>').format(row)
            case Note():
                return self.note(block)
        return _plain_block(block)

    def step(self, step: Step) -> Markup:
        picture = self.figure(step.figure) if step.figure else EMPTY
        return Markup(
            '<li class="handout-step" value="{n}"><span class="handout-number">'
            '<span class="sr">手順</span>{n}</span>'
            '<div class="handout-words">{words}</div>{picture}</li>',
        ).format(n=step.n, words=_join([_text(text) for text in step.body]), picture=picture)

    def figure(self, figure: figures.Figure) -> Markup:
        match figure.kind:
            case "check":
                return _check(figure)
            case "road":
                return _road(figure)
            case "memo":
                return _memo(figure)
        caption = figure.get("caption")
        shown = Markup("<figcaption>{}</figcaption>").format(caption) if caption else EMPTY
        key = f"drawing-{next(self.drawings)}"
        drawing = Markup(figure_svg(figure, key))  # noqa: S704  SvgPen escapes all words
        return Markup('<figure class="handout-figure">{}{}</figure>').format(drawing, shown)

    def note(self, note: Note) -> Markup:
        return Markup(
            '<div class="handout-note handout-note-{kind}" role="note">'
            '<p class="handout-label">{label}</p>{body}</div>',
        ).format(
            kind=NOTE_CLASSES[note.kind],
            label=note.label,
            body=_join([self.block(part) for part in note.body]),
        )


def _plain_block(block: Block) -> Markup:
    """Set what holds no drawing; a new page means nothing on a screen."""
    match block:
        case Heading():
            return _heading(block)
        case Text():
            return _text(block)
        case Items():
            return _items(block)
        case Pairs():
            return _pairs(block)
        case NotesStart():
            return Markup('<h2 class="handout-notes">講師メモ</h2>')
    return EMPTY


def _words(words: Words) -> Markup:
    """Set words with a place to break after each phrase, as on paper."""
    return EMPTY.join(
        Markup("<strong>{}</strong>").format(_phrases(text)) if bold else _phrases(text)
        for text, bold in words
        if text
    )


def _phrases(text: str) -> Markup:
    """Set words; a reading is above its kanji, or behind it where a browser knows no other way."""
    ruby = Markup("<ruby>{}<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>")
    return EMPTY.join(
        ruby.format(part, reading) if reading else _lines_of_phrases(part)
        for part, reading in parts(text)
    )


def _lines_of_phrases(text: str) -> Markup:
    return BR.join(
        WBR.join(map(escape, phrases(line))) if line else EMPTY for line in text.split("\n")
    )


def _lines(text: str) -> Markup:
    return BR.join(map(escape, text.split("／")))


def _heading(heading: Heading) -> Markup:
    where = EMPTY
    if heading.stage:
        here, of = heading.stage
        where = Markup('<span class="handout-stage">{}つの道のりの{}番目</span>').format(of, here)
    # The level is 2 or 3, as the reader of the text has made sure.
    pattern = Markup("<h2>{}{}</h2>") if heading.level == 2 else Markup("<h3>{}{}</h3>")  # noqa: PLR2004
    return pattern.format(_words(heading.words), where)


def _text(text: Text) -> Markup:
    if not text.is_result:
        return Markup("<p>{}</p>").format(_words(text.words))
    return Markup(
        '<p class="handout-result"><span class="sr">こうなります。</span>{}</p>',
    ).format(_words(text.words))


def _items(items: Items) -> Markup:
    kind = "handout-ticks" if items.has_ticks else "handout-items"
    rows = _join([Markup("<li>{}</li>").format(_words(row)) for row in items.rows])
    return Markup('<ul class="{}" role="list">{}</ul>').format(kind, rows)


def _pairs(pairs: Pairs) -> Markup:
    """Set a table; its roles are said aloud because narrow screens lay its cells out as blocks."""
    column = Markup('<th scope="col" role="columnheader">{}</th>')
    row = Markup(
        '<tr role="row"><th scope="row" role="rowheader">{}</th><td role="cell">{}</td></tr>',
    )
    return Markup(
        '<table class="handout-pairs" role="table"><caption class="sr">{}</caption>'
        '<thead role="rowgroup"><tr role="row">{}</tr>'
        '</thead><tbody role="rowgroup">{}</tbody></table>',
    ).format(
        "と".join(map(plain, pairs.head)),
        _join([column.format(_words(cell)) for cell in pairs.head]),
        _join([row.format(*map(_words, cells)) for cells in pairs.rows]),
    )


def _check(figure: figures.Figure) -> Markup:
    """Set the self-check; its roles are said aloud as those of `_pairs` are."""
    column = Markup('<th scope="col" role="columnheader">{}</th>')
    head = _join([column.format(_lines(level)) for level in LEVELS])
    cell = Markup('<td role="cell"><span>{}</span></td>')
    cells = _join([cell.format(n) for n in range(1, len(LEVELS) + 1)])
    row = Markup('<tr role="row"><th scope="row" role="rowheader">{}</th>{}</tr>')
    rows = _join([row.format(_phrases(part.text), cells) for part in figure.parts])
    return Markup(
        '<table class="handout-check" role="table"><caption class="sr">{}</caption>'
        '<thead role="rowgroup"><tr role="row"><td role="cell"></td>{}</tr></thead>'
        '<tbody role="rowgroup">{}</tbody></table>',
    ).format(figures.alt(figure), head, rows)


def _road(figure: figures.Figure) -> Markup:
    steps = []
    for n, part in enumerate(figure.parts, 1):
        here = Markup(' aria-current="step"') if n == figure.now else EMPTY
        steps.append(Markup("<li{}>{}</li>").format(here, _lines(part.text)))
    return Markup('<ol class="handout-road">{}</ol>').format(_join(steps))


def _memo(figure: figures.Figure) -> Markup:
    """Blanks to write on once the page is printed; there is nothing in them to read out."""
    blanks = []
    for part in figure.parts:
        if part.word == "line":
            names = _join([Markup("<span>{}</span>").format(cell.text) for cell in part.cells])
            blanks.append(Markup('<p class="handout-blanks">{}</p>').format(names))
        else:
            line = Markup('<p class="handout-line" aria-hidden="true"></p>')
            blanks += [line] * int(part.text)
    return _join(blanks)
