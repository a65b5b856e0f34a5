"""What an authorisation server tells of itself: where to find it, and which of it can be believed."""

from __future__ import annotations

from urllib.parse import urlsplit

import orjson

from interlock.errors import Untrusted
from interlock.model.http import Response
from interlock.model.sign_in import ServerMetadata, fit_for_secrets

_WELL_KNOWN = "/.well-known/"
_OAUTH, _OPENID = "oauth-authorization-server", "openid-configuration"


def places_of(issuer: str) -> tuple[str, ...]:
    """The addresses at which an issuer may tell of itself, in turn (RFC 8414, 3 and 5; OpenID Connect Discovery, 4).

    An address below `/.well-known/` is the place itself.
    """
    parts = urlsplit(issuer)
    if _WELL_KNOWN in parts.path:
        return (issuer,)
    root, path = f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/")
    found = (
        f"{root}{_WELL_KNOWN}{_OAUTH}{path}",
        f"{root}{path}{_WELL_KNOWN}{_OPENID}",
        f"{root}{_WELL_KNOWN}{_OPENID}{path}",
    )
    return tuple(dict.fromkeys(found))


def issuer_in(place: str) -> str:
    """The issuer that tells of itself at such a place; the address itself where it is none."""
    parts = urlsplit(place)
    before, mark, after = parts.path.partition(_WELL_KNOWN)
    if not mark:
        return place
    path = before or after.partition("/")[2]
    return f"{parts.scheme}://{parts.netloc}" + (f"/{path.strip('/')}" if path.strip("/") else "")


def metadata_in(answer: Response, *, issuer: str, system: str) -> ServerMetadata:
    """What the answer tells; addresses that no secret may be sent to are left out.

    Args:
        answer: the answer of status 200 at one of the issuer's places.
        issuer: whose it must be.
        system: the name of the system that is signed in to, for messages.

    Raises:
        Untrusted: it is no such thing, or that of another issuer (RFC 8414, 3.3).
    """
    try:
        told = orjson.loads(answer.body)
    except (orjson.JSONDecodeError, RecursionError):
        told = None
    if not isinstance(told, dict) or not isinstance(told.get("issuer"), str):
        raise Untrusted(
            f"what `{issuer}` tells of signing in to `{system}` has no `issuer`",
            hint="is that the address of an authorisation server? else write `token_address` in its `sign_in`",
        )
    if told["issuer"].rstrip("/") != issuer.rstrip("/"):
        shown = told["issuer"][:200] if told["issuer"].isprintable() else "another one"
        raise Untrusted(
            f"what was found at `{issuer}` is of another issuer, `{shown}`",
            hint="write that one as `issuer` if you know that it is right, else `token_address`",
        )

    def address(name: str) -> str:
        found = told.get(f"{name}_endpoint")
        return found if isinstance(found, str) and fit_for_secrets(found) else ""

    return ServerMetadata(
        issuer=told["issuer"],
        token=address("token"),
        authorize=address("authorization"),
        device=address("device_authorization"),
        revocation=address("revocation"),
        introspection=address("introspection"),
        names_itself=told.get("authorization_response_iss_parameter_supported") is True,
    )
