"""How webhooks are signed: one scheme a file, found by the name of its file."""

from functools import cache

from interlock.catalogue import Catalogue, discover
from interlock.systems.signatures._scheme import Key, Scheme, key_of

__all__ = ["Key", "Scheme", "key_of", "named", "schemes"]


@cache
def schemes() -> Catalogue[Scheme]:
    """All schemes by name."""
    return discover("interlock.systems.signatures", "SCHEME", Scheme)


def named(name: str) -> str:
    """The name of a scheme as its file has it: `standard webhooks` and `standard-webhooks` are the same."""
    return name.strip().casefold().replace("-", "_").replace(" ", "_")
