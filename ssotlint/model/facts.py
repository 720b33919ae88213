"""What one file says, as the skim records it.

The rows are named tuples: cheap to make by the hundred thousand, and the index stores them as
plain arrays. Nothing here depends on where the file lies.
"""

from enum import IntEnum
from typing import Final, NamedTuple

from ssotlint.model.place import Span
from ssotlint.model.signature import Arguments, Signature


class Context:
    """Under which conditions a statement runs: bits of a plain integer.

    No ``IntFlag``: combining its members costs two calls each, and detectors ask for these bits
    hundreds of thousands of times in a run.
    """

    LOAD: Final = 0
    DEFERRED: Final = 1  # inside a function
    TYPING: Final = 2  # under `if TYPE_CHECKING:`
    GUARDED: Final = 4  # in a `try` whose handler catches ImportError, or under `suppress`
    FALLBACK: Final = 8  # in such a handler: the alternative to what is guarded
    CONDITIONAL: Final = 16  # under another if, for, while, with, match or try
    CLASS: Final = 32  # in a class body
    EXPECTED: Final = (
        64  # in `with pytest.raises(...)`, or where somebody has looked that it is there
    )


class DefinitionKind(IntEnum):
    """What a definition statement makes."""

    CLASS = 0
    FUNCTION = 1
    COROUTINE = 2
    GENERATOR = 3
    ASYNC_GENERATOR = 4


# To name a member of an enumeration takes ten times as long as to name a constant (Python 3.11),
# and whether something is a class is asked millions of times.
_CLASS = DefinitionKind.CLASS


class Body(IntEnum):
    """What a body amounts to."""

    PLAIN = 0
    STUB = 1  # pass, ..., docstring only, `raise NotImplementedError`
    RAISES = 2  # nothing but `raise` of something else (docstring and logging apart)
    DELEGATE = 3  # one call of another function with own parameters, returned or dropped
    ACCESSOR = 4  # returns a global or an attribute, filling it first when empty
    CONSTANT = 5  # returns a literal
    PRESET = 6  # a delegate that passes texts or numbers of its own


_END_BITS = 30
_END = (1 << _END_BITS) - 1


def stretched(start: int, end: int) -> int:
    """A range as one number: as a pair that of each definition takes four times the memory."""
    return start << _END_BITS | end


class Definition(NamedTuple):
    """A ``def`` or ``class`` statement.

    ``span`` runs from the keyword (``async`` included) to the end of the body, ``start_line`` is
    that of the first decorator, ``header_end_line`` the last line before the body. ``owner`` is
    the position of the enclosing definition among the file's definitions, -1 at module level;
    ``scope`` is its qualified name with what stands between that and a name, "" there: many share it.
    ``decorators`` and ``bases`` are dotted texts ("" where the expression is no dotted name,
    called or not); ``keywords`` are those of a class header (``metaclass``: its dotted text).
    ``stretch`` is the range of the file's shape that holds kind, name, parameters and body, see
    ``stretched``.
    """

    name: str
    scope: str
    kind: DefinitionKind
    span: Span
    start_line: int
    header_end_line: int
    owner: int
    context: int  # flags of Context
    decorators: tuple[str, ...]
    bases: tuple[str, ...]
    keywords: tuple[tuple[str, str], ...]
    signature: Signature
    body: Body
    stretch: int
    statements: int
    # DELEGATE, PRESET: the dotted callee; ACCESSOR: what it returns; RAISES: the error;
    # PLAIN: the dotted callee whose result it binds to a name and returns under that name
    target: str = ""
    globals: tuple[str, ...] = ()  # names declared `global` and assigned here

    @property
    def qualname(self) -> str:
        """Dotted name within the module."""
        return f"{self.scope}{self.name}"

    @property
    def shape(self) -> tuple[int, int]:
        """Where it begins in the file's shape, and where it ends."""
        return self.stretch >> _END_BITS, self.stretch & _END

    @property
    def is_class(self) -> bool:
        """Whether this is a class statement."""
        return self.kind is _CLASS

    def is_headed_at(self, line: int) -> bool:
        """Whether a line is one of its decorators, or of its header."""
        return self.start_line <= line <= max(self.header_end_line, self.span.line)


class Import(NamedTuple):
    """One name that an import statement brings in.

    ``import a.b as c`` has module "a.b", name "" and bound "c"; ``import a.b`` binds "a";
    ``from ..m import x as y`` has level 2, module "m", name "x", bound "y"; a star import has
    name and bound "*". ``alias`` tells whether ``as`` was written. ``span`` is the statement.
    """

    module: str
    level: int
    name: str
    bound: str
    alias: bool
    span: Span
    context: int  # flags of Context
    owner: int


class BindingKind(IntEnum):
    """How a module-level or class-level name gets its value."""

    IMPORT = 0
    DEFINITION = 1
    ALIAS = 2  # X = Y or X = a.b
    CALL = 3  # X = f(...)
    LITERAL = 4  # constants and displays of them
    CONTAINER = 5  # list, dict, set displays and their constructors
    OTHER = 6
    DELETED = 7
    DECLARED = 8  # annotation without a value


BOUND_ELSEWHERE = (BindingKind.IMPORT, BindingKind.ALIAS)
"""The kinds of bindings that bind what has its value from another name."""


class Binding(NamedTuple):
    """A name bound at module level or in a class body (``owner`` is that class, else -1).

    ``ref`` is the position among the imports or definitions for those kinds, else -1. ``value``
    is the dotted text of an alias or callee, or the text of a short literal. ``shape`` is a
    digest of the value (0 where there is none).
    """

    name: str
    kind: BindingKind
    span: Span
    context: int  # flags of Context
    owner: int
    ref: int = -1
    value: str = ""
    shape: int = 0
    annotation: str = ""


class Usage(IntEnum):
    """What happens to the value of a call."""

    VALUE = 0
    AWAITED = 1
    DROPPED = 2  # an expression statement
    RETURNED = 3
    BOUND = 4  # the value of an assignment to one name
    SCHEDULED = 5  # an argument of a call (create_task, gather, run, ...)
    ITERATED = 6
    ENTERED = 7  # with / async with


class Call(NamedTuple):
    """A call whose callee is a dotted name that the module binds or a member of a known receiver.

    ``callee`` is the text as written; it may begin with ``self.``, ``cls.``, ``super().``.
    ``receiver`` is the dotted callee that made the local instance on which a method is called
    (``x = Shop(); x.open()``: receiver "Shop", callee "x.open"), else "". Of ``Shop().open()``
    the callee is "().open". A callee of three parts with a receiver is a member of an attribute
    that the class around sets to nothing else (``self.x = Shop()``, ``self.x.open()``).
    """

    callee: str
    receiver: str
    owner: int
    arguments: Arguments
    span: Span
    usage: Usage
    context: int  # flags of Context


FRESH = "()"
"""Stands in a callee for an instance that has no name."""


def is_held(callee: str, receiver: str) -> bool:
    """Whether a method is called of what the class around keeps on its instances."""
    return bool(receiver) and callee.count(".") > 1


def spelled(callee: str, receiver: str) -> str:
    """A callee as it is written, with what makes an instance that has no name."""
    return f"{receiver}{callee}" if callee.startswith(FRESH) else callee


class MemberUse(NamedTuple):
    """Attributes read or set on ``self`` or ``cls`` in a method, or on an imported name.

    Those that are set on anything else, also by ``setattr`` under a literal name, have no receiver.

    ``owner`` is the definition in which it stands; ``stored`` tells an assignment.
    """

    receiver: str
    name: str
    owner: int
    span: Span
    stored: bool
    context: int  # flags of Context


class Setting(NamedTuple):
    """A read of an environment variable under a literal name.

    ``default`` is what a literal fallback says as text, "" where there is none (or None, or "").
    """

    variable: str
    default: str
    span: Span
    owner: int


class Comment(NamedTuple):
    """A comment that addresses this tool.

    ``first`` and ``last`` are the lines of the statement (of a compound one its header; each
    decorator counts for itself) that it stands in or right above; its own line where there is none.
    """

    line: int
    column: int
    text: str
    first: int
    last: int


class SyntaxFault(NamedTuple):
    """What a Python cannot parse; ``line`` and ``column`` as the parser gave them, from 1.

    Where the one that runs us cannot, the file has no facts; where only an older one cannot, it has.
    """

    line: int
    column: int
    message: str


TOO_DEEP = "nested too deeply to be read"
"""The message of a fault that is no matter of syntax: no parser at hand goes so deep."""


class Head(NamedTuple):
    """What is known of a file before its surface is looked at."""

    lines: int
    generated: bool = False
    comments: bool = False  # some address this tool
    template: str = ""
    broken: bool = False


ANY = "*"
"""The last part of a dotted target of which only what is before it is written."""


class Surface(NamedTuple):
    """What other files can see of a file, and what it sees of them."""

    lines: int
    definitions: tuple[Definition, ...] = ()
    imports: tuple[Import, ...] = ()
    bindings: tuple[Binding, ...] = ()
    exports: tuple[str, ...] | None = None  # __all__; None when there is none or it is not static
    dynamic: bool = False  # module __getattr__, or names made by code that cannot be read
    comments: tuple[Comment, ...] = ()
    fault: SyntaxFault | None = None
    patched: tuple[str, ...] = ()  # dotted targets of `imported.name = value`
    generated: bool = False  # its head says that a tool wrote it
    settings: tuple[Setting, ...] = ()
    kept: tuple[str, ...] = ()  # imported names that other linters are told to leave alone
    fillers: tuple[str, ...] = ()  # functions that may bind names in the module that uses them
    template: str = ""  # the path of the file that the tool made it from, as it says
    called: tuple[str, ...] = ()  # dotted callees of what loading it runs, but for `x = f()`
    handed: tuple[tuple[str, str], ...] = ()  # of these with what imports bring and they are given
    setters: tuple[str, ...] = ()  # functions that set any name on what they are given
    passed: tuple[str, ...] = ()  # keywords of calls at its top that may bind these names
    spared: tuple[int, ...] = ()  # positions of imports that a handler makes up for
    newer: SyntaxFault | None = None  # the first syntax that only a newer Python has


class Uses(NamedTuple):
    """What a file does with the names that it sees."""

    calls: tuple[Call, ...] = ()
    members: tuple[MemberUse, ...] = ()


class Shape(NamedTuple):
    """A file's code as a string of one character per syntax token; see ``facts.alphabet``.

    Names of parameters and local variables are numbered, docstrings, annotations, comments and
    layout are left out. ``locals`` holds, by position of the definition, the names behind the
    numbers of a function (empty for classes and for functions inside functions); behind the last
    one stand the receivers of methods and the variables of comprehensions and lambdas outside of
    functions: with it ``locals`` has every name that the text does not show.
    """

    text: str = ""
    locals: tuple[tuple[str, ...], ...] = ()


class Facts(NamedTuple):
    """All that the skim records of one file, in three parts that are read apart."""

    surface: Surface
    uses: Uses = Uses()
    shape: Shape = Shape()
