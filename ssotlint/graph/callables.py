"""What a definition accepts when it is called: parameters as the caller sees them."""

from typing import NamedTuple

from ssotlint.graph.classes import Classes
from ssotlint.graph.known import Known
from ssotlint.index.reads import Asked
from ssotlint.model.signature import RECEIVERS, Arguments, Mismatch, Signature, bind

# Decorators that hand on what they get, or something that is called in the same way.
_KEEPING = frozenset(
    ("abc.abstractmethod", "asyncio.coroutine", "contextlib.asynccontextmanager",
     "contextlib.contextmanager", "functools.cache", "functools.lru_cache", "functools.wraps",
     "typing.final", "typing.override", "typing.no_type_check", "typing.type_check_only",
     "typing_extensions.deprecated", "typing_extensions.final", "typing_extensions.override",
     "warnings.deprecated", "builtins.staticmethod", "builtins.classmethod")
)  # fmt: skip
_KEEPING_PREFIXES = ("pytest.mark.",)
_CACHES = ("functools.cache", "functools.lru_cache")
# pytest gives these its class also without a decorator: what `super()` finds there is a plain function.
_XUNIT = frozenset(("setup_class", "teardown_class"))
_STATIC, _CLASS_METHOD = "builtins.staticmethod", "builtins.classmethod"


class Accepts(NamedTuple):
    """What a call runs, and the parameters that it may fill.

    ``runs`` is the function, the constructor's ``def``, or the class whose fields make the
    constructor. ``label`` is how Python names it in an error. ``bound`` tells that the first
    parameter is filled before the arguments of the call. ``made_from`` are the classes whose fields
    are parameters, farthest base first.
    """

    runs: Known
    signature: Signature
    label: str
    bound: bool = False
    made_from: tuple[Known, ...] = ()

    @property
    def seen(self) -> Signature:
        """The signature without what is filled before the call."""
        return self.signature.without_first() if self.bound else self.signature

    def refuses(self, arguments: Arguments) -> Mismatch | None:
        """Why a call with these arguments cannot bind; None when it can or may."""
        if self.bound:
            arguments = arguments._replace(positional=arguments.positional + 1)
        return bind(self.signature, arguments)


class Callables:
    """Answers what definitions accept; remembers each answer."""

    def __init__(self, classes: Classes) -> None:
        self.classes = classes
        self.scopes = classes.scopes
        self._decorators = Asked(self.scopes.index, self._decorated)
        self._functions = Asked(self.scopes.index, self._function)

    def decorators(self, known: Known) -> tuple[str, ...]:
        """The decorators of a definition by their dotted names; "" for one that is unknown."""
        if not known.module.said.definitions[known.position].decorators:  # as most have none
            self.scopes.note_itself(known)
            return ()
        return self._decorators(known)

    def _decorated(self, known: Known) -> tuple[str, ...]:
        row, outside = known.definition, self.scopes.outside
        around = Known(known.module, row.owner)
        if row.owner < 0:
            self.scopes.note_itself(known)
        elif around.definition.is_class and around.definition.owner < 0:
            self.scopes.note_itself(known)
            for text in row.decorators:  # what they mean may be bound in the class
                self.scopes.member(around, text.partition(".")[0])
        else:  # or anywhere around it
            self.scopes.note_inside(known)
        return tuple(outside(known.module, row.owner, d) if d else "" for d in row.decorators)

    def cache(self, known: Known) -> str:
        """The decorator, as written, by which functools keeps what a function hands out; or ""."""
        written = zip(known.definition.decorators, self.decorators(known), strict=True)
        return next((text for text, name in written if name in _CACHES), "")

    def keeps_signature(self, known: Known) -> bool:
        """Whether every decorator of a function leaves the way in which it is called."""
        names = self.decorators(known)
        return not names or all(d in _KEEPING or d.startswith(_KEEPING_PREFIXES) for d in names)

    def function(self, known: Known, *, bound: bool = False) -> Accepts | None:
        """What a function accepts; None when a decorator may change it.

        ``bound`` tells that it is reached through an instance, or as a class method.
        """
        return self._functions((known, bound))

    def _function(self, asked: tuple[Known, bool]) -> Accepts | None:
        known, bound = asked
        if not self.keeps_signature(known):
            return None
        row = known.definition
        return Accepts(known, row.signature, row.qualname, bound)

    def method(self, known: Known, *, through_instance: bool) -> Accepts | None:
        """What a member function accepts when it is taken from an instance or from the class."""
        names = self.decorators(known)
        if _CLASS_METHOD not in names and _STATIC not in names and self._only_describes(known):
            return None
        name = known.definition.name
        if name in _XUNIT and _CLASS_METHOD not in names:
            return None
        on_class = _CLASS_METHOD in names or name in ("__init_subclass__", "__class_getitem__")
        bound = on_class or (through_instance and _STATIC not in names and name != "__new__")
        return self.function(known, bound=bound)

    def _only_describes(self, known: Known) -> bool:
        """Whether a function without a receiver stands in a class that somebody else's base makes.

        Interfaces of zope.interface describe what their providers take, so without ``self``.
        """
        parameters = known.definition.signature.parameters
        if parameters and parameters[0].name.strip("_") in (*RECEIVERS, ""):
            return False
        return not self.classes.lineage(Known(known.module, known.definition.owner)).closed
