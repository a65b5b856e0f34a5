"""Lists of names and values, and objects with a field for each name."""

from __future__ import annotations

from interlock.model.value import ABSENT, JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Raw, Want, same


def named(*, list_first: bool) -> Expectation:
    """What is expected where the rule starts from the list, or from the object."""

    def fields(ask: Ask, elements: object) -> dict[str, JSON] | None:
        key, part = str(ask.args["key"]), str(ask.args["part"])
        found: dict[str, JSON] = {}
        for element in elements if isinstance(elements, list) else []:
            name = element.get(key) if isinstance(element, dict) else None
            if not isinstance(name, str) or name in found:
                return None
            found[name] = element.get(part)
        return found

    def expected(ask: Ask) -> Expected:
        if ask.value is None or ask.value is ABSENT:
            return ask.value
        if ask.forwards is list_first:
            found = fields(ask, ask.value)
            return UNKNOWABLE if found is None or not isinstance(ask.value, list) else found
        if not isinstance(ask.value, dict):
            return UNKNOWABLE
        return [{str(ask.args["key"]): name, str(ask.args["part"]): value} for name, value in ask.value.items()]

    def alike(ask: Ask, wanted: Expected, actual: Raw) -> bool:
        if isinstance(wanted, list):
            return isinstance(actual, list) and fields(ask, wanted) == fields(ask, actual)
        return wanted == actual if isinstance(wanted, dict) else same(wanted, actual)

    def sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
        made: dict[str, JSON] = {f"name{i}": f"{want.mark}{i}{want.variant or ''}" for i in range(2)}
        if ask.forwards is not list_first:
            return (made,)
        return ([{str(ask.args["key"]): name, str(ask.args["part"]): value} for name, value in made.items()],)

    return Expectation(expected, alike, sample)
