"""Some signs replaced by others."""

from __future__ import annotations

from interlock.mapping import Written
from interlock.verify.expect._base import Ask
from interlock.verify.expect._marks import mark
from interlock.verify.expect._one_way import one_way


def _replaced(ask: Ask, text: str) -> str:
    new = ask.args["instead"]
    nothing = isinstance(new, Written) and new.text == "nothing" and not new.quoted
    return ("" if nothing else mark(new)).join(text.split(mark(ask.args["value"])))


expectation = one_way(_replaced)
