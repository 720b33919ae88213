"""ssotlint keeps one fact in one place: an architecture linter for Python."""

__version__ = "0.1.0"
