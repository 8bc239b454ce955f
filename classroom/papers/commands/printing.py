"""`classroom print`: papers into files."""

import click

from classroom.core.command_line import LazyGroup, Place

_HERE = "classroom.papers.commands"
PAPERS = {
    "application": Place(
        f"{_HERE}.person_papers:application", "申込書（白紙、または登録のある方の記入ずみ）"
    ),
    "certificate": Place(f"{_HERE}.person_papers:certificate", "開講の修了証"),
    "flyer": Place(f"{_HERE}.class_papers:flyer", "開催回の開講の募集チラシ"),
    "font-check": Place(
        f"{_HERE}.font_check:font_check", "標準入力の名前（1行に1人、UTF-8）が印字できるか"
    ),
    "handout": Place(f"{_HERE}.handout:handout", "講座の配布資料（大きな字）"),
    "invitation": Place(f"{_HERE}.person_papers:invitation", "開講の参加のご案内（1人1枚）"),
    "labels": Place(f"{_HERE}.person_papers:labels", "開講の宛名ラベル"),
    "pack": Place(f"{_HERE}.class_papers:pack_", "開催回の紙の一式（クラスパック）"),
    "postcards": Place(f"{_HERE}.person_papers:postcards", "開講のはがき（宛名の面と文の面）"),
    "questionnaire": Place(f"{_HERE}.class_papers:questionnaire_", "開催回のアンケート用紙"),
    "roster": Place(f"{_HERE}.class_papers:roster", "開催回の名簿"),
    "sheet": Place(f"{_HERE}.class_papers:sheet", "開催回の出席簿"),
    "slip": Place(f"{_HERE}.person_papers:slip", "申込の受付票"),
    "tags": Place(f"{_HERE}.class_papers:tags", "開催回の名札"),
}


@click.group(cls=LazyGroup, places=PAPERS)
def print_() -> None:
    """Hold the commands that print."""
