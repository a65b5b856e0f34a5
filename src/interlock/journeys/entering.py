"""A person signs in to a system: in a browser of this machine, by an address pasted back, or with another device."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from interlock.adapters.loopback import listening
from interlock.adapters.token_store import FileTokens, RingTokens
from interlock.errors import Unauthorised, UsageError
from interlock.journeys.discovering import discovered
from interlock.journeys.reaching import Way, below_host
from interlock.model.sign_in import Granted, GrantKind, Kept
from interlock.peers.token_endpoint import TokenEndpoint, data_of

_DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
_REASONS = {
    "access_denied": "the person, or the vendor, did not consent",
    "expired_token": "nobody consented in time",
    "invalid_scope": "a scope that was asked for is unknown there, or not for this client",
    "unauthorized_client": "this client may not be used so; register it for this kind of sign-in",
    "unsupported_response_type": "the vendor gives no codes here; is `authorize_address` right?",
    "temporarily_unavailable": "the vendor asks to try again later",
    "server_error": "the vendor has a problem",
}


@dataclass(frozen=True, slots=True)
class Entered:
    """A sign-in that is kept: where, with which scopes, and which of those that were asked for were not given."""

    kept: Kept
    place: str

    @property
    def scopes(self) -> tuple[str, ...]:
        """What the sign-in may do."""
        given = self.kept.granted.scopes
        return self.kept.asked if given is None else given

    @property
    def lacks(self) -> tuple[str, ...]:
        """What was asked for and not given."""
        return tuple(scope for scope in self.kept.asked if scope not in self.scopes)


@dataclass(frozen=True, slots=True)
class Person:
    """How whoever signs in is spoken to: `told` says a line, `open` opens an address, `paste` asks for one."""

    told: Callable[[str], None]
    open: Callable[[str], bool] = lambda _: False
    paste: Callable[[], str] | None = None
    patience_s: float = 300.0


async def enter(way: Way, scopes: tuple[str, ...], person: Person, *, by: str) -> Entered:
    """Let a person sign in, and keep what was given.

    Args:
        way: the system in its environment.
        scopes: what is asked for.
        person: whoever signs in.
        by: their name, as this machine knows it.

    Raises:
        UsageError: nobody signs in to this system, or no answer came in time.
        SettingsError: nothing says where to sign in, or the tokens cannot be kept.
        Unauthorised: consent was denied, or the code was not taken.
        SystemFault: the vendor's server does not answer, or says what cannot be believed.
    """
    grant = way.grant
    if grant not in (GrantKind.PERSON, GrantKind.DEVICE):
        raise UsageError(
            f"nobody signs in to `{way.name}` in the environment `{way.environment.name}`: its credential does it",
            hint='where a person does, write grant = "authorization code" in its `sign_in`',
        )
    way = await discovered(way)
    store = way.store
    assert isinstance(store, FileTokens | RingTokens)  # noqa: S101 - both tell where they are
    token_address = way.address("token")
    address = urlsplit(token_address)
    async with AsyncExitStack() as stack:
        transport = way.transport(f"{address.scheme}://{address.netloc}")
        stack.push_async_callback(transport.aclose)
        endpoint = way.endpoint(transport, below_host(token_address))
        by_device = grant is GrantKind.DEVICE
        granted = await (_device if by_device else _browser)(way, endpoint, scopes, person)
        kept = Kept(granted, by=by, since=way.clock.now(), asked=scopes)
        async with store.alone():
            store.write(kept)
    return Entered(kept, store.place)


async def _browser(way: Way, endpoint: TokenEndpoint, scopes: tuple[str, ...], person: Person) -> Granted:
    """By an authorisation code with a proof that whoever redeems it is who asked (RFC 7636)."""
    authorize = way.address("authorize")
    state, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
    asked = {
        "response_type": "code",
        "client_id": way.credential.reveal("client_id") or "",
        "scope": " ".join(scopes),
        "state": state,
        "code_challenge": base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
        "audience": way.connection.sign_in.audience,
    }
    redirect = way.connection.sign_in.redirect or "http://127.0.0.1/"
    if person.paste is not None:
        _show(way, _joined(authorize, asked | {"redirect_uri": redirect}), person, opened=False)
        answer = _query(person.paste().strip())
        if not _is_ours(answer, state):
            raise UsageError(
                "what was pasted is not the answer to this sign-in: its `state` is another one",
                hint="paste the whole address of the page that the browser ended at, of this attempt",
            )
    else:
        async with listening(redirect, lambda query: _is_ours(query, state)) as loopback:
            redirect = loopback.redirect
            address = _joined(authorize, asked | {"redirect_uri": redirect})
            _show(way, address, person, opened=person.open(address))
            found = await loopback.answer(patience_s=person.patience_s)
            if found is None:
                raise UsageError(_not_in_time(person.patience_s, loopback.strangers), hint="sign in again, or --paste")
            answer = found
    said = dict(parse_qsl(answer, max_num_fields=50))
    _demand_same_server(way, said)
    if "error" in said or not said.get("code"):
        raise _refused(way, said)
    return await endpoint.ask(
        {"grant_type": "authorization_code", "code": said["code"], "redirect_uri": redirect, "code_verifier": verifier}
    )


def _query(pasted: str) -> str:
    try:
        return urlsplit(pasted).query
    except ValueError:
        return ""


def _is_ours(query: str, state: str) -> bool:
    try:
        said = dict(parse_qsl(query, max_num_fields=50))
    except ValueError:
        return False
    return hmac.compare_digest(said.get("state", "").encode(), state.encode())


def _demand_same_server(way: Way, said: Mapping[str, str]) -> None:
    """Refuse an answer that another authorisation server gave (RFC 9207, 2.4): its code would go to the wrong one.

    Raises:
        Unauthorised: it is such an answer, or does not say whose it is though the server's always do.
    """
    server = way.metadata
    if server is None or said.get("iss") == server.issuer or ("iss" not in said and not server.names_itself):
        return
    other = said.get("iss", "")[:200]
    whose = f"of `{other}`" if other and other.isprintable() else "of nobody"
    raise Unauthorised(
        f"`{way.name}` was not signed in to: the answer to the sign-in is {whose}, and `{server.issuer}` was asked",
        hint=f"try again with `{way.again}`; if it comes again, somebody mixes up the sign-ins, so tell the vendor",
    )


def _joined(address: str, asked: Mapping[str, str]) -> str:
    named = {name: value for name, value in asked.items() if value}
    return f"{address}{'&' if '?' in address else '?'}{urlencode(named)}"


def _show(way: Way, address: str, person: Person, *, opened: bool) -> None:
    if opened:
        person.told(f"a browser was opened to sign in to `{way.name}`; if it was not, open this address:")
    else:
        person.told(f"open this address in a browser to sign in to `{way.name}`:")
    person.told(address)


def _not_in_time(patience_s: float, strangers: int) -> str:
    others = f"; {strangers} came that were not the answer to it (another `state`)" if strangers else ""
    return f"no answer to the sign-in came within {patience_s:g} seconds{others}"


def _refused(way: Way, said: Mapping[str, str]) -> Unauthorised:
    error = said.get("error", "")[:100]
    text = said.get("error_description", "")[:200]
    meaning = _REASONS.get(error, "no code came" if not error else "")
    parts = [one for one in (meaning, f"it says `{error}`" if error else "", text) if one.isprintable() and one]
    return Unauthorised(
        f"`{way.name}` was not signed in to: {'; '.join(parts)}", hint=f"try again with `{way.again}`", error=error
    )


async def _device(way: Way, endpoint: TokenEndpoint, scopes: tuple[str, ...], person: Person) -> Granted:
    """By a code that a person types in on any device (RFC 8628)."""
    device_address = way.address("device")
    at, path = urlsplit(device_address), below_host(device_address)
    fields = {"scope": " ".join(scopes)} if scopes else {}
    async with AsyncExitStack() as stack:
        where = endpoint
        if f"{at.scheme}://{at.netloc}" != endpoint.transport.base_url:  # type: ignore[attr-defined]
            transport = way.transport(f"{at.scheme}://{at.netloc}")
            stack.push_async_callback(transport.aclose)
            where = way.endpoint(transport, path)
        said = data_of(await where.answered(fields, path=path)) or {}
    code, shown = str(said.get("device_code") or ""), str(said.get("user_code") or "")
    place = str(said.get("verification_uri") or said.get("verification_url") or "")
    if not code or not shown.isprintable() or not place.startswith(("https://", "http://")) or not place.isprintable():
        raise Unauthorised(f"`{way.name}` gives no code to sign in with a device")
    person.told(f"open {place[:500]} on any device, and type in the code {shown[:50]}")
    return await _consented(way, endpoint, code, person, wait_s=_seconds(said.get("interval"), 5.0))


async def _consented(way: Way, endpoint: TokenEndpoint, code: str, person: Person, *, wait_s: float) -> Granted:
    left_s = person.patience_s
    while left_s > 0:
        await way.clock.sleep(wait_s)
        left_s -= wait_s
        try:
            return await endpoint.ask({"grant_type": _DEVICE, "device_code": code})
        except Unauthorised as problem:
            if problem.error == "slow_down":
                wait_s += 5.0
            elif problem.error in _REASONS:
                raise _refused(way, {"error": problem.error}) from None
            elif problem.error != "authorization_pending":
                raise
    raise UsageError(_not_in_time(person.patience_s, 0), hint="sign in again")


def _seconds(value: object, usual: float) -> float:
    fits = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 60
    return float(value) if fits else usual  # type: ignore[arg-type]
