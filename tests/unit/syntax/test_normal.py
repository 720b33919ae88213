"""The normal form says what a function does: equal for copies, different for everything else."""

import pytest

from ssotlint.model.errors import ExcerptError
from ssotlint.syntax.normal import LOG, normal_form
from tests.trees import excerpt_of, form_of

SAME = {
    "renamed parameters": ("def f(a, b): return a - b", "def f(x, y): return x - y"),
    "renamed variables": (
        "def f():\n  n = g()\n  return n + n",
        "def f():\n  m = g()\n  return m + m",
    ),
    "the function's own name": ("def f(a): return a", "@d\ndef f(a): return a"),
    "layout and comments": (
        "def f(a):\n  return g(a, 1)",
        "def f( a ):  # why\n\n    return g(\n      a,\n      1,  # one\n    )",
    ),
    "one line": ("def f(a):\n  b = a\n  return b", "def f(a): b = a; return b"),
    "parentheses": ("def f(a): return a + 1, 2", "def f(a): return ((a) + (1), 2)"),
    "docstring": ("def f(a): return a", "def f(a):\n  '''Say it.'''\n  return a"),
    "pass and dots": ("def f(a): return a", "def f(a):\n  pass\n  ...\n  return a"),
    "annotations": ("def f(a): return a", "def f(a: int) -> list[int]: return a"),
    "annotated variables": (
        "def f(a):\n  b = a\n  return b",
        "def f(a):\n  b: int = a\n  return b",
    ),
    "declarations": ("def f(a):\n  return a", "def f(a):\n  b: int\n  return a"),
    "quotes": ("def f(): return 'a\\'b'", 'def f(): return "a\'b"'),
    "neighbouring texts": ("def f(): return 'ab' 'c'", "def f(): return ('a'\n  'bc')"),
    "escapes": ("def f(): return '\\x41\\n'", "def f(): return '''A\n'''"),
    "raw texts": ("def f(): return r'\\d'", "def f(): return '\\\\d'"),
    "f-strings": (
        "def f(a): return f'{a!r}: ' f'{a:>{3}} it\\'s'",
        'def f(b): return f"{b!r}: {b:>{3}} it\'s"',
    ),
    "numbers": ("def f(): return 0x10 + 1_000", "def f(): return 16 + 1000"),
    "comprehensions": (
        "def f(xs): return [x * 2 for x in xs if x]",
        "def f(ys): return [y * 2 for y in ys if y]",
    ),
    "lambdas": ("def f(): return lambda x, y=1: x", "def f(): return lambda a, b=1: a"),
    "closures": (
        "def f(a):\n  def g(b): return a + b\n  return g",
        "def f(x):\n  def g(y): return x + y\n  return g",
    ),
    "caught errors": (
        "def f():\n  try: g()\n  except E as e: raise F from e",
        "def f():\n  try: g()\n  except E as error: raise F from error",
    ),
    "with": (
        "def f():\n  with g() as a, h() as (b, c): return a, b, c",
        "def f():\n  with (g() as x, h() as (y, z)): return x, y, z",
    ),
    "patterns of match": (
        "def f(a):\n  match a:\n    case {'k': b, **c}: return b, c",
        "def f(x):\n  match x:\n    case {'k': y, **z}: return y, z",
    ),
    "order and layout of imports": (
        "def f():\n  from m import (\n    a as b,  # why\n    c,\n  )\n  return b",
        "def f():\n  from m import c, a as b\n  return b",
    ),
    "global names": ("def f():\n  global x,y\n  x = 1", "def f():\n  global  y, x\n  x = 1"),
    "walrus": (
        "def f():\n  while (a := g()): h(a)",
        "def f():\n  while b := g():\n    h(b)",
    ),
    "a log of the same words": (
        "def f(a): logger.info(f'got {a}', extra=a)",
        'def f(b): logger.info(f"got {b}", extra=b)',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_equal_code_has_one_normal_form(one: str, other: str) -> None:
    assert form_of(one).tokens == form_of(other).tokens


DIFFERENT = {
    "other variable": ("def f(a, b): return a - b", "def f(a, b): return b - a"),
    "callee": ("def f(a): return g(a)", "def f(a): return h(a)"),
    "attribute": ("def f(a): return a.x", "def f(a): return a.y"),
    "method called": ("def f(a): a.x()", "def f(a): a.y()"),
    "keyword": ("def f(a): g(k=a)", "def f(a): g(j=a)"),
    "keyword in a log": ("def f(): log.info(k='a')", "def f(): log.info(j='a')"),
    "operator": ("def f(a): return a + 1", "def f(a): return a - 1"),
    "comparison": ("def f(a): return a < 1", "def f(a): return a <= 1"),
    "negation": ("def f(a): return a", "def f(a): return not a"),
    "and or": ("def f(a, b): return a and b", "def f(a, b): return a or b"),
    "number": ("def f(): return 1", "def f(): return 2"),
    "type of a number": ("def f(): return 1", "def f(): return 1.0"),
    "truth": ("def f(): return 1", "def f(): return True"),
    "text": ("def f(): return 'a'", "def f(): return 'b'"),
    "bytes": ("def f(): return 'a'", "def f(): return b'a'"),
    "text and f-string": ("def f(a): return '{a}'", "def f(a): return f'{a}'"),
    "conversion": ("def f(a): return f'{a}'", "def f(a): return f'{a!r}'"),
    "format": ("def f(a): return f'{a:1}'", "def f(a): return f'{a:2}'"),
    "debug f-string": ("def f(a): return f'{a}'", "def f(a): return f'{a=}'"),
    "default": ("def f(a=1): return a", "def f(a=2): return a"),
    "default and parameter": (
        "def f(y):\n  return lambda x=y: x",
        "def f(y):\n  return lambda x, y: x",
    ),
    "keyword-only": ("def f(a, *, b): return a", "def f(a, b): return a"),
    "positional-only": ("def f(a, /, b): return a", "def f(a, b): return a"),
    "variadic": ("def f(*a): return a", "def f(**a): return a"),
    "global": ("def f():\n  global x\n  x = 1", "def f():\n  x = 1"),
    "lower and upper": ("def f(a): return a[1:]", "def f(a): return a[:1]"),
    "upper and step": ("def f(a): return a[:1]", "def f(a): return a[::1]"),
    "index and slice": ("def f(a): return a[1]", "def f(a): return a[1:]"),
    "nesting of calls": ("def f(a): g(h(a), 1)", "def f(a): g(h(a, 1))"),
    "nesting of operators": ("def f(a): return a - (1 - 2)", "def f(a): return a - 1 - 2"),
    "nesting of patterns": (
        "def f(a):\n  match a:\n    case [b, [c]]: return b",
        "def f(a):\n  match a:\n    case [[b], c]: return b",
    ),
    "unpacking": ("def f(a): g(a)", "def f(a): g(*a)"),
    "elif and if": (
        "def f(a):\n  if a: g()\n  elif h: i()",
        "def f(a):\n  if a: g()\n  if h: i()",
    ),
    "inside and behind": (
        "def f(a):\n  if a:\n    g()\n    h()",
        "def f(a):\n  if a:\n    g()\n  h()",
    ),
    "else of for": (
        "def f(a):\n  for b in a:\n    if b: g()\n    else: h()",
        "def f(a):\n  for b in a:\n    if b: g()\n  else: h()",
    ),
    "error caught": (
        "def f():\n  try: g()\n  except A: pass",
        "def f():\n  try: g()\n  except B: pass",
    ),
    "finally": (
        "def f():\n  try: g()\n  finally: h()",
        "def f():\n  try: g()\n  except: h()",
    ),
    "return and drop": ("def f(): g()", "def f(): return g()"),
    "yield": ("def f(): yield g()", "def f(): yield from g()"),
    "async": ("def f(a): return g(a)", "async def f(a): return await g(a)"),
    "comprehension kind": ("def f(a): return [b for b in a]", "def f(a): return {b for b in a}"),
    "condition of a comprehension": (
        "def f(a): return [b for b in a]",
        "def f(a): return [b for b in a if b]",
    ),
    "decorator of a closure": (
        "def f():\n  @c\n  def g(): return 1\n  return g",
        "def f():\n  def g(): return 1\n  return g",
    ),
    "name of a closure": (
        "def f():\n  def g(): return 1\n  return g",
        "def f():\n  def h(): return 1\n  return h",
    ),
    "keyword of a class": ("def f():\n  class A(B): pass", "def f():\n  class A(B, k=1): pass"),
    "import": ("def f():\n  from a import b", "def f():\n  from c import b"),
    "level of an import": ("def f():\n  from a import b", "def f():\n  from .a import b"),
    "deletion": ("def f(a):\n  del a.x", "def f(a):\n  a.x"),
    "assertion": ("def f(a):\n  assert a", "def f(a):\n  assert a, 'why'"),
    "order": ("def f():\n  g()\n  h()", "def f():\n  h()\n  g()"),
    "log text": ("def f(): logger.info('a')", "def f(): logger.info('b')"),
}


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT)
def test_different_code_has_different_normal_forms(one: str, other: str) -> None:
    assert form_of(one).tokens != form_of(other).tokens
    assert form_of(one).tokens != form_of(other).tokens


def test_a_method_says_what_a_function_says_without_its_receiver() -> None:
    method = "class A:\n  def f(self, a): return a"
    assert form_of(method, method=True).tokens == form_of("def f(a): return a").tokens
    assert form_of(method).tokens != form_of("def f(a): return a").tokens
    one, other = "def f(self): return self.x", "def f(me): return me.x"
    assert form_of(one, method=True).tokens == form_of(other, method=True).tokens
    assert form_of(one, method=True).tokens != form_of(one).tokens
    mark = form_of("def f(self, /, a): return a", method=True)
    assert mark.tokens == form_of("def f(a): return a").tokens


def test_texts_of_logs_are_told_from_texts_that_matter() -> None:
    form = form_of(
        """
        def f(name):
            logger.info(f"hello {name}")
            self.log.error("%s failed", name)
            print("done")
            logger.debug("hello %s" % name)
            logger.debug(name % 7)
            send("done")
        """
    )
    logged = [[t for t in s.tokens if t.startswith(LOG)] for s in form.statements[1:]]
    assert [len(tokens) for tokens in logged] == [1, 1, 1, 1, 0, 0]


def test_a_coroutine_differs_from_its_twin_in_marked_tokens_only() -> None:
    coroutine = form_of(
        """
        async def f(a):
            async with g(a) as b:
                return [await c async for c in b]
        """
    )
    plain = form_of("def f(a):\n  with g(a) as b:\n    return [c for c in b]")
    kept = [t for t in coroutine.tokens if t not in {"async", "await"}]
    assert kept == list(plain.tokens)


def test_statements_know_their_lines_and_words() -> None:
    form = form_of(
        """\
        x = 0


        @cached
        def f(
            key,
        ):
            '''Find it.'''
            for one in table: key += one; g(key)
            if key:
                return key  # found
        """
    )
    assert [(form.line(i), form.code(i)) for i in range(len(form.statements))] == [
        (5, "def f( key, ):"),
        (9, "for one in table:"),
        (9, "key += one"),
        (9, "g(key)"),
        (10, "if key:"),
        (11, "return key"),
    ]
    assert [s.depth for s in form.statements] == [0, 0, 1, 1, 0, 1]
    assert form.names == ("key", "one")


def test_chains_of_a_thousand_links_have_one() -> None:
    chain = " + ".join(f"a{i}" for i in range(1500))
    assert len(form_of(f"def f(): return {chain}").tokens) > 1500


def test_numbers_too_long_for_decimals_have_one() -> None:
    one, other = "f" * 5000, "e" * 5000
    assert (
        form_of(f"def f(): return 0x{one}").tokens != form_of(f"def f(): return 0x{other}").tokens
    )


def test_only_functions_have_one() -> None:
    with pytest.raises(ExcerptError, match="no function"):
        normal_form(excerpt_of("class A: pass", "A"), method=False)
