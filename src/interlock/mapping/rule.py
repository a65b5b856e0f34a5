"""What a mapping rule is: the contract of the files in `mapping/rules`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple, TypeAlias

from interlock.model.decisions import Condition
from interlock.model.document import LookUp
from interlock.model.profile import FieldProfile, FieldType
from interlock.model.value import JSON, Canonical

TEXT = frozenset({FieldType.STRING})
NUMBER = frozenset({FieldType.INTEGER, FieldType.NUMBER})
SCALAR = TEXT | NUMBER | {FieldType.BOOLEAN}
EVERY = frozenset(FieldType)
LISTS = frozenset({FieldType.ARRAY})
GROUPS = frozenset({FieldType.OBJECT, FieldType.MAP})

Read: TypeAlias = Callable[..., Canonical]
"""Makes a plain value canonical; further arguments are the canonical values of the fields that the rule names.

Plain is a JSON value with numbers as decimals, lists as tuples. Raises `Misfit`. None comes in only where the rule
`reads_empty`."""
Write: TypeAlias = Callable[..., Canonical]
"""Makes a canonical value plain again; the same further arguments. Raises `Misfit`."""


def itself(value: Canonical, *_: Canonical) -> Canonical:
    """The value as it is: what a codec reads or writes with that changes nothing, and then is not called at all."""
    return value


class Codec(NamedTuple):
    """How one side of a pair is read and written; `write` is None where there is no way back.

    `key` reads values by which items or elements are recognised, where that differs from `read`. `put` writes instead
    of `write` where what stands in the field already counts: it takes the canonical value, then the plain value that is
    there (None: nothing), then the same further arguments, and gives ABSENT where nothing is to be written. Where a
    side has several fields, `read` takes a tuple of their values and `write` gives one; what is ABSENT in it leaves
    its field alone. `whole` does what `read` does for whole numbers as JSON has them, and faster. With `apart` a rule
    of several fields gets ABSENT for those that are not there, else null. `text` does what `read` does for texts, and
    faster; `knows` and `knows_back` have what `read` and `write` give for some texts, so that these need not be asked.
    """

    read: Read
    write: Write | None
    key: Read | None = None
    whole: Read | None = None
    put: Write | None = None
    apart: bool = False
    text: Callable[[str], Canonical] | None = None
    knows: Mapping[str, Canonical] | None = None
    knows_back: Mapping[str, Canonical] | None = None


@dataclass(frozen=True, slots=True)
class Conversion:
    """A rule made for one row: how the side it starts from and the other are read and written.

    `elementwise` tells that canonical values are sets (tuples without order), of which what was added and removed on
    each side is merged element by element.
    """

    source: Codec
    target: Codec
    elementwise: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """The value is the id of an item of another record; canonical is the link."""

    record: str


@dataclass(frozen=True, slots=True)
class References:
    """The value is a list of ids of items of another record; canonical is the tuple of their links.

    With `as_set` neither their order counts nor how often one stands in the list.
    """

    record: str
    as_set: bool = False


@dataclass(frozen=True, slots=True)
class Elements:
    """The elements of two arrays belong together by these fields (paths in an element); both None: by position.

    With `only` those elements of the side that the rule starts from count of which it holds, and no others are brought.
    """

    left: str | None = None
    right: str | None = None
    only: Condition | None = None


class Takes(Enum):
    """How many fields of the side it starts from a rule takes."""

    NONE = "no field"
    ONE = "one field"
    MANY = "one field or several"


class Needs(Enum):
    """On which sides a rule needs the values of the fields that it names."""

    SOURCE = "on the side it starts from"
    WISHED = "on both sides, and it does without where there is none"


class Written(NamedTuple):
    """A value as the document writes it: its text, and whether it stood in backticks."""

    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Call:
    """One use of a rule: its arguments, the fields it runs between (None: unknown), and the document's tables.

    `counts` are how many fields it takes and fills, `source_fields` and `target_fields` the ways to them, from the
    element of their list if they stand in one.
    """

    args: Mapping[str, object]
    source: FieldProfile | None
    target: FieldProfile | None
    source_is_left: bool
    two_way: bool
    tables: tuple[LookUp, ...] = ()
    counts: tuple[int, int] = (1, 1)
    source_fields: tuple[tuple[str, ...], ...] = ()
    target_fields: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """A declared sample of a rule as it is written in `text`: what the source shows and what the target then shows.

    `needs` are canonical values of the fields that the words name. `fits` is False where the value cannot be brought
    over. A rule that takes several fields has a list as its source, one that fills several a list as its target.
    """

    text: str
    source: JSON
    target: JSON = None
    needs: Mapping[str, Canonical] = field(default_factory=dict)
    fits: bool = True


@dataclass(frozen=True, slots=True)
class Domain:
    """The values that a rule is made for: in words, as of what kind they are, and many of them, the edges first."""

    words: str
    kind: str
    values: tuple[JSON, ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """What a use of a rule loses of a value: the rule's words, a value, and what is left of it on the other side."""

    text: str
    source: JSON
    target: JSON
    needs: Mapping[str, Canonical] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """One mapping rule.

    `shapes` are cucumber expressions over the parameters of `mapping.language`. `inverse` says that both sides can be
    written. `source_types` and `target_types` are the field types it can run between. `reads_empty` rules also see
    null. Samples have the edges first. `loses` shows by values what does not come back.
    """

    shapes: tuple[str, ...]
    build: Callable[[Call], Conversion | Reference | References | Elements]
    samples: tuple[Sample, ...]
    inverse: bool
    source_types: frozenset[FieldType] = EVERY
    target_types: frozenset[FieldType] = EVERY
    domain: Domain | None = None
    loses: tuple[Loss, ...] = ()
    takes: Takes = Takes.ONE
    gives: Takes = Takes.ONE
    """How many fields of the other side it fills."""
    gathers: bool = False
    """Whether it takes all values below a list as one, such as `lines[].amount`."""
    whole: bool = False
    """Whether it reads and writes a list as one value, also where its field stands in the list's elements."""
    coarse: bool = False
    """Whether a part of a value that the other side could hold as well is lost: cut off, rounded away."""
    shares: bool = False
    """Whether it writes a part of a field only, so that other rows may write other parts of it."""
    needs: Needs = Needs.SOURCE
    reads_empty: bool = False
    longest: tuple[int | None, int | None] = (None, None)
    """The most characters that it writes on the side it starts from and on the other; None: as many as it reads."""
    names: Callable[[Mapping[str, object]], tuple[str, ...]] = field(
        default=lambda args: (str(args["field"]),) if "field" in args else ()
    )
    """The fields whose values the rule needs, as its words name them."""
    turns: Callable[[Mapping[str, object]], bool] | None = None
    """Whether a use of it with these words has a way back, where not all uses of an `inverse` rule have one."""

    def has_inverse(self, args: Mapping[str, object]) -> bool:
        """Whether a use of the rule with these words can be written on both sides."""
        return self.inverse and (self.turns is None or self.turns(args))


@dataclass(frozen=True, slots=True)
class RuleUse:
    """A rule cell that was understood: the name of the rule's file and its arguments.

    Names of fields, records, tables, zones and regions are texts, values are `Written`, numbers are decimals.
    """

    rule: str
    args: Mapping[str, object]
    text: str
