"""What can stand in place of a canonical value, and how rules say so."""

from __future__ import annotations

from dataclasses import dataclass

from interlock.model.value import Side


@dataclass(frozen=True, slots=True)
class Unfit:
    """A value that its rule cannot bring over: the item is held with this as its reason, nothing is dropped.

    `pair` is the name of the field pair, `field` the path of the value (`lines[2].price`), `value` what it is as text,
    `…` where the row is marked sensitive, `rule` the rule's words. `message` says all of it in one sentence.
    """

    pair: str
    field: str
    value: str
    rule: str
    message: str

    @property
    def reason(self) -> str:
        """The message, as the reason of what is held."""
        return self.message


@dataclass(frozen=True, slots=True)
class Waiting:
    """A reference that cannot be followed yet.

    Read: the item `id` of `record` on `side` has no link; in a list of references, `among` are all ids of the list.
    Written: the link `link` has no item of `record` on `side` yet, and `id` is empty.
    """

    record: str
    side: Side
    id: str
    link: str = ""
    among: tuple[str, ...] = ()


class Misfit(Exception):
    """Raised by rules: the value does not fit. The reason continues "which ..." and never holds the value itself."""

    def __init__(self, reason: str, *, field: str = "", value: object = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field
        self.value = value


class Unlinked(Exception):
    """Raised by references: it cannot be followed yet."""

    def __init__(self, waiting: Waiting) -> None:
        super().__init__("a reference cannot be followed yet")
        self.waiting = waiting


class Problem(Exception):
    """Raised while a rule is made from its words: they cannot be meant so. It becomes a finding.

    `rows` are the numbers, from 0, of the rows of a table that it is about.
    """

    def __init__(self, message: str, *, hint: str = "", rows: tuple[int, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.rows = rows
