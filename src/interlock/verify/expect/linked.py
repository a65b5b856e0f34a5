"""The id of an item of another record becomes the id of its counterpart."""

from __future__ import annotations

from interlock.verify.expect._base import Ask, Expectation, Expected, Raw, blank


def _expected(ask: Ask) -> Expected:
    if blank(ask.value):
        return ask.value
    record = str(ask.args.get("record"))
    found = ask.counterpart(record, ask.source, str(ask.value))
    # A text that no id is: a reference to nothing cannot be right.
    return f"the counterpart of the {record} {ask.value}" if found is None else found


def _same(_ask: Ask, expected: Expected, actual: Raw) -> bool:
    return (blank(expected) and blank(actual)) or str(expected) == str(actual)


expectation = Expectation(_expected, _same, refers=lambda args: str(args.get("record")))
