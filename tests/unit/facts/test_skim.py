"""What the skim reads from one file."""

from textwrap import dedent

import pytest

from ssotlint.facts import skim
from ssotlint.model.facts import (
    BindingKind,
    Body,
    Context,
    Definition,
    DefinitionKind,
    Facts,
    Import,
    Usage,
)


def facts(source: str) -> Facts:
    return skim(dedent(source))


def definition(source: str, name: str) -> Definition:
    found = [d for d in facts(source).surface.definitions if d.qualname == name]
    assert len(found) == 1
    return found[0]


def imports(source: str) -> tuple[Import, ...]:
    return facts(source).surface.imports


class TestDefinitions:
    def test_span_runs_from_the_keyword_to_the_end_of_the_body(self) -> None:
        row = definition(
            """\
            @wraps
            def open_shop(
                key,
            ):
                '''Open it.'''
                return key
            """,
            "open_shop",
        )
        assert row.span == (2, 1, 6, 15)
        assert (row.start_line, row.header_end_line) == (1, 4)

    def test_columns_count_code_points(self) -> None:
        row = facts("x = 'äöü'; y = 2\n").surface.bindings[1]
        assert row.span.column == 12

    def test_methods_and_nested_functions_know_their_owner(self) -> None:
        rows = facts(
            """\
            class Shop:
                def sell(self):
                    def price(): ...
            """
        ).surface.definitions
        assert [(d.qualname, d.owner) for d in rows] == [
            ("Shop", -1),
            ("Shop.sell", 0),
            ("Shop.sell.<locals>.price", 1),
        ]

    @pytest.mark.parametrize(
        ("body", "kind"),
        [
            ("def f(): return 1", DefinitionKind.FUNCTION),
            ("async def f(): return 1", DefinitionKind.COROUTINE),
            ("def f(): yield 1", DefinitionKind.GENERATOR),
            ("async def f(): yield 1", DefinitionKind.ASYNC_GENERATOR),
            ("def f():\n  def g(): yield 1", DefinitionKind.FUNCTION),
            ("def f(): return [(yield)]", DefinitionKind.GENERATOR),
            ("class f: pass", DefinitionKind.CLASS),
        ],
    )
    def test_kind(self, body: str, kind: DefinitionKind) -> None:
        assert definition(body, "f").kind is kind

    @pytest.mark.parametrize(
        ("body", "expected", "target"),
        [
            ("def f(): ...", Body.STUB, ""),
            ("def f(): 'only words'", Body.STUB, ""),
            ("def f(): raise NotImplementedError('later')", Body.STUB, "NotImplementedError"),
            ("def f(): raise RuntimeError('use make_f')", Body.RAISES, "RuntimeError"),
            ("def f():\n  log.error('no')\n  raise Gone", Body.RAISES, "Gone"),
            ("def f(a, b): return g(a, key=b)", Body.DELEGATE, "g"),
            ("async def f(a): return await self.g(a)", Body.DELEGATE, "self.g"),
            ("def f(): return _shop", Body.ACCESSOR, "_shop"),
            (
                "def f():\n  global _shop\n  if _shop is None:\n    _shop = Shop()\n  return _shop",
                Body.ACCESSOR,
                "_shop",
            ),
            ("def f(): return 3", Body.CONSTANT, ""),
            ("def f(a): return g(a + 1)", Body.PLAIN, ""),
        ],
    )
    def test_what_a_body_amounts_to(self, body: str, expected: Body, target: str) -> None:
        row = definition(body, "f")
        assert (row.body, row.target) == (expected, target)

    def test_signature_keeps_defaults_and_annotations_as_written(self) -> None:
        row = definition("def f(a, /, b: int = 1 +  2, *c, d, e=None, **g) -> str: ...", "f")
        assert str(row.signature) == "(a, /, b=1 + 2, *c, d, e=None, **g)"
        assert row.signature.parameters[1].annotation == "int"
        assert row.signature.returns == "str"

    def test_bases_and_keywords_of_a_class(self) -> None:
        row = definition("class A(b.C, Generic[T], make(), metaclass=m.Meta): pass", "A")
        assert row.bases == ("b.C", "Generic", "")
        assert row.keywords == (("metaclass", "m.Meta"),)


class TestImports:
    def test_every_form(self) -> None:
        rows = imports("import a.b\nimport a.b as c\nfrom ..m import x as y\nfrom n import *\n")
        assert [(r.module, r.level, r.name, r.bound, r.alias) for r in rows] == [
            ("a.b", 0, "", "a", False),
            ("a.b", 0, "", "c", True),
            ("m", 2, "x", "y", True),
            ("n", 0, "*", "*", False),
        ]

    @pytest.mark.parametrize(
        ("source", "context"),
        [
            ("import a", Context.LOAD),
            ("def f():\n  import a", Context.DEFERRED),
            ("class C:\n  import a", Context.CLASS),
            ("if TYPE_CHECKING:\n  import a", Context.TYPING),
            ("if typing.TYPE_CHECKING:\n  import a", Context.TYPING),
            ("if ty.TYPE_CHECKING:\n  import a", Context.TYPING),
            ("if not TYPE_CHECKING:\n  x = 1\nelse:\n  import a", Context.TYPING),
            ("if not ty.TYPE_CHECKING:\n  x = 1\nelse:\n  import a", Context.TYPING),
            ("if MYPY_RUNNING:\n  import a", Context.TYPING),
            ("if not MYPY_RUNNING:\n  x = 1\nelse:\n  import a", Context.TYPING),
            ("if x:\n  import a", Context.CONDITIONAL),
            ("try:\n  import a\nexcept ImportError: pass", Context.GUARDED),
            ("try:\n  import a\nexcept (KeyError, ModuleNotFoundError): pass", Context.GUARDED),
            ("try:\n  import a\nexcept KeyError: pass", Context.CONDITIONAL),
            ("try: pass\nexcept ImportError:\n  import a", Context.FALLBACK),
            ("with suppress(ImportError):\n  import a", Context.GUARDED),
            ("if exists('a.py'):\n  import a", Context.CONDITIONAL | Context.EXPECTED),
            ("if Path(HERE).is_file():\n  from . import a", Context.CONDITIONAL | Context.EXPECTED),
            ("if exists('b.py'):\n  import a", Context.CONDITIONAL),
            ("if not exists('a.py'):\n  import a", Context.CONDITIONAL),
            ("with pytest.raises(ImportError):\n  import a", Context.EXPECTED),
        ],
    )
    def test_context(self, source: str, context: int) -> None:
        assert imports(source)[0].context == context


class TestBindings:
    @pytest.mark.parametrize(
        ("source", "kind", "value"),
        [
            ("x = y.z", BindingKind.ALIAS, "y.z"),
            ("x = Shop(1)", BindingKind.CALL, "Shop"),
            ("x = {}", BindingKind.CONTAINER, ""),
            ("x = defaultdict(list)", BindingKind.CONTAINER, "defaultdict"),
            ("x = 30", BindingKind.LITERAL, "30"),
            ("x: int = 30", BindingKind.LITERAL, "30"),
            ("x: int", BindingKind.DECLARED, ""),
            ("for x in y: pass", BindingKind.OTHER, ""),
            ("with y as x: pass", BindingKind.OTHER, ""),
            ("(x, z) = y", BindingKind.OTHER, ""),
            ("def f():\n  global x\n  x = 1", BindingKind.OTHER, ""),
        ],
    )
    def test_kind_and_value(self, source: str, kind: BindingKind, value: str) -> None:
        row = next(b for b in facts(source).surface.bindings if b.name == "x")
        assert (row.kind, row.value) == (kind, value)

    def test_names_of_comprehensions_and_functions_are_not_bound(self) -> None:
        rows = facts("a = [x for x in y]\ndef f():\n  z = 1\n").surface.bindings
        assert [b.name for b in rows] == ["a", "f"]

    @pytest.mark.parametrize(
        ("source", "exports"),
        [
            ("__all__ = ['a', 'b']", ("a", "b")),
            ("__all__ = ('a',)\n__all__ += ['b']", ("a", "b")),
            ("__all__ = []\n__all__.extend(['a'])\n__all__.append('b')", ("a", "b")),
            ("__all__ = ['a'] + other.__all__", None),
            ("__all__ = ['a']\n__all__ += other.__all__", None),
            ("x = 1", None),
        ],
    )
    def test_exports(self, source: str, exports: tuple[str, ...] | None) -> None:
        assert facts(source).surface.exports == exports

    @pytest.mark.parametrize(
        "source",
        [
            "def __getattr__(name): ...",
            "__getattr__, __dir__, __all__ = attach(__name__)",
            "globals()['x'] = 1",
            "sys.modules[__name__] = Lazy()",
            "old, new = recreate_module(__name__, by_module={}, __path__=__path__)",
            "__path__ = extend_path(__path__, __name__)",
        ],
    )
    def test_modules_whose_names_cannot_be_read(self, source: str) -> None:
        assert facts(source).surface.dynamic

    @pytest.mark.parametrize(
        ("source", "kept"),
        [
            ("from a import b, c  # noqa: F401", ("b", "c")),
            ("from a import (  # noqa: E501, F401\n    b,\n    c,\n)", ("b", "c")),
            ("from a import (\n    b,  # noqa: F401\n    c as d,\n)", ("b",)),
            ("import a.b  # pylint: disable=unused-import", ("a",)),
            ("from a import b  # noqa: E501", ()),
            ("from a import b\nF401 = 1", ()),
        ],
    )
    def test_imports_that_linters_are_told_to_leave(
        self, source: str, kept: tuple[str, ...]
    ) -> None:
        assert facts(source).surface.kept == kept


class TestUses:
    def test_a_call_of_an_imported_name_with_the_shape_of_its_arguments(self) -> None:
        call = facts("import a\na.f(1, *x, k=2, **y)\n").uses.calls[0]
        assert call.callee == "a.f"
        assert call.arguments == (1, ("k",), True, True)
        assert call.span == (2, 1, 2, 21)

    @pytest.mark.parametrize(
        ("statement", "usage"),
        [
            ("f()", Usage.DROPPED),
            ("await f()", Usage.AWAITED),
            ("return f()", Usage.RETURNED),
            ("x = f()", Usage.BOUND),
            ("g(f())", Usage.SCHEDULED),
            ("for x in f(): pass", Usage.ITERATED),
            ("with f(): pass", Usage.ENTERED),
            ("1 + f()", Usage.VALUE),
        ],
    )
    def test_what_happens_to_the_value(self, statement: str, usage: Usage) -> None:
        rows = facts(f"from a import f\nasync def h():\n  {statement}\n").uses.calls
        assert [c.usage for c in rows if c.callee == "f"] == [usage]

    def test_builtins_and_local_callables_are_left_out(self) -> None:
        source = "from a import f\ndef h(f):\n  f()\n  print(1)\n  x = make()\n  x()\n"
        assert facts(source).uses.calls == ()

    def test_calls_of_the_base_are_kept(self) -> None:
        rows = facts("class A(B):\n  def f(self):\n    super().f(1)\n").uses.calls
        assert [(c.callee, c.arguments.positional) for c in rows] == [("super().f", 1)]

    def test_a_method_of_a_fresh_local_instance_knows_its_class(self) -> None:
        rows = facts("from a import Shop\ndef h():\n  s = Shop()\n  s.sell(1)\n").uses.calls
        assert [(c.callee, c.receiver) for c in rows] == [("s.sell", "Shop"), ("Shop", "")]

    def test_a_variable_that_is_set_twice_has_no_certain_class(self) -> None:
        source = "from a import Shop\ndef h(o):\n  s = Shop()\n  s = o\n  s.sell(1)\n"
        assert [c.callee for c in facts(source).uses.calls] == ["Shop"]

    @pytest.mark.parametrize(
        ("more", "receiver"),
        [
            ("", "Till"),
            ("    def close(self):\n        self.till = None\n", "Till"),
            ("    def renew(self):\n        self.till = Till(2)\n", "Till"),
            ("    class Part:\n        def f(self):\n            self.till = 1\n", "Till"),
            ("    def take(self, till):\n        self.till = till\n", ""),
            ("    def swap(self):\n        self.till = Drawer()\n", ""),
            ("    def swap(self):\n        self.till, x = Till(), 1\n", ""),
            ("    def swap(self, Till):\n        self.till = Till()\n", ""),
            ("    def either(self, x):\n        self.till = x or Till()\n", ""),
            ("    def lose(self):\n        del self.till\n", ""),
            ("    def each(self):\n        for self.till in ():\n            pass\n", ""),
            ("    def still(self):\n        self.till.open = None\n", ""),
            ("    def loose(self):\n        self.till.shut = None\n", "Till"),
        ],
    )
    def test_what_a_class_keeps_knows_its_class(self, more: str, receiver: str) -> None:
        source = (
            "from a import Drawer, Till\nclass Desk:\n    def __init__(self):\n"
            "        self.till: Till = Till()\n    def start(self):\n        self.till.open(1)\n"
        )
        rows = facts(source + more).uses.calls
        assert [c.receiver for c in rows if c.callee == "self.till.open"] == [receiver]

    def test_in_a_function_nobody_knows_what_a_class_keeps(self) -> None:
        source = (
            "from a import Till\ndef make(Till):\n  class Desk:\n    def __init__(self):\n"
            "      self.till = Till()\n      self.till.open(1)\n"
        )
        rows = facts(source).uses.calls
        assert [c.receiver for c in rows if c.callee == "self.till.open"] == [""]

    def test_members_of_self(self) -> None:
        rows = facts("class A:\n  def f(self):\n    self.x = self.y\n").uses.members
        assert [(m.name, m.stored) for m in rows] == [("y", False), ("x", True)]


class TestShape:
    @staticmethod
    def shape(source: str) -> str:
        row = facts(source)
        start, end = row.surface.definitions[-1].shape
        return row.shape.text[start + 2 : end]

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("def f(a): return a + 1", "def g(b):\n    '''Add.'''\n    return b + 1  # one"),
            ("def f(a: int) -> int: return a", "def f(a): return a"),
            ("def f(a):\n  b: int = a\n  return b", "def f(x):\n  y = x\n  return y"),
            ("def f(xs): return [x for x in xs]", "def f(ys): return [y for y in ys]"),
            ("async def f(a): return await g(a)", "def f(a): return g(a)"),
            ("class A:\n  def f(self, a): return a", "def f(a): return a"),
            ("def f(a): return lambda x: x", "def f(a): return lambda y: y"),
            ("def f(a):\n  pass\n  return a", "def f(a): return a"),
        ],
    )
    def test_same(self, one: str, other: str) -> None:
        assert self.shape(one) == self.shape(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("def f(a, b): return a", "def f(a, b): return b"),
            ("def f(a): return g(a)", "def f(a): return h(a)"),
            ("def f(a): return a.x", "def f(a): return a.y"),
            ("def f(a): return 1", "def f(a): return True"),
            ("def f(a): return 1", "def f(a): return '1'"),
            ("def f(a): return a < 1", "def f(a): return a <= 1"),
            ("def f(a): return g(a, k=1)", "def f(a): return g(a, j=1)"),
            ("def f(a=1): return a", "def f(a=2): return a"),
            ("def f(a, *, b): return a", "def f(a, b): return a"),
            ("def f():\n  global x\n  x = 1", "def f():\n  global y\n  y = 1"),
        ],
    )
    def test_different(self, one: str, other: str) -> None:
        assert self.shape(one) != self.shape(other)


class TestFaults:
    @pytest.mark.parametrize(
        "source",
        ["def f(:\n", "x = \0", "(" * 5000, "x = 1\n\ty = 2\n", "a" + ".b" * 20000],
        ids=["syntax", "nul", "deep", "tabs", "long chain"],
    )
    def test_what_is_no_python_becomes_a_fault(self, source: str) -> None:
        row = skim(source).surface
        assert row.fault is None or row.fault.message

    def test_the_fault_says_where(self) -> None:
        fault = skim("x = 1\ndef f(:\n").surface.fault
        assert fault is not None
        assert fault.line == 2

    def test_comments_to_this_tool_are_kept(self) -> None:
        source = "x = 1  # ssotlint: ignore[a] -- b\n# ssotlint: c\ny = '# ssotlint: d'\n"
        assert [c.line for c in skim(source).surface.comments] == [1, 2]


class TestMembersThatOthersSet:
    def test_an_attribute_of_anything_and_a_literal_name(self) -> None:
        found = facts(
            """\
            def fill(cart, owner):
                cart.colour = owner.name
                owner.carts[0].size, cart.weight = 1, 2
                setattr(cart, "price", 3)
                monkeypatch.setattr(cart, "total", 4)
            """
        ).uses.members

        assert {(use.receiver, use.name) for use in found} == {
            ("", name) for name in ("colour", "size", "weight", "price", "total")
        }
        assert all(use.stored for use in found)
