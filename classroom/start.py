"""Where the program begins: Ctrl + C ends it quietly, also while its parts are being loaded."""

import os
import signal
from typing import NoReturn


def main() -> None:
    """Run the command that was typed."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _stop)
    from classroom import cli  # noqa: PLC0415  it loads for half a second

    cli.main()


def _stop(number: int, frame: object) -> NoReturn:
    del frame
    os._exit(128 + number)  # as shells have it
