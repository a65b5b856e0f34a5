"""Lists whose elements belong together, compiled: one unit for the merge."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from interlock.mapping.agreement import agree
from interlock.mapping.outcome import Misfit, Unlinked
from interlock.mapping.pair import PairMapping, getter, setter
from interlock.mapping.values import key_text
from interlock.model.canonical import dumps
from interlock.model.links import Links
from interlock.model.path import Path
from interlock.model.value import ABSENT, JSON, Body, Canonical, Side


@dataclass(frozen=True, slots=True)
class Lists:
    """One side of a pair of lists.

    Canonical is, with a key, a mapping of the keys to what each element shows, else a tuple of it in order. What an
    element shows is a mapping of its rows' names; there absent is null. A list that is null or has no elements is an
    empty tuple. With `kept` elements of which it is not true are as if they were not there. `path` is the list's in
    the item, `within` its path in the element of an outer list, if there is one.
    """

    path: Path
    within: Path
    side: Side
    parts: tuple[PairMapping, ...]
    key: PairMapping | None
    kept: Callable[[Body], bool] | None = None

    def read(self, body: Body, item: Body, links: Links) -> Canonical:
        """What the list shows.

        Raises:
            Misfit: it is no list of objects, a value does not fit, or keys are empty or double.
            Unlinked: an element refers to what has no link.
        """
        found = getter(self.within)(body)
        if found is ABSENT:
            return ABSENT
        if found is None or found == []:
            return ()
        if not isinstance(found, list):
            raise Misfit("is not a list")
        shown: dict[str, Canonical] = {}
        ordered: list[Canonical] = []
        for i, element in enumerate(found):
            if not isinstance(element, dict):
                raise Misfit("is not an object", field=self._at(i), value=element)
            if self.kept is not None and not self.kept(element):
                continue
            values = self._element(i, element, item, links)
            if self.key is None:
                ordered.append(values)
                continue
            key = self._key(i, element, item, links)
            if key in shown:
                raise Misfit("is there twice, and elements are paired by it", field=self._at(i, self.key), value=key)
            shown[key] = values
        return tuple(ordered) if self.key is None else shown or ()

    def write(self, body: Body, item: Body, value: Canonical, links: Links) -> None:
        """Put the list into a body that is the caller's own, unless it shows the value already.

        With a key, elements that are there keep their place and their other fields, and new ones follow. Without, the
        list is replaced: an element keeps its other fields where its mapped ones stay the same, or where the number of
        elements does.

        Raises:
            Misfit: a value does not fit.
            Unlinked: an element refers to what has no item here yet.
        """
        if value is ABSENT or self._shows(body, item, value, links):
            return
        found = getter(self.within)(body)
        there = [element for element in found if isinstance(element, dict)] if isinstance(found, list) else []
        elements: list[JSON]
        if value is None or value == ():
            elements = []
        elif self.key is not None and isinstance(value, Mapping):
            elements = self._by_key(there, value, item, links)
        elif self.key is None and isinstance(value, tuple):
            elements = self._by_position(there, value, item, links)
        else:
            raise Misfit("is not a list of elements")
        setter(self.within)(body, elements)

    def _shows(self, body: Body, item: Body, value: Canonical, links: Links) -> bool:
        try:
            return agree(self.read(body, item, links), value)
        except (Misfit, Unlinked):
            return False

    def _by_key(self, there: list[Body], value: Mapping[str, Canonical], item: Body, links: Links) -> list[JSON]:
        known: dict[str, Body] = {}
        for i, element in enumerate(there):
            try:
                known.setdefault(self._key(i, element, item, links), element)
            except (Misfit, Unlinked):
                continue  # an element without a key belongs to nothing that stays
        order = [key for key in known if key in value] + [key for key in value if key not in known]
        return [self._made(known.get(key, {}), value[key], item, links) for key in order]

    def _by_position(self, there: list[Body], value: tuple[Canonical, ...], item: Body, links: Links) -> list[JSON]:
        if len(there) == len(value):
            return [self._made(old, new, item, links) for old, new in zip(there, value, strict=True)]
        left: dict[str, list[Body]] = {}
        for i, element in enumerate(there):
            left.setdefault(dumps(self._shown(i, element, item, links)), []).append(element)
        made: list[JSON] = []
        for new in value:
            same = left.get(dumps(new))
            made.append(self._made(same.pop(0) if same else {}, new, item, links))
        return made

    def _made(self, old: Body, values: Canonical, item: Body, links: Links) -> Body:
        if not isinstance(values, Mapping):
            raise Misfit("is not what an element shows")
        new = dict(old)
        for part in self.parts:
            writer = part.writers.get(self.side)
            if writer is not None:
                writer(new, item, values.get(part.name, ABSENT), links)
        return new

    def _shown(self, i: int, element: Body, item: Body, links: Links) -> Canonical:
        try:
            return self._element(i, element, item, links)
        except (Misfit, Unlinked):
            return ABSENT

    def _element(self, i: int, element: Body, item: Body, links: Links) -> dict[str, Canonical]:
        shown: dict[str, Canonical] = {}
        for part in self.parts:
            try:
                value = part.readers[self.side](element, item, links)
            except Misfit as misfit:
                raise self._placed(misfit, i, part, element) from misfit
            shown[part.name] = None if value is ABSENT else value
        return shown

    def _key(self, i: int, element: Body, item: Body, links: Links) -> str:
        if self.key is None:
            raise Misfit("has no key")
        try:
            return told(self.key.keys[self.side](element, item, links))
        except Misfit as misfit:
            raise self._placed(misfit, i, self.key, element) from misfit

    def _placed(self, misfit: Misfit, i: int, part: PairMapping, element: Body) -> Misfit:
        """The misfit with the place of its value: `items[2].price`."""
        inside = [Path(path.parts[len(self.path.parts) :]) for path in part.fields(self.side)]
        if misfit.field:
            return Misfit(
                misfit.reason, field=f"{self._at(i)}{misfit.field.removeprefix(str(self.path))}", value=misfit.value
            )
        values = [getter(path)(element) for path in inside]
        return Misfit(misfit.reason, field=self._at(i, part), value=values[0] if len(values) == 1 else values)

    def _at(self, i: int, part: PairMapping | None = None) -> str:
        here = f"{str(self.path).removesuffix('[]')}[{i}]"
        fields = part.fields(self.side) if part is not None else ()
        below = ".".join(fields[0].parts[len(self.path.parts) :]) if fields else ""
        return f"{here}.{below.removesuffix('[]')}" if below else here


def told(key: Canonical) -> str:
    """The text that elements are paired by.

    Raises:
        Misfit: there is none.
    """
    if key is None or key is ABSENT or key == "":
        raise Misfit("is empty, and elements are paired by it")
    return key_text(key)
