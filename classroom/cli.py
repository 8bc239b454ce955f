"""The command line: `classroom …`. Each command is thin, like a view."""

import click

from classroom.core.command_line import LazyGroup, Place, run

COMMANDS = {
    "age": Place(
        "classroom.desk.participant.commands:age",
        "生年月日を読み、年齢を答えます。例）classroom age s220503",
    ),
    "audit": Place("classroom.core.journal.commands:audit", "監査記録"),
    "bench": Place(
        "classroom.tools.bench.commands:bench",
        "速さを測ります。名前を省くと、すべて測ります。本番のデータにはさわりません。",
    ),
    "db": Place("classroom.figures.recount.commands:db", "データベースの形と控え"),
    "demo": Place(
        "classroom.tools.demo.commands:demo",
        "架空の1年分のデータで試します。本番のデータにはさわりません。",
    ),
    "export": Place("classroom.figures.opendata.commands:export", "公開するデータ"),
    "import": Place("classroom.cli:import_", "ファイルからの取り込み"),
    "official": Place("classroom.figures.official.commands:official", "公式値（登録者数と住民数）"),
    "print": Place("classroom.papers.commands.printing:print_", "紙をPDFのファイルにします。"),
    "report": Place("classroom.figures.dashboard.commands:report", "報告"),
    "serve": Place(
        "classroom.app:serve", "本番のデータベースで画面を出します。初めてのときは作ります。"
    ),
    "staff": Place("classroom.office.accounts.commands:staff", "職員のアカウント"),
}


IMPORTS = {
    "participants": Place(
        "classroom.office.imports.commands:participants",
        "受講者のExcelかCSVを取り込みます。もういる方は加えません。",
    ),
    "population": Place(
        "classroom.figures.population.commands:population",
        "地域・年齢別人口のCSVかExcelのファイルを取り込みます。",
    ),
    "sessions": Place(
        "classroom.office.imports.commands:sessions",
        "年間の予定のExcelかCSVを取り込み、開講の下書きをつくります。",
    ),
}


@click.group(cls=LazyGroup, places=COMMANDS, help="スマホ教室の管理システム")
@click.version_option(
    package_name="classroom", message="スマホ教室 %(version)s", help="プログラムの版を出します。"
)
def group() -> None:
    """Hold the commands."""


@click.group("import", cls=LazyGroup, places=IMPORTS)
def import_() -> None:
    """Hold the commands that take in files."""


def main() -> None:
    """Run the command that was typed."""
    run(group)
