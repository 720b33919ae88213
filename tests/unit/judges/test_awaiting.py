"""What is said to do about a coroutine that is misused."""

from pathlib import Path

import pytest

from ssotlint.engine.session import check_world

CARTS = """
class Cart:
    pass


def open_cart(user):
    return Cart()


async def save(user):
    return user


async def lines(user):
    yield user
"""


@pytest.mark.parametrize(
    ("call", "remedy"),
    [
        ("save(user)", "Write `await` before the call: shop.carts.save is a coroutine function."),
        ("return await open_cart(user)", "Delete this `await`: shop.carts.open_cart is a plain function."),
        ("lines(user)", ("Iterate over it with `async for`: "
         "shop.carts.lines is an async generator function.")),
    ],
)  # fmt: skip
def test_the_remedy_says_what_to_write(tmp_path: Path, call: str, remedy: str) -> None:
    pay = f"from shop.carts import lines, open_cart, save\n\n\nasync def pay(user):\n    {call}\n"
    files = {"shop/__init__.py": "", "shop/carts.py": CARTS, "shop/pay.py": pay}

    assert [f.remedy for f in check_world(files, tmp_path).findings] == [remedy]


def test_the_callers_of_a_plain_function_await_it_in_turn(tmp_path: Path) -> None:
    pay = "from shop.carts import save\n\n\ndef pay(user):\n    save(user)\n\n\nsave('at load')\n"
    files = {"shop/__init__.py": "", "shop/carts.py": CARTS, "shop/pay.py": pay}

    assert [f.remedy.partition(":")[0] for f in check_world(files, tmp_path).findings] == [
        "Write `await` before the call, make pay a coroutine function, and await it where it is called",
        "Write `await` before the call, in a coroutine function",
    ]


@pytest.mark.parametrize(
    ("rest", "cure"),
    [
        ("self.user = user", "Write `def open` without `async`, and delete this `await`"),
        ("await save(user)", "Delete this `await`"),
        ("self.users = [one async for one in lines(user)]", "Delete this `await`"),
    ],
)
def test_what_overrides_a_plain_function_is_one_again(tmp_path: Path, rest: str, cure: str) -> None:
    """Who calls it awaits nothing: without its `await` alone it would never run."""
    desk = (
        "from shop.carts import lines, save\n\n\n"
        "class Desk:\n    def open(self, user):\n        self.user = user\n\n\n"
        "class Counter(Desk):\n    async def open(self, user):\n"
        f"        await super().open(user)\n        {rest}\n"
    )
    files = {"shop/__init__.py": "", "shop/carts.py": CARTS, "shop/desk.py": desk}
    report = check_world(files, tmp_path, select=("misused-coroutine",))

    assert [f.remedy for f in report.findings] == [
        f"{cure}: shop.desk.Desk.open is a plain function."
    ]
