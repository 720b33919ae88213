"""What code does to the world around it when it runs: raises, reads settings, opens things."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, get_args

import libcst as cst

from ssotlint.graph.words import words
from ssotlint.syntax.forms import Handler, Try
from ssotlint.syntax.names import dotted
from ssotlint.syntax.signatures import all_parameters_of
from ssotlint.syntax.sources import derived, names
from ssotlint.syntax.tree import Kinds, children, every

_ENVIRONMENT = frozenset(("os.environ", "os.getenv", "environ", "getenv", "os.environ.get",
                          "environ.get", "decouple.config", "dotenv.load_dotenv"))  # fmt: skip
# Calls that reach for something outside of the process, by their last two names or the last one.
_OPENS = {
    "a connection": frozenset(
        ("socket.create_connection", "socket.connect", "sqlite3.connect", "psycopg2.connect",
         "psycopg.connect", "pymysql.connect", "MySQLdb.connect", "duckdb.connect",
         "clickhouse_connect.get_client", "pika.BlockingConnection", "BlockingConnection",
         "MongoClient", "KafkaProducer", "KafkaConsumer", "boto3.client", "boto3.resource",
         "smtplib.SMTP", "SMTP_SSL", "urllib.request.urlopen", "request.urlopen", "urlopen",
         "requests.get", "requests.post", "requests.request", "httpx.get", "httpx.post",
         "ldap.initialize", "paramiko.Transport", "ftplib.FTP")
    ),
    "a process": frozenset(("subprocess.run", "subprocess.Popen", "subprocess.check_output",
                            "subprocess.check_call", "os.system", "os.popen")),
    "a file": frozenset(("open", "io.open", "Path.open", "sqlite3.Connection")),
}  # fmt: skip
_FILES = frozenset(("read_text", "read_bytes", "write_text", "write_bytes", "touch"))
_FOLDERS = frozenset(("makedirs", "mkdir"))
_STARTED = frozenset(("Thread", "Timer", "Process", "threading.Thread", "threading.Timer",
                      "multiprocessing.Process"))  # fmt: skip
_TASKS = frozenset(("asyncio.create_task", "asyncio.ensure_future", "asyncio.get_running_loop"))
# What asks the machine how it is, by its last two names or the last one.
_ASKS = frozenset(
    ("exists", "is_file", "is_dir", "isfile", "isdir", "os.access", "shutil.which", "find_spec",
     "sys.platform", "sys.version_info", "platform.system", "platform.machine", "os.name", "glob",
     "os.listdir", "iterdir", "getaddrinfo", "gethostbyname", "connect_ex")
)  # fmt: skip
# What is called so is filled from outside.
_CONFIGURED = frozenset(("config", "configuration", "credentials", "env", "environment", "secrets",
                         "settings"))  # fmt: skip
# Whoever reads a setting by subscript gets a KeyError where it is missing.
_SETTINGS = frozenset(("os.environ", "environ"))
# Errors that say that there is nothing, that somebody else has to say something, or that the program
# is written wrongly: that it is always, and not where it is run.
_ORDINARY = ("NotImplementedError", "AttributeError", "NameError", "StopIteration", "TypeError")
_INNER = Kinds(cst.FunctionDef, cst.ClassDef, cst.Lambda)
# What decides on what it holds, or changes what that means; what may be left before its end; and
# what does something itself.
_AROUND = Kinds(*get_args(Try), cst.With, cst.If, cst.While, cst.IfExp, cst.For, cst.Match,
                cst.MatchCase, cst.AssignTarget, cst.Del)  # fmt: skip
_BLOCKS = Kinds(*get_args(Try), cst.If, cst.With, cst.For, cst.While, cst.Match)
_DOES = Kinds(cst.Raise, cst.Subscript, cst.Attribute, cst.Name, cst.Call)


# The last names of all that may keep a program from starting.
_HARMS = {"raise", "environ", "start"}.union(
    _FILES, _FOLDERS, (name.rpartition(".")[2] for name in _TASKS.union(*_OPENS.values()))
)
_HARM = re.compile(rf"\b(?:{'|'.join(sorted(_HARMS))})\b")


class Effect(NamedTuple):
    """Something that code does, in words; ``harmful`` when it may keep a program from starting."""

    text: str
    harmful: bool
    node: cst.CSTNode


class _Seen(NamedTuple):
    node: cst.CSTNode
    caught: bool = False  # a handler around it takes what it raises
    stored: bool = False  # it is assigned to
    decide: tuple[cst.CSTNode, ...] = ()  # conditions, loops and what was tried around it


def effects(node: cst.CSTNode, known: frozenset[str], outside: frozenset[str]) -> Iterator[Effect]:
    """The effects of a function's body, or of a statement, in their order.

    ``known`` are attributes, `self.rate`, that are what somebody has written: what they decide
    happens always or never. ``outside`` are those that are what the machine says.
    """
    given = _given(node, known)
    found = from_outside(node, outside)
    starts = False
    threads: cst.CSTNode | None = None
    for seen in _walk(node):
        one = seen.node
        if not _DOES[type(one)]:
            continue
        if isinstance(one, cst.Raise):
            error = _raised(one)
            certain = not seen.caught and _depends_on_others(seen, given)
            if certain and error not in _ORDINARY and _depends_on_machine(seen, found):
                yield Effect(f"may raise {error}" if error else "may raise", True, one)
        elif isinstance(one, cst.Subscript):
            setting = _literal(one) if dotted(one.value) in _SETTINGS else ""
            if setting and not seen.stored and not _is_asked(seen, setting):
                missing = "raises KeyError where the environment lacks a setting"
                yield Effect(missing, not (seen.caught or seen.decide), one)
        elif isinstance(one, cst.Attribute | cst.Name) and dotted(one) in _ENVIRONMENT:
            yield Effect("reads the environment", False, one)
        elif isinstance(one, cst.Call):
            name = dotted(one.func)
            certain = not seen.caught and _depends_on_others(seen, given)
            yield from _opened(one, name, harmful=certain)
            threads = one if name in _STARTED else threads
            starts = starts or _last(one) == "start"
    if threads is not None and starts:
        yield Effect("starts a thread", True, threads)


def may_harm(text: str) -> bool:
    """Whether code has a word without which no effect of it is harmful."""
    return _HARM.search(text) is not None


def _literal(node: cst.Subscript) -> str:
    """The text by which something is looked up; "" for all else."""
    index = node.slice[0].slice if len(node.slice) == 1 else None
    if not isinstance(index, cst.Index) or not isinstance(index.value, cst.SimpleString):
        return ""
    return index.value.raw_value


def _is_asked(seen: _Seen, setting: str) -> bool:
    """Whether a condition speaks of a setting: `if "PRICES" not in os.environ: return None`."""
    texts = (n for one in seen.decide for n in every(one) if isinstance(n, cst.SimpleString))
    return any(text.raw_value == setting for text in texts)


def _opened(call: cst.Call, name: str, *, harmful: bool) -> Iterator[Effect]:
    short = ".".join(name.split(".")[-2:])
    for what, known in _OPENS.items():
        if name in known or short in known or name.rpartition(".")[2] in known - {"open"}:
            yield Effect(f"opens {what}", harmful, call)
            return
    if _last(call) in _FOLDERS:
        yield Effect("makes a folder", harmful, call)
    elif _last(call) in _FILES:
        yield Effect("opens a file", harmful, call)
    elif name in _TASKS:
        yield Effect("needs a running event loop", harmful, call)


def _last(call: cst.Call) -> str:
    return call.func.attr.value if isinstance(call.func, cst.Attribute) else ""


def _walk(node: cst.CSTNode) -> Iterator[_Seen]:
    body = node.body if isinstance(node, cst.FunctionDef) else node
    pending = [_Seen(body)]
    while pending:
        seen = pending.pop()
        yield seen
        pending.extend(reversed([s for s in _below(seen) if not _INNER[type(s.node)]]))


def _below(seen: _Seen) -> Iterator[_Seen]:
    is_around = _AROUND[type(seen.node)]
    for child in children(seen.node):
        below = _Seen(child, *seen[1:])
        yield _within(seen.node, child, below) if is_around else below
        # What stands behind `if price is None: return` is decided by that, too.
        if _BLOCKS[type(child)]:
            seen = seen._replace(decide=(*seen.decide, *_leaving(child)))


def _within(node: cst.CSTNode, child: cst.CSTNode, below: _Seen) -> _Seen:
    """What is seen in a node, with what that has to say about its parts."""
    decide: tuple[cst.CSTNode, ...] = ()
    if isinstance(node, Try):
        if child is node.body:
            below = below._replace(caught=below.caught or bool(node.handlers))
        elif isinstance(child, Handler):
            decide = (node.body,)
    elif isinstance(node, cst.With) and child is node.body and _suppresses(node):
        below = below._replace(caught=True)
    elif isinstance(node, cst.If | cst.While | cst.IfExp) and child is not node.test:
        decide = (node.test,)
    elif isinstance(node, cst.For) and child is not node.iter:
        decide = (node.iter,)
    elif isinstance(node, cst.Match) and child is not node.subject:
        decide = (node.subject,)
    elif isinstance(node, cst.MatchCase) and child is node.body and node.guard is not None:
        decide = (node.guard,)
    elif isinstance(node, cst.AssignTarget | cst.Del):
        below = below._replace(stored=True)
    return below._replace(decide=(*below.decide, *decide)) if decide else below


def _suppresses(node: cst.With) -> bool:
    """`with suppress(KeyError):` takes what it names, like a handler."""
    return any(
        isinstance(i.item, cst.Call) and dotted(i.item.func).rpartition(".")[2] == "suppress"
        for i in node.items
    )


def _leaving(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The conditions that may end the function before what stands behind a statement."""
    if isinstance(node, cst.If):
        if _ends(node.body):
            yield node.test
    elif isinstance(node, cst.Match):
        if any(_ends(case.body) for case in node.cases):
            yield node.subject
    elif isinstance(node, Try | cst.With | cst.For | cst.While):
        for inner in children(node.body):
            yield from _leaving(inner)


def _ends(body: cst.CSTNode) -> bool:
    last = children(body)[-1:]
    return any(isinstance(n, cst.Return | cst.Raise) for one in last for n in every(one))


def _depends_on_others(seen: _Seen, given: frozenset[str]) -> bool:
    """Whether nothing that decides on it is what the caller passed, or known."""
    return not any(given & set(names(node)) for node in seen.decide)


def _depends_on_machine(seen: _Seen, found: frozenset[str]) -> bool:
    """Whether something that decides on it is what the machine says, or what it lets be imported."""
    return any(
        found & set(names(node))
        or any(isinstance(n, cst.Import | cst.ImportFrom) for n in every(node))
        for node in seen.decide
    )


def from_outside(node: cst.CSTNode, known: frozenset[str]) -> frozenset[str]:
    """What is asked of the machine, or is known to be, and the names and attributes made of it."""
    asked = known.union(name for name in names(node) if _is_outside(name))
    return derived(node, asked) if isinstance(node, cst.FunctionDef) else asked


@lru_cache(maxsize=4096)  # the same few names again and again
def _is_outside(name: str) -> bool:
    short, last = ".".join(name.split(".")[-2:]), name.rpartition(".")[2]
    ends = {name, short, last}
    known = (_ENVIRONMENT, _ASKS, _FILES, *_OPENS.values())
    if any(not ends.isdisjoint(some) for some in known):
        return True
    owner = name.partition(".")[0]
    return owner not in {"self", "cls"} and not _CONFIGURED.isdisjoint(words(owner)[-1:])


def _given(node: cst.CSTNode, known: frozenset[str]) -> frozenset[str]:
    """The parameters of a function, what is known, and the names and attributes that are made of them."""
    if not isinstance(node, cst.FunctionDef):
        return frozenset()
    found = {p.name.value for p in all_parameters_of(node.params)} - {"self", "cls"}
    return derived(node, known.union(found))


def _raised(node: cst.Raise) -> str:
    error = node.exc.func if isinstance(node.exc, cst.Call) else node.exc
    return dotted(error).rpartition(".")[2] if error is not None else ""
