"""A system with an OAuth sign-in: an app is registered, scopes are asked for, and tokens refreshed."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts
from interlock.model.profile import AuthKind


def _places(facts: Facts) -> Iterator[str]:
    for side, profile in facts.profiles.items():
        if any(scheme.kind in (AuthKind.OAUTH2, AuthKind.OPENID) for scheme in profile.auth.value or ()):
            yield facts.system(side)


DRIVER = Driver("systems that are signed in to by OAuth", _places)
