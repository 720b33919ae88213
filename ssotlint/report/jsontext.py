"""Values as JSON text that is safe to print: the one door out for every format that is JSON."""

import msgspec

from ssotlint.report.escape import encodable, json_text


def compact(value: object) -> str:
    """JSON on one line, keys in the order given."""
    return json_text(_encoded(value)).decode()


def pretty(value: object) -> str:
    """JSON indented by two, with a closing newline."""
    return pretty_bytes(value).decode()


def pretty_bytes(value: object) -> bytes:
    """The same in UTF-8: a long text costs four times as much as a string with one emoji."""
    return json_text(msgspec.json.format(_encoded(value), indent=2)) + b"\n"


def _encoded(value: object) -> bytes:
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:  # a path that is not UTF-8 came in; rare, so paid for only then
        return msgspec.json.encode(_spelled_out(msgspec.to_builtins(value)))


def _spelled_out(value: object) -> object:
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, list):
        return [_spelled_out(item) for item in value]
    if isinstance(value, dict):
        return {encodable(str(key)): _spelled_out(item) for key, item in value.items()}
    return value
