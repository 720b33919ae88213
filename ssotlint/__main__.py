"""`python -m ssotlint` and the console script `ssotlint`: the handles of one door."""

import signal
import sys
from typing import NoReturn

if __name__ == "__main__" and not sys.flags.safe_path:
    # `-m` puts the working directory first among the places of modules. That is the checked
    # project, and a `json/` or `click.py` of it must never run.
    del sys.path[0]


def start() -> NoReturn:
    """Load the command line and run it.

    An interrupt meanwhile ends the process, as it ends any program, and no trace is told of it.
    """
    usual = signal.getsignal(signal.SIGINT)
    if usual is signal.default_int_handler:  # else somebody has said what it means
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from ssotlint.cli import main

    signal.signal(signal.SIGINT, usual)
    main()


if __name__ == "__main__":
    start()
