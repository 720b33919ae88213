"""What a person decides where a plan of chatapp asks for it: step -> file -> (old, new) texts.

Each is the answer to tasks that the step prints; all else of a step is carried out as printed.
"""

Answers = dict[str, dict[str, list[tuple[str, str]]]]

_FACTORY = "chat_backend.websocket_core.factory.create_websocket_manager"
_GLOBAL = '''

_websocket_manager: GlobalWebSocketManager | None = None


def get_websocket_manager() -> GlobalWebSocketManager:
    """The shared manager, made on first use."""
    global _websocket_manager
    if _websocket_manager is None:
        _websocket_manager = GlobalWebSocketManager()
    return _websocket_manager
'''
_ONE_INSTANCE = """    _instance: ClassVar["GlobalWebSocketManager | None"] = None

    def __new__(cls) -> "GlobalWebSocketManager":
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance

    def __init__(self) -> None:
        if not hasattr(self, "context"):
            everyone = UserContext("everyone", "Everyone", "operator", "global")
            super().__init__(everyone, queue_limit=100)
"""
_MANY_INSTANCES = """    def __init__(self) -> None:
        everyone = UserContext("everyone", "Everyone", "operator", "global")
        super().__init__(everyone, queue_limit=100)
"""
_GET = "from chat_backend.websocket_core.global_manager import get_websocket_manager"
_CLASS = "from chat_backend.websocket_core.global_manager import GlobalWebSocketManager"
_HISTORY = "        self.history = MessageHistory()\n"
_IMPORT_FACTORY = "from chat_backend.websocket_core.factory import create_websocket_manager"
_OUTBOX = '''

_outbox: Outbox | None = None


def get_outbox() -> Outbox:  # <- singleton-accessor
    """The outbox of this process."""
    global _outbox
    if _outbox is None:
        _outbox = Outbox()
    return _outbox
'''
_HOURS = '''

def busiest_hours(messages: list[StoredMessage], top: int) -> list[str]:
    """The hours of the day in which most was said, busiest first."""
    hours = Counter(message.sent_at[:2] for message in messages)
    return [hour for hour, _ in hours.most_common(top)]
'''

_TYPING = "_typing: dict[str, str] = {}  # <- shared-mutable-state"
_AT_THE_DOOR = '''\
    @classmethod
    def at_the_door(cls, words: str = "welcome") -> "Doorman":
        """The doorman; whoever asks first chooses his words."""
        if cls._instance is None:
            cls._instance = cls(words)
        return cls._instance

'''

ANSWERS: Answers = {
    "other:bypassed-factory:chat_backend.services.digest.create_digest": {
        "chat_backend/routes/support.py": [
            ("Digest().render", "create_digest(short=False).render"),
            ("import Digest", "import create_digest"),
        ],
    },
    # Who makes it passes it on.
    "other:shared-mutable-state:chat_backend.services.typists._typing": {
        "chat_backend/services/typists.py": [
            (_TYPING, "Typing = dict[str, str]"),
            ("begins(user_id: str", "begins(typing: Typing, user_id: str"),
            ("ends(user_id: str", "ends(typing: Typing, user_id: str"),
            ("in_room(room: str", "in_room(typing: Typing, room: str"),
            (" _typing", " typing"),
        ],
    },
    # The greeting has the better name.
    "other:conflicting-defaults:chat_backend.services.digest.subject": {
        "chat_backend/services/digest.py": [("'CHAT_NAME', 'the chat'", "'CHAT_NAME', 'Chat'")],
    },
    # What the comment means is in shared.text.
    "other:unknown-original:chat_backend.services.typists.counted": {
        "chat_backend/services/typists.py": [
            ("copy-of shared.words.counted  # <- unknown-original", "copy-of shared.text.counted"),
        ],
    },
    "other:singleton-class:chat_backend.services.greetings.Doorman": {
        "chat_backend/services/greetings.py": [
            (_AT_THE_DOOR, ""),
            ('    _instance: ClassVar["Doorman | None"] = None\n\n', ""),
            ("from typing import ClassVar\n\n\n", "\n"),
        ],
    },
    # Deleted by mistake, so it is written again where it is used.
    "missing:chat_backend.services.analytics": {
        "chat_backend/services/weekly_report.py": [
            ("from shared.text import", "from collections import Counter\n\nfrom shared.text import"),
            (
                "from chat_backend.services.analytics import busiest_hours  # <- unresolved-import",
                "from chat_backend.models import StoredMessage",
            ),
            ('{hours}"\n', f'{{hours}}"\n{_HOURS}'),
        ],
    },
    # They make different things, so each gets a name that says what.
    f"factories:{_FACTORY}": {
        "chat_backend/compat.py": [("create_websocket_manager", "shared_manager")],
        "chat_backend/services/backlog.py": [("create_websocket_manager", "manager_with_backlog")],
        "chat_backend/routes/support.py": [("create_websocket_manager", "manager_at_desk")],
        "chat_backend/routes/replay.py": [("create_websocket_manager", "manager_with_backlog")],
        "chat_backend/routes/admin.py": [
            ("    create_websocket_manager,\n", "    shared_manager,\n"),
            ("create_websocket_manager(user_id)", "shared_manager(user_id)"),
            (
                "\n\nNOTICE_LENGTH",
                f"\n{_IMPORT_FACTORY}\n\nNOTICE_LENGTH",
            ),
        ],
        "chat_backend/app.py": [
            ("backlog.create_websocket_manager", "backlog.manager_with_backlog"),
        ],
    },
    # They play other roles, so they and their methods get names of their own.
    "concept:MessageRouter": {
        "chat_backend/services/message_router.py": [
            ("\n\nCanonicalMessageRouter = MessageRouter\n", ""),
            ("class MessageRouter", "class CommandTable"),
            ("def add_handler", "def teach"),
            ("def remove_handler", "def forget"),
            ("def understands", "def knows"),
            ("def handled_kinds", "def words"),
            ("async def route", "async def run"),
        ],
        "chat_backend/services/quality_router.py": [
            ("class EnhancedMessageRouter", "class RatingBook"),
            ("def add_handler", "def alert_on_low_mean"),
            ("def remove_handler", "def forget_alert"),
            ("def understands", "def is_rating"),
            ("def handled_kinds", "def scale"),
            ("async def route", "async def note"),
        ],
        "chat_backend/services/unified_router.py": [
            ("class UnifiedMessageRouter", "class WhisperPost"),
            ("def add_handler", "def hear"),
            ("def remove_handler", "def ignore"),
            ("def understands", "def is_whisper"),
            ("def handled_kinds", "def patterns"),
            ("async def route", "async def pass_on"),
        ],
        "chat_backend/app.py": [
            ("CanonicalMessageRouter", "CommandTable"),
            ("EnhancedMessageRouter", "RatingBook"),
            ("UnifiedMessageRouter", "WhisperPost"),
            ("commands.add_handler", "commands.teach"),
            ("quality.add_handler", "quality.alert_on_low_mean"),
            ("_whispers.add_handler", "_whispers.hear"),
            ("_whispers.route", "_whispers.pass_on"),
            ("session.quality.route", "session.quality.note"),
            ("session.commands.route", "session.commands.run"),
        ],
    },
    # The application makes it and passes it on.
    f"other:competing-instances:{_FACTORY}": {
        "chat_backend/websocket_core/global_manager.py": [
            (_GLOBAL, ""),
            (_ONE_INSTANCE, _MANY_INSTANCES),
            ("from typing import ClassVar\n", ""),
        ],
        "chat_backend/compat.py": [
            (_GET, _CLASS),
            ('(user_id: str = "")', '(manager: GlobalWebSocketManager, user_id: str = "")'),
            ("    manager = get_websocket_manager()\n", ""),
        ],
        "chat_backend/app.py": [
            (_GET, _CLASS),
            ("get_websocket_manager()", "self.everyone"),
            (
                _HISTORY,
                f"{_HISTORY}        self.everyone = GlobalWebSocketManager()\n",
            ),
        ],
        "chat_backend/routes/admin.py": [
            (_GET, _CLASS),
            ("context: UserContext, text: str)", "context: UserContext, everyone: GlobalWebSocketManager, text: str)"),
            ("whom_a_notice_reaches()", "whom_a_notice_reaches(everyone: GlobalWebSocketManager)"),
            ("unplug(user_id: str)", "unplug(shared: GlobalWebSocketManager, user_id: str)"),
            ("shared_manager(user_id)", "shared_manager(shared, user_id)"),
            ("get_websocket_manager()", "everyone"),
            ("context: UserContext, notes: str)", "context: UserContext, everyone: GlobalWebSocketManager, notes: str)"),
            ("broadcast_notice(context, text)", "broadcast_notice(context, everyone, text)"),
        ],
        "chat_backend/scenario.py": [
            (
                'broadcast_notice(self.app.sessions["operator"].context, text)',
                'broadcast_notice(\n            self.app.sessions["operator"].context, self.app.everyone, text\n        )',
            ),
            ("whom_a_notice_reaches()", "whom_a_notice_reaches(self.app.everyone)"),
        ],
    },
    "other:singleton-accessor:chat_backend.services.notifications.get_outbox": {
        "chat_backend/services/notifications.py": [(_OUTBOX, "")],
        "chat_backend/app.py": [
            ("import get_outbox", "import Outbox"),
            ("get_outbox()", "self.outbox"),
            (
                _HISTORY,
                f"{_HISTORY}        self.outbox = Outbox()\n",
            ),
        ],
        "chat_backend/scenario.py": [
            ("from chat_backend.services.notifications import get_outbox\n", ""),
            ("get_outbox()", "self.app.outbox"),
        ],
    },
    # Calls that nothing can make right but somebody who knows what was meant.
    "calls:shared.text.clip": {
        "chat_backend/routes/admin.py": [(', ellipsis="..."', "")],
    },
    "other:incompatible-override:chat_backend.services.digest.Digest.line": {
        "chat_backend/services/digest.py": [("width: int)", "width: int = 9)")],
    },
    "other:missing-member:chat_backend.services.digest.trial": {
        "chat_backend/services/digest.py": [("outbox.send(", "outbox.post(")],
    },
    # Ended by the answer about factories: the call reaches what takes its arguments.
    "calls:chat_backend.compat.create_websocket_manager": {},
}  # fmt: skip
