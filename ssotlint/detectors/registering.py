"""Modules that do something when they are loaded, besides defining what they hold.

They connect handlers, put routes or tasks on an application, or make one: whoever imports a helper
from there gets all of that, too.
"""

from ssotlint.detectors.view import View
from ssotlint.graph.resolution import Status
from ssotlint.index.index import Module
from ssotlint.model.facts import BindingKind, Context, Surface

# What hands a function to something that is shared, wherever it stands.
_CONNECTING = frozenset(("connect", "connect_via", "receiver", "listens_for"))
# What puts a function on an application or router; ``@cache.memoize`` of an object does not.
_ADDING = frozenset(
    (
        "after_request", "api_route", "before_request", "command", "delete", "errorhandler",
        "event", "exception_handler", "get", "handler", "head", "listener", "middleware", "on",
        "on_event", "options", "patch", "post", "put", "route", "task", "teardown_appcontext",
        "tool", "websocket",
    )
)  # fmt: skip
_APPLICATIONS = frozenset(("Celery", "FastAPI", "Flask", "Quart", "Sanic", "Starlette"))


class Registering:
    """Asks what loading a file does; remembers each answer."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._known: dict[str, str] = {}

    def done(self, module: Module) -> str:
        """What a file does when it is loaded, in words; "" where it only defines things."""
        found = self._known.get(module.path)
        if found is None:
            found = self._known[module.path] = self._done(module)
        return found

    def _done(self, module: Module) -> str:
        for name in module.picked(_applications):
            return f"makes the application {name}"
        for name, decorators in module.picked(_decorated):
            if any(self._hands_over(module, text) for text in decorators):
                return f"registers {name}"
        return ""

    def _hands_over(self, module: Module, decorator: str) -> bool:
        """Whether a decorator gives what it decorates to something that others share."""
        owner, _, word = decorator.rpartition(".")
        if word in _CONNECTING:
            return True
        return bool(owner) and word in _ADDING and self._is_made(module, owner)

    def _is_made(self, module: Module, name: str) -> bool:
        """Whether a name stands for what some module of ours makes by a call."""
        answer = self._view.graph.resolver.dotted(module, name)
        binding = answer.binding
        return (
            answer.status is Status.SYMBOL
            and binding is not None
            and binding.kind is BindingKind.CALL
        )


def _applications(surface: Surface) -> list[str]:
    return [
        row.name for row in surface.bindings
        if row.owner < 0 and row.kind is BindingKind.CALL
        and row.value.rpartition(".")[2] in _APPLICATIONS
    ]  # fmt: skip


def _decorated(surface: Surface) -> list[tuple[str, tuple[str, ...]]]:
    """What is decorated while a file is loaded, with its decorators."""
    return [
        (row.name, row.decorators) for row in surface.definitions
        if row.owner < 0 and row.decorators and not row.context & Context.DEFERRED
    ]  # fmt: skip
