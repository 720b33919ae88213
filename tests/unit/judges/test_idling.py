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
