"""How loggers are told something."""

LEVELS = (
    "debug", "info", "warning", "warn", "error", "exception", "critical", "log", "fatal",
)  # fmt: skip
"""The methods of a logger that write."""
