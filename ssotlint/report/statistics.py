"""What each rule cost and what became of its suspects, as an aligned table."""

from ssotlint.model.report import Report, RuleStatistics
from ssotlint.report.options import TextOptions

_HEAD = ("rule", "suspects", "confirmed", "rejected", "seconds")


def render(report: Report, options: TextOptions) -> str:
    """The table with a line of sums; one sentence where nothing was measured."""
    del options  # a table of numbers needs no more room than it takes
    rows = table(report)
    if not rows:
        return "no statistics: the report was saved, or no rule ran\n"
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    return "".join(f"{_aligned(row, widths)}\n" for row in rows)


def table(report: Report) -> list[tuple[str, ...]]:
    """Head, one row a rule by name, sums; empty where nothing was measured."""
    if not report.statistics:
        return []
    rows = sorted(report.statistics.items())
    values = report.statistics.values()
    everything = RuleStatistics(
        sum(one.suspects for one in values),
        sum(one.confirmed for one in values),
        sum(one.rejected for one in values),
        sum(one.seconds for one in values),
    )
    return [_HEAD, *(_row(name, one) for name, one in [*rows, ("all rules", everything)])]


def _row(name: str, one: RuleStatistics) -> tuple[str, ...]:
    numbers = (f"{number:,}" for number in (one.suspects, one.confirmed, one.rejected))
    return (name, *numbers, f"{one.seconds:.3f}")


def _aligned(row: tuple[str, ...], widths: list[int]) -> str:
    name, *numbers = row
    cells = [f"{number:>{width}}" for number, width in zip(numbers, widths[1:], strict=True)]
    return "  ".join([f"{name:<{widths[0]}}", *cells])
