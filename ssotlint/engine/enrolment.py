"""The rows of the ledger, moved along with the cases that they are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ssotlint.engine import ledger, outline
from ssotlint.engine.edited import OtherwiseError
from ssotlint.engine.ledger import Entered, Mending

if TYPE_CHECKING:
    from ssotlint.engine.drafts import Draft
    from ssotlint.engine.outline import Company, Where
    from ssotlint.engine.telling import Telling


def mended(telling: Telling, *, lasting: bool) -> tuple[Company, ...] | None:
    """Mend the ledger; the rows of now, None where the last run has left it alone.

    ``lasting`` tells that the next run counts from these. Raises OtherwiseError where a row has no
    certain place.
    """
    retelling = telling.retelling
    if retelling.last.companies is None:
        return None
    gone, rows = retelling.turnover.gone, retelling.rows
    moved: dict[str, Entered] = {}
    lost: dict[str, set[str]] = {}
    earlier = ledger.mended(retelling.project)  # by edits that may be taken back by now
    for company in retelling.last.companies:
        if company.case in gone:
            lost[company.key] = ledger.names_of(telling.case(company.case))
        elif company.case in rows or company.key in earlier:
            row = ledger.entered(retelling.project, telling.company(company), company.fate)
            if moved.setdefault(company.key, row).key != row.key:
                raise OtherwiseError
    kept = [*_kept(telling, moved)]
    come = [*_come(telling)]
    companies = _in_order(telling, kept, [company for company, _ in come])
    ranks = {row.key: rank for rank, row in enumerate(companies) if not row.fate}
    entered = {company.key for company in retelling.last.companies}
    mending = Mending(entered, moved, [row for _, row in come], lost, ranks, lasting=lasting)
    if not ledger.mend(retelling.project, mending):
        raise OtherwiseError
    return tuple(companies)


def _kept(telling: Telling, moved: Mapping[str, Entered]) -> Iterator[Company]:
    """The rows that stay, as they are now."""
    turnover = telling.retelling.turnover
    for company in telling.retelling.last.companies or ():
        if company.case in turnover.gone:
            continue
        case = company.case if company.case == outline.UNKNOWN else turnover.now(company.case)
        row = moved.get(company.key)
        key = row.key if row is not None else company.key
        is_same = key == company.key and case == company.case
        yield company if is_same else replace(company, key=key, case=case)


def _come(telling: Telling) -> Iterator[tuple[Company, Entered]]:
    """The rows that come."""
    for where, drafts in telling.came.items():
        by_rule: dict[str, list[Draft]] = {}
        for draft in drafts:
            if ledger.is_entered(draft):
                by_rule.setdefault(draft.name, []).append(draft)
        parts = outline.parts_of(drafts)
        for rule, company in by_rule.items():
            row = ledger.entered(telling.retelling.project, company, "")
            told = tuple((parts[id(d.case), id(d.member)], d.fingerprint) for d in company)
            yield outline.Company(where, rule, "", row.key, told), row


def _in_order(telling: Telling, kept: Sequence[Company], come: Sequence[Company]) -> list[Company]:
    """All rows as a whole run would enter them: by where the first finding of each is told."""
    if not come:
        return [*kept]
    first: dict[tuple[Where, str], int] = {}
    for position, (case, rule) in enumerate(telling.tellers):
        first.setdefault((case, rule), position)
    found = [*kept]
    for company in sorted(come, key=lambda row: first[row.case, row.rule]):
        rank = first[company.case, company.rule]
        later = (
            at for at, row in enumerate(found)
            if not row.fate and first.get((row.case, row.rule), -1) > rank
        )  # fmt: skip
        found.insert(next(later, len(found)), company)
    return found
