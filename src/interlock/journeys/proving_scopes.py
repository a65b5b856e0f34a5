"""What an access token really may do: as its server says, as the answer said that brought it, or as the token says."""

from __future__ import annotations

from urllib.parse import urlsplit

from interlock.doctor.claims import Given, Source, scopes_in, scopes_of_claims
from interlock.errors import InterlockError
from interlock.journeys.reaching import Way, below_host
from interlock.model.secret import Secret
from interlock.peers.kept_tokens import KeptTokens
from interlock.peers.token_endpoint import data_of
from interlock.peers.tokens import Tokens


async def given_to(way: Way, tokens: Tokens | KeptTokens | None) -> Given | None:
    """What the token of a way may do; None where nobody says.

    The surest counts: the server's own word on the token (RFC 7662), the answer that brought it, the token itself where
    it is a JWT, which nobody has checked, and last what was asked for (RFC 6749, 5.1).

    Raises:
        SystemFault: no token is given, or nobody answers.
    """
    if tokens is None:
        own = scopes_in(way.credential.reveal("token") or "")
        return None if own is None else Given(own, Source.ITSELF)
    if isinstance(tokens, Tokens):
        granted, asked = await tokens.granted(), way.connection.sign_in.scopes
    else:
        await tokens.current()
        known = way.store.read()
        if known is None:
            return None
        granted, asked = known.granted, known.asked
    found = await _introspected(way, granted.access)
    if found is not None:
        return found
    if granted.scopes is not None:
        return Given(granted.scopes, Source.ANSWER)
    own = scopes_in(granted.access.reveal())
    if own is not None:
        return Given(own, Source.ITSELF)
    return Given(asked, Source.ASKED) if asked else None


async def _introspected(way: Way, token: Secret) -> Given | None:
    """What the server says of a token; None where it is not asked, or does not say."""
    address = way.written("introspection")
    if not address:
        return None
    parts = urlsplit(address)
    transport = way.transport(f"{parts.scheme}://{parts.netloc}")
    fields = {"token": token.reveal(), "token_type_hint": "access_token"}
    try:
        said = data_of(await way.endpoint(transport, below_host(address)).answered(fields))
    except InterlockError:
        return None  # many servers let only the system itself ask; the answer that brought the token says it then
    finally:
        await transport.aclose()
    if said is None or not isinstance(said.get("active"), bool):
        return None
    if not said["active"]:
        return Given((), Source.SERVER, active=False)
    scopes = scopes_of_claims(said)
    return None if scopes is None else Given(scopes, Source.SERVER)
