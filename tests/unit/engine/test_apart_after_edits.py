"""What says that two things are two on purpose is seen when it comes and when it goes."""

from pathlib import Path

import pytest

from tests.editing import Edited

_METHODS = "".join(
    f"    def {name}(self, message):\n        return message, {{0}}\n\n"
    for name in ("add_handler", "remove_handler", "route_message")
)
_ONE = f"class MessageRouter:\n{_METHODS.format(1)}"
_USE = "from chat.{} import {}\n\nROUTER = {}()\n"
_ROUTERS = {
    "chat/__init__.py": "",
    "chat/one.py": _ONE,
    "chat/two.py": f"class UnifiedMessageRouter:\n{_METHODS.format(2)}",
    "chat/first.py": _USE.format("one", "MessageRouter", "MessageRouter"),
    "chat/other.py": _USE.format("one", "MessageRouter", "MessageRouter"),
    "chat/second.py": _USE.format("two", "UnifiedMessageRouter", "UnifiedMessageRouter"),
}
_DECLARED = "    def {}(self, message): ...\n"
_PROTOCOL = "from typing import Protocol\n\n\nclass Routing(Protocol):\n" + "".join(
    _DECLARED.format(name) for name in ("add_handler", "remove_handler", "route_message")
)
_HERE = "\n\ndef start(router: Routing):\n    print(router)\n"
_TAKES = "from chat.routing import Routing\n\n\ndef start(router: Routing):\n    print(router)\n"
_SAYS = '    """Not to be confused with two.UnifiedMessageRouter."""\n\n'
_PROGRAM = "import shop.app\n\n\ndef say():\n    print(shop.app)\n"
_GUARD = '\n\nif __name__ == "__main__":\n    say()\n'
_INNER = '\n\ndef run():\n    if __name__ == "__main__":\n        say()\n'
_TEST = "import shop\n\nCODE = '''\n{}\n'''\n\n\ndef test():\n    assert shop.seen == 1\n"


@pytest.mark.parametrize(
    ("rule", "files", "path", "texts"),
    [
        (
            "fragmented-concept", {**_ROUTERS, "chat/start.py": _TAKES}, "chat/routing.py",
            ("x = 1\n", _PROTOCOL, _PROTOCOL + _DECLARED.format("drop"), _PROTOCOL,
             _PROTOCOL.replace("(Protocol)", "")),
        ),
        (
            "fragmented-concept", {**_ROUTERS, "chat/routing.py": _PROTOCOL}, "chat/start.py",
            ("x = 1\n", _TAKES, "import chat.other\n", _TAKES),
        ),
        (
            "fragmented-concept", _ROUTERS, "chat/routing.py",
            (_PROTOCOL, _PROTOCOL + _HERE, _PROTOCOL, _PROTOCOL + _HERE),
        ),
        (
            "fragmented-concept", {**_ROUTERS, "chat/legacy/__init__.py": "", "chat/second.py": "",
            "chat/two.py": f"{_ROUTERS['chat/two.py']}\n\nROUTER = UnifiedMessageRouter()\n",
            "chat/legacy/user.py": _ROUTERS["chat/second.py"]}, "chat/desk.py",
            ("from chat.two import ROUTER\n", "x = 1\n", "from chat import two\n", "x = 2\n"),
        ),
        (
            "fragmented-concept", _ROUTERS, "chat/one.py",
            (_ONE, _ONE.replace(":\n", f":\n{_SAYS}", 1), _ONE),
        ),
        (
            "fragmented-concept", {**_ROUTERS, "chat/legacy/__init__.py": "", "chat/second.py": "",
            "chat/legacy/user.py": _ROUTERS["chat/second.py"]}, "chat/desk.py",
            (_ROUTERS["chat/second.py"], "x = 1\n", _ROUTERS["chat/second.py"]),
        ),
        (
            "shadowed-module", {"shop/__init__.py": "", "shop/app.py": ""}, "shop.py",
            (_PROGRAM, _PROGRAM + _GUARD, _PROGRAM + _INNER, _PROGRAM + _GUARD, _PROGRAM),
        ),
        (
            "shadowed-module", {"shop/__init__.py": "", "shop/app.py": "",
            "shop.py": _PROGRAM + _GUARD}, "use.py",
            ("from shop import say\n", "from shop import app\n", "from shop import say\n"),
        ),
        (
            "missing-member", {"shop/__init__.py": "OPEN = True\n"}, "tests/test_shop.py",
            (_TEST.format("shop.open()"), _TEST.format("shop.seen = 1"),
             _TEST.format("shop.seen = 1").replace("CODE = ", ""), _TEST.format("shop.seen = 1")),
        ),
    ],
)  # fmt: skip
def test_each_edit_changes_the_answer_as_a_run_from_nothing_does(
    rule: str, files: dict[str, str], path: str, texts: tuple[str, ...], tmp_path: Path
) -> None:
    project = Edited(tmp_path, settled=True)
    counts = []
    for text in texts:
        project.sync({**files, path: text})
        told = project.warm()
        assert told == project.cold()
        counts.append(told.count(f'"rule": "{rule}",\n      "family"'))

    assert counts == [1, 0, 1, 0, 1][: len(texts)]
