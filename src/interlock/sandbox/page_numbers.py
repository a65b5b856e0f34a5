"""Numbers beside a list that clients may rely on, though nothing was learned of them: which page it is, of how many."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import ceil

from interlock.model.value import JSON, Body

_PAGE = frozenset({"page", "currentpage", "pagenumber", "pageno", "pageindex"})
_PAGES = frozenset({"totalpages", "pages", "pagecount", "numpages", "lastpage", "pagetotal"})
_SIZE = frozenset({"perpage", "pagesize", "limit", "itemsperpage", "pagelength"})
_TOTAL = frozenset({"total", "totalcount", "totalitems", "totalresults", "totalrecords"})
_START = frozenset({"offset", "start", "skip", "startindex"})
_BESIDE = frozenset({"meta", "pagination", "paging", "page_info", "pageinfo"})


@dataclass(frozen=True, slots=True)
class PageNumbers:
    """A piece of a list where items are counted.

    `start` items come before it, `first` is the number of the first page, and `told` are the ways to what the answer
    tells of it already.
    """

    size: int
    start: int
    total: int
    first: int
    told: Collection[str] = ()

    def corrected(self, body: Body) -> Body:
        """The answer with true numbers where it shows those of its description's examples."""
        beside = {name for name, value in body.items() if isinstance(value, dict) and name.casefold() in _BESIDE}
        made = body
        for way in beside | {path.rpartition(".")[0] for path in self.told}:
            made = self._within(made, way.split(".") if way else [], way)
        return made

    def _within(self, there: Body, steps: list[str], way: str) -> Body:
        if not steps:
            return {name: self._true(name, value, way) for name, value in there.items()}
        below = there.get(steps[0])
        return {**there, steps[0]: self._within(below, steps[1:], way)} if isinstance(below, dict) else there

    def _true(self, name: str, value: JSON, way: str) -> JSON:
        if isinstance(value, bool) or not isinstance(value, int) or ".".join(filter(None, (way, name))) in self.told:
            return value
        size, plain = max(self.size, 1), name.casefold().replace("_", "").replace("-", "")
        if plain in _PAGE:
            return self.start // size + self.first
        if plain in _PAGES:
            return max(ceil(self.total / size), 1)
        if plain in _SIZE:
            return size
        if plain in _TOTAL:
            return self.total
        return self.start if plain in _START else value
