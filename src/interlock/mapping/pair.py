"""One field pair, compiled: how each side of it is read and written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from interlock.mapping.agreement import agree
from interlock.mapping.outcome import Misfit, Unlinked, Waiting
from interlock.mapping.rule import Codec
from interlock.mapping.steps import Keys, Reader, Step, Writer
from interlock.mapping.values import plain
from interlock.mapping.wire import Encode
from interlock.model.decisions import Direction, Winner
from interlock.model.document import FieldRow
from interlock.model.links import Links
from interlock.model.path import Path, put
from interlock.model.value import ABSENT, JSON, Absent, Body, Canonical, Side

Getter: TypeAlias = Callable[[Body], JSON | Absent]

UNREADABLE: Canonical = {"\0": "unreadable"}
"""Stands for a value too strange to be kept; equal to nothing that a source can show."""


@dataclass(frozen=True, slots=True)
class PairMapping:
    """One row of a record's field table, compiled.

    `name` is the row's fields with its arrow, unique in the record. `invertible` says that both sides can be written,
    `refers_to` names the record whose links, or lists of links, are the values. `winner` is the row's own, None: the
    record's. A pair of lists has the rows below it as its `parts`. `readers`, `keys` and `writers` are by side; `keys`
    read what items are recognised by; a side without a writer is never written. They are the definition of what the
    pair does; `steps` are what they do, from which faster functions are made. `elementwise`: see `Conversion`.
    """

    name: str
    direction: Direction
    row: FieldRow
    winner: Winner | None
    invertible: bool
    sensitive: bool
    left_fields: tuple[Path, ...]
    right_fields: tuple[Path, ...]
    refers_to: str | None
    rule: str
    readers: Mapping[Side, Reader] = field(repr=False)
    keys: Mapping[Side, Reader] = field(repr=False)
    writers: Mapping[Side, Writer] = field(repr=False)
    steps: Mapping[Side, Step] = field(repr=False)
    parts: tuple[PairMapping, ...] = ()
    elementwise: bool = False

    def fields(self, side: Side) -> tuple[Path, ...]:
        """The fields of a side; none for a constant."""
        return self.left_fields if side is Side.LEFT else self.right_fields

    @property
    def referred(self) -> frozenset[str]:
        """The records whose links it holds, itself or in rows below it."""
        own = () if self.refers_to is None else (self.refers_to,)
        return frozenset((*own, *(name for part in self.parts for name in part.referred)))


def keys_of(path: Path) -> Keys:
    """The keys on the way to a field, without the brackets of lists."""
    return tuple(part.removesuffix("[]") for part in path.parts)


def getter(path: Path) -> Getter:
    """What takes the value at a path out of a body, ABSENT where there is none."""
    keys = keys_of(path)
    if len(keys) == 1:
        only = keys[0]
        return lambda body: body.get(only, ABSENT)

    def get(body: Body) -> JSON | Absent:
        here: JSON = body
        for key in keys:
            if not isinstance(here, dict) or key not in here:
                return ABSENT
            here = here[key]
        return here

    return get


def setter(path: Path) -> Callable[[Body, JSON], None]:
    """What puts a value at a path into a body that is the caller's own; objects on the way are copied, not changed."""
    key = path.parts[0].removesuffix("[]")
    if len(path.parts) > 1:

        def put_below(body: Body, value: JSON) -> None:
            body[key] = put(body, path, value)[key]

        return put_below

    def put_here(body: Body, value: JSON) -> None:
        body[key] = value

    return put_here


def value_reader(
    get: Getter, codec: Codec, needs: tuple[Reader, ...], *, reads_empty: bool, key: bool = False
) -> Reader:
    """What reads one field by a codec. Absent and null stay what they are, unless the rule reads them."""
    read = codec.key or codec.read if key else codec.read

    def lean(body: Body, _item: Body, _links: Links) -> Canonical:
        value = get(body)
        if value is None or value is ABSENT:
            return value
        return read(value if type(value) is str else plain(value))

    def full(body: Body, item: Body, links: Links) -> Canonical:
        value = get(body)
        if value is ABSENT or value is None:
            return read(None, *(needed(body, item, links) for needed in needs)) if reads_empty else value
        return read(plain(value), *[needed(body, item, links) for needed in needs])

    return full if needs or reads_empty else lean


def gatherer(path: Path) -> Getter:
    """What takes all values that stand at a path through lists, as one list; ABSENT where its first list is not there.

    Elements without the field have null in the list, so that what was counted stays countable.
    """
    steps = tuple((part.removesuffix("[]"), part.endswith("[]")) for part in path.parts)

    def gather(here: JSON | Absent, at: int) -> Iterator[JSON | Absent]:
        if at == len(steps):
            yield here
            return
        key, is_list = steps[at]
        below = here.get(key, ABSENT) if isinstance(here, dict) else ABSENT
        if is_list and isinstance(below, list):
            for element in below:
                yield from gather(element, at + 1)
        elif is_list:
            yield below
        else:
            yield from gather(below, at + 1)

    def get(body: Body) -> JSON | Absent:
        found = list(gather(body, 0))
        if len(found) == 1 and found[0] is ABSENT:
            return ABSENT
        return [None if value is ABSENT else value for value in found]

    return get


def joined_reader(gets: tuple[Getter, ...], codec: Codec, needs: tuple[Reader, ...] = ()) -> Reader:
    """What reads several fields as one; absent when all are."""
    nothing = ABSENT if codec.apart else None

    def read(body: Body, item: Body, links: Links) -> Canonical:
        values = [get(body) for get in gets]
        if ABSENT in values and values.count(ABSENT) == len(values):
            return ABSENT
        parts = tuple([nothing if value is ABSENT else plain(value) for value in values])
        return codec.read(parts, *[needed(body, item, links) for needed in needs])

    return read


def joined_writer(
    paths: tuple[Path, ...], codec: Codec, reader: Reader, needs: tuple[Reader, ...], encodes: tuple[Encode, ...]
) -> Writer | None:
    """What writes one value into several fields, or None where the codec has no way back."""
    write = codec.write
    if write is None:
        return None
    gets, setters = tuple(map(getter, paths)), tuple(map(setter, paths))

    def put_values(body: Body, item: Body, value: Canonical, links: Links) -> None:
        if value is ABSENT or _shows(reader, body, item, value, links):
            return
        if value is None:
            parts: tuple[Canonical, ...] = tuple([ABSENT if get(body) is ABSENT else None for get in gets])
        else:
            made = write(value, *[need(body, item, links) for need in needs])
            parts = made if isinstance(made, tuple) else (made,)
        if len(parts) != len(paths):
            raise Misfit(f"makes {len(parts)} parts, where {len(paths)} fields take one each")
        for set_value, encode, part in zip(setters, encodes, parts, strict=True):
            if part is not ABSENT:
                set_value(body, encode(part))

    return put_values


def value_writer(
    path: Path, codec: Codec, reader: Reader, needs: tuple[Reader, ...], encode: Encode, *, reads_empty: bool
) -> Writer | None:
    """What writes one field by a codec, or None where the codec has no way back.

    What agrees already is not touched, so that the side keeps its own spelling. A codec that gives null, and null
    itself, are written as null.
    """
    write = codec.write
    if write is None:
        return None
    get, set_value = getter(path), setter(path)
    into = codec.put

    def put_value(body: Body, item: Body, value: Canonical, links: Links) -> None:
        if value is ABSENT:
            return
        if (
            get(body) is ABSENT and not reads_empty and into is None
        ):  # nothing is shown there, which agrees with nothing only
            if value is None:
                return
        elif (into is None or get(body) is not ABSENT) and _shows(reader, body, item, value, links):
            return
        needed = [need(body, item, links) for need in needs] if needs else ()
        if into is not None:
            there = get(body)
            made = into(value, None if there is ABSENT else plain(there), *needed)
            if made is not ABSENT:
                set_value(body, encode(made))
            return
        set_value(body, encode(None if value is None else write(value, *needed)))

    return put_value


def _shows(reader: Reader, body: Body, item: Body, value: Canonical, links: Links) -> bool:
    try:
        return agree(reader(body, item, links), value)
    except (Misfit, Unlinked):
        return False


def reference(path: Path, record: str, side: Side, encode: Encode) -> tuple[Reader, Writer]:
    """What reads and writes the id of another item; canonical is the link."""
    get, set_value = getter(path), setter(path)

    def read(body: Body, _item: Body, links: Links) -> Canonical:
        value = get(body)
        if value is None or value is ABSENT:
            return value
        return None if value == "" else linked_to(record, side, value, links)

    def write(body: Body, item: Body, value: Canonical, links: Links) -> None:
        if value is ABSENT or _shows(read, body, item, value, links):
            return
        if value is None:
            set_value(body, None)
            return
        if not isinstance(value, str):
            raise Misfit("is not a link")
        here = links.id_in(record, side, value)
        if here is None:
            raise Unlinked(Waiting(record, side, "", value))
        set_value(body, encode(here))

    return read, write


def linked_to(record: str, side: Side, value: JSON, links: Links) -> str:
    """The link of the item with that id.

    Raises:
        Misfit: it is no id.
        Unlinked: it has no link.
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Misfit("is not an id")
    link = links.link_of(record, side, str(value))
    if link is None:
        raise Unlinked(Waiting(record, side, str(value)))
    return link


def unlinked(away: Unlinked) -> Canonical:
    """Stands for an item without a link where that is only different; equal to nothing that a source can show."""
    return {"\0": "unlinked", "id": away.waiting.id}


def forgiving(reader: Reader, get: Getter) -> Reader:
    """The reader of a one-way target: what no rule can read there is only different, since the source overwrites it."""

    def read(body: Body, item: Body, links: Links) -> Canonical:
        try:
            return reader(body, item, links)
        except Unlinked as away:
            return unlinked(away)
        except Misfit:
            value = get(body)
            try:
                return value if value is ABSENT else plain(value)
            except Misfit:
                return UNREADABLE

    return read


def wished(reader: Reader, *, of_item: bool) -> Reader:
    """The reader of a field that a rule needs: null where it cannot be read, which that field's own row reports.

    With `of_item` the field is the item's, also where the rule stands in a row of a list.
    """

    def read(body: Body, item: Body, links: Links) -> Canonical:
        try:
            value = reader(item if of_item else body, item, links)
        except (Misfit, Unlinked):
            return None
        return None if value is ABSENT else value

    return read
