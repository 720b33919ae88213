"""Groups and findings of every shape, from which the sample reports are made."""

from ssotlint.model.evidence import Evidence
from ssotlint.model.place import Place, Span
from ssotlint.model.report import (
    Finding,
    Group,
    GroupMember,
    Related,
    RuleCard,
)
from ssotlint.model.severity import Severity
from ssotlint.model.signature import Parameter, ParameterKind, Signature
from ssotlint.model.source import Role
from ssotlint.model.value import Value, replace


class CloneEvidence(Evidence, frozen=True, kw_only=True):
    clone_type: int = 1
    similarity: float = 1.0
    differences: tuple[str, ...] = ()


class EditEvidence(Value, frozen=True):
    effect: str
    line: int
    code: str
    canonical_line: int
    canonical_code: str
    changes: bool = True


class DriftEvidence(Evidence, frozen=True, kw_only=True):
    similarity: float
    edits: tuple[EditEvidence, ...]


class CallEvidence(Evidence, frozen=True, kw_only=True):
    callee: str
    signature: Signature
    missing: tuple[str, ...] = ()


SAFE_STATE = "_safe_websocket_state_for_logging"

# A name that tries everything: a line end, a terminal sequence, a turned direction, the half of
# a character, an order to a runner, markup.
EVIL = "::error title=x::\u202ea\n\x1b[31m\udcff<b>|`%,.py"


def place(path: str, line: int, column: int, end_column: int, end_line: int = 0) -> Place:
    return Place(path, Span(line, column, end_line or line, end_column))


CARDS = {
    card.name: card
    for card in (
        RuleCard(
            "duplicate-helper",
            "duplication",
            "One function body stands in several modules.",
            "A repair of one copy leaves the others broken.\n\nKeep one and import it.",
            Severity.WARNING,
        ),
        RuleCard(
            "diverged-copies",
            "duplication",
            "Copies of one function no longer behave alike.",
            "Which copy runs depends on the import.",
            Severity.ERROR,
        ),
        RuleCard(
            "competing-import-paths",
            "imports",
            "One symbol is imported through more than one path.",
            "Patches and isinstance checks miss what came by another path.",
            Severity.WARNING,
        ),
        RuleCard(
            "import-cycle",
            "imports",
            "Modules import each other in a cycle while they load.",
            "The first import decides which name is missing.",
            Severity.WARNING,
        ),
        RuleCard(
            "incompatible-call",
            "factories",
            "A call cannot bind to the signature it reaches.",
            "It raises TypeError.",
            Severity.ERROR,
        ),
        RuleCard(
            "unparsable-file",
            "files",
            "A file cannot be parsed.",
            "Nothing in it was checked.",
            Severity.ERROR,
        ),
        RuleCard(
            "singleton-accessor",
            "singletons",
            "A function hands out one shared instance.",
            "Every caller shares its state.",
            Severity.NOTE,
        ),
    )
}


def clones() -> tuple[Group, list[Finding]]:
    symbol = f"shared.websocket.state.{SAFE_STATE}"
    owner = Related(place("shared/websocket/state.py", 12, 5, 38), symbol, "the canonical member")
    members = [
        GroupMember(
            place("chat/routes/websocket.py", 41, 1, 36, 46),
            f"chat.routes.websocket.{SAFE_STATE}",
            1,
            drifted=False,
        ),
        GroupMember(place("shared/websocket/state.py", 12, 1, 30, 19), symbol, 3, drifted=False),
        GroupMember(
            place("chat/auth.py", 88, 1, 36, 93),
            f"chat.auth.{SAFE_STATE}",
            0,
            drifted=False,
            unused=True,
        ),
        GroupMember(
            place("chat/core/utils.py", 140, 1, 36, 149),
            f"chat.core.utils.{SAFE_STATE}",
            2,
            drifted=True,
            note="re-created here to escape the cycle chat.core -> shared.websocket",
        ),
        GroupMember(
            place("tests/helpers/sockets.py", 7, 1, 36, 12),
            f"tests.helpers.sockets.{SAFE_STATE}",
            0,
            drifted=False,
        ),
    ]
    group = Group(
        "g1",
        "duplicate-helper",
        f"{SAFE_STATE} is written 5 times",
        tuple(members),
        1,
        "it lies in a shared package and has the most importers",
    )
    findings = []
    for member in (members[0], members[2], members[3], members[4]):
        rule = "diverged-copies" if member.drifted else "duplicate-helper"
        path, line = member.place.path, member.place.line
        findings.append(
            Finding(
                rule=rule,
                family="duplication",
                severity=Severity.ERROR if member.drifted else Severity.WARNING,
                message=f"{member.symbol} "
                + ("no longer does what " if member.drifted else "repeats ")
                + symbol
                + (" does" if member.drifted else ""),
                place=place(path, line, 5, 5 + len(SAFE_STATE)),
                symbol=member.symbol,
                role=Role.TEST if path.startswith("tests/") else Role.PRODUCTION,
                domain="chat",
                group="g1",
                evidence=CloneEvidence(
                    proof="judges.clones",
                    clone_type=3 if member.drifted else 1,
                    similarity=0.8667 if member.drifted else 1.0,
                    differences=(
                        'returns "unknown" where the canonical returns str(state)',
                        "catches Exception where the canonical catches AttributeError",
                    )
                    if member.drifted
                    else (),
                ),
                fingerprint=f"f1-{path}",
                canonical=owner,
                related=(
                    owner,
                    *(
                        Related(m.place, m.symbol, "has drifted" if m.drifted else "a copy")
                        for m in members
                        if m not in (member, members[1])
                    ),
                ),
                importers=member.importers,
                copies=4,
                drifted=member.drifted,
                remedy=f"Import {SAFE_STATE} from shared.websocket.state.",
            )
        )
    return group, findings


def paths() -> tuple[Group, list[Finding]]:
    symbol = "chat.core.manager.WebSocketManager"
    owner = Related(place("chat/core/manager.py", 20, 7, 23), symbol, "defined here")
    importers = [
        (f"chat/services/room_{number:02}.py", "chat.core", number) for number in range(1, 15)
    ]
    members = [
        GroupMember(
            place("chat/core/manager.py", 20, 1, 40, 80),
            symbol,
            4,
            drifted=False,
            note="the origin; 4 modules import it from here",
        ),
        *(
            GroupMember(
                place(path, line, 1, 39),
                path[:-3].replace("/", "."),
                0,
                drifted=False,
                note=f"imports it from {module}",
            )
            for path, module, line in importers
        ),
    ]
    group = Group(
        "g2",
        "competing-import-paths",
        "WebSocketManager is imported by 2 paths",
        tuple(members),
        0,
        "it is defined there and 4 of 18 importers use that path",
    )
    findings = [
        Finding(
            rule="competing-import-paths",
            family="imports",
            severity=Severity.WARNING,
            message=f"WebSocketManager is imported from {module}; its canonical path is "
            "chat.core.manager (4 importers)",
            place=place(path, line, 1, 39),
            symbol=path[:-3].replace("/", "."),
            role=Role.PRODUCTION,
            domain="chat",
            group="g2",
            evidence=Evidence(proof="judges.imports"),
            fingerprint=f"f2-{path}",
            canonical=owner,
            related=(
                owner,
                *(Related(m.place, m.symbol, m.note) for m in members[1:] if m.place.path != path),
            ),
            importers=1,
            copies=14,
            remedy="Import WebSocketManager from chat.core.manager.",
        )
        for path, module, line in importers
    ]
    return group, findings


def cycle() -> tuple[Group, list[Finding]]:
    """A group in which nobody can be chosen, so that every member carries a finding."""
    chain = (("chat/core/manager.py", "chat.core.utils", 4), ("chat/core/utils.py", "chat.core", 9))
    members = tuple(
        GroupMember(
            place(path, line, 1, 30),
            path[:-3].replace("/", "."),
            0,
            drifted=False,
            note=f"imports {target}",
        )
        for path, target, line in chain
    )
    group = Group(
        "g3",
        "import-cycle",
        "chat.core.manager and chat.core.utils import each other",
        members,
        None,
        "",
    )
    findings = [
        Finding(
            rule="import-cycle",
            family="imports",
            also=("partial-migration",),
            severity=Severity.WARNING,
            message=f"this import of {target} closes a cycle of 2 modules",
            place=place(path, line, 1, 30),
            symbol=path[:-3].replace("/", "."),
            role=Role.PRODUCTION,
            domain="chat",
            group="g3",
            evidence=Evidence(proof="graph.cycles"),
            fingerprint=f"f3-{path}",
            related=tuple(
                Related(m.place, m.symbol, m.note) for m in members if m.place.path != path
            ),
        )
        for path, target, line in chain
    ]
    return group, findings


def call() -> tuple[Group, list[Finding]]:
    """A call over several lines that cannot bind, beside the definition that it reaches."""
    signature = Signature(
        (
            Parameter("user_id", ParameterKind.POSITIONAL_OR_KEYWORD, annotation="str"),
            Parameter("context", ParameterKind.KEYWORD_ONLY),
        ),
        "WebSocketManager",
    )
    symbol = "chat.core.factory.create_websocket_manager"
    target = Related(place("chat/core/factory.py", 31, 5, 29), symbol, "the call reaches this")
    members = (
        GroupMember(place("chat/core/factory.py", 31, 1, 20, 40), symbol, 6, drifted=False),
        GroupMember(
            place("chat/services/presence.py", 57, 15, 6, 60),
            "chat.services.presence.announce",
            0,
            drifted=False,
        ),
    )
    group = Group(
        "g4",
        "incompatible-call",
        "create_websocket_manager(user_id, *, context)",
        members,
        0,
        "the call reaches this definition",
    )
    finding = Finding(
        rule="incompatible-call",
        family="factories",
        severity=Severity.ERROR,
        message="create_websocket_manager() is called without context",
        place=place("chat/services/presence.py", 57, 15, 6, 60),
        symbol="chat.services.presence.announce",
        role=Role.PRODUCTION,
        domain="chat",
        group="g4",
        evidence=CallEvidence(
            proof="judges.calls", callee=symbol, signature=signature, missing=("context",)
        ),
        fingerprint="f4",
        canonical=target,
        related=(target,),
        importers=6,
        remedy="Pass context, or call the factory that needs none.",
    )
    return group, [finding]


def loners() -> list[Finding]:
    """Findings of no group, in odd places and other roles."""
    broken = Finding(
        rule="unparsable-file",
        family="files",
        severity=Severity.ERROR,
        message="cannot be parsed: '(' was never closed",
        place=place("chat/größe \u4e2d\u6587.py", 2, 6, 7),
        symbol="",
        role=Role.PRODUCTION,
        domain="chat",
        group="",
        evidence=Evidence(),
        fingerprint="f5",
    )
    evil = replace(
        broken,
        place=place(EVIL, 1, 1, 3),
        message='says "a\nb" \x1b[2J\u202e \u2066<img src=x> [link](http://x) | `tick` & 100 %, ok',
        fingerprint="f6",
    )
    script = Finding(
        rule="singleton-accessor",
        family="singletons",
        severity=Severity.NOTE,
        message="get_pool hands out the one ConnectionPool of its module",
        place=place("scripts/load.py", 3, 5, 13),
        symbol="scripts.load.get_pool",
        role=Role.SCRIPT,
        domain="chat",
        group="",
        evidence=Evidence(proof="judges.singletons"),
        fingerprint="f7",
    )
    return [
        broken,
        evil,
        script,
        replace(
            script,
            role=Role.TEST,
            fingerprint="f8",
            place=place("tests/pool.py", 5, 1, 9),
            symbol="tests.pool.get_pool",
        ),
    ]


EXCERPTS = {
    "chat/routes/websocket.py": {41: f"def {SAFE_STATE}(websocket) -> str:"},
    "chat/auth.py": {88: f"def {SAFE_STATE}(websocket) -> str:"},
    "chat/core/utils.py": {
        9: "from chat.core import manager",
        140: f"def {SAFE_STATE}(socket: WebSocket) -> str:",
    },
    "chat/core/manager.py": {4: "from chat.core.utils import x"},
    "chat/services/room_01.py": {1: "from chat.core import WebSocketManager"},
    "chat/services/room_02.py": {2: "from chat.core import WebSocketManager"},
    "chat/services/presence.py": {
        57: "    manager = create_websocket_manager(",
        58: "        user.id,",
        59: '        retries=3,  # "\u4e2d\u6587"',
        60: "    )",
    },
    "chat/größe \u4e2d\u6587.py": {2: "open\t(\u4e2d\u6587, \x1b[31m"},
    "scripts/load.py": {3: "def get_pool():"},
}
