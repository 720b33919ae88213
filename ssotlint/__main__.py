"""`python -m ssotlint` is the console script `ssotlint`."""

import sys

if not sys.flags.safe_path:
    # `-m` puts the working directory first among the places of modules. That is the checked
    # project, and a `json/` or `click.py` of it must never run.
    del sys.path[0]

from ssotlint.cli import main

if __name__ == "__main__":
    main()
