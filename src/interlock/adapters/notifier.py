"""Brings messages to people: by e-mail, chat or webhook, through a library that knows a hundred ways."""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections.abc import Sequence
from typing import Any, Literal

from interlock.catalogue.extras import how_to_install
from interlock.errors import SettingsError
from interlock.model.secret import Secret

Weight = Literal["failure", "warning", "success"]
"""How bad the news are; services for people on duty call somebody by it, or leave it."""

_LONGEST = 8_000
_WITHIN_S = 60.0


class Notifier:
    """Sends to all of the addresses, each such as `mailto://...`, `slack://...` or `json://...`.

    Raises:
        SettingsError: an address is of no known kind, or the library is not installed. No address is shown: they hold
            secrets.
    """

    def __init__(self, addresses: Sequence[Secret]) -> None:
        library: Any = _library() if addresses else None
        self._ways: list[Any] = []
        for number, address in enumerate(addresses, 1):
            way = library.Apprise()
            with warnings.catch_warnings():
                # The library loads what it needs now, and that it uses old modules is not ours to mend.
                warnings.simplefilter("ignore", DeprecationWarning)
                known = way.add(address.reveal())
            if not known:
                raise SettingsError(
                    f"the {_ORDER.get(number, f'{number}th')} of the addresses for alerts is of no kind that is known",
                    hint="it is written like mailtos://user:password@host or json://host/path; see docs/operating.md",
                )
            self._ways.append(way)

    @property
    def has_ways(self) -> bool:
        """Whether there is anybody to be told."""
        return bool(self._ways)

    async def send(
        self, title: str, text: str, *, weight: Weight = "warning", done: frozenset[int] = frozenset()
    ) -> frozenset[int]:
        """Send to all addresses but those that have it; which have it now. Never fails."""
        waiting = [number for number in range(len(self._ways)) if number not in done]
        sent = await asyncio.gather(*(self._sent(number, title, text, weight) for number in waiting))
        return done | {number for number, well in zip(waiting, sent, strict=True) if well}

    @property
    def everybody(self) -> frozenset[int]:
        """All addresses, by their number."""
        return frozenset(range(len(self._ways)))

    async def _sent(self, number: int, title: str, text: str, weight: Weight) -> bool:
        way = self._ways[number]
        try:
            # The library waits; what else goes on must not.
            async with asyncio.timeout(_WITHIN_S):
                sending = asyncio.to_thread(way.notify, body=text[:_LONGEST], title=title, notify_type=weight)
                return bool(await sending)
        except Exception:
            return False


_ORDER = {1: "first", 2: "second", 3: "third"}


def _library() -> Any:
    try:
        import apprise  # noqa: PLC0415 - only who sends alerts needs it
    except ImportError:
        raise SettingsError("sending alerts needs the package `apprise`", hint=how_to_install("alerts")) from None
    # It writes addresses, which hold secrets, into its log.
    logger = logging.getLogger("apprise")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False
    return apprise
