"""An amount in another currency, by a dated table."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from interlock.verify.expect._arithmetic import computed, to_places
from interlock.verify.expect._base import Ask, blank, decimal_of
from interlock.verify.expect._minor import places_of


def _rate(ask: Ask) -> Decimal | None:
    code, day = ask.near(str(ask.args["field"])), ask.near(str(ask.args["day"]))
    if blank(code):
        return None
    code = str(code).strip().upper()
    if isinstance(day, int | float) and not isinstance(day, bool):
        day = datetime.fromtimestamp(day, UTC).date().isoformat()
    if code == ask.args["currency"]:
        return Decimal(1)
    best: tuple[str, str] | None = None
    for table in ask.tables:
        if table.name.casefold() != str(ask.args["table"]).casefold():
            continue
        for currency, rate, valid in (tuple(cell.strip().strip("`") for cell in row[:3]) for row in table.rows):
            if currency.upper() == code and valid <= str(day)[:10] and (best is None or valid >= best[0]):
                best = valid, rate
    return None if best is None or blank(day) else decimal_of(best[1])


def _converted(ask: Ask, value: Decimal) -> Decimal | None:
    rate, places = _rate(ask), places_of(ask.args["currency"])
    return None if rate is None or places is None else to_places(value * rate, places)


expectation = computed(_converted)
