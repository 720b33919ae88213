"""What a person writes where a plan of chatapp asks for it: step -> file -> (old, new) texts.

Each is the answer to a task that the step prints; all else of a step is carried out as printed.
"""

Answers = dict[str, dict[str, list[tuple[str, str]]]]

_HOURS = '''

def busiest_hours(messages: list[StoredMessage], top: int) -> list[str]:
    """The hours of the day in which most was said, busiest first."""
    hours = Counter(message.sent_at[:2] for message in messages)
    return [hour for hour, _ in hours.most_common(top)]
'''

ANSWERS: Answers = {
    # The module was deleted by mistake, and nothing of the project does what it did. Code that is
    # nowhere can be found by nobody: it is written again where it is used.
    "missing:chat_backend.services.analytics": {
        "chat_backend/services/weekly_report.py": [
            (
                "from shared.text import",
                "from collections import Counter\n\nfrom shared.text import",
            ),
            (
                "from chat_backend.services.analytics import busiest_hours  # <- unresolved-import",
                "from chat_backend.models import StoredMessage",
            ),
            ('{hours}"\n', f'{{hours}}"\n{_HOURS}'),
        ],
    },
    # How many tries there are need be no setting: then nothing is read while modules are imported.
    "other:module-level-instance:auth_service.throttle.throttle": {
        "auth_service/throttle.py": [
            ("import os\n", ""),
            ('        attempts = os.environ.get("SIGN_IN_ATTEMPTS", "3")\n', ""),
            (
                (
                    "        if not attempts.isdigit():\n"
                    '            raise ValueError(f"SIGN_IN_ATTEMPTS is no number: {attempts}")\n'
                    "        self._attempts = int(attempts)\n"
                ),
                "        self._attempts = 3\n",
            ),
        ],
    },
}
