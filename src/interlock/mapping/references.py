"""Lists of references, compiled: ids of other items that stand by themselves, or each in an object of a list."""

from __future__ import annotations

from dataclasses import dataclass, replace

from interlock.mapping.agreement import agree
from interlock.mapping.outcome import Misfit, Unlinked, Waiting
from interlock.mapping.pair import getter, linked_to, setter, unlinked
from interlock.mapping.wire import Encode
from interlock.model import canonical
from interlock.model.links import Links
from interlock.model.path import Path
from interlock.model.value import ABSENT, JSON, Body, Canonical, Side


@dataclass(frozen=True, slots=True)
class Referred:
    """One side of a pair of lists of references; canonical is a tuple of links.

    `path` is the list's in the item, `within` in the element of an outer list, if there is one; `way` leads from an
    element to its id, None: the elements are the ids. As a set the links are in an order of their own, each once. With
    `loose` it is the target of a one-way pair, where an item without a link is only different.
    """

    record: str
    side: Side
    path: Path
    within: Path
    way: Path | None
    encode: Encode
    as_set: bool
    loose: bool

    def read(self, body: Body, _item: Body, links: Links) -> Canonical:
        """What the list shows: a list that is null or has no elements is an empty tuple.

        Raises:
            Misfit: it is no list, or an element has no id.
            Unlinked: an item that it refers to has no link.
        """
        found = getter(self.within)(body)
        if found is ABSENT and not self._is_nested:
            return ABSENT
        if found is None or found is ABSENT:
            return ()
        if not isinstance(found, list):
            raise Misfit("is not a list")
        try:
            shown = [self._link(i, element, links) for i, element in enumerate(found) if self._counts(element)]
        except Unlinked as away:
            ids = [self._id(i, element) for i, element in enumerate(found) if self._counts(element)]
            raise Unlinked(replace(away.waiting, among=tuple(map(str, ids)))) from away
        return _sorted(shown) if self.as_set else tuple(shown)

    def write(self, body: Body, item: Body, value: Canonical, links: Links) -> None:
        """Put the list into a body that is the caller's own, unless it shows the value already.

        What refers to the same items stays as it is. As a set, it also stays where it is, and new ones follow.

        Raises:
            Misfit: a value does not fit.
            Unlinked: an item has no counterpart here yet.
        """
        if value is ABSENT or self._shows(body, item, value, links):
            return
        if value is not None and not isinstance(value, tuple):
            raise Misfit("is not a list of links")
        found = getter(self.within)(body)
        setter(self.within)(body, self._made(found if isinstance(found, list) else [], value or (), links))

    @property
    def _is_nested(self) -> bool:
        """Whether it stands in the elements of a list, which show a list that is not there as one that is empty."""
        return self.path != self.within

    def _shows(self, body: Body, item: Body, value: Canonical, links: Links) -> bool:
        try:
            return agree(self.read(body, item, links), value)
        except (Misfit, Unlinked):
            return False

    def _made(self, there: list[JSON], value: tuple[Canonical, ...], links: Links) -> list[JSON]:
        known: dict[str, list[JSON]] = {}
        for i, element in enumerate(there):
            try:
                link = self._link(i, element, links) if self._counts(element) else None
            except (Misfit, Unlinked):
                continue  # it refers to nothing that is wanted
            if isinstance(link, str):
                known.setdefault(link, []).append(element)
        order: tuple[Canonical, ...] = value
        if self.as_set:
            wanted = dict.fromkeys(one for one in value if isinstance(one, str))
            if len(wanted) < len(value):
                raise Misfit("is not a set of links")
            order = (*(link for link in known if link in wanted), *(link for link in wanted if link not in known))
        return [self._element(known, link, links) for link in order]

    def _element(self, known: dict[str, list[JSON]], link: Canonical, links: Links) -> JSON:
        if not isinstance(link, str):
            raise Misfit("holds something else than links")
        if known.get(link):
            return known[link].pop(0)
        here = links.id_in(self.record, self.side, link)
        if here is None:
            raise Unlinked(Waiting(self.record, self.side, "", link))
        if self.way is None:
            return self.encode(here)
        made: Body = {}
        setter(self.way)(made, self.encode(here))
        return made

    def _counts(self, element: JSON) -> bool:
        return self.way is not None or not (element is None or element == "")

    def _link(self, i: int, element: JSON, links: Links) -> Canonical:
        found = self._id(i, element)
        try:
            return linked_to(self.record, self.side, found, links)
        except Unlinked as away:
            if self.loose:
                return unlinked(away)
            raise
        except Misfit as misfit:
            raise Misfit(misfit.reason, field=self._at(i), value=found) from misfit

    def _id(self, i: int, element: JSON) -> JSON:
        if self.way is None:
            return element
        found = getter(self.way)(element) if isinstance(element, dict) else ABSENT
        if found is ABSENT or found is None or found == "":
            raise Misfit("is no id, and each element is to refer to something", field=self._at(i), value=None)
        return found

    def _at(self, i: int) -> str:
        here = f"{str(self.path).removesuffix('[]')}[{i}]"
        return here if self.way is None else f"{here}.{self.way}"


def _sorted(shown: list[Canonical]) -> tuple[Canonical, ...]:
    return tuple(one for _, one in sorted({canonical.dumps(one): one for one in shown}.items()))
