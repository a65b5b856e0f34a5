"""What items of both sides are recognised by, compiled."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.mapping.outcome import Misfit, Unlinked
from interlock.mapping.pair import PairMapping, getter
from interlock.mapping.record import KeyReader
from interlock.mapping.values import key_text, plain
from interlock.model.decisions import MatchKey, MatchPair
from interlock.model.links import Links
from interlock.model.path import Path
from interlock.model.value import ABSENT, Body, Canonical, Side


class _NoLinks:
    """Links where none are known."""

    def link_of(self, record: str, side: Side, item_id: str) -> str | None:  # noqa: ARG002 - the port's signature
        return None

    def id_in(self, record: str, side: Side, link: str) -> str | None:  # noqa: ARG002 - the port's signature
        return None


_NO_LINKS = _NoLinks()


def key_readers(key: MatchKey, pairs: Sequence[PairMapping], side: Side) -> tuple[KeyReader, ...]:
    """What reads each part of the key on a side: by the rule of the pair that maps both fields, else as text."""
    return tuple(_reader(part, _pair_of(part, pairs), side) for part in key.pairs)


def _pair_of(part: MatchPair, pairs: Sequence[PairMapping]) -> PairMapping | None:
    wanted = ((part.left,), (part.right,))
    return next((pair for pair in pairs if (pair.left_fields, pair.right_fields) == wanted and not pair.parts), None)


def _reader(part: MatchPair, pair: PairMapping | None, side: Side) -> KeyReader:
    path: Path = part.left if side is Side.LEFT else part.right
    get = getter(path)

    def read(body: Body, links: Links | None) -> str:
        try:
            if pair is None:
                value = get(body)
                text = "" if value is ABSENT else _text(plain(value))
            else:
                text = _text(pair.keys[side](body, body, links or _NO_LINKS))
        except (Misfit, Unlinked):
            return ""
        return text.casefold() if part.ignoring_case else text

    return read


def _text(value: Canonical) -> str:
    """The text of a canonical value; empty where there is none, so that nothing never matches nothing."""
    if value is None or value is ABSENT:
        return ""
    text = value if type(value) is str else key_text(value)
    return text if text.strip() else ""
