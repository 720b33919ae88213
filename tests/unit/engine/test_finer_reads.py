"""Who asks for one fact of a file is asked again where that fact is another one, not the file."""

from tests.unit.engine.asking import COPIED, Asked

_SESSIONS = """
class SessionManager:
    def __init__(self):
        self._sessions = {}

    def open(self, user):
        self._sessions[user] = []
        return user

    def count(self):
        return len(self._sessions)
"""
_WEB = "from shop.sessions import SessionManager\n\nsession_manager = SessionManager()\n"
_ADMIN = """
from shop.sessions import SessionManager

_manager = None


def get_session_manager():
    global _manager
    if _manager is None:
        _manager = SessionManager()
    return _manager
"""


def test_a_class_that_goes_on_to_change_asks_nobody_who_wants_to_know_whether_it_does(
    project: Asked,
) -> None:
    project.add(sessions=_SESSIONS, web=_WEB, admin=_ADMIN)
    assert '"rule": "competing-instances"' in project.project.warm()
    path, seekers = "shop/sessions.py", {"competing", "instances", "accessors"}
    assert not project.edit(path, "return user", "found = [user]\n        return found") & seekers
    more = "    def shut(self, user):\n        return [user, 'is gone', 7]\n\n    def count"
    assert "competing" not in project.edit(path, "    def count", more)
    last = "return len(self._sessions)\n"
    ended = "\n    def ended(self, user):\n        return [user, 'has ended', 8]\n"
    assert "competing" not in project.edit(path, last, last + ended)
    assert "competing" in project.edit(path, "self._sessions[user] = []", "pass")
    assert "competing" in project.edit(path, "pass", "self.last = user")


def test_a_part_that_a_constructor_makes_asks_who_wants_to_know_whether_an_instance_changes(
    project: Asked,
) -> None:
    still = "class SessionManager:\n    def __init__(self):\n        self.kept = tuple()\n"
    part = "class Part:\n    def __init__(self):\n        self.rows = []\n\n    def add(self, x):\n        self.rows.append(x)\n"
    project.add(sessions=f"{part}\n\n{still}", web=_WEB, admin=_ADMIN)
    assert "competing" in project.edit("shop/sessions.py", "tuple()", "Part()")


def test_a_name_that_somebody_else_says_still_asks_nobody(project: Asked) -> None:
    hidden = "_kept = None\n\n\ndef keep(x):\n    global _kept\n    _kept = [x]\n"
    reader = "from shop import hidden\n\n\ndef read(x):\n    if x:\n        return 1\n    return hidden._kept\n"
    project.add(hidden=hidden, one=reader, two=reader.replace("def read", "def other"))
    path = "shop/two.py"
    assert "competing" not in project.edit(path, "hidden._kept", "hidden.keep")
    assert "competing" in project.edit("shop/one.py", "hidden._kept", "hidden.keep")


def test_a_text_asks_who_misses_a_module_only_where_it_may_supply_one(project: Asked) -> None:
    assert "unresolved" not in project.edit(
        "shop/plain.py", "return x", 'return x + "shop.nowhere"'
    )
    assert "unresolved" in project.edit(
        "shop/__init__.py", "", 'MOVED = {"shop.nowhere": "shop"}\n'
    )


def test_who_asks_what_a_class_keeps_is_asked_where_it_keeps_something_else(
    project: Asked,
) -> None:
    depot = "class Depot:\n    def __init__(self):\n        self._rows = {}\n\n    def put(self, row):\n        self._rows[row] = []\n        return row\n\n\ndepot = Depot()\n"
    user = "from shop.depot import depot\n\ndepot.put(1)\n"
    project.add(depot=depot, one=user, two=user, three=user)
    path = "shop/depot.py"
    assert "instances" not in project.edit(
        path, "return row", "found = [row]\n        return found"
    )
    assert "instances" in project.edit(path, "found = [row]", "self.customer = found = row")


def test_a_call_of_a_method_asks_where_an_instance_may_have_another_one(project: Asked) -> None:
    till = "class Till:\n    def open(self, x):\n        return self.x\n\n    def other(self):\n        y = 1\n        return y\n"
    users = "from shop.till import Till\n\n\ndef f():\n    Till().open(1, 2)\n"
    project.add(till=till, users=users)
    assert '"rule": "incompatible-call"' in project.project.warm()
    assert "calls" not in project.edit("shop/till.py", "y = 1", "self.kept = y = 1")
    assert "calls" in project.edit("shop/till.py", "self.kept", "self.open")


def test_a_definition_before_a_global_that_nobody_reads_asks_nobody(project: Asked) -> None:
    hidden = "_kept = None\n\n\ndef keep(x):\n    global _kept\n    _kept = [x]\n"
    project.add(hidden=hidden)
    assert '"rule": "competing-instances"' in project.project.warm()
    more = "def more(y):\n    return [y, 'more', 7]\n\n\ndef keep"
    assert "competing" not in project.edit("shop/hidden.py", "def keep", more)
    assert "competing" in project.edit("shop/hidden.py", "    _kept = [x]", "    print(_kept)")


def test_a_method_asks_for_instances_only_where_a_field_comes(project: Asked) -> None:
    kinds = "class Depot:\n    rate = 19\n\n    def __init__(self):\n        self._rows = {}\n\n    def put(self, row):\n        self._rows[row] = []\n"
    depot = "from shop.kinds import Depot\n\ndepot = Depot()\n"
    user = "from shop.depot import depot\n\ndepot.put(1)\n"
    project.add(kinds=kinds, depot=depot, one=user, two=user, three=user)
    more = "\n    def take(self, row):\n        return [row, 'taken', 7]\n\n    def put"
    assert "instances" not in project.edit("shop/kinds.py", "\n    def put", more)
    assert "instances" in project.edit("shop/kinds.py", "rate = 19", "rate = 19\n    tax = 7")


def test_a_method_beside_a_decorated_one_that_is_called_asks_for_no_instances(
    project: Asked,
) -> None:
    kinds = "import os\n\n\nclass Depot:\n    def __init__(self):\n        self._rows = {}\n        self.load()\n\n    def load(self):\n        self._url = os.environ['DEPOT']\n\n    @property\n    def size(self):\n        return len(self._rows)\n\n    def put(self, row):\n        self._rows[row] = []\n"
    depot = "from shop.kinds import Depot\n\ndepot = Depot()\n"
    user = "from shop.depot import depot\n\ndepot.put(1)\n"
    project.add(kinds=kinds, depot=depot, one=user, two=user, three=user)
    more = "    def take(self, row):\n        return [row, 'taken', 7]\n\n    def put"
    assert not project.edit("shop/kinds.py", "    def put", more) & {"instances", "competing"}
    bound = "    def property(self):\n        return self\n\n    @property"
    assert "competing" in project.edit("shop/kinds.py", "    @property", bound)


def test_a_function_that_was_held_against_another_and_is_none_of_its_copies_may_go(
    project: Asked,
) -> None:
    loop = "    for one in x:\n        if one.ready:\n            one.sell(at=one.price * 3)\n"
    till = (
        "    kept = {len(x): x}\n    kept.update(more=x)\n    log(kept, sep=';')\n    return kept\n"
    )
    desk = (
        "    with open(x.path) as found:\n        rows = found.readlines()\n    return rows[2:]\n"
    )
    files = {"till": f"def take(x):\n{loop}{till}", "desk": f"def give(x):\n{loop}{desk}"}
    project.add(**files)
    path, own = "shop/desk.py", files["desk"]
    more = own.replace("    return", "    x.shut(late=True)\n    return")
    assert "clones" not in project.edit(path, own, "")
    project.add(desk=own)
    assert "clones" not in project.edit(path, own, more)
    assert "clones" in project.edit(path, more, f"def give(x):\n{loop}{till}")


def test_an_import_of_another_name_asks_nobody_who_seeks_lent_names(project: Asked) -> None:
    kinds = "class PlainCart:\n    size = 1\n\n\nclass FancyCart:\n    size = 2\n"
    lent = "from shop.kinds import PlainCart\n\nFancyCart = PlainCart\nlater = 17\n"
    user = (
        "from shop.lent import later\nfrom shop.kinds import FancyCart\n\nprint(later, FancyCart)\n"
    )
    project.add(kinds=kinds, lent=lent, one=user, two="print(2)\n")
    path = "shop/two.py"
    assert "ambiguities" not in project.edit(path, "print", "from shop.lent import later\n\nprint")
    assert '"rule": "ambiguous-name"' not in project.project.warm()
    assert "ambiguities" in project.edit(path, "import later", "import FancyCart")
    assert '"rule": "ambiguous-name"' in project.project.warm()


def test_an_import_of_ours_asks_nobody_which_libraries_a_copy_takes(project: Asked) -> None:
    ours = "import yaml\n\nfrom shop.kinds import size\n\nprint(yaml, size)\n"
    theirs = f"import toml\n\nprint(toml)\n\n{COPIED}"
    edited = theirs.replace("price - rate", "price - rate * 2")
    project.add(kinds="size = 1\n", one=f"{ours}\n{COPIED}", two=edited)
    path = "shop/one.py"
    assert "clones" not in project.edit(path, "import yaml\n", "import yaml\nimport shop.kinds\n")
    assert "clones" in project.edit(path, "import yaml\n", "import yaml\nimport lxml\n")


def test_who_takes_from_here_what_closes_a_circle_is_asked_for(project: Asked) -> None:
    orders = (
        "from shop.bills import Bill  # noqa: F401\n\n\nclass Line: ...\n\n\nclass Order: ...\n"
    )
    bills = "from shop.orders import Line, Order\n\n\nclass Bill:\n    rows = [Order, Line]\n"
    project.add(orders=orders, bills=bills, desk="")
    assert "nothing here uses it" not in project.project.warm()
    project.run({**project.project.files, "shop/desk.py": "from shop.orders import Bill\n"})
    assert "1 module takes it from here" in project.project.warm()


def test_a_file_that_cannot_be_read_any_more_asks_whom_it_concerns(project: Asked) -> None:
    assert project.edit("shop/plain.py", "return", "retur") == {"unparsable"}
    assert not project.edit("shop/plain.py", "retur x\n", "retur x\n\n\ndef other():\n    pass\n")
    assert project.edit("shop/plain.py", "    retur", "    \n    retur") == {"unparsable"}
    project.run({**project.project.files, "shop/plain.py": "def plain(x):\n    return x\n"})
    assert {"calls", "unparsable"} <= project.edit("shop/money.py", "return", "retur")
    assert project.edit("shop/money.py", "retur ", "return ") == set()  # known from before


def test_a_method_asks_who_wants_to_know_of_its_name_where_few_files_have_it(
    project: Asked,
) -> None:
    base = "class Base:\n    def run(self):\n        return self.load()\n\n"
    base += "    def load(self):\n        raise RuntimeError('gone')\n\n\nprint(Base)\n"
    more = "class Other:\n    def load(self):\n        return [self]\n\n\nprint(Other)\n"
    project.run({**project.project.files, "shop/base.py": base})
    plain = "def plain"
    assert "calls" in project.edit("shop/plain.py", plain, f"{more}\n\n{plain}")
    assert "calls" in project.edit("shop/plain.py", f"{more}\n\n{plain}", plain)
    others = {f"shop/l{n}.py": more.replace("Other", f"Other{n}") for n in range(2)}
    project.run({**project.project.files, **others})
    assert "calls" not in project.edit("shop/plain.py", plain, f"{more}\n\n{plain}")
    assert "calls" not in project.edit("shop/plain.py", f"{more}\n\n{plain}", plain)


def test_a_method_of_a_record_asks_nobody_who_wants_to_know_what_calling_it_takes(
    project: Asked,
) -> None:
    record = "from dataclasses import dataclass\n\n\n@dataclass\nclass SaleReceipt:\n    total: int\n    {}: int\n"
    user = (
        "from shop.one import SaleReceipt\n\n\ndef f():\n    return SaleReceipt(total=1, tax=2)\n"
    )
    other = (
        "from shop.two import SaleReceipt\n\n\ndef g():\n    return SaleReceipt(total=1, fee=2)\n"
    )
    one, two = record.format("tax"), record.format("fee")
    project.add(one=one, two=two, user=user, other=other)
    more = "    tax: int\n\n    def _paid(self):\n        return ['paid', 7]\n"
    assert "factories" not in project.edit("shop/one.py", "    tax: int\n", more)
    assert "factories" in project.edit("shop/one.py", "    tax: int\n", "    tax: int = 7\n")


def test_a_method_of_a_class_that_plays_a_role_asks_where_it_says_what_it_holds(
    project: Asked,
) -> None:
    names = ("route", "attach_handler", "detach_handler")
    text = "class MessageRouter:\n    _rows = 1\n" + "".join(
        f"\n    def {name}(self, x):\n        return [{{0}}, x, '{name}']\n" for name in names
    )
    project.add(one=text.format(1), two=text.format(2))
    path, more = (
        "shop/one.py",
        "    def _drain(self):\n        return ['drained', 8]\n\n    def route",
    )
    assert "concepts" not in project.edit(path, "    def route", more)
    row = "    _rows = 1\n"
    assert "concepts" in project.edit(path, row, "    _rows: list['MessageRouter'] = 1\n")
    made = "    def __init__(self, x: {}):\n        pass\n\n    def route"
    assert "concepts" in project.edit(path, "    def route", made.format("int"))
    assert "concepts" in project.edit(path, "x: int", "x: 'MessageRouter'")
    assert "concepts" in project.edit("shop/two.py", row, f"{row}    __tablename__ = 'routes'\n")


def test_a_call_asks_for_swapped_names_only_where_the_file_had_none(project: Asked) -> None:
    carts = "async def create_cart(user):\n    return {'user': user}\n"
    visits = "def open_visit(user, of=1):\n    return {'visit': user}\n"
    mobile = (
        "from shop.carts import create_cart\n\n\nasync def f(u):\n    return await create_cart(u)\n"
    )
    web = "from shop.visits import open_visit as create_cart\n\n\ndef f(u):\n    create_cart(u)\n"
    project.add(carts=carts, visits=visits, mobile=mobile, web=web)
    assert '"rule": "misleading-alias"' in project.project.warm()
    path, call = "shop/web.py", "    create_cart(u)\n"
    assert "aliases" not in project.edit(path, call, f"{call}    create_cart(u, of=2)\n")
    assert "aliases" not in project.edit(path, "    create_cart(u, of=2)\n", "")
    assert "aliases" in project.edit(path, call, "    print(u)\n")
    assert "aliases" in project.edit(path, "    print(u)\n", call)
    other = "from shop.visits import open_visit\n\n\ndef g(u):\n    open_visit(u)\n"
    assert "aliases" not in project.run({**project.project.files, "shop/other.py": other})


def test_an_alias_asks_whether_its_module_has_the_name_and_who_takes_it_there(
    project: Asked,
) -> None:
    meter = "class {0}Meter:\n    def __init__(self{1}):\n        self.seen = []\n"
    core, meters = meter.format("Core", ", size"), meter.format("", "")
    user = "from shop.core import CoreMeter\n\nMETER = CoreMeter(3)\n"
    desk = "from shop.meters import Meter as CoreMeter\n\n\ndef f():\n    return CoreMeter()\n"
    project.add(core=core, meters=meters, user=user, desk=desk)
    alias, path = '"rule": "misleading-alias"', "shop/desk.py"
    assert alias in project.project.warm()
    own = "\n\nclass Meter:\n    pass\n"
    assert "aliases" in project.edit(
        path, "    return CoreMeter()\n", f"    return CoreMeter()\n{own}"
    )
    assert alias not in project.project.warm()
    web = "from shop.desk import CoreMeter\n\n\ndef g():\n    return CoreMeter()\n"
    assert "aliases" in project.run({**project.project.files, "shop/web.py": web})
    assert alias in project.project.warm()


def test_other_arguments_ask_nobody_who_counts_calls(project: Asked) -> None:
    pool = "_pool = None\n\n\nclass Pool:\n    def put(self, x):\n        self.last = x\n\n\ndef get_pool(size=1):\n    global _pool\n    if _pool is None:\n        _pool = Pool()\n    return _pool\n"
    user = "from shop.pool import get_pool\n\n\ndef f(x):\n    return get_pool()\n"
    project.add(pool=pool, user=user)
    assert "accessors" not in project.edit("shop/user.py", "get_pool()", "get_pool(size=2)")
    asked = project.edit("shop/user.py", "    return", "    get_pool(size=3)\n    return")
    assert "accessors" in asked
    assert "competing" not in asked  # there is no other way to a pool


def test_a_call_in_a_test_asks_nobody_who_counts_those_of_the_program(project: Asked) -> None:
    user = "from shop.admin import get_session_manager\n\n\ndef f(x):\n    return {}\n"
    project.add(sessions=_SESSIONS, web=_WEB, admin=_ADMIN, user=user.format("x"))
    test = {"tests/test_admin.py": user.format("x")}
    project.run({**project.project.files, **test})
    call = "return get_session_manager().open(x)"
    assert "competing" not in project.edit("tests/test_admin.py", "return x", call)
    assert "competing" in project.edit("shop/user.py", "return x", call)


def test_who_asks_whether_a_class_is_made_at_all_relies_on_one_file_that_does(
    project: Asked,
) -> None:
    till = "class Till:\n    def open(self):\n        return self.amount\n"
    user = "from shop.till import Till\n\n\ndef f():\n    return {}\n"
    project.add(till=till, one=user.format("Till()"), two=user.format("1"))
    assert '"rule": "missing-member"' in project.project.warm()
    assert "members" not in project.edit("shop/two.py", "return 1", "return Till()")
    assert "members" in project.edit("shop/one.py", "return Till()", "return 1")
    assert '"rule": "missing-member"' in project.project.warm()
    assert "members" in project.edit("shop/two.py", "return Till()", "return 2")
    assert '"rule": "missing-member"' not in project.project.warm()
    assert "members" in project.edit("shop/two.py", "return 2", "return Till()")
    assert '"rule": "missing-member"' in project.project.warm()


def test_a_call_asks_for_factories_where_it_is_told_or_may_decide(project: Asked) -> None:
    pool = "class Pool:\n    pass\n\n\ndef get_pool({}):\n    return Pool()\n"
    lake = "class Lake:\n    pass\n\n\ndef get_pool():\n    return Lake()\n"
    user = "from shop.one import get_pool\n\n\ndef f():\n    return 1\n"
    project.add(one=pool.format("size"), two=lake, user=user)
    path, call = "shop/user.py", "    get_pool(3)\n    return 1"
    assert "factories" not in project.edit(path, "    return 1", call)
    assert "factories" in project.edit("shop/two.py", "Lake", "Pool")
    assert '"rule": "conflicting-factories"' in project.project.warm()
    assert "factories" in project.edit(path, "    return 1", "    get_pool(4)\n    return 1")


def test_a_helper_that_takes_only_what_is_awaitable_asks_who_overrides(project: Asked) -> None:
    ask = "    if inspect.isawaitable(value):\n        return await value\n    return value\n"
    waiting = f"import inspect\n\n\nasync def settled(value):\n{ask}"
    kernel = """
from shop.waiting import settled


class Kernel:
    async def run(self, code):
        return len(code)

    async def handle(self, code):
        return await settled(self.run(code))


class PlainKernel(Kernel):
    def run(self, code):
        self.size = len(code)
        return self.size
"""
    project.add(waiting=waiting, kernel=kernel)
    assert '"rule": "incompatible-override"' not in project.project.warm()
    assert "overrides" in project.edit("shop/waiting.py", ask, "    return await value\n")
    assert '"rule": "incompatible-override"' in project.project.warm()
    assert "overrides" in project.edit("shop/waiting.py", "    return await value\n", ask)


def test_a_name_that_is_set_from_outside_concerns_who_misses_it(project: Asked) -> None:
    cart = "class Cart:\n    def total(self):\n        return self.rate\n\n\nCART = Cart()\n"
    begin = "from shop.basket import CART\n\n\ndef begin(cart):\n    cart.{name} = 17\n"
    files = {**project.project.files, "shop/basket.py": cart, "shop/fee.py": begin}
    project.run({**files, "shop/fee.py": begin.format(name="fee")})
    assert "has no attribute 'rate'" in project.project.warm()
    assert "members" not in project.edit("shop/fee.py", "cart.fee", "cart.other")
    assert "members" in project.edit("shop/fee.py", "cart.other", "cart.rate")
    assert "has no attribute 'rate'" not in project.project.warm()
    assert "members" not in project.edit("shop/fee.py", "17", "18")
    assert "members" in project.edit("shop/fee.py", "cart.rate", "cart.other")
    files = project.project.files
    assert "members" not in project.run({**files, "shop/tax.py": begin.format(name="tax")})
    assert "members" in project.run({**files, "shop/tax.py": begin.format(name="rate")})
    assert "members" in project.run(files)
    assert "has no attribute 'rate'" in project.project.warm()
