"""Loops in the background, around what an object does."""

import pytest

from tests.unit.judges.copying import Judge

LOOP = """
import asyncio

class Carts:
    async def _clean_up(self):
        while self.running:
            try:
                await asyncio.sleep(self.minutes * 60)
                dropped = await self.drop_expired()
                if dropped > 0:
                    logger.info(f"{dropped} carts dropped")
                self._reset_counters()
            except asyncio.CancelledError:
                logger.info("no more carts")
                break
            except Exception as error:
                logger.error(f"Error with carts: {error}")
                await asyncio.sleep(10)
"""
OTHER = (
    LOOP.replace("Carts", "Orders")
    .replace("carts", "orders")
    .replace(
        "self._reset_counters()", "if self.counts:\n                    await self._count_again()"
    )
)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        pytest.param(OTHER, False, id="asks its own object for something else"),
        pytest.param(LOOP.replace("Carts", "Orders"), True, id="says just the same"),
        pytest.param(
            OTHER.replace("if dropped > 0", "if self.store.shrink(dropped) > 0"), True,
            id="does something itself",
        ),
    ],
)  # fmt: skip
def test_a_loop_that_waits_and_asks_its_own_object_is_no_copy(
    other: str, told: bool, judged: Judge
) -> None:
    text = (
        LOOP
        if "store" not in other
        else LOOP.replace("if dropped", "if self.store.shrink(dropped)")
    )

    assert ("app.b.Orders._clean_up" in judged({"app/a.py": text, "app/b.py": other})) is told


@pytest.mark.parametrize(
    "held",
    [
        pytest.param("        while self.rows:\n{body}", id="neither waits nor outlives an error"),
        pytest.param(
            "        while self.rows:\n            time.sleep(1)\n{body}",
            id="outlives no error",
        ),
        pytest.param(
            "        while self.rows:\n            try:\n                self.begin()\n"
            "            except KeyError:\n                break\n{body}",
            id="does not wait",
        ),
    ],
)
def test_a_loop_that_works_is_a_copy_though_it_asks_its_own_object(
    held: str, judged: Judge
) -> None:
    rows = (
        "row = self.pop_row()", "self.check(row)", "self.write(row)", "self.count(row, self.total)",
        "self.tell(row, self.total)", "self.drop(row, self.all)", "self.order(row, self.by_name)",
        "self.show(row, self.page)",
    )  # fmt: skip
    text = "class Carts:\n    def drain(self):\n" + held.format(
        body="".join(f"            {row}\n" for row in rows)
    )
    other = text.replace("            self.check(row)\n", "").replace("Carts", "Orders")

    assert "app.b.Orders.drain" in judged({"app/a.py": text, "app/b.py": other})
