"""The chat backend of the fixtures runs, and its planted faults break as they are said to."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
CHATAPP = FIXTURES / "chatapp"
CONSOLIDATED = FIXTURES / "chatapp_consolidated"
BOTH = pytest.mark.parametrize("app", [CHATAPP, CONSOLIDATED], ids=lambda app: app.name)

STAGE = """
import asyncio
import os
from chat_backend.history import MessageHistory
from chat_backend.models import UserContext
from chat_backend.rooms import RoomDirectory
from chat_backend.websocket_core.connection import InMemoryConnection

ada = UserContext("ada", "Ada", "operator", "ada-c1")
wire = InMemoryConnection("c1", "ada")
"""


def run_python(app: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a fixture's folder; every warning is an error there."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("CHAT_")}
    return subprocess.run(
        [sys.executable, "-W", "error", *arguments],
        cwd=app,
        env=environment | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def printed(app: Path, *arguments: str) -> str:
    """What a run that has to succeed prints."""
    run = run_python(app, *arguments)
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    return run.stdout


class Fault(NamedTuple):
    """A statement that raises in chatapp, and the one that does the same work afterwards."""

    name: str
    statement: str
    error: str
    says: str
    repaired: str = ""


FAULTS = [
    Fault(
        "the drifted copy of the helper lost a guard",
        """
from chat_backend.services.session_audit import AuditTrail
AuditTrail().went(ada, "closing")
""",
        "AttributeError",
        r"'str' object has no attribute 'name'",
    ),
    Fault(
        "a plain factory is awaited",
        """
from chat_backend.routes.reconnect import reconnect
from chat_backend.websocket_core.factory import create_websocket_manager
asyncio.run(reconnect(create_websocket_manager(ada)))
""",
        "TypeError",
        r"WebSocketManager.*await",
        """
from chat_backend.routes.reconnect import reconnect
from chat_backend.websocket_core.factory import create_websocket_manager
reconnect(create_websocket_manager(ada))
""",
    ),
    Fault(
        "the coroutine factory of the same name is not awaited",
        """
from chat_backend.routes.replay import replay_everything
asyncio.run(replay_everything(ada, wire, MessageHistory(), RoomDirectory()))
""",
        "AttributeError",
        r"'coroutine' object has no attribute 'attach'",
    ),
    Fault(
        "a third factory of that name takes other arguments",
        """
from chat_backend.routes.admin import console_prompt
console_prompt(ada)
""",
        "TypeError",
        r"create_websocket_manager\(\) got an unexpected keyword argument 'queue_limit'",
    ),
    Fault(
        "a call passes a parameter that does not exist",
        """
from chat_backend.routes.admin import announce_release
asyncio.run(announce_release(ada, "faster joins"))
""",
        "TypeError",
        r"clip\(\) got an unexpected keyword argument 'ellipsis'",
        """
from chat_backend.routes.admin import announce_release
asyncio.run(announce_release(ada, [], "faster joins"))
""",
    ),
    Fault(
        "an imported name moved to another module",
        """
from chat_backend.routes.websocket import close_idle
close_idle(wire, 10)
""",
        "ImportError",
        r"cannot import name 'format_close_reason' from 'chat_backend.websocket_core.utils'",
    ),
    Fault(
        "an imported module was deleted",
        """
from chat_backend.routes.admin import export_report
export_report(MessageHistory(), "lobby")
""",
        "ModuleNotFoundError",
        r"No module named 'chat_backend.services.analytics'",
    ),
    Fault(
        "a base calls on itself what one class below has made to ask for more",
        """
from chat_backend.services.digest import ShortDigest
from shared.envelope import Envelope
ShortDigest().render([Envelope("say", "lobby", "hello")])
""",
        "TypeError",
        r"ShortDigest.line\(\) missing 1 required positional argument: 'width'",
    ),
    Fault(
        "a function goes by the name of another one",
        """
from chat_backend.services.digest import recipients
from shared.envelope import Envelope
recipients([Envelope("say", "lobby", "@ada hello")])
""",
        "TypeError",
        r"counted\(\) missing 1 required positional argument: 'noun'",
    ),
    Fault(
        "a method is called that only another class has",
        """
from chat_backend.services.digest import trial
trial("ada")
""",
        "AttributeError",
        r"'Outbox' object has no attribute 'send'",
    ),
]
EACH_FAULT = pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)


@BOTH
def test_the_app_plays_its_conversation(app: Path) -> None:
    transcript = printed(app, "-m", "chat_backend").splitlines()

    assert transcript[0] == "-- ada arrives in lobby"
    assert (
        "    grace < missed: [lobby] ada: @grace the parser is green, we ship at noon" in transcript
    )
    assert "-- audit: grace-c5 ended closed" in transcript


def test_consolidation_changed_no_word_of_the_transcript() -> None:
    before = printed(CHATAPP, "-m", "chat_backend")
    after = printed(CONSOLIDATED, "-m", "chat_backend")

    assert after == before


@BOTH
def test_the_other_service_runs_on_its_own(app: Path) -> None:
    assert printed(app, "-m", "auth_service") == "probe may sign in as guest\n"


@EACH_FAULT
def test_a_planted_fault_raises_when_it_is_reached(fault: Fault) -> None:
    run = run_python(CHATAPP, "-c", STAGE + fault.statement)

    assert run.returncode == 1
    assert re.search(rf"^{fault.error}: .*{fault.says}", run.stderr, re.MULTILINE), run.stderr


@EACH_FAULT
def test_the_same_work_succeeds_after_the_consolidation(fault: Fault) -> None:
    run = run_python(CONSOLIDATED, "-c", STAGE + (fault.repaired or fault.statement))

    assert run.returncode == 0, run.stderr


def test_the_import_cycle_works_from_one_side_only() -> None:
    printed(CHATAPP, "-c", "import chat_backend.websocket_core.utils")

    run = run_python(CHATAPP, "-c", "import chat_backend.services.presence")

    assert run.returncode == 1
    assert "ImportError: cannot import name 'PresenceChange' from partially init" in run.stderr


def test_every_module_of_the_consolidated_app_can_be_imported_first() -> None:
    modules = [
        ".".join(path.relative_to(CONSOLIDATED).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted(CONSOLIDATED.rglob("*.py"))
        if path.stem != "__main__"
    ]
    forget_and_import = f"""
import importlib, sys
known = set(sys.modules)
for name in {modules!r}:
    for other in set(sys.modules) - known:
        if other.partition(".")[0] in ("auth_service", "chat_backend", "shared"):
            del sys.modules[other]
    importlib.import_module(name)
"""

    assert len(modules) > 30
    assert printed(CONSOLIDATED, "-c", forget_and_import) == ""


PLAY_TWICE = """
from chat_backend.scenario import play
first, second = [], []
asyncio.run(play(os.environ, first.append))
asyncio.run(play(os.environ, second.append))
print(second == first)
"""


@pytest.mark.parametrize(
    ("app", "the_same"), [(CHATAPP, "False\n"), (CONSOLIDATED, "True\n")], ids=["before", "after"]
)
def test_a_second_conversation_sees_the_mails_of_the_first_only_before(
    app: Path, the_same: str
) -> None:
    assert printed(app, "-c", STAGE + PLAY_TWICE) == the_same


def test_the_singleton_announces_to_the_users_of_another_app() -> None:
    two_apps = """
from chat_backend.routes.admin import whom_a_notice_reaches
from chat_backend.scenario import Theatre

async def both():
    first, second = Theatre(os.environ, [].append), Theatre(os.environ, [].append)
    await first.arrives("ada", "lobby")
    await second.arrives("grace", "lobby")
    print(list(second.app.sessions), "but", whom_a_notice_reaches())
    await first.closes()
    await second.closes()

asyncio.run(both())
"""

    assert printed(CHATAPP, "-c", STAGE + two_apps) == "['grace'] but ada, grace\n"


LOCKED_OUT = """
from auth_service.accounts import AccountBook
from auth_service.service import AuthService
from shared.clock import SteppingClock
from shared.errors import AccessDenied
from shared.settings import load_settings

for _ in range(4):
    accounts = AccountBook()
    try:
        AuthService(load_settings({}), accounts, SteppingClock.at_nine()).sign_in("ada", "wrong")
    except AccessDenied as error:
        print(error)
    accounts.shut()
"""


def test_the_brake_made_at_import_locks_people_out_of_every_application() -> None:
    assert printed(CHATAPP, "-c", LOCKED_OUT).endswith("ada is locked\n")
    assert "locked" not in printed(CONSOLIDATED, "-c", LOCKED_OUT)


def test_who_types_and_how_people_are_greeted_is_one_for_all_applications() -> None:
    shared = """
from chat_backend.services import typists
from chat_backend.services.greetings import Doorman
typists.begins("ada", "lobby")
print(typists.in_room("lobby"), Doorman.at_the_door("hello").greet("ada"))
print(typists.in_room("lobby"), Doorman.at_the_door("good day").greet("bob"))
"""
    own = """
from chat_backend.services.typists import TypingBoard
from chat_backend.services.greetings import Doorman
TypingBoard().begins("ada", "lobby")
print(TypingBoard().in_room("lobby"), Doorman("hello").greet("ada"))
print(TypingBoard().in_room("lobby"), Doorman("good day").greet("bob"))
"""
    assert printed(CHATAPP, "-c", shared) == "['ada'] hello, ada\n['ada'] hello, bob\n"
    assert printed(CONSOLIDATED, "-c", own) == "[] hello, ada\n[] good day, bob\n"
