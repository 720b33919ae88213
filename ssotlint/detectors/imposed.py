"""Functions whose parameters a web framework fills: they are not ours to choose, nor to call."""

from ssotlint.graph.known import Known

# What a web framework hands to a function that it calls.
_WEB = frozenset(("Request", "WebSocket", "HTTPConnection", "HttpRequest"))


def is_imposed(known: Known) -> bool:
    """Whether a parameter says that a framework calls the function."""
    parameters = known.definition.signature.parameters
    return any(
        (p.required and p.annotation.rpartition(".")[2].strip("\"'") in _WEB)
        or p.default.partition("(")[0].rpartition(".")[2] == "Depends"
        for p in parameters
    )
