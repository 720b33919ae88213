"""Who imports which decides how bad several definitions are."""

from functools import partial
from pathlib import Path
from typing import cast

from ssotlint.detectors.concepts import ConceptsEvidence
from ssotlint.engine.session import check_world
from ssotlint.model.report import Finding
from ssotlint.model.severity import Severity

_METHODS = "".join(
    f"    def {name}(self, message):\n        return message\n\n"
    for name in ("add_handler", "remove_handler", "route_message")
)
DEFINITIONS = {
    "chat/__init__.py": "",
    "chat/one.py": f"class MessageRouter:\n{_METHODS}",
    "chat/two.py": f"class UnifiedMessageRouter:\n{_METHODS}",
}
FIRST, SECOND = (
    "from chat.one import MessageRouter\n\nROUTER = MessageRouter()\n",
    "from chat.two import UnifiedMessageRouter\n\nROUTER = UnifiedMessageRouter()\n",
)


def _told(root: Path, *users: str) -> list[Finding]:
    """The findings when some modules import one router or the other."""
    files = {f"chat/user{number}.py": text for number, text in enumerate(users)}
    report = check_world({**DEFINITIONS, **files}, root, select=["fragmented-concept"])
    return list(report.findings)


def _measure(finding: Finding) -> float:
    return cast("ConceptsEvidence", finding.evidence).measure


def test_the_same_definitions_are_worse_when_their_importers_are_split(tmp_path: Path) -> None:
    (split,) = _told(tmp_path / "split", FIRST, FIRST, FIRST, SECOND)
    (half,) = _told(tmp_path / "half", FIRST, FIRST, SECOND, SECOND)

    assert _told(tmp_path / "together", FIRST, FIRST, FIRST, FIRST) == []
    assert (_measure(split), _measure(half)) == (0.38, 0.5)
    assert split.severity is Severity.WARNING
    assert split.symbol == "chat.two.UnifiedMessageRouter"


def test_half_and_half_is_the_worst_of_two_and_is_told_once(tmp_path: Path) -> None:
    (finding,) = _told(tmp_path, FIRST, FIRST, SECOND, SECOND)

    assert _measure(finding) == 0.5
    assert finding.canonical is not None


def test_rewired_importers_change_which_one_stays(tmp_path: Path) -> None:
    (finding,) = _told(tmp_path, FIRST, SECOND, SECOND, SECOND)

    assert finding.symbol == "chat.one.MessageRouter"
    assert finding.canonical is not None
    assert finding.canonical.symbol == "chat.two.UnifiedMessageRouter"


def test_what_nobody_imports_nobody_can_mistake(tmp_path: Path) -> None:
    assert _told(tmp_path) == []


def test_what_is_installed_apart_plays_no_role_twice_until_an_import_ties_it(
    tmp_path: Path,
) -> None:
    router = DEFINITIONS["chat/one.py"]
    use = "from {} import MessageRouter\n\nROUTER = MessageRouter()\n"
    files = {
        f"libs/{name}/{path}": text
        for name, home in (("server", "rooms"), ("client", "doors"))
        for path, text in {
            "pyproject.toml": "", f"{name}/__init__.py": "", f"{name}/{home}.py": router,
            f"{name}/one.py": use.format(f"{name}.{home}"),
            f"{name}/two.py": use.format(f"{name}.{home}"),
        }.items()
    }  # fmt: skip
    tie = {"libs/client/client/three.py": "from server import one\n\nprint(one)\n"}

    def told(folder: str, files: dict[str, str]) -> int:
        return len(check_world(files, tmp_path / folder, select=["fragmented-concept"]).findings)

    assert told("apart", files) == 0
    assert told("tied", {**files, **tie}) == 1


def test_classes_that_are_told_apart_by_how_they_run_or_by_a_number_are_no_rivals(
    tmp_path: Path,
) -> None:
    def told(folder: str, first: str, second: str, one: str, two: str) -> int:
        files = {
            "chat/__init__.py": "",
            f"chat/{first.replace('.', '/')}.py": f"class {one}:\n{_METHODS}",
            "chat/u1.py": f"from chat.{first} import {one}\n\nROUTER = {one}()\n",
            "chat/u2.py": f"from chat.{second} import {two}\n\nROUTER = {two}()\n",
        }
        path = f"chat/{second.replace('.', '/')}.py"
        files[path] = files.get(path, "") + f"\n\nclass {two}:\n{_METHODS}"
        report = check_world(files, tmp_path / folder, select=["fragmented-concept"])
        return len(report.findings)

    assert told("plain", "one", "two", "MessageRouter", "MessageRouter") == 1
    assert told("asgi", "one", "asgi_one", "MessageRouter", "MessageRouter") == 0
    assert told("aio", "one", "two", "MessageRouter", "AsyncMessageRouter") == 0
    assert told("rows", "one", "one", "MessageRouter1", "MessageRouter2") == 0
    assert told("numbered", "row2", "row3", "MessageRouter2", "MessageRouter3") == 0
    assert told("apart", "one", "two", "MessageRouter2", "MessageRouter3") == 1
    endless = f"MessageRouterV{'1' * 40}x"  # a name that no version ends must not take for ever
    assert told("endless", "one", "two", endless, endless) == 1
    assert told("behind", "one", "one", "MessageBaseRouter", "MessageImplBaseRouter") == 0
    assert told("used", "one", "legacy.two", "MessageRouter", "MessageRouter") == 1


def _count(root: Path, files: dict[str, str], folder: str, **more: str) -> int:
    """How many findings some files have with others, whose paths are written with ``__``."""
    world = files | {f"{path.replace('__', '/')}.py": text for path, text in more.items()}
    return len(check_world(world, root / folder, select=["fragmented-concept"]).findings)


def test_what_lies_aside_until_it_goes_is_no_rival_while_nobody_outside_takes_it(
    tmp_path: Path,
) -> None:
    old = "from chat.legacy.two import MessageRouter\n\nROUTER = MessageRouter()\n"
    files = {
        "chat/__init__.py": "",
        "chat/one.py": DEFINITIONS["chat/one.py"],
        "chat/legacy/__init__.py": "",
        "chat/legacy/two.py": DEFINITIONS["chat/one.py"],
        "chat/legacy/user.py": old,
        "chat/user.py": FIRST,
    }

    told = partial(_count, tmp_path, files)
    assert told("left") == 0
    assert told("tested", tests__test_two=old) == 0
    assert told("used", chat__desk=old) == 1


def test_what_only_code_takes_that_is_to_go_goes_with_it(tmp_path: Path) -> None:
    taken = {"chat/legacy/__init__.py": "", "chat/legacy/user.py": SECOND}
    files = {**DEFINITIONS, "chat/user.py": FIRST, **taken}

    told = partial(_count, tmp_path, files)
    assert told("left") == 0
    assert told("tested", tests__test_two=SECOND) == 0
    assert told("used", chat__desk=SECOND) == 1
    made = f"{DEFINITIONS['chat/two.py']}\n\nROUTER = UnifiedMessageRouter()\n"
    desk = "from chat.two import ROUTER\n\nprint(ROUTER.route_message(1))\n"
    assert told("made", chat__two=made) == 0
    assert told("used as made", chat__two=made, chat__desk=desk) == 1
    desk = "from chat import two\n\nprint(two.ROUTER)\n"
    assert told("used by its module", chat__two=made, chat__desk=desk) == 1


def test_a_protocol_binds_classes_of_two_names_whose_common_methods_it_declares(
    tmp_path: Path,
) -> None:
    start = "from typing import Protocol\n\n\nclass Routing(Protocol):\n"
    one, *rest = (f"    def {name}(self, message): ...\n" for name in
                  ("route_message", "add_handler", "remove_handler"))  # fmt: skip

    taken = "from chat.routing import Routing\n\n\ndef start(router: Routing):\n    print(router)\n"

    def told(
        folder: str, protocol: str, second: str = "UnifiedMessageRouter", taker: str = taken
    ) -> int:
        files = {
            **DEFINITIONS,
            "chat/routing.py": protocol,
            "chat/start.py": taker,
            "chat/two.py": DEFINITIONS["chat/two.py"].replace("UnifiedMessageRouter", second),
            "chat/user1.py": FIRST,
            "chat/user2.py": SECOND.replace("UnifiedMessageRouter", second),
        }
        report = check_world(files, tmp_path / folder, select=["fragmented-concept"])
        return len(report.findings)

    assert told("declared", start + one + "".join(rest)) == 0
    assert told("of one name", start + one + "".join(rest), second="MessageRouter") == 1
    assert told("one method", start + one) == 1
    assert told("more", start + one + "".join(rest) + one.replace("route", "drop")) == 1
    assert told("a class", (start + one + "".join(rest)).replace("(Protocol)", "")) == 1
    whole = start + one + "".join(rest)
    own = '    def joined(self) -> "Routing": ...\n'
    assert told("taken by nobody", whole, taker="") == 1
    assert told("naming itself", whole.replace("message)", "other: 'Routing')"), taker="") == 1
    assert told("annotating", f"{whole}\n\ndef start(router: Routing): ...\n", taker="") == 0
    assert told("a base", f"{whole}\n\nclass More(Routing):\n{own}", taker="") == 0


def test_a_class_that_says_with_which_it_is_not_to_be_confused_is_told_apart(
    tmp_path: Path,
) -> None:
    def told(folder: str, text: str, *, kept: bool = False) -> int:
        head = f'    """A router.\n\n    {text}\n    """\n\n'
        path = f"chat/{'one' if kept else 'two'}.py"
        files = {
            **DEFINITIONS,
            path: DEFINITIONS[path].replace("Router:\n", f"Router:\n{head}"),
            **{f"chat/user{n}.py": FIRST for n in range(2)},
            "chat/user3.py": SECOND,
        }
        report = check_world(files, tmp_path / folder, select=["fragmented-concept"])
        return len(report.findings)

    assert told("two", "Not to be confused with :class:`chat.one.MessageRouter`.") == 0
    assert told("one", "Not to be confused with two.UnifiedMessageRouter.", kept=True) == 0
    assert told("other", "Not to be confused with :class:`chat.three.MessageRouter`.") == 1
    assert told("like", "Like :class:`chat.one.MessageRouter`.") == 1
    for number, text in enumerate((
        "Not to be confused with the chat.one.MessageRouter that it replaces.",
        "Deprecated, not to be confused with chat.one.MessageRouter.",
        "Not to be confused with chat.one.MessageRouter, the old\n    one.",
    )):  # fmt: skip
        assert told(f"replaced {number}", text) == 1
    assert (
        told("else", "It is no old one. Not to be confused with one.MessageRouter. Replaces.") == 0
    )


def test_whoever_takes_one_or_the_other_under_one_name_knows_of_both(tmp_path: Path) -> None:
    """In the branches of a condition; under two names, or one after the other, says nothing."""
    choice = (
        "import os\n\n{}:\n    from chat.one import MessageRouter as Router\n"
        "{}:\n    from chat.two import UnifiedMessageRouter as {}\n"
    )

    def told(*words: str) -> int:
        folder = tmp_path / "".join(words)
        return len(_told(folder, FIRST, FIRST, SECOND, SECOND, choice.format(*words)))

    condition = "if os.environ.get('UNIFIED')"
    assert told(condition, "else", "Router") == 0
    assert told("try", "except ImportError", "Router") == 0
    assert told(condition, "else", "Other") == 1
    assert told("with os.scandir()", "with os.scandir()", "Router") == 1


def test_what_everything_of_a_kind_can_do_is_no_role_of_its_own(tmp_path: Path) -> None:
    users = {"chat/u1.py": FIRST, "chat/u2.py": SECOND}
    others = {
        f"chat/{name.lower()}.py": f"class {name}:\n{_METHODS}"
        for name in ("MailGate", "ChatDoor", "NewsDesk")
    }
    select = ["fragmented-concept"]
    assert not check_world(DEFINITIONS | users | others, tmp_path / "all", select=select).findings

    more = "    def hold(self): return 1\n\n    def add_handler"
    same = {
        path: text.replace("Unified", "").replace("    def add_handler", more)
        for path, text in (DEFINITIONS | users | others).items()
    }
    assert check_world(same, tmp_path / "same", select=select).findings

    del others["chat/mailgate.py"]
    told = check_world(DEFINITIONS | users | others, tmp_path / "few", select=select).findings
    assert [f.symbol for f in told] == ["chat.two.UnifiedMessageRouter"]


def test_what_two_of_them_share_is_not_told_of_a_third(tmp_path: Path) -> None:
    def kind(*names: str) -> str:
        return "class OrderKind:\n" + "".join(f'    {n} = "{n.lower()}"\n' for n in names)

    user = "from chat.{0} import OrderKind\n\nKIND = OrderKind.PHONE\n"
    both = ("PHONE", "LETTER", "TELEX")
    files = {
        "chat/__init__.py": "",
        "chat/one.py": kind(*both, "PIGEON", "SMOKE"),
        "chat/two.py": kind(*both, "PIGEON", "SMOKE", "DRUMS"),
        "chat/three.py": kind(*both, "WEB"),
        **{f"chat/user{n}.py": user.format(n) for n in ("one", "two", "three")},
    }
    report = check_world(files, tmp_path, select=["fragmented-concept"])

    (third,) = (f for f in report.findings if f.symbol == "chat.three.OrderKind")
    assert "it shares LETTER, PHONE, TELEX with another" in third.message
    assert "PIGEON" not in third.message
