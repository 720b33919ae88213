"""What the judge says of plain and asynchronous functions for one thing."""

from textwrap import dedent, indent

import pytest

from tests.unit.judges.copying import ORIGINAL, Judge, beside_the_original, evidence, replaced

PLAIN_CLIENT = dedent("""
    class Client:
        def send(self, request, limit=3):
            if request.closed:
                raise RuntimeError("closed")
            for hook in self.hooks["request"]:
                hook(request)
            request.headers["agent"] = self.agent
            response = self.handle(request)
            try:
                if request.follow and limit > 0:
                    response.read()
                    return self.send(response.next, limit - 1)
                return response
            except BaseException:
                response.close()
                raise
    """)


ASYNC_CLIENT = dedent("""
    class AsyncClient:
        async def send(self, request, limit=3):
            if request.closed:
                raise RuntimeError("closed")
            for hook in self.hooks["request"]:
                await hook(request)
            request.headers["agent"] = self.agent
            response = await self.handle(request)
            try:
                if request.follow and limit > 0:
                    await response.aread()
                    return await self.send(response.next, limit - 1)
                return response
            except BaseException:
                await response.aclose()
                raise
    """)


def test_an_asynchronous_twin_says_the_same_with_other_names(judged: Judge) -> None:
    courier = ASYNC_CLIENT.replace("AsyncClient", "Courier")

    found = judged({"app/a.py": PLAIN_CLIENT, "app/b.py": courier})

    (member,) = found.values()
    assert member.verdict == "equal"
    assert evidence(member).differences == ("is asynchronous",)
    assert evidence(member).edited  # neither can stand for the other


WRAPPER = """
def wrap_{0}sync_view(view):
    @functools.wraps(view)
    {1}def wrapped(request):
        client = get_client()
        if client is None or not client.spans:
            return view(request)
        with start_span(op="view", name=request.match.name, origin=client.origin):
            return view(request)

    return wrapped
"""


def test_a_wrapper_that_is_asynchronous_inside_is_the_twin_of_a_plain_one(judged: Judge) -> None:
    files = {
        "app/views.py": WRAPPER.format("", ""),
        "app/asgi.py": WRAPPER.format("a", "async "),
    }

    assert judged(files) == {}


def test_what_is_done_in_its_own_way_asynchronously_is_no_copy(judged: Judge) -> None:
    edited = replaced(
        ("def collect", "async def collect"), ("    found.sort()", "    found.reverse()")
    )
    unguarded = edited.replace("if not orders:", "if orders is None:")

    assert beside_the_original(judged, edited) is None
    assert beside_the_original(judged, unguarded.replace("paid and", "paid or")) is not None


def test_a_plain_and_an_asynchronous_interface_to_one_thing_are_no_copies(judged: Judge) -> None:
    assert judged({"app/a.py": PLAIN_CLIENT + ASYNC_CLIENT}) == {}
    assert judged({"app/a.py": PLAIN_CLIENT, "app/b.py": ASYNC_CLIENT}) == {}


def test_two_plain_functions_may_differ_by_such_a_name(judged: Judge) -> None:
    member = beside_the_original(judged, replaced(("order.paid and", "order.apaid and")))

    assert member is not None
    assert evidence(member).edited


def test_a_plain_and_an_asynchronous_function_in_one_file_are_left_in_peace(judged: Judge) -> None:
    """Neither can call the other, whatever they are called."""
    twin = ORIGINAL.replace("def collect", "async def fetch")

    assert judged({"app/a.py": ORIGINAL + twin}) == {}


FETCHES = """
class {}:
    {}def fetch(self, url, limit):
        limit = clamped(limit)
        {}
        session = self.session()
        try:
            {}session.fetch(url.format(limit=limit), self.headers, timeout=self.timeout)
        finally:
            session.close()
"""


@pytest.mark.parametrize(
    ("work", "told"),
    [
        ("self.limit = limit", False),
        ("self.limit = limit\n        self.headers['total'] = total(self.rows, limit)", True),
    ],
)
def test_where_one_awaits_and_does_little_besides_nothing_could_be_shared(
    work: str, judged: Judge, *, told: bool
) -> None:
    plain = FETCHES.format("Reader", "", work, "")
    waiting = FETCHES.format("Reader", "async ", work, "await ")

    assert bool(judged({"app/a.py": plain, "app/aio/b.py": waiting})) is told


@pytest.mark.parametrize(
    ("name", "copies"),
    [pytest.param("collect", False, id="public"), pytest.param("_collect", True, id="private")],
)
def test_twins_in_two_files_mirror_what_is_public(name: str, copies: bool, judged: Judge) -> None:
    method = ORIGINAL.replace("collect(orders", f"{name}(self, orders").replace("\n", "\n    ")

    found = judged(
        {"app/plain.py": f"class Shop:{method}", "app/aio.py": f"class AsyncShop:{method}"}
    )

    assert bool(found) is copies


def test_what_two_classes_offer_plainly_and_asynchronously_may_differ(judged: Judge) -> None:
    plain = "class SyncReader:\n" + indent(
        replaced(("(orders, limit", "(self, orders, limit")), "    "
    )
    asynchronous = plain.replace("SyncReader", "AsyncReader").replace(
        "def collect", "async def collect"
    )
    edited = asynchronous.replace("found[:limit]", "found[: limit - 1]")

    assert judged({"app/a.py": plain, "app/b.py": edited}) == {}


ADAPTER = """
class {0}Adapter:
    def {1}(self, key, session, payload=None, thread=None):
        params = dict(wait=int(self.waits), parts=len(payload or ()))
        if thread and thread.open:
            params["thread"] = thread.number
        route = Route("POST", "/hooks/" + key, parameters=params)
        return self.request(route, {2}, payload=payload, params=params)
"""


@pytest.mark.parametrize(("name", "told"), [("execute", False), ("_execute", True)])
def test_what_two_interfaces_offer_plain_in_both_mirrors_each_other(
    name: str, told: bool, judged: Judge
) -> None:
    files = {
        "app/plain.py": ADAPTER.format("", name, "session"),
        "app/waiting.py": ADAPTER.format("Async", name, "session=session, proxy=self.proxy"),
    }

    assert bool(judged(files)) is told
