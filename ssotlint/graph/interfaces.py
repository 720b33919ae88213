"""What classes offer, and how much two of them offer the same."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import islice

from ssotlint.graph.importers import Importers
from ssotlint.graph.resolution import Status
from ssotlint.graph.resolver import Resolver
from ssotlint.graph.words import DOTTED, stem
from ssotlint.index.index import Module
from ssotlint.index.names import annotates, at, offered, offers
from ssotlint.index.picks import At
from ssotlint.model.facts import Binding, BindingKind, Definition, Surface
from ssotlint.model.value import Value

_COLUMNS = frozenset(("Column", "ForeignKey", "mapped_column", "relationship"))
_MAPPED = ("Mapped[", "orm.Mapped[", "so.Mapped[", "sqlalchemy.orm.Mapped[")
_KINDS = {"BaseModel": "model", "TypedDict": "dict", "NamedTuple": "tuple", "SQLModel": "model", "Struct": "model",
          "Enum": "enum", "StrEnum": "enum", "IntEnum": "enum", "Flag": "enum"}  # fmt: skip
_CALL, _DEFINITION = BindingKind.CALL, BindingKind.DEFINITION
_SEVERAL = 2  # fields of one package
_WRITTEN = frozenset(("as_dict", "from_dict", "from_json", "to_dict", "to_json"))
_ELSEWHERE = 3  # classes that have what two have in common
_DECLARED = 3  # methods of a protocol that is about more than one thing that classes do
_AS_IF = 200  # classes: in a small project a name that two have is not as common as it looks


class ClassRow(Value, frozen=True, eq=False):
    """A module-level class with its public members and its bases.

    ``bases`` are dotted names: the origin's for classes of ours, as written for others.
    """

    module: Module
    definition: Definition
    position: int
    bases: tuple[str, ...]
    offered: tuple[frozenset[str], frozenset[str]]
    """Its public methods, and all public members, for who notes what he asks of them."""

    @property
    def methods(self) -> frozenset[str]:
        """The public names of its methods."""
        self.module.asked(offers(self.definition.qualname))
        return self.offered[0]

    @property
    def members(self) -> frozenset[str]:
        """The public names of its methods and fields."""
        self.module.asked(offers(self.definition.qualname))
        return self.offered[1]

    @property
    def symbol(self) -> str:
        """Dotted name."""
        return self.module.symbol(self.definition)

    @property
    def name(self) -> str:
        """The bare name."""
        return self.definition.name


class Likeness(Value, frozen=True):
    """What two classes share: the names, how unlikely that is, and how much of each it is.

    ``weight`` is in nats: the sum over the shared names of -log(share of classes that have it), so
    that names which many classes have count for little; a small project counts as one of 200.
    ``smaller`` and ``both`` are shares of the smaller interface and of the union.
    """

    shared: frozenset[str]
    weight: float
    smaller: float
    both: float


class Interfaces:
    """The classes of some modules of one domain."""

    def __init__(self, modules: Iterable[Module], resolver: Resolver) -> None:
        self._resolver, self._index = resolver, resolver.index
        self.rows: dict[str, ClassRow] = {}
        for module in modules:
            for row in _rows(module, resolver):
                self.rows[row.symbol] = row
        self._ancestors: dict[str, frozenset[str]] = {}

    @cached_property
    def _holders(self) -> Counter[str]:
        return Counter(name for row in self.rows.values() for name in row.offered[1])

    @cached_property
    def by_stem(self) -> dict[tuple[str, ...], list[ClassRow]]:
        """Classes whose names differ in words of migrations alone."""
        found: dict[tuple[str, ...], list[ClassRow]] = defaultdict(list)
        for symbol in sorted(self.rows):
            found[stem(self.rows[symbol].name)].append(self.rows[symbol])
        return found

    @cached_property
    def by_ends(self) -> dict[tuple[str, str], list[tuple[str, ...]]]:
        """Stems of two words or more by their first and last word."""
        found: dict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
        for name in self.by_stem:
            if len(name) > 1:
                found[name[0], name[-1]].append(name)
        return found

    @cached_property
    def by_beginning(self) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
        """Stems by all their words but the last."""
        found: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
        for name in self.by_stem:
            found[name[:-1]].append(name)
        return found

    @cached_property
    def subclasses(self) -> dict[str, list[ClassRow]]:
        """Direct subclasses by the base's dotted name."""
        found: dict[str, list[ClassRow]] = defaultdict(list)
        for symbol in sorted(self.rows):
            for base in self.rows[symbol].bases:
                found[base].append(self.rows[symbol])
        return found

    def ancestors(self, symbol: str) -> frozenset[str]:
        """The classes of ours above a class."""
        known = self._ancestors.get(symbol)
        if known is None:
            self._ancestors[symbol] = frozenset()  # a class that is its own base has none
            row = self.rows.get(symbol)
            direct = [b for b in row.bases if b in self.rows and b != symbol] if row else []
            known = frozenset(direct).union(*(self.ancestors(base) for base in direct))
            self._ancestors[symbol] = known
        return known

    def is_one_design(self, first: ClassRow, second: ClassRow) -> bool:
        """Whether inheritance binds two classes: one is above the other, or one is above both."""
        above_first, above_second = self.ancestors(first.symbol), self.ancestors(second.symbol)
        return (
            first.symbol in above_second
            or second.symbol in above_first
            or not above_first.isdisjoint(above_second)
        )

    @cached_property
    def _protocols(self) -> list[ClassRow]:
        return [row for row in self.rows.values() if is_protocol(row)]

    def are_declared(self, first: ClassRow, second: ClassRow, importers: Importers) -> bool:
        """Whether a protocol declares most of what two classes of different names have in common.

        Nothing else is in it: it was written for such classes, and binds them as a base would,
        where somebody takes it. Those of one name may be taken for each other all the same.
        """
        if first.name == second.name:
            return False
        shared = first.members & second.members
        return any(
            len(row.methods) >= _DECLARED and row.members <= shared
            and 2 * len(row.members) >= len(shared) and _is_taken(row, importers)
            for row in self._protocols
        )  # fmt: skip

    def are_records(self, first: ClassRow, second: ClassRow) -> bool:
        """Whether two classes have nothing but fields in common, and how to write them down."""
        return not (first.methods & second.methods) - _WRITTEN

    def kind(self, row: ClassRow) -> str:
        """What holds the fields of a class: a model that checks them, a dictionary, an enumeration."""
        above = (self.rows[symbol] for symbol in sorted(self.ancestors(row.symbol)))
        said = (
            base.partition("[")[0].rpartition(".")[2]
            for one in (row, *above)
            for base in one.definition.bases
        )
        return next((_KINDS[base] for base in said if base in _KINDS), "")

    def wraps(self, row: ClassRow, symbols: set[str], names: set[str]) -> bool:
        """Whether a class is made around one of some others, of which it says that it holds one.

        ``symbols`` and ``names`` are those of all of them; the class itself may be among them.

        A field or a parameter of its constructor is annotated with it: composition binds the two
        into one design as inheritance would.
        """
        found = {
            name
            for annotation in _annotations(row)
            for name in DOTTED.findall(annotation)
            if name.rpartition(".")[2] in names
        }
        held = {self._resolver.dotted(row.module, name).symbol for name in found}
        return not symbols.isdisjoint(held - {row.symbol})

    def telling(self, row: ClassRow, weight: float) -> Iterator[str]:
        """Its rarest members, as many as are left with less than a weight without them.

        Two classes whose common members have that weight have one of these in common.
        """
        ranked = sorted((-self._weight(name), name) for name in row.members)
        left = -math.fsum(negative for negative, _ in ranked)
        for negative, name in ranked:
            if left < weight:
                return
            left += negative
            yield name

    def _weight(self, name: str) -> float:
        """How much it tells that a class has a member of this name, in nats."""
        self._index.reads.note_shared(offered(name))
        return math.log(max(len(self.rows), _AS_IF) / self._holders[name])

    def are_everywhere(self, names: frozenset[str], first: ClassRow, second: ClassRow) -> bool:
        """Whether several classes of other names have all of some members, too.

        That is what everything of that kind can do, though no base says so.
        """
        for name in names:
            self._index.reads.note_shared(offered(name))
        known = {stem(row.name) for row in (first, second)}
        others = (
            row
            for row in self.rows.values()
            if names <= row.offered[1] and stem(row.name) not in known
        )
        return len(list(islice(others, _ELSEWHERE))) == _ELSEWHERE

    def likeness(self, first: ClassRow, second: ClassRow) -> Likeness:
        """What two classes share of what they offer."""
        shared = first.members & second.members
        weight = math.fsum(self._weight(name) for name in shared)
        smaller = min(len(first.members), len(second.members))
        union = len(first.members | second.members)
        return Likeness(
            shared,
            weight,
            len(shared) / smaller if smaller else 0.0,
            len(shared) / union if union else 0.0,
        )


def is_protocol(row: ClassRow) -> bool:
    """Whether a class is a protocol: it says what others offer, and offers nothing."""
    return any(base.rpartition(".")[2] == "Protocol" for base in row.bases)


def _is_taken(row: ClassRow, importers: Importers) -> bool:
    """Whether somebody asks for a class: what a package only passes on, nobody asks for."""
    users = importers.using(row.symbol)
    return any(not user.source.is_package for user in users) or row.module.picked(
        _asks_for, row.name
    )


def _asks_for(surface: Surface, name: str) -> bool:
    """Whether a file has a class as a base, or annotates with it, outside of that class."""
    rows = surface.definitions
    texts = [
        text
        for row in rows
        if row.qualname.partition(".")[0] != name
        for text in (*row.bases, row.signature.returns,
                     *(p.annotation for p in row.signature.parameters))
    ]  # fmt: skip
    texts += [b.annotation for b in surface.bindings if b.owner < 0 or rows[b.owner].name != name]
    return any(name in DOTTED.findall(text) for text in texts)


def is_table(row: ClassRow) -> bool:
    """Whether a class says how rows of a table are kept, as sqlalchemy and django are told."""
    return any(one.position == row.position for one in row.module.picked(_tables))


def _tables(surface: Surface) -> list[At]:
    """The classes of a file that say so."""
    found = dict.fromkeys(
        binding.owner
        for binding in surface.bindings
        if binding.owner >= 0
        and (
            binding.name == "__tablename__"
            or binding.value.rpartition(".")[2] in _COLUMNS
            or binding.annotation.startswith(_MAPPED)
        )
    )
    return [At(position, surface.definitions[position]) for position in found]


def described_with(row: ClassRow) -> str:
    """The package with whose fields a class says what its instances look like outside, or "".

    `name = graphene.String()` is a view of the thing, `name = models.CharField()` how it is kept.
    """
    found = row.module.picked(_described)
    return next((package for at, package in found if at.position == row.position), "")


def _described(surface: Surface) -> list[tuple[At, str]]:
    """The classes of a file that are described with fields of a package, and which that is."""
    tops = {
        i.bound: i.module.partition(".")[0]
        for i in surface.imports
        if not i.level and i.owner < 0
    }  # fmt: skip
    fields: dict[int, list[Binding]] = defaultdict(list)
    for binding in surface.bindings:
        if binding.owner >= 0:
            fields[binding.owner].append(binding)
    found = []
    for position, rows in fields.items():
        made = Counter(
            tops[head]
            for b in rows
            if b.kind is _CALL and not b.annotation
            and (head := b.value.partition(".")[0]) in tops
        )  # fmt: skip
        ((top, count),) = made.most_common(1) or (("", 0),)
        if count >= _SEVERAL and count * 3 >= len(rows):
            found.append((At(position, surface.definitions[position]), top))
    return found


def _annotations(row: ClassRow) -> list[str]:
    """Of the fields of a class and of the parameters of its constructor."""
    name = row.definition.qualname
    row.module.asked(annotates(name))
    row.module.asked(at(f"{name}.__init__"))
    return _annotated(row.module).get(row.position, [])


@lru_cache(maxsize=16)
def _annotated(module: Module) -> dict[int, list[str]]:
    """The annotations of a file by class: asked for each of thousands, who notes that he asks."""
    found: dict[int, list[str]] = defaultdict(list)
    for binding in module.said.bindings:
        if binding.owner >= 0 and binding.annotation:
            found[binding.owner].append(binding.annotation)
    for row in module.said.definitions:
        if row.owner >= 0 and row.name == "__init__":
            found[row.owner] += [p.annotation for p in row.signature.parameters if p.annotation]
    return found


def _rows(module: Module, resolver: Resolver) -> Iterable[ClassRow]:
    tops = module.picked(classes_at_top)
    offered = _offered(module.said) if tops else {}
    for position, row in tops:
        bases = tuple(_base(module, base, resolver) for base in row.bases if base)
        yield ClassRow(module, row, position, bases, offered[position])


def classes_at_top(surface: Surface) -> list[At]:
    """The classes at the top of a file."""
    rows = surface.definitions
    return [At(n, row) for n, row in enumerate(rows) if row.owner < 0 and row.is_class]


def _offered(surface: Surface) -> dict[int, tuple[frozenset[str], frozenset[str]]]:
    """The public names of methods, and of methods and fields, by class."""
    rows = surface.definitions
    methods: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        if row.owner >= 0 and not row.name.startswith("_"):
            methods[row.owner].add(row.name)
    fields: dict[int, set[str]] = defaultdict(set)
    for binding in surface.bindings:
        is_field = binding.owner >= 0 and binding.kind is not _DEFINITION
        if is_field and not binding.name.startswith("_"):
            fields[binding.owner].add(binding.name)
    return {n: (frozenset(methods[n]), frozenset(methods[n] | fields[n])) for n in range(len(rows))}


def _base(module: Module, base: str, resolver: Resolver) -> str:
    answer = resolver.dotted(module, base)
    return answer.symbol if answer.status is Status.SYMBOL else base
