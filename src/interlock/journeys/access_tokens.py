"""What gives the access tokens of a system, and a line that carries them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from urllib.parse import urlsplit

from interlock.journeys.discovering import LateTokens
from interlock.journeys.reaching import SIGNED_IN, Way, below_host
from interlock.model.sign_in import GrantKind
from interlock.peers.kept_tokens import KeptTokens
from interlock.peers.tokens import Tokens
from interlock.probing import Line

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"


def tokens_of(way: Way) -> Tokens | KeptTokens | LateTokens | None:
    """What gives access tokens; None where the credential is all that it takes. Whoever gets it closes it.

    Where the address is still to be asked for, that is done when the first token is wanted; see `discovered`.

    Raises:
        SettingsError: nothing says where they are given, or a key cannot be used.
    """
    grant = way.grant
    if grant is None or "token" in way.credential.parts:
        return None
    if way.discovery and way.metadata is None and not way.written("token"):
        return LateTokens(way, tokens_of)
    address = way.address("token")
    parts = urlsplit(address)
    transport = way.transport(f"{parts.scheme}://{parts.netloc}")
    endpoint = way.endpoint(transport, below_host(address))
    if grant in SIGNED_IN:
        given = way.credential.parts.get("refresh_token")
        return KeptTokens(endpoint, way.store, way.clock, again=way.again, given=given)
    return Tokens(endpoint, way.clock, lambda: _form(way, grant, address))


@asynccontextmanager
async def line_on(way: Way, requests_per_s: float | None) -> AsyncIterator[Line]:
    """A line on which single requests are sent, with the tokens that it takes.

    Raises:
        SettingsError: nothing says where tokens are given, or a key or certificate cannot be used.
    """
    async with AsyncExitStack() as stack:
        transport = way.transport()
        stack.push_async_callback(transport.aclose)
        tokens = tokens_of(way)
        if tokens is not None:
            stack.push_async_callback(tokens.aclose)
        yield Line(
            way.profile,
            transport,
            way.clock,
            way.credential,
            timeout_s=way.connection.timeout_s,
            requests_per_s=requests_per_s,
            tokens=tokens,
        )


def _form(way: Way, grant: GrantKind, address: str) -> Mapping[str, str]:
    said = way.connection.sign_in
    scopes = said.scopes or tuple((way.credential.reveal("scope") or "").split())
    fields = {"scope": " ".join(scopes)} if scopes else {}
    if grant is GrantKind.JWT:
        subject = said.subject or way.credential.reveal("client_id") or ""
        made = way.signer().signed(subject=subject, audience=said.audience or address, scopes=scopes)
        return {"grant_type": JWT_BEARER, "assertion": made, **fields}
    audience = {"audience": said.audience} if said.audience and "private_key" not in way.credential.parts else {}
    return {"grant_type": "client_credentials", **fields, **audience}
