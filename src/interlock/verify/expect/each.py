"""Each value of a list by a rule."""

from __future__ import annotations

from dataclasses import replace

from interlock.model.value import JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Raw, Want, blank, same
from interlock.verify.expect._composed import after, inside


def _expected(ask: Ask) -> Expected:
    if not isinstance(ask.value, list):
        return ask.value if blank(ask.value) else UNKNOWABLE
    found = [
        None if one is None else after(replace(ask, values=(one,), shown_by={}), str(ask.args["rule"]))
        for one in ask.value
    ]
    return UNKNOWABLE if UNKNOWABLE in found else found


def _same(ask: Ask, wanted: Expected, actual: Raw) -> bool:
    if not isinstance(wanted, list) or not isinstance(actual, list):
        return blank(actual) if wanted == [] else same(wanted, actual)
    found = inside(replace(ask, shown_by={}), str(ask.args["rule"]))
    alike = found is not None and all(
        found[0].same(found[1], one, other) for one, other in zip(wanted, actual, strict=False)
    )
    return alike and len(wanted) == len(actual)


def _sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
    found = inside(replace(ask, shown_by={}), str(ask.args["rule"]))
    made = [found[0].sample(found[1], replace_n(want, i)) for i in range(2)] if found is not None else []
    values = [one[0] for one in made if one]
    return (values,) if values else ([f"{want.mark} {i}" for i in range(2)],)


def replace_n(want: Want, i: int) -> Want:
    """The wish for the i-th element."""
    return replace(want, n=want.n * 7 + i)


expectation = Expectation(_expected, _same, _sample)
