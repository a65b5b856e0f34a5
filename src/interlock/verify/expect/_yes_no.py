"""Words for yes and no."""

from __future__ import annotations

from interlock.mapping import Written
from interlock.model.value import JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Raw, Want, blank, same
from interlock.verify.expect._one_way import text_of
from interlock.verify.expect._pairs import meant
from interlock.verify.fixtures.wire import as_field_shows

_YES, _NO = (
    ["yes", "y", "true", "t", "on", "1", "x", "active", "enabled"],
    ["no", "n", "false", "f", "off", "0", "inactive", "disabled"],
)


def truth(ask: Ask, value: object) -> bool | None:
    """What a truth, a word of the cell, or a usual word says."""
    if isinstance(value, bool):
        return value
    text = text_of(value).strip().lower()
    for name, said in (("yes", True), ("no", False)):
        written = ask.args[name]
        if isinstance(written, Written) and written.text.lower() == text:
            return said
    return True if text in _YES else False if text in _NO else None


def worded(*, words_first: bool) -> Expectation:
    """What is expected where the rule starts from the words, or from the truth."""

    def word(ask: Ask, said: bool) -> Written | None:
        written = ask.args["yes" if said else "no"]
        return written if isinstance(written, Written) else None

    def expected(ask: Ask) -> Expected:
        if blank(ask.value):
            return ask.value
        said = truth(ask, ask.value)
        if said is None:
            return UNKNOWABLE
        if ask.forwards is words_first:
            return as_field_shows(said, ask.to_field)
        written = word(ask, said)
        return UNKNOWABLE if written is None else meant(written, ask.to_field)

    def alike(ask: Ask, wanted: Expected, actual: Raw) -> bool:
        if blank(wanted) or blank(actual):
            return same(wanted, actual)
        return truth(ask, actual) is not None and truth(ask, wanted) == truth(ask, actual)

    def sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
        said = (want.n + want.variant) % 2 == 0
        written = word(ask, said)
        if ask.forwards is not words_first or written is None:
            return (as_field_shows(said, ask.from_field),)
        return (meant(written, ask.from_field),)

    return Expectation(expected, alike, sample)
