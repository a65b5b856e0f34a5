"""States and provinces by name and code."""

from __future__ import annotations

from functools import cache
from typing import Any

from interlock.model.value import JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Raw, Want, blank, same
from interlock.verify.expect._countries import code_of


@cache
def _known(country: str) -> list[Any]:
    import pycountry  # noqa: PLC0415 - of an extra, which only rules about states need

    return [one for one in pycountry.subdivisions if one.country_code == country]


_MADE = {"US": ("CA", "NY", "TX"), "CA": ("ON", "QC", "BC"), "DE": ("BY", "BE", "HH")}


def states(*, name_first: bool) -> Expectation:
    """What is expected between names and codes; both sides may show either."""

    def country(ask: Ask) -> str | None:
        fixed = ask.args.get("region")
        return str(fixed) if fixed else code_of(ask.near(str(ask.args.get("field", ""))))

    def of(ask: Ask, value: object) -> tuple[str, str] | None:
        text = str(value).strip().casefold()
        for one in _known(country(ask) or ""):
            name = one.name.partition(" [")[0]
            if text in {name.casefold(), one.code.casefold(), one.code.partition("-")[2].casefold()}:
                return name, one.code
        return None

    def expected(ask: Ask) -> Expected:
        if blank(ask.value):
            return ask.value
        found = of(ask, ask.value)
        if found is None:
            return UNKNOWABLE
        if ask.forwards is not name_first:
            return found[0]
        return found[1] if ask.args.get("coding") == "ISO code" else found[1].partition("-")[2]

    def alike(ask: Ask, wanted: Expected, actual: Raw) -> bool:
        return same(wanted, actual) if blank(wanted) or blank(actual) else of(ask, wanted) == of(ask, actual)

    def sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
        codes = _MADE.get(country(ask) or "")
        if codes is None:
            return ("",)
        found = of(ask, codes[(want.n + want.variant) % len(codes)])
        return None if found is None else (found[0] if ask.forwards is name_first else found[1].partition("-")[2],)

    return Expectation(expected, alike, sample)
