"""A record's mapping, compiled: reads what each side shows, writes values into a side's body, recognises items."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from interlock.mapping.conditions import holds
from interlock.mapping.outcome import Misfit, Unfit, Unlinked, Waiting
from interlock.mapping.pair import PairMapping, getter
from interlock.mapping.steps import Reader, Writer
from interlock.model.decisions import Condition
from interlock.model.links import Links
from interlock.model.value import ABSENT, Body, Canonical, Side

if TYPE_CHECKING:
    from interlock.mapping.source import ReadItem, WriteItem

KeyReader: TypeAlias = Callable[[Body, Links | None], str]
"""The text by which an item is recognised, empty where there is none."""

_Readers: TypeAlias = tuple[tuple[str, Reader, PairMapping], ...]
_Writers: TypeAlias = tuple[tuple[str, Writer, PairMapping], ...]

_LONGEST_SHOWN = 80
# By experience: a function for more would take longer to make than it saves.
_MOST_PAIRS = 1000


class _Made:
    """The functions made of source, when they are first asked for; None where there is nothing to gain."""

    __slots__ = ("readers", "writers")

    def __init__(self) -> None:
        self.readers: dict[Side, ReadItem | None] = {}
        self.writers: dict[Side, WriteItem | None] = {}


@dataclass(frozen=True, slots=True)
class RecordMapping:
    """The field pairs of one record, with what recognises and filters its items. Takes values, gives values."""

    record: str
    pairs: tuple[PairMapping, ...]
    keys: Mapping[Side, tuple[KeyReader, ...]] = field(default_factory=dict, repr=False)
    conditions: tuple[Condition, ...] = ()
    write_order: tuple[PairMapping, ...] = field(default=(), repr=False)
    """The pairs with those first whose values the rules of others need."""
    _made: _Made = field(default_factory=_Made, init=False, repr=False, compare=False)
    _conditions: tuple[tuple[Condition, ...], ...] = field(init=False, repr=False, compare=False)
    _readers: tuple[_Readers, _Readers] = field(init=False, repr=False, compare=False)
    _writers: tuple[_Writers, _Writers] = field(init=False, repr=False, compare=False)
    """Both by side, the left one first: they are gone through for each item."""

    def __post_init__(self) -> None:
        readers, writers = (
            tuple(tuple((pair.name, of(pair, side), pair) for pair in pairs) for side in Side)
            for pairs, of in ((self.pairs, _reader), (self.write_order, _writer))
        )
        conditions = tuple(tuple(one for one in self.conditions if one.side in {None, side}) for side in Side)
        object.__setattr__(self, "_conditions", conditions)
        object.__setattr__(self, "_readers", readers)
        object.__setattr__(self, "_writers", tuple(tuple(one for one in some if one[1]) for some in writers))

    def pair(self, name: str) -> PairMapping | None:
        """The pair of that name, or None."""
        return next((pair for pair in self.pairs if pair.name == name), None)

    def read(self, side: Side, body: Body, links: Links) -> dict[str, Canonical | Unfit | Waiting]:
        """The canonical value of every pair, by name, as the side shows it.

        ABSENT is a field that the body does not have. On the target of a one-way pair nothing is unfit: what its rule
        cannot read is only different.
        """
        try:
            made = self._made.readers[side]
        except KeyError:
            made = self._made.readers[side] = self._reader_of(side)
        if made is not None:
            try:
                return made(body, links)  # type: ignore[return-value]  # a dict of fewer kinds of values
            except Exception:  # noqa: S110 - whatever it is, the definition tells what it means
                pass
        return self.read_by_definition(side, body, links)

    def read_by_definition(self, side: Side, body: Body, links: Links) -> dict[str, Canonical | Unfit | Waiting]:
        """What `read` gives, pair by pair, as the rules say it."""
        shown: dict[str, Canonical | Unfit | Waiting] = {}
        for name, reader, pair in self._readers[side is Side.RIGHT]:
            try:
                shown[name] = reader(body, body, links)
            except Misfit as misfit:
                shown[name] = _unfit(pair, side, body, misfit)
            except Unlinked as away:
                shown[name] = away.waiting
        return shown

    def write(
        self, side: Side, values: Mapping[str, Canonical | Unfit | Waiting], body: Body, links: Links
    ) -> Body | Unfit | Waiting:
        """A new whole body: `body` with the values put in, as that side's fields take them.

        Pairs that do not flow to the side, values that are ABSENT, and values that the body agrees with already are
        left alone, and so are all other fields. Returns the first `Unfit` where a value cannot be written as the field
        is, `Waiting` where a reference has no item on that side yet.
        """
        try:
            made = self._made.writers[side]
        except KeyError:
            made = self._made.writers[side] = self._writer_of(side)
        if made is not None:
            try:
                return made(values, body, links)  # type: ignore[arg-type]  # what cannot be written raises
            except Exception:  # noqa: S110 - whatever it is, the definition tells what it means
                pass
        return self.write_by_definition(side, values, body, links)

    def write_by_definition(
        self, side: Side, values: Mapping[str, Canonical | Unfit | Waiting], body: Body, links: Links
    ) -> Body | Unfit | Waiting:
        """What `write` gives, pair by pair, as the rules say it."""
        new = dict(body)
        for name, writer, pair in self._writers[side is Side.RIGHT]:
            if name not in values:
                continue
            value = values[name]
            if isinstance(value, Unfit | Waiting):  # a caller may pass on all that it read
                return value
            try:
                writer(new, new, value, links)
            except Misfit as misfit:
                return _unwritten(pair, side, value, misfit)
            except Unlinked as away:
                return away.waiting
        return new

    def _reader_of(self, side: Side) -> ReadItem | None:
        from interlock.mapping.source import made_reader  # noqa: PLC0415 - needed where values flow

        return None if len(self.pairs) > _MOST_PAIRS else made_reader(self.pairs, side)

    def _writer_of(self, side: Side) -> WriteItem | None:
        from interlock.mapping.source import made_writer  # noqa: PLC0415 - as above

        return None if len(self.write_order) > _MOST_PAIRS else made_writer(self.write_order, side)

    def match_key(self, side: Side, body: Body, links: Links | None = None) -> tuple[str, ...] | None:
        """The texts by which the item is recognised on the other side, or None when any of them is empty.

        Mapped fields are read by their pair's rule, so that what the rule takes for equal matches. A reference can
        only be told with `links`.
        """
        readers = self.keys.get(side, ())
        if len(readers) == 1:  # what most records are recognised by
            text = readers[0](body, links)
            return (text,) if text else None
        parts = tuple(reader(body, links) for reader in readers)
        return parts if parts and all(parts) else None

    def satisfies(self, side: Side, body: Body) -> bool:
        """Whether the item satisfies the record's conditions for that side."""
        conditions = self._conditions[side is Side.RIGHT]
        return not conditions or all(holds(condition, body) for condition in conditions)


def _reader(pair: PairMapping, side: Side) -> Reader:
    return pair.readers[side]


def _writer(pair: PairMapping, side: Side) -> Writer | None:
    return pair.writers.get(side)


def _unfit(pair: PairMapping, side: Side, body: Body, misfit: Misfit) -> Unfit:
    paths = pair.fields(side)
    if misfit.field:
        return _made(pair, misfit.field, misfit.value, misfit.reason)
    values = [getter(path)(body) for path in paths]
    named = ", ".join(str(path) for path in paths) or ", ".join(str(path) for path in pair.fields(side.other))
    return _made(pair, named, values[0] if len(values) == 1 else values, misfit.reason)


def _unwritten(pair: PairMapping, side: Side, value: Canonical, misfit: Misfit) -> Unfit:
    named = misfit.field or ", ".join(str(path) for path in pair.fields(side))
    return _made(pair, named, misfit.value if misfit.field else value, misfit.reason)


def _made(pair: PairMapping, named: str, value: object, reason: str) -> Unfit:
    if pair.sensitive:
        return Unfit(pair.name, named, "…", pair.rule, f"`{named}` has a value, not shown here, that {reason}")
    shown = shown_briefly(value)
    return Unfit(pair.name, named, shown, pair.rule, f"`{named}` is {shown}, which {reason}")


def shown_briefly(value: object) -> str:
    """A value as a message shows it: short, on one line, texts in quotes."""
    if value is ABSENT:
        return "not there"
    if isinstance(value, str):
        line = " ".join(value[: _LONGEST_SHOWN + 1].split())
        return f'"{line}"' if len(value) <= _LONGEST_SHOWN else f'"{line[:_LONGEST_SHOWN]}…"'
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    if isinstance(value, Mapping):
        return f"an object with {len(value)} fields"
    if isinstance(value, bool) or value is None:
        return {None: "null", True: "true", False: "false"}[value]
    text = str(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
