import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssotlint.project.identifiers import with_plain_names


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("ﬁ.µs(ª=1)\n", "fi.μs(a=1)\n"),
        ("from ﬁ import cafe\u0301 as ﬀ\r\n", "from fi import café as ff\r\n"),
        ("x = 'ﬁ' + \"ﬁ\" + '''\nﬁ'''  # ﬁ\n", "x = 'ﬁ' + \"ﬁ\" + '''\nﬁ'''  # ﬁ\n"),
        ("if'ﬁ':ﬁ\n", "if'ﬁ':fi\n"),
        ("x = f'ﬁ {ﬁ!r:>{ﬁ}} {{ﬁ}} {ﬁ[\"ﬁ\"]}'\n", "x = f'ﬁ {fi!r:>{fi}} {{ﬁ}} {fi[\"ﬁ\"]}'\n"),
        ("x = rf'{ﬁ}' + rb'' + r'\\\\'; ﬁ\n", "x = rf'{fi}' + rb'' + r'\\\\'; fi\n"),
        ("x = 'a\\\nﬁ'; ﬁ\n", "x = 'a\\\nﬁ'; fi\n"),
        ("x = 1²\n", "x = 1²\n"),  # no Python, and it stays none
        ("ﬁ = '''ﬁ", "fi = '''ﬁ"),
    ],
)
def test_names_have_one_form_and_texts_keep_theirs(written: str, plain: str) -> None:
    assert with_plain_names(written) == plain


SPELLED = st.sampled_from(["ﬁ", "fi", "µ", "ªb", "\uff21", "\u210c", "e\u0301", "größe", "x"])
SAID = st.sampled_from(["'ﬁ'", '"""ﬁ\n"""', "f'{ﬁ.ª} ﬁ'", "r'\\ﬁ'", "b'x'", "f'''{ªb(ﬁ=µ)}'''"])
LINES = st.one_of(
    st.builds("import {}.{} as {}".format, SPELLED, SPELLED, SPELLED),
    st.builds("from .{} import {}  # ﬁ".format, SPELLED, SPELLED),
    st.builds("def {}({}, *, {}_={}): return {}".format, SPELLED, SPELLED, SPELLED, SAID, SPELLED),
    st.builds("{}.{}({}={}, **{})".format, SPELLED, SPELLED, SPELLED, SAID, SPELLED),
    st.builds("class {}({}.{}): {}: {} = {}".format, *[SPELLED] * 5, SAID),
    st.builds("x = {} if({})else {}".format, SPELLED, SAID, SAID),
)


@given(st.lists(LINES).map("\n".join))
def test_python_reads_the_same_program(source: str) -> None:
    assert ast.dump(ast.parse(with_plain_names(source))) == ast.dump(ast.parse(source))
