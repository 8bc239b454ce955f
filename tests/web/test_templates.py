"""House rules of templates; each is shown an example that breaks it, too."""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

import classroom
from classroom.class_day.questionnaire.rules import Way
from classroom.desk.merging.rules import Side
from classroom.desk.participant.rules import Card, Device
from classroom.office.home.rules import Stand
from classroom.office.imports.rules import Kind, State
from classroom.papers.class_rules import JobState
from classroom.planning.course import rules as course
from classroom.rules.words import planning
from classroom.rules.words.app import Blocker, Stage
from classroom.rules.words.attendance import Mark
from classroom.rules.words.bands import ToldBand
from classroom.rules.words.queue import CallKind, CallResult, CallState, Channel, Status
from classroom.rules.words.queue import DrawOutcome as Outcome
from classroom.rules.words.session import SessionAct, SessionState
from classroom.rules.words.staff import Role

PACKAGE = Path(classroom.__file__).parent
TEMPLATES = PACKAGE.parent / "templates"
WIDTH = 120
JINJA = Environment(trim_blocks=True, lstrip_blocks=True, autoescape=True)
VOCABULARIES: tuple[type[StrEnum], ...] = (
    *(Role, Status, planning.Status, course.Selection, course.Mark, Mark, Stage, Blocker, Channel),
    *(Outcome, CallKind, CallResult, CallState, Stand, JobState, Kind, State, Side, Way),
    *(ToldBand, Card, Device, SessionState, SessionAct),
)
WORDS = {word.value: type(word).__name__ for words in VOCABULARIES for word in words if word.value}
# Squares of a row of seats and lines of a chart have kinds of their own, which are CSS classes.
DRAWN = {"web/_macros.html", "web/errors/error.html", "figures/review/_document.html"}
# What addresses and cards say, not a vocabulary: yes and no, and to whom labels are printed.
SENT = {"yes", "no", "accepted", "waiting"}


def source(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
SOURCES = {name: source(name) for name in NAMES}


def long_lines(text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > WIDTH:
            yield f"line {number} has {len(line)} characters"


def what_the_policy_forbids(text: str) -> Iterator[str]:
    """Find handlers, styles and scripts written into a page: browsers drop them."""
    for found in re.finditer(r'\s(on[a-z]+|style)\s*=\s*["\']', text):
        yield f"attribute {found[1]}"
    for found in re.finditer(r"<style\b|<script(?![^>]*\bsrc=)[^>]*>|javascript:", text):
        yield found[0]


def plain_scripts(text: str) -> Iterator[str]:
    for found in re.finditer(r"<script\b[^>]*>", text):
        if 'type="module"' not in found[0]:
            yield found[0]


def retyped_words(text: str) -> Iterator[str]:
    """Find codes of roles, statuses, stages, marks … that are compared, listed or sent."""
    for part in _weighed(JINJA.parse(text)):
        for const in (part, *part.find_all(nodes.Const)):
            if isinstance(const, nodes.Const) and const.value in WORDS:
                yield f"line {const.lineno}: {const.value} ({WORDS[const.value]})"
    for word in re.findall(r'\bvalue="(\w+)"', text):
        if word in WORDS and word not in SENT:
            yield f"{word} ({WORDS[word]}) is sent"


def _weighed(tree: nodes.Template) -> Iterator[nodes.Node]:
    """Yield what is compared, what a table is keyed by, and what a loop runs over."""
    for compared in tree.find_all(nodes.Compare):
        yield compared.expr
        yield from (operand.expr for operand in compared.ops)
    yield from (pair.key for pair in tree.find_all(nodes.Pair))
    for loop in tree.find_all(nodes.For):
        if isinstance(loop.iter, (nodes.List, nodes.Tuple)):
            yield loop.iter


Rule = Callable[[str], Iterator[str]]
BROKEN: list[tuple[Rule, str]] = [
    (long_lines, "<p>" + "あ" * 120 + "</p>"),
    (what_the_policy_forbids, '<p style="color: red">'),
    (what_the_policy_forbids, '<button onclick="go()">'),
    (what_the_policy_forbids, "<script>go()</script>"),
    (plain_scripts, "<script src=\"{{ static_url('web/keys.js') }}\" defer></script>"),
    (retyped_words, '{% if member.role == "reception" %}{% endif %}'),
    (retyped_words, '{% if "open" == offering.status.value %}{% endif %}'),
    (retyped_words, '{% if offering.status.value in ("closed", "finished") %}{% endif %}'),
    (retyped_words, '{{ {"draft": "", "cancelled": "stop"}[status.value] }}'),
    (retyped_words, '{% for stage in ["installed", "registered"] %}{% endfor %}'),
    (retyped_words, '<input type="hidden" name="mark" value="left_early">'),
]


@pytest.mark.parametrize(("rule", "text"), BROKEN)
def test_each_rule_refuses_what_breaks_it(rule: Rule, text: str) -> None:
    assert list(rule(text))


@pytest.mark.parametrize("rule", [long_lines, what_the_policy_forbids, plain_scripts])
def test_every_template_keeps_the_rule(rule: Rule) -> None:
    assert [f"{name}: {fault}" for name, text in SOURCES.items() for fault in rule(text)] == []


def test_no_template_retypes_a_word_that_has_a_home() -> None:
    found = {name: list(retyped_words(text)) for name, text in SOURCES.items() if name not in DRAWN}
    assert {name: faults for name, faults in found.items() if faults} == {}


def named_templates() -> set[str]:
    texts = [*SOURCES.values(), *(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))]
    return {name for text in texts for name in re.findall(r'"([\w/]+\.html)"', text)}


def test_every_template_is_shown_and_every_one_that_is_named_exists() -> None:
    assert named_templates() == set(NAMES)


def unused_macros(sources: dict[str, str]) -> list[str]:
    text = "\n".join(sources.values())
    macros = [
        (name, macro)
        for name, each in sources.items()
        for macro in re.findall(r"\{%-?\s*macro (\w+)\(", each)
    ]
    return [
        f"{name}: {macro}"
        for name, macro in macros
        if not re.search(rf"(?<!macro )\b{macro}(\(|\) \}}\}})", text)
    ]


def test_every_macro_is_used() -> None:
    assert unused_macros(SOURCES) == []
    assert unused_macros({"a.html": "{% macro lonely(x) -%}{%- endmacro %}"}) == ["a.html: lonely"]


def unanswered(sources: dict[str, str], code: str) -> set[str]:
    """Questions (is_, may_, takes_, needs_) that no class of the program has an answer to."""
    asked = {
        name
        for text in sources.values()
        for name in re.findall(r"\.((?:is|may|takes|needs)_[a-z_]+)\b", text)
    }
    return {name for name in asked if not re.search(rf"def {name}\b|\b{name}\s*[:=]", code)}


def test_every_question_of_a_template_has_an_answer() -> None:
    code = "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    assert unanswered(SOURCES, code) - {"is_submitted"} == set()  # of WTForms
    assert unanswered({"a.html": "{% if line.is_lost %}"}, "is_found: bool") == {"is_lost"}
