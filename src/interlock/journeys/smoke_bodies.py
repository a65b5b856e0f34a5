"""Makes up the bodies of smoke tests: marked, as the document lets them flow, with references that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from interlock.mapping import PairMapping, Unfit, Waiting, find_field
from interlock.mapping.drafts import listed
from interlock.model.clock import Clock
from interlock.model.decisions import Comparison
from interlock.model.kept import LinkState
from interlock.model.ledger import Ledger
from interlock.model.path import Path, get, put
from interlock.model.peer import Peer
from interlock.model.profile import FieldType
from interlock.model.value import ABSENT, JSON, Absent, Body, Side
from interlock.probing.bodies import Bodies, Kind
from interlock.sync.record import SIDES, Record

_SAMPLES = 3
_TRIES = 4
_REFERRED = 3
"""So many linked items are referred to at most."""


@dataclass
class SmokeBodies:
    """Of one environment. `token` is in each mark, so that those of two go-lives differ."""

    ledger: Ledger
    clock: Clock
    token: str
    _number: int = 0

    def of(self, record: Record, side: Side, peer: Peer) -> Iterator[tuple[str, Body]]:
        """Marked bodies that the document lets flow from a side, each with its mark."""
        own = (one for one in self.ledger.every(record.name, side) if one.in_scope and not one.archived)
        samples = [one.body for one in islice(own, _SAMPLES)]
        maker = Bodies(peer.profile, record.profiles[side], samples, self.clock)
        for kind in (Kind.COPY, Kind.PLAIN, Kind.BARE):
            for _ in range(_TRIES):
                self._number += 1
                tag = f"{self.token}{self._number}"
                body = maker.make(tag, kind, self._number)
                body = None if body is None else self._fitted(record, side, body)
                if body is not None and self._flows(record, side, body):
                    yield tag, body

    def _fitted(self, record: Record, side: Side, body: Body) -> Body:
        """The body with what the document asks for: items that are linked where it refers to some, and its condition.

        What is copied of an item that is there has both already.
        """
        for way in _ways(record, side):
            links = self.ledger.links(way.referred, state=LinkState.ACTIVE)
            ids = [link.id_on(side) for link in islice(links, _REFERRED)]
            body = _Leading(self.ledger, side, way, ids).led(body)
        for condition in record.row.only_when.value or ():
            asked = condition.comparison is Comparison.IS and condition.side is side
            if asked and not record.mapping.satisfies(side, body):
                body = put(body, condition.field, condition.values[0])
        return body

    def _flows(self, record: Record, side: Side, body: Body) -> bool:
        """Whether the document takes an item over, and takes it for no other."""
        if not record.mapping.satisfies(side, body):
            return False
        key = record.mapping.match_key(side, body) if record.matched else None
        if record.matched and (key is None or any(self.ledger.of_key(record.name, one, key) for one in SIDES)):
            return False
        shown = record.mapping.read(side, body, self.ledger)
        flowing = [name for name, pair in record.pairs.items() if pair.direction.writes(side.other)]
        if any(isinstance(shown[name], Unfit | Waiting) for name in flowing):
            return False
        values = {name: value for name in flowing if (value := shown[name]) is not ABSENT}
        made = record.mapping.write(side.other, values, {}, self.ledger)
        return not isinstance(made, Unfit | Waiting)


@dataclass(frozen=True, slots=True)
class _Way:
    """The way to the references of a row.

    Where a list of references stands there (`is_list`), `inside` leads from its elements to their ids; None: they are
    the ids. `flows`: the row takes them to the other side. `whole`: the ids are whole numbers.
    """

    referred: str
    path: Path
    is_list: bool
    inside: Path | None
    whole: bool
    flows: bool


def _ways(record: Record, side: Side) -> Iterator[_Way]:
    """Where items of a record refer to others, also in the rows of their lists."""
    for pair in record.mapping.pairs:
        yield from _ways_of(record, side, pair, 0, flows=pair.direction.writes(side.other))


def _ways_of(record: Record, side: Side, pair: PairMapping, rows: int, *, flows: bool) -> Iterator[_Way]:
    for part in pair.parts:
        yield from _ways_of(record, side, part, rows + 1, flows=flows)
    if pair.refers_to is None:
        return
    profile = record.profiles[side]
    for path in pair.fields(side):
        field = find_field(profile, path)
        brackets = sum(part.endswith("[]") for part in path.parts)
        is_list = brackets > rows or (field is not None and field.type is FieldType.ARRAY)
        array, inside = listed(profile, path) if is_list else (path, None)
        kind = None if field is None else field.items if is_list and inside is None else field.type
        yield _Way(pair.refers_to, array, is_list, inside, kind is FieldType.INTEGER, flows)


@dataclass(frozen=True, slots=True)
class _Leading:
    """Puts ids of linked items where a reference leads to nothing that is linked."""

    ledger: Ledger
    side: Side
    way: _Way
    ids: Sequence[str]

    def led(self, body: Body) -> Body:
        """The body with references that lead somewhere, as far as anything is linked."""
        return self._below(body, self.way.path.parts)

    def _below(self, body: Body, parts: tuple[str, ...]) -> Body:
        key, rest = parts[0].removesuffix("[]"), parts[1:]
        there = body.get(key, ABSENT)
        made: JSON | Absent = there
        if rest and parts[0].endswith("[]"):
            if isinstance(there, list):
                made = [self._below(one, rest) if isinstance(one, dict) else one for one in there]
        elif rest:
            made = self._below(there if isinstance(there, dict) else {}, rest) or there
        else:
            made = self._several(there) if self.way.is_list else self._single(there)
        return body if made is ABSENT else {**body, key: made}

    def _single(self, there: JSON | Absent) -> JSON | Absent:
        wanted = self.way.flows or there not in (ABSENT, None)
        return self._made(self.ids[0]) if wanted and self.ids and not self._leads(there) else there

    def _several(self, there: JSON | Absent) -> JSON | Absent:
        """The list without what leads nowhere, and with linked ones instead: it may well be empty."""
        elements = there if isinstance(there, list) else []
        if not elements:
            if not (self.way.flows and self.ids):
                return there
            elements = [None]
        astray = [one for one in elements if not self._leads(self._id(one))]
        led = [one for one in elements if one not in astray]
        known = {str(self._id(one)) for one in led}
        new = [one for one in self.ids if one not in known]
        return led + [self._element(old, one) for old, one in zip(astray, new, strict=False)]

    def _element(self, old: JSON, own: str) -> JSON:
        inside = self.way.inside
        return self._made(own) if inside is None else put(old if isinstance(old, dict) else {}, inside, self._made(own))

    def _id(self, element: JSON) -> JSON | Absent:
        if self.way.inside is None:
            return element
        return get(element, self.way.inside) if isinstance(element, dict) else ABSENT

    def _leads(self, value: JSON | Absent) -> bool:
        if isinstance(value, bool) or not isinstance(value, str | int):
            return False
        return self.ledger.link_of(self.way.referred, self.side, str(value)) is not None

    def _made(self, own: str) -> JSON:
        return int(own) if self.way.whole and own.isdecimal() else own
