"""The two ends of a row of values: what reads and writes the fields of a side."""

from __future__ import annotations

from dataclasses import dataclass

from interlock.mapping.drafts import is_gathered
from interlock.mapping.pair import (
    Getter,
    gatherer,
    getter,
    joined_reader,
    joined_writer,
    keys_of,
    value_reader,
    value_writer,
)
from interlock.mapping.rule import Codec, Rule
from interlock.mapping.steps import Joined, Need, Other, Reader, Single, Step, Writer
from interlock.mapping.wire import Encode
from interlock.model.path import Path


@dataclass(frozen=True, slots=True)
class Ends:
    """The fields of one side of a row; `several`: the rule takes or fills any number of them."""

    paths: tuple[Path, ...]
    encodes: tuple[Encode, ...]
    several: bool
    loose: bool

    @property
    def gets(self) -> tuple[Getter, ...]:
        """What takes their values out of a body."""
        return tuple(gatherer(path) if is_gathered(path) else getter(path) for path in self.paths)


def readers_of(rule: Rule, ends: Ends, codec: Codec, needs: tuple[Reader, ...]) -> tuple[Reader, Reader]:
    """What reads the side, and what reads there what items are recognised by."""
    if ends.several:
        read = joined_reader(ends.gets, codec, needs)
        return read, read
    one, empty = ends.gets[0], rule.reads_empty
    read = value_reader(one, codec, needs, reads_empty=empty)
    return read, value_reader(one, codec, needs, reads_empty=empty, key=True)


def writer_of(rule: Rule, ends: Ends, codec: Codec, reader: Reader, needs: tuple[Reader, ...]) -> Writer | None:
    """What writes the side; None where there is no way back."""
    if ends.several:
        return joined_writer(ends.paths, codec, reader, needs, ends.encodes)
    return value_writer(ends.paths[0], codec, reader, needs, ends.encodes[0], reads_empty=rule.reads_empty)


def step_of(rule: Rule, ends: Ends, codec: Codec, needs: tuple[Need, ...]) -> Step:
    """What faster functions are made from."""
    ways = tuple(map(keys_of, ends.paths))
    plain_read = not needs and not any(map(is_gathered, ends.paths))
    if ends.several and codec.write is None and plain_read and not ends.loose:
        return Joined(ways, codec)
    if ends.several or codec.put is not None or any(map(is_gathered, ends.paths)):
        return Other(ways)
    return Single(ways[0], codec, needs, ends.encodes[0], rule.reads_empty, ends.loose)
