"""From one page of a list to the next, in every style; endless lists are noticed."""

from __future__ import annotations

from dataclasses import dataclass, field

from interlock.errors import NotPossible, Untrusted
from interlock.model.corrections import SOME_CORRECTIONS
from interlock.model.http import Response
from interlock.model.profile import Paging, PagingStyle
from interlock.model.value import ABSENT, JSON
from interlock.peers.envelope import at
from interlock.peers.links import followed, next_of

# No list seen is longer; a system that never ends its list must not keep us for ever.
_MOST_PAGES = 200_000
_MOST_EMPTY_PAGES = 200
_LONGEST_TOKEN = 16_000


@dataclass(frozen=True, slots=True)
class Ask:
    """What the next request asks for: parameters of the paging, or the path and query that a link gave."""

    parameters: tuple[tuple[str, str | int], ...] = ()
    link: tuple[str, tuple[tuple[str, str], ...]] | None = None


@dataclass(frozen=True, slots=True)
class Got:
    """What a page showed: the answer, its data, the ids of its items."""

    response: Response
    data: JSON
    ids: tuple[str, ...]


@dataclass(slots=True)
class Pager:
    """Walks one list. `known` are the addresses of the system; `what` names the list in messages."""

    paging: Paging
    known: tuple[str, ...]
    path: str
    what: str
    size: int | None = None
    _asked: Ask = field(init=False)
    _seen: set[object] = field(default_factory=set)
    _before: tuple[str, ...] = ()
    _position: int = 0
    _pages: int = 0
    _empty: int = 0
    _items: int = 0

    def first(self) -> Ask:
        """The first request."""
        self._position = self.paging.first if self.paging.first is not None else self._usual_first()
        if self.paging.style is PagingStyle.OFFSET or (self._counts and self.paging.first is not None):
            self._asked = self._ask(self._position)
        else:
            self._asked = self._ask(None)
        self._seen.add(self._asked)
        return self._asked

    def next(self, got: Got) -> Ask | None:
        """The request after that page; None where the list is complete.

        Raises:
            Untrusted: the list repeats itself, has no end, or goes on at another host.
        NotPossible: nothing is known of where the next piece is told.
        """
        self._watch(got)
        following = self._following(got)
        if following is None:
            return None
        if following in self._seen:
            raise self._endless("the same page is to be read twice")
        self._seen.add(following)
        self._asked = following
        return following

    @property
    def _counts(self) -> bool:
        return self.paging.style in {PagingStyle.PAGE, PagingStyle.OFFSET}

    def _usual_first(self) -> int:
        return 1 if self.paging.style is PagingStyle.PAGE else 0

    def _watch(self, got: Got) -> None:
        self._pages += 1
        self._items += len(got.ids)
        self._empty = 0 if got.ids else self._empty + 1
        if got.ids and got.ids == self._before:
            raise self._endless("a page shows the same items as the one before it")
        if self._pages >= _MOST_PAGES or self._empty >= _MOST_EMPTY_PAGES:
            raise self._endless(f"there was no end after {self._pages:,} pages")
        self._before = got.ids

    def _endless(self, why: str) -> Untrusted:
        return Untrusted(
            f"{self.what} has no end: {why}",
            hint=f"is its paging described as it is? correct it in `{SOME_CORRECTIONS}`",
        )

    def _following(self, got: Got) -> Ask | None:
        if self.paging.style is PagingStyle.NONE:
            return None
        if self._counts:
            return self._counted(got)
        if self._says_end(got.data):
            return None
        if self.paging.next_path == "last id":
            return self._ask(got.ids[-1]) if got.ids else None
        return self._told(got)

    def _says_end(self, data: JSON) -> bool:
        return bool(self.paging.more_path) and at(data, self.paging.more_path) in (False, "false")

    # Pages and offsets

    def _counted(self, got: Got) -> Ask | None:
        if self._says_end(got.data) or not got.ids:
            return None
        told = at(got.data, self.paging.next_path) if self.paging.next_path else ABSENT
        if told is None or told == "":
            return None
        step = 1 if self.paging.style is PagingStyle.PAGE else len(got.ids)
        following = self._position + step
        if self._beyond_total(got.data, following):
            return None
        self._position = following
        return self._ask(following)

    def _beyond_total(self, data: JSON, following: int) -> bool:
        """Whether a total that the answer shows is reached.

        A total of items is believed when it counts more than this page, or when this page is shorter than a full one:
        some systems call the length of each page its total, and some keep to no size that they are asked for.
        """
        total = at(data, self.paging.total_path) if self.paging.total_path else ABSENT
        if isinstance(total, str) and total.isdigit():
            total = int(total[:18])
        if isinstance(total, bool) or not isinstance(total, int):
            return False
        if self.paging.style is PagingStyle.PAGE and "page" in self.paging.total_path.rsplit(".", 1)[-1].casefold():
            first = self.paging.first if self.paging.first is not None else self._usual_first()
            return following - first >= total
        here = len(self._before)
        full = self.size if self.size is not None and self.paging.size_param else self.paging.size_default
        return self._items >= total and (total > here or (full is not None and here < full))

    # Tokens and links

    def _told(self, got: Got) -> Ask | None:
        if not self.paging.next_path:
            if not got.ids:
                return None
            raise NotPossible(
                f"{self.what} comes in pieces, and its description does not say where the next piece is told",
                hint=f"say it in `{SOME_CORRECTIONS}`, or ask who made the system",
            )
        value = self._shown(got)
        if value is ABSENT or value in (None, "", False):
            return None
        if isinstance(value, dict | list) or len(str(value)) > _LONGEST_TOKEN:
            raise Untrusted(f"{self.what} shows at `{self.paging.next_path}` no token and no address")
        text = str(value)
        if self.paging.style is PagingStyle.LINK or text.startswith(("http://", "https://")):
            return self._linked(text)
        return self._ask(value if isinstance(value, int) else text)

    def _shown(self, got: Got) -> JSON | object:
        if self.paging.next_path.casefold().startswith("header:"):
            name = self.paging.next_path[7:].strip().casefold()
            value = got.response.headers.get(name, "")
            # Other headers hold the token or the address as it is.
            return next_of(value) if name == "link" or value.startswith("<") else value
        return at(got.data, self.paging.next_path)

    def _linked(self, address: str) -> Ask:
        current = self._asked.link[0] if self._asked.link else self.path
        target = followed(address, self.known, current=current)
        if target is None:
            raise Untrusted(
                f"{self.what} goes on at another address, `{address[:200]}`",
                hint="links are followed within the system only; if it moved, change its address in `interlock.toml`",
            )
        return Ask(link=target)

    def _ask(self, token: str | int | None) -> Ask:
        parameters: list[tuple[str, str | int]] = []
        if token is not None and self.paging.token_param:
            parameters.append((self.paging.token_param, token))
        if self.size is not None and self.paging.size_param:
            parameters.append((self.paging.size_param, self.size))
        return Ask(tuple(parameters))


def pager(paging: Paging | None, *, known: tuple[str, ...], path: str, what: str) -> Pager:
    """A walk through a list; one page where nothing is known of its paging. Pages are as large as is allowed."""
    how = paging or Paging(PagingStyle.NONE)
    return Pager(how, known, path, what, size=how.size_max)
