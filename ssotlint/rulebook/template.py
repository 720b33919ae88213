"""The file with which a new rule begins: it loads, and its examples are true."""

from pathlib import Path

from ssotlint import __version__
from ssotlint.model.errors import InputError
from ssotlint.rulebook import form

_HEAD = """\
# A rule of the family "{family}", named as this file:
#   {name}
# A name reads as "ignore ...": it says what is found. `ssotlint rule test` tries the examples.
#
# This one is found by patterns. $X stands for one piece of code, $...XS for any number of them,
# $_ for anything; the same name twice must be the same code. A `detector` asks what no pattern
# can: `ssotlint explain` says of each rule which one it uses.
"""

_VALUES = {
    "since": 'since = "{version}"',
    "severity": 'severity = "warning"',
    "patterns": "patterns = ['os.environ.get($KEY, $...REST)', 'os.environ[$KEY]']",
    "summary": 'summary = "The environment is read outside of the settings."',
    "rationale": """\
rationale = '''
Each place that reads a variable decides anew what is right when it is missing.
Two places with two defaults disagree, and which of them wins depends on the order of calls.
Read in one module, a variable has one default, one type and one place to look it up.
'''""",
    "message": 'message = "{{symbol}} reads the environment itself"',
    "remedy": 'remedy = "Read it in the settings and pass the value on."',
    "bad": """\
[[bad]]
title = "a handler reads a variable with a default of its own"
"shop/__init__.py" = ""
"shop/handler.py" = '''
import os


def handle(request):
    return request.wait(os.environ.get("TIMEOUT", "30"))  # <- {name}
'''""",
    "good": """\
[[good]]
title = "the same call of something else"
"shop/__init__.py" = ""
"shop/handler.py" = '''
def handle(request, settings):
    return request.wait(settings.environ.get("TIMEOUT", "30"))
'''""",
}
_MORE = {
    "detector": 'detector = "clones"',
    "verdict": 'verdict = "equal"',
    "breaking": "breaking = true",
    "places": "places = 2",
    "default": "default = false",
    "yields-to": 'yields-to = ["unresolved-import"]',
    "options": "[options.allow]",
    "lower": "[[lower]]",
}


def skeleton(family: str, name: str) -> str:
    """The text of a rule file whose keys are explained; it is valid and can be tried as it is."""
    facts = {"family": family, "name": name, "version": __version__}
    values = [
        f"# {key.help}\n{_VALUES[key.name].format(**facts)}\n"
        for key in form.RULE.keys
        if key.name in _VALUES
    ]
    more = [f"#   {_MORE[key.name]:34} {key.help}" for key in form.RULE.keys if key.name in _MORE]
    parts = [_HEAD.format(**facts), *values, "# What else a rule may say:", *more]
    return "\n".join(parts) + "\n"


def create(folder: Path, rule: str) -> Path:
    """Write the skeleton of ``FAMILY/NAME`` below ``folder`` and return its path.

    Raises InputError when that is no name, or when the file is there already.
    """
    family, _, name = rule.partition("/")
    for word in (family, name):
        if not form.NAME.fits(word):
            raise InputError(f'"{rule}" is not FAMILY/NAME', remedy=f"each is {form.NAME.words}")
    path = folder / family / f"{name}.toml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(skeleton(family, name))
    except FileExistsError as error:
        raise InputError("this rule is there already", path=str(path)) from error
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=str(path)) from error
    return path
