"""The smallest set of scopes that lets a document's operations through, and what is more than that."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from interlock.doctor.used import Used
from interlock.model.profile import AuthScheme

_MOST_TRIED = 4_096
"""Sets that are compared; where there are more, each operation takes its own smallest."""


@dataclass(frozen=True, slots=True)
class Scopes:
    """What a credential must be allowed to do.

    `needed` has each scope with the operations that it is for. `silent` are operations of which the description does
    not say what they ask for. `says` is what the description says of each scope.
    """

    needed: dict[str, tuple[Used, ...]]
    silent: tuple[Used, ...]
    says: dict[str, str]

    @property
    def known(self) -> bool:
        """Whether it is known of every operation which scopes it asks for."""
        return not self.silent

    def more_than_needed(self, given: Iterable[str]) -> tuple[str, ...]:
        """Of these, the scopes that nothing needs; those that only keep a sign-in alive or name the user are none."""
        return tuple(
            one for one in given if one not in _OF_SIGN_INS and not any(_is(one, scope) for scope in self.needed)
        )

    def missing_from(self, given: Collection[str]) -> tuple[str, ...]:
        """What is needed and not among these."""
        return tuple(scope for scope in self.needed if not any(_is(one, scope) for one in given))

    @property
    def open(self) -> tuple[str, ...]:
        """Those with a place for what only the vendor's settings tell (`orders:{project}`)."""
        return tuple(scope for scope in self.needed if _PLACE.search(scope))


_PLACE = re.compile(r"\{[^{}]{0,100}\}")
_OF_SIGN_INS = {"openid", "offline_access", "offline", "refresh_token", "profile", "email"}


def smallest(operations: Sequence[Used], scheme: AuthScheme | None) -> Scopes:
    """The smallest set of scopes of a scheme with which all of the operations are let through.

    Where an operation can be let through in several ways, those are taken that need the fewest scopes in all.
    """
    ways = [(one, _ways(one, scheme)) for one in operations]
    told = [(one, choices) for one, choices in ways if choices]
    chosen = _chosen([choices for _, choices in told])
    needed: dict[str, tuple[Used, ...]] = {}
    for (one, _), scopes in zip(told, chosen, strict=True):
        for scope in scopes:
            needed[scope] = (*needed.get(scope, ()), one)
    for narrow, whole in _included(operations, scheme).items():
        if narrow in needed and whole in needed:
            needed[whole] = (*needed.pop(narrow), *needed[whole])
    silent = tuple(one for one, choices in ways if not choices)
    return Scopes(needed, silent, dict(scheme.scope_says) if scheme is not None else {})


def _is(given: str, needed: str) -> bool:
    """Whether a scope that was given is the one that is needed, whatever stands in its open places."""
    if given == needed or "{" not in needed:
        return given == needed
    parts = _PLACE.split(needed)
    return re.fullmatch("[^ ]+".join(re.escape(part) for part in parts), given) is not None


def _ways(one: Used, scheme: AuthScheme | None) -> tuple[tuple[str, ...], ...]:
    if scheme is None:
        return ()
    found = (ask.scopes for way in one.operation.asks for ask in way if ask.scheme == scheme.name)
    return tuple(dict.fromkeys(_narrowed(scopes, reads=one.reads) for scopes in found))


def _narrowed(scopes: tuple[str, ...], *, reads: bool) -> tuple[str, ...]:
    """Without what is wider than needed, or included: of `sales` and `sales.read` the second one does to read.

    A description that lists both says by its letter that both are needed, and means that either is enough.
    """
    narrow = _pairs(scopes)
    left_out = set(narrow.values()) if reads else set(narrow)
    return tuple(scope for scope in scopes if scope not in left_out)


def _included(operations: Sequence[Used], scheme: AuthScheme | None) -> dict[str, str]:
    """Rights to read, by the wider right that the description names beside them."""
    found: dict[str, str] = {}
    for one in operations:
        for way in one.operation.asks:
            for ask in way:
                if scheme is not None and ask.scheme == scheme.name:
                    found |= _pairs(ask.scopes)
    return found


def _pairs(scopes: tuple[str, ...]) -> dict[str, str]:
    return {scope: whole for scope in scopes for whole in scopes if scope in _readers(whole)}


def _readers(whole: str) -> tuple[str, ...]:
    """How the right to read what a scope is about is called beside it."""
    return tuple(f"{whole}{between}{word}" for between in ".:-_/" for word in ("read", "readonly", "read_only"))


def _chosen(choices: Sequence[tuple[tuple[str, ...], ...]]) -> Sequence[tuple[str, ...]]:
    """One way for each operation, so that they need the fewest scopes together; the first of those that need as few."""
    different = list(dict.fromkeys(choices))
    if prod(len(one) for one in different) > _MOST_TRIED:
        best: Sequence[tuple[str, ...]] = [min(one, key=len) for one in different]
    else:
        best = min(product(*different), key=lambda taken: len({scope for way in taken for scope in way}))
    by_choice = dict(zip(different, best, strict=True))
    return [by_choice[one] for one in choices]
