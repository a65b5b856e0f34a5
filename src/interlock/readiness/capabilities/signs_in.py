"""How a caller proves who it is: the kind of credential, where it goes, and which scopes it needs."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.readiness import By, Promise, Told
from interlock.readiness.ability import Ability
from interlock.readiness.subject import Subject, known
from interlock.readiness.use import Use


def _told(subject: Subject) -> Told:
    ways = subject.system.auth.value or ()
    return known(subject.system.auth, " or ".join(dict.fromkeys(way.kind.value for way in ways)), "none is needed")


def _promises(use: Use) -> Iterator[Promise]:
    if use.system is not None:
        yield Promise(use.system.span, f"{use.system.name} is one of the two systems: nothing of it is read otherwise")


ABILITY = Ability(
    title="says how to sign in",
    told=_told,
    promises=_promises,
    question="How does a program sign in to the API of {system}, and which scopes does it need?",
    why="without it nothing can be read at all, and a credential with too few scopes fails on the first write",
    settles=(
        (By.VENDOR, "the kind of credential, the header that it goes into, the address that gives tokens, the scopes"),
        (By.RESPONSE, "the header `WWW-Authenticate` of a 401"),
    ),
    states="auth=bearer",
    weight=10,
    of_system=True,
)
