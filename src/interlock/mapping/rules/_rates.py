"""Rates of exchange in a table of the document: currency, rate, and the day from which it is valid."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from interlock.mapping.outcome import Misfit, Problem
from interlock.mapping.rules._tables import placed, table_named
from interlock.mapping.values import as_number
from interlock.model.document import LookUp
from interlock.model.value import Canonical


class Rates:
    """The rates of a table, by currency and day."""

    def __init__(self, table: LookUp) -> None:
        """Read the table.

        Raises:
            Problem: a row is no rate.
        """
        self.name = table.name
        self.known: dict[str, list[tuple[date, Decimal]]] = {}
        for number, row in enumerate(table.rows):
            currency, rate, day = _row(table, number, row)
            self.known.setdefault(currency, []).append((day, rate))
        for found in self.known.values():
            found.sort()

    def rate(self, currency: Canonical, wanted: str, day: Canonical) -> Decimal:
        """How many of the wanted currency one was on a day.

        Raises:
            Misfit: currency or day are missing, or the table has no rate.
        """
        code = currency.strip().upper() if isinstance(currency, str) else ""
        if not code:
            raise Misfit("has no currency to be converted from")
        if code == wanted:
            return Decimal(1)
        on = _day(day)
        found = self.known.get(code, [])
        at = bisect_right(found, on, key=lambda one: one[0])
        if not at:
            raise Misfit(f"has a currency of which the table `{self.name}` has no rate for its day")
        return found[at - 1][1]


def rates_of(tables: Sequence[LookUp], name: str) -> Rates:
    """The rates of the table of that name.

    Raises:
        Problem: there is none, or a row of it is no rate.
    """
    return Rates(table_named(tables, name))


def _row(table: LookUp, number: int, row: Sequence[str]) -> tuple[str, Decimal, date]:
    cells = [cell.strip().strip("`") for cell in row]
    try:
        rate = as_number(cells[1]) if len(cells) > 2 else None
        if cells[0] and isinstance(rate, Decimal) and rate > 0:
            return cells[0].upper(), rate, date.fromisoformat(cells[2])
    except (Misfit, ValueError):
        pass
    message = f"the table `{table.name}` has a row that is no rate: {', '.join(cells)[:80]}"
    hint = "write currency, rate and the day from which it is valid, such as USD, 0.925, 2026-02-01"
    raise placed(Problem(message, hint=hint, rows=(number,)), table)


def _day(value: Canonical) -> date:
    if isinstance(value, datetime):
        return value.astimezone(UTC).date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise Misfit("needs the day of its rate, and has none") from error
