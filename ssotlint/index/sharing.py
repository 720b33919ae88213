"""Equal values of many files, kept once: their surfaces take two thirds of the memory."""

from ssotlint.model.facts import Binding, BindingKind, Definition, Import, Surface
from ssotlint.model.place import Span
from ssotlint.model.signature import Parameter, Signature

_new = tuple.__new__  # a named tuple's own constructor is a Python function above this one
_IMPORT, _DEFINITION = BindingKind.IMPORT, BindingKind.DEFINITION


class Shares:
    """Surfaces whose signatures, decorators, bases, names and imports are those of the ones before."""

    __slots__ = (
        "_bound",
        "_imported",
        "_names",
        "_parameters",
        "_signatures",
        "_spans",
        "_texts",
    )

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._texts: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._spans: dict[Span, Span] = {}
        self._imported: dict[Import, Import] = {}
        self._bound: dict[Binding, Binding] = {}
        self._parameters: dict[Parameter, Parameter] = {}
        self._signatures: dict[Signature, Signature] = {}

    def surface(self, surface: Surface) -> Surface:
        """An equal surface that shares what it can."""
        definitions = self._definitions(surface.definitions)
        imports = self._imports(surface.imports)
        bindings = self._bindings(surface.bindings, definitions, imports)
        return _new(Surface, (surface.lines, definitions, imports, bindings, *surface[4:]))

    def _definitions(self, rows: tuple[Definition, ...]) -> tuple[Definition, ...]:
        found = []
        known, share, spell = self._signatures.get, self._texts.setdefault, self._names.setdefault
        for row in rows:
            name, scope, kind, span, start, header, owner, context = row[:8]
            decorators, bases, keywords, signature = row[8:12]
            line = span[0]  # most headers begin and end there
            found.append(_new(Definition, (
                spell(name, name), spell(scope, scope), kind, span,
                line if start == line else start, line if header == line else header, owner, context,
                share(decorators, decorators) if decorators else decorators,
                share(bases, bases) if bases else bases,
                keywords, known(signature) or self._learned(signature), *row[12:],
            )))  # fmt: skip
        return tuple(found)

    def _learned(self, signature: Signature) -> Signature:
        share, spell = self._parameters.get, self._names.setdefault
        parameters = tuple([share(p) or self._met(p) for p in signature.parameters])
        known = _new(Signature, (parameters, spell(signature.returns, signature.returns)))
        self._signatures[known] = known
        return known

    def _met(self, row: Parameter) -> Parameter:
        name, kind, default, annotation = row
        spell = self._names.setdefault
        known = _new(Parameter, (
            spell(name, name), kind, spell(default, default), spell(annotation, annotation),
        ))  # fmt: skip
        self._parameters[known] = known
        return known

    def _imports(self, rows: tuple[Import, ...]) -> tuple[Import, ...]:
        """Files begin alike: of their imports, three in five stand elsewhere at the same place."""
        known = self._imported.get
        return tuple([known(row) or self._brought(row) for row in rows])

    def _brought(self, row: Import) -> Import:
        module, level, name, bound, alias, span, context, owner = row
        share = self._names.setdefault
        known = share(name, name)
        made: Import = _new(Import, (
            share(module, module), level, known, known if bound == name else share(bound, bound),
            alias, self._spans.setdefault(span, span), context, owner,
        ))  # fmt: skip
        self._imported[made] = made
        return made

    def _bindings(
        self, rows: tuple[Binding, ...], definitions: tuple[Definition, ...], imports: tuple[Import, ...]
    ) -> tuple[Binding, ...]:  # fmt: skip
        """What a statement binds has its name, and stands where it stands."""
        found = []
        spell, known = self._names.setdefault, self._bound.get
        for row in rows:
            kind = row[1]
            if kind is _IMPORT:
                found.append(known(row) or self._brought_in(row, imports[row[5]]))
            elif kind is _DEFINITION:
                made = definitions[row[5]]
                found.append(_new(Binding, (made[0], kind, made[3], *row[3:])))
            else:
                name, _, span, context, owner, ref, value, shape, annotation = row
                found.append(_new(Binding, (
                    spell(name, name), kind, span, context, owner, ref, spell(value, value), shape,
                    spell(annotation, annotation),
                )))  # fmt: skip
        return tuple(found)

    def _brought_in(self, row: Binding, brought: Import) -> Binding:
        made: Binding = _new(Binding, (brought[3], row[1], brought[5], *row[3:]))
        self._bound[made] = made
        return made
