"""What calling a class accepts: its `__init__`, its `__new__`, or its fields."""

from collections.abc import Iterator
from typing import NamedTuple

from ssotlint.graph.callables import Accepts, Callables
from ssotlint.graph.classes import BARE, Classes, Lineage
from ssotlint.graph.known import Known
from ssotlint.index.names import annotates
from ssotlint.index.reads import Asked
from ssotlint.model.facts import Binding, BindingKind, Context
from ssotlint.model.signature import Parameter, ParameterKind, Signature

_KEEPING_CLASS = frozenset(
    ("functools.total_ordering", "typing.final", "typing.runtime_checkable",
     "typing_extensions.final", "typing_extensions.runtime_checkable", "warnings.deprecated",
     "typing_extensions.deprecated")
)  # fmt: skip
_DATACLASS = "dataclasses.dataclass"
_NAMED_TUPLE = ("typing.NamedTuple", "typing_extensions.NamedTuple")
# Exceptions whose constructor takes whatever stands in their arguments, and no keyword.
_EXCEPTIONS = frozenset(
    f"builtins.{name}"
    for name in (
        "ArithmeticError", "AssertionError", "BaseException", "BufferError", "DeprecationWarning",
        "EOFError", "Exception", "FloatingPointError", "FutureWarning", "IndexError", "KeyError",
        "KeyboardInterrupt", "LookupError", "MemoryError", "NotImplementedError", "OverflowError",
        "RecursionError", "ReferenceError", "RuntimeError", "RuntimeWarning", "StopAsyncIteration",
        "SystemError", "TypeError", "UserWarning", "ValueError", "Warning", "ZeroDivisionError",
    )
)  # fmt: skip
# Whoever derives from these and writes an `__init__` of his own is called by that `__init__`.
_ORDINARY = _EXCEPTIONS | BARE | frozenset(
    ("builtins.bytearray", "builtins.dict", "builtins.list", "builtins.set",
     "builtins.ImportError", "builtins.OSError", "builtins.ConnectionError",
     "builtins.TimeoutError", "builtins.PermissionError", "builtins.FileNotFoundError",
     "ast.NodeTransformer", "ast.NodeVisitor", "collections.OrderedDict", "collections.UserDict",
     "collections.UserList", "collections.defaultdict", "json.JSONEncoder", "logging.Filter",
     "logging.Formatter", "logging.Handler", "logging.Logger", "logging.LoggerAdapter",
     "logging.StreamHandler", "threading.Thread", "unittest.TestCase",
     "unittest.IsolatedAsyncioTestCase", "pydantic.BaseModel", "torch.nn.Module")
)  # fmt: skip
_SELF = Parameter("self", ParameterKind.POSITIONAL_ONLY)
# A field may be called `self`; dataclasses call the instance something else then.
_MADE_SELF = _SELF._replace(name="__dataclass_self__")
_NO_KEYWORDS = Signature((_SELF, Parameter("args", ParameterKind.VAR_POSITIONAL)))
_PLAIN_FIELD = ~int(Context.CLASS | Context.DEFERRED)
OBJECT_INIT = "object.__init__"
PLAIN, DATACLASS, NAMED_TUPLE = "class", "dataclass", "named tuple"
PYDANTIC, TYPED_DICT, ATTRS = "pydantic model", "typed dict", "attrs class"


class Form(NamedTuple):
    """What calling a class takes, as people read it, and what kind of class that is."""

    signature: Signature
    kind: str


# Bases and decorators with which the fields of a class are what calling it takes.
_MODELS = {"pydantic.BaseModel": PYDANTIC, "pydantic_settings.BaseSettings": PYDANTIC,
           "pydantic.BaseSettings": PYDANTIC, "typing.TypedDict": TYPED_DICT,
           "typing_extensions.TypedDict": TYPED_DICT}  # fmt: skip
_ATTRS = frozenset(
    ("attr.s", "attr.attrs", "attr.define", "attr.frozen", "attr.mutable", "attr.dataclass",
     "attrs.define", "attrs.frozen", "attrs.mutable")
)  # fmt: skip


class Constructors:
    """Answers what classes accept; remembers each answer."""

    def __init__(self, classes: Classes, callables: Callables) -> None:
        self.classes, self.scopes, self.callables = classes, classes.scopes, callables
        self._answers = Asked(self.scopes.index, self._of)

    def of(self, known: Known) -> Accepts | None:
        """What calling a class accepts; None when a base, a metaclass or a decorator may decide."""
        return self._answers(known)

    def _of(self, known: Known) -> Accepts | None:
        lineage = self.classes.lineage(known)
        return self._first(known, lineage) if self._is_ordinary(lineage) else None

    def form(self, known: Known) -> Form | None:
        """What calling a class takes, for people to compare; None where that cannot be read.

        Other than `of` this knows models of libraries, which have rules of their own about what
        they refuse: no call is judged by it.
        """
        lineage = self.classes.lineage(known)
        accepts = self.of(known)
        if accepts is not None:
            tuples = any(c in _NAMED_TUPLE for c in lineage.order if isinstance(c, str))
            made = DATACLASS if accepts.made_from else PLAIN
            return Form(accepts.seen, NAMED_TUPLE if tuples else made)
        kinds = {_MODELS[c] for c in lineage.order if isinstance(c, str) and c in _MODELS}
        if any(d in _ATTRS for c in lineage.ours for d in self.callables.decorators(c)):
            kinds.add(ATTRS)
        written = any(self._writes(c) for c in lineage.ours)
        if len(kinds) != 1 or written or not lineage.complete:
            return None
        kind = kinds.pop()
        fields: dict[str, Parameter] = {}
        for item in reversed(lineage.ours):
            for _, parameter in self._fields(item):
                if not parameter.name.startswith(("_", "model_config")):
                    fields[parameter.name] = parameter
        named = ParameterKind.KEYWORD_ONLY
        rows = [p if kind == ATTRS else p._replace(kind=named) for p in fields.values()]
        return Form(Signature(tuple(sorted(rows, key=lambda p: p.kind))), kind)

    def of_object(self, known: Known, after: Known) -> Accepts | None:
        """What `super().__init__()` accepts behind a class where nobody but `object` has one."""
        lineage = self.classes.lineage(known)
        if not lineage.closed or not self.keeps_class(lineage):
            return None
        behind = lineage.ours[lineage.ours.index(after) + 1 :]
        if any(self._says(item) for item in behind):
            return None
        return Accepts(after, Signature((_SELF,)), OBJECT_INIT, bound=True,
                       made_from=tuple(reversed(behind)))  # fmt: skip

    def _is_ordinary(self, lineage: Lineage) -> bool:
        """Whether nothing but `__new__`, `__init__` and fields has a say."""
        outside = [c for c in lineage.order if isinstance(c, str)]
        if not lineage.complete or not self.keeps_class(lineage):
            return False
        if any(self.scopes.member(c, "__init_subclass__") for c in lineage.ours[1:]):
            return False
        return all(c in _ORDINARY for c in outside) or any(c in _NAMED_TUPLE for c in outside)

    def _first(self, known: Known, lineage: Lineage) -> Accepts | None:
        """What the first class in order says that says anything."""
        if any(isinstance(c, str) and c in _NAMED_TUPLE for c in lineage.order):
            return self._from_fields(known, lineage)
        bare = Accepts(known, Signature((_SELF,)), known.definition.name, bound=True)
        for item in lineage.order:
            if isinstance(item, Known):
                if self._says(item):
                    return self._said(known, item, lineage)
            elif item in _EXCEPTIONS:
                return bare._replace(signature=_NO_KEYWORDS)
            elif item not in BARE:
                return None
        return bare

    def _says(self, item: Known) -> bool:
        return self._writes(item) or self._is_dataclass(item)

    def _writes(self, item: Known) -> bool:
        return any(self.scopes.member(item, name) for name in ("__new__", "__init__"))

    def _said(self, known: Known, item: Known, lineage: Lineage) -> Accepts | None:
        if self.scopes.member(item, "__new__"):
            return self._written(known, item, "__new__")
        if any(self.scopes.member(c, "__new__") for c in lineage.ours):
            return None  # it may hand out something else
        if self.scopes.member(item, "__init__"):
            return self._written(known, item, "__init__")
        return self._from_fields(known, lineage)

    def _written(self, known: Known, home: Known, name: str) -> Accepts | None:
        member = self.classes.member(known, name)
        if member is None or member.known is None or member.home != home:
            return None
        row = member.known.definition
        if row.is_class or row.decorators not in ((), ("staticmethod",)):
            return None
        return Accepts(member.known, row.signature, row.qualname, bound=True)

    def keeps_class(self, lineage: Lineage) -> bool:
        """Whether the decorators of a class and of its bases leave what they decorate."""
        return all(
            d in _KEEPING_CLASS or d == _DATACLASS
            for known in lineage.ours
            for d in self.callables.decorators(known)
        )

    def _is_dataclass(self, known: Known) -> bool:
        return _DATACLASS in self.callables.decorators(known)

    def _from_fields(self, known: Known, lineage: Lineage) -> Accepts | None:
        """The constructor that the fields of dataclasses and named tuples make.

        A default that is a call counts as a default: `field(init=False)` and its like are for
        the judge, who reads the arguments.
        """
        tuples = any(c in _NAMED_TUPLE for c in lineage.order if isinstance(c, str))
        classes = tuple(c for c in reversed(lineage.ours) if tuples or self._is_dataclass(c))
        fields: dict[str, Parameter] = {}
        for item in classes:
            for row, parameter in self._fields(item):
                if row.context & _PLAIN_FIELD:
                    return None
                fields[parameter.name] = parameter
        ordered = sorted(fields.values(), key=lambda p: p.kind)
        name = known.definition.name if tuples else known.definition.qualname
        label = f"{name}.{'__new__' if tuples else '__init__'}"
        return Accepts(known, Signature((_MADE_SELF, *ordered)), label, bound=True,
                       made_from=classes)  # fmt: skip

    def _fields(self, known: Known) -> Iterator[tuple[Binding, Parameter]]:
        """The fields with what they stand for; a property of the name is a default, too."""
        kind = ParameterKind.POSITIONAL_OR_KEYWORD
        said, position = known.module.said, known.position
        known.module.asked(annotates(said.definitions[position].qualname))
        defined = {row.name for row in said.definitions if row.owner == position}
        for row in said.bindings:
            if row.owner != position or not row.annotation:
                continue
            if row.annotation.startswith(("ClassVar", "typing.ClassVar")):
                continue
            if row.annotation.rpartition(".")[2] == "KW_ONLY":
                kind = ParameterKind.KEYWORD_ONLY
                continue
            short = row.value if row.kind in (BindingKind.LITERAL, BindingKind.ALIAS) else ""
            declared = row.kind is BindingKind.DECLARED and row.name not in defined
            default = "" if declared else short or "..."
            yield row, Parameter(row.name, kind, default, row.annotation)
