"""What the command line says when it was called wrongly: one Japanese sentence."""

import click


def sentence_of(problem: click.ClickException) -> str:
    """Return what to do about a wrong call."""
    see = f"{_path(problem)} --help で、使い方が見られます。"
    match problem:
        case click.NoSuchOption(option_name=name):
            return f"「{name}」という指定はありません。{see}"
        case click.MissingParameter(param=param) if param is not None:
            return f"{_named(param)}を指定してください。{see}"
        case click.BadParameter(param=param) if param is not None:
            return f"{_named(param)}に指定した値は使えません。{see}"
        case click.FileError(ui_filename=name):
            return f"ファイル {name} を開けません。場所と名前を確かめてください。"
        case click.UsageError(message=message) if "No such command" in message:
            name = message.split("'")[1] if "'" in message else ""
            return f"「{name}」という命令はありません。{see}"
        case _:
            return f"この書き方では実行できません。{see}"


def _path(problem: click.ClickException) -> str:
    context = getattr(problem, "ctx", None)
    return context.command_path if context is not None else "classroom"


def _named(param: click.Parameter) -> str:
    if isinstance(param, click.Option):
        return f"「{param.opts[-1]}」"
    return f"「{param.human_readable_name}」"
