"""`python -m ssotlint` is the console script `ssotlint`."""

from ssotlint.cli import main

if __name__ == "__main__":
    main()
