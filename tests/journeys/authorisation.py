"""An authorisation server that is not ours (Authlib's), over TLS on this machine, with the system that believes it."""

from __future__ import annotations

import asyncio
import http.client
import ssl
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import trustme
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, grants
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7523 import JWTBearerClientAssertion, JWTBearerGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc7662 import IntrospectionEndpoint
from authlib.oauth2.rfc8628 import DeviceAuthorizationEndpoint, DeviceCodeGrant
from authlib.oauth2.rfc9207 import IssuerParameter
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from flask import Flask, Response, jsonify, request
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

T = TypeVar("T")
CLIENT, SECRET, USER = "client-7", "s3cret-of-the-client", "mary"


@dataclass
class Client(ClientMixin):
    """The one client that is registered."""

    server: Vendor

    def get_client_id(self) -> str:
        return CLIENT

    def get_default_redirect_uri(self) -> str:
        return ""

    def get_allowed_scope(self, scope: str) -> str:
        return " ".join(one for one in (scope or "").split() if one in self.server.allowed)

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri.startswith("http://127.0.0.1:")

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return endpoint != "token" or method in self.server.methods

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return bool(grant_type)


@dataclass
class Code:
    """An authorisation code."""

    code: str
    redirect_uri: str
    scope: str
    code_challenge: str | None
    code_challenge_method: str | None
    ends: float

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope


@dataclass
class Renewal:
    """A refresh token."""

    scope: str

    def check_client(self, client: Client) -> bool:
        return client.get_client_id() == CLIENT

    def get_scope(self) -> str:
        return self.scope


@dataclass
class Vendor:
    """What the server remembers and how it behaves; tests read and set it."""

    key: rsa.RSAPrivateKey
    authority: trustme.CA
    methods: tuple[str, ...] = ("client_secret_basic", "client_secret_post", "none", "client_assertion_jwt")
    allowed: tuple[str, ...] = ("things.read", "things.write", "offline_access")
    consent: str = "yes"
    life_s: float = 3600
    code_life_s: float = 60.0
    slow_s: float = 0.0
    tenant: str = ""
    renewing: int = 0
    address: str = ""
    codes: dict[str, Code] = field(default_factory=dict)
    access: dict[str, tuple[float, str]] = field(default_factory=dict)
    refresh: dict[str, Renewal] = field(default_factory=dict)
    reused: int = 0
    grants: list[str] = field(default_factory=list)
    jtis: set[str] = field(default_factory=set)
    device: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    place: str = "/.well-known/oauth-authorization-server"
    looked: list[str] = field(default_factory=list)
    issuer: str = ""
    asked_of: list[str] = field(default_factory=list)
    revoked: list[str] = field(default_factory=list)
    approved: bool | None = None

    def begin_anew(self) -> None:
        """Be as at first, at the same address and with the same keys."""
        fresh = Vendor(self.key, self.authority, address=self.address)
        for one in fields(fresh):
            setattr(self, one.name, getattr(fresh, one.name))

    def tells(self, **more: Any) -> None:
        """Let it tell of itself, with all of its addresses."""
        at = self.address
        self.told = {
            "issuer": at, "token_endpoint": f"{at}/token", "authorization_endpoint": f"{at}/authorize",
            "device_authorization_endpoint": f"{at}/device", "introspection_endpoint": f"{at}/asked",
            "revocation_endpoint": f"{at}/revoked", **more,
        }  # fmt: skip

    @property
    def private_key(self) -> str:
        """The client's key in PEM; the server knows the public half."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

    @property
    def public(self) -> RSAKey:
        """The public half."""
        return RSAKey.import_key(self.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))

    def visit(self, address: str) -> tuple[int, str]:
        """What a browser gets at an address, after redirects."""
        context = ssl.create_default_context()
        self.authority.configure_trust(context)
        try:
            with urllib.request.urlopen(address, timeout=10, context=context) as answer:  # noqa: S310
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()

    def sent_to(self, address: str) -> str:
        """Where a browser is sent from there."""
        context = ssl.create_default_context()
        self.authority.configure_trust(context)
        connection = http.client.HTTPSConnection(urlsplit(address).netloc, timeout=10, context=context)
        try:
            connection.request("GET", address.partition(urlsplit(address).netloc)[2])
            return connection.getresponse().headers["location"]
        finally:
            connection.close()

    def browse(self, address: str) -> bool:
        """A browser that is opened, with a person who does what `consent` says."""
        threading.Thread(target=self.visit, args=(address,), daemon=True).start()
        return True


@dataclass
class Shown:
    """A token as the server looks at it when it is asked."""

    ends: float
    scope: str

    def is_expired(self) -> bool:
        return time.time() >= self.ends

    def is_revoked(self) -> bool:
        return False


def _telling(vendor: Vendor, server: AuthorizationServer) -> None:
    """The endpoints that tell of tokens and take them back, and the name in answers to a sign-in."""

    class Asked(IntrospectionEndpoint):
        def check_permission(self, token: Shown, client: Client, request: Any) -> bool:
            return True

        def query_token(self, token_string: str, token_type_hint: str) -> Shown | None:
            vendor.asked_of.append(token_type_hint)
            found = vendor.access.get(token_string)
            return None if found is None else Shown(*found)

        def introspect_token(self, token: Shown) -> dict[str, Any]:
            return {"active": True, "client_id": CLIENT, "scope": token.scope}

    class Back(RevocationEndpoint):
        class Known(str):
            """A refresh token that was given."""

            def check_client(self, client: Client) -> bool:
                return client.get_client_id() == CLIENT

        def query_token(self, token_string: str, token_type_hint: str) -> str | None:
            known = vendor.refresh if token_type_hint == "refresh_token" else {}
            return Back.Known(token_string) if token_string in known else None

        def revoke_token(self, token: str, request: Any) -> None:
            vendor.revoked.append(str(token))
            vendor.refresh.pop(str(token), None)

    class Named(IssuerParameter):
        def get_issuer(self) -> str | None:
            return vendor.issuer or None

    server.register_endpoint(Asked)
    server.register_endpoint(Back)
    server.register_extension(Named())


def _grants(vendor: Vendor) -> list[tuple[Any, list[Any]]]:
    class Codes(grants.AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = list(vendor.methods)

        def save_authorization_code(self, code: str, request: Any) -> None:
            said = request.payload.data
            vendor.codes[code] = Code(
                code, said["redirect_uri"], request.client.get_allowed_scope(request.scope or request.payload.scope),
                said.get("code_challenge"), said.get("code_challenge_method"), time.time() + vendor.code_life_s,
            )  # fmt: skip

        def query_authorization_code(self, code: str, client: Client) -> Code | None:
            found = vendor.codes.get(code)
            return found if found is not None and time.time() < found.ends else None

        def delete_authorization_code(self, authorization_code: Code) -> None:
            del vendor.codes[authorization_code.code]

        def authenticate_user(self, authorization_code: Code) -> str:
            return USER

    class Refreshes(grants.RefreshTokenGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = list(vendor.methods)
        INCLUDE_NEW_REFRESH_TOKEN = True

        def authenticate_refresh_token(self, refresh_token: str) -> Renewal | None:
            vendor.renewing += 1
            time.sleep(vendor.slow_s)
            found = vendor.refresh.pop(refresh_token, None)
            if found is None:  # it was used before: whoever holds the others may be a thief (RFC 9700)
                vendor.reused += 1
                vendor.refresh.clear()
            return found

        def authenticate_user(self, refresh_token: Renewal) -> str:
            return USER

        def revoke_old_credential(self, refresh_token: Renewal) -> None:
            """It is gone already."""

    class Statements(JWTBearerGrant):
        def get_audiences(self) -> list[str]:
            return [f"{vendor.address}/token"]

        def resolve_issuer_client(self, issuer: str) -> Client | None:
            return Client(vendor) if issuer == CLIENT else None

        def resolve_client_public_key(self, client: Client) -> RSAKey:
            return vendor.public

        def authenticate_user(self, subject: str) -> str | None:
            return subject if subject == USER else None

        def has_granted_permission(self, client: Client, user: str) -> bool:
            return True

    class Devices(DeviceCodeGrant):
        def query_device_credential(self, device_code: str) -> Any:
            return vendor.device.get(device_code)

        def query_user_grant(self, user_code: str) -> tuple[str, bool] | None:
            return None if vendor.approved is None else (USER, vendor.approved)

        def should_slow_down(self, credential: Any) -> bool:
            return False

    class Programs(grants.ClientCredentialsGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = list(vendor.methods)

    return [
        (Codes, [CodeChallenge(required=True)]), (Refreshes, []), (Statements, []), (Devices, []),
        (Programs, []),
    ]  # fmt: skip


def _application(vendor: Vendor) -> Flask:
    application = Flask("vendor")
    application.config["OAUTH2_TOKEN_EXPIRES_IN"] = {}
    application.config["OAUTH2_REFRESH_TOKEN_GENERATOR"] = True

    def query_client(client_id: str) -> Client | None:
        return Client(vendor) if client_id == CLIENT else None

    def save_token(token: dict[str, Any], asked: Any) -> None:
        token["expires_in"] = vendor.life_s
        vendor.grants.append(asked.payload.grant_type)
        vendor.access[token["access_token"]] = (time.time() + vendor.life_s, token.get("scope", ""))
        if "refresh_token" in token:
            vendor.refresh[token["refresh_token"]] = Renewal(token.get("scope", ""))

    server = AuthorizationServer(application, query_client, save_token)
    for grant, extensions in _grants(vendor):
        server.register_grant(grant, extensions)

    class Assertions(JWTBearerClientAssertion):
        def get_audiences(self) -> list[str]:
            return [f"{vendor.address}/token"]

        def validate_jti(self, claims: Any, jti: str) -> bool:
            new = jti not in vendor.jtis
            vendor.jtis.add(jti)
            return new

        def resolve_client_public_key(self, client: Client) -> RSAKey:
            return vendor.public

    class DevicePlace(DeviceAuthorizationEndpoint):
        INTERVAL = 0.05

        def get_verification_uri(self) -> str:
            return f"{vendor.address}/activate"

        def save_device_credential(self, client_id: str, scope: str, data: Any) -> None:
            from authlib.oauth2.rfc8628 import DeviceCredentialDict  # noqa: PLC0415 - heavy, one test

            credential = {"client_id": client_id, "scope": scope, "expires_at": time.time() + 60, **data}
            vendor.device[data["device_code"]] = DeviceCredentialDict(credential)

    server.register_client_auth_method(Assertions.CLIENT_AUTH_METHOD, Assertions())
    server.register_endpoint(DevicePlace)
    _telling(vendor, server)

    @application.get("/authorize")
    def authorize() -> Response:
        if vendor.consent == "another state":
            target = f"{request.args['redirect_uri']}?code=stolen&state=another"
            return Response(status=302, headers={"location": target})
        asked = server.get_consent_grant(end_user=USER)
        user = USER if vendor.consent == "yes" else None
        answer: Response = server.create_authorization_response(grant=asked, grant_user=user)
        return answer

    @application.post("/token")
    def token() -> Response:
        vendor.tenant = request.args.get("tenant", "")
        answer: Response = server.create_token_response()
        return answer

    @application.get("/.well-known/<path:_>")
    @application.get("/<path:_>/.well-known/<_kind>")
    def tells(_: str = "", _kind: str = "") -> tuple[Response, int]:
        vendor.looked.append(request.path)
        found = request.path == vendor.place and vendor.told
        return (jsonify(vendor.told), 200) if found else (jsonify({}), 404)

    @application.post("/<kind>ed")
    def asked(kind: str) -> Response:
        answer: Response = server.create_endpoint_response({"ask": "introspection", "revok": "revocation"}[kind])
        return answer

    @application.post("/device")
    def device() -> Response:
        answer: Response = server.create_endpoint_response("device_authorization")
        return answer

    @application.get("/api/things")
    @application.get("/api/things/<name>")
    def things(name: str = "") -> tuple[Response, int]:
        shown = request.headers.get("authorization", "").removeprefix("Bearer ")
        ends, _scope = vendor.access.get(shown, (0.0, ""))
        if time.time() >= ends:
            return jsonify({"error": "invalid_token"}), 401
        return (jsonify({"id": name, "name": "a"}) if name else jsonify([{"id": "1", "name": "a"}])), 200

    return application


def run(work: Coroutine[Any, Any, T]) -> T:
    """What the coroutine gives, once all connections are closed.

    The server closes each a moment after its answer; a loop that ends before leaves a handshake that nobody finishes.
    """

    async def whole() -> T:
        try:
            return await work
        finally:
            known = asyncio.get_running_loop()._selector.get_map()  # type: ignore[attr-defined]  # noqa: SLF001
            with suppress(TimeoutError):
                async with asyncio.timeout(5):
                    while len(known) > 1:  # noqa: ASYNC110 - the loop itself has one, and tells nobody of the others
                        await asyncio.sleep(0.002)

    return asyncio.run(whole())


@contextmanager
def vendor() -> Iterator[Vendor]:
    """The server at an address of this machine; `demands` a certificate of the client where the test sets it."""
    authority = trustme.CA()
    state = Vendor(rsa.generate_private_key(65537, 2048), authority)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    server = make_server("127.0.0.1", 0, _application(state), threaded=True, ssl_context=context)
    state.address = f"https://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def trusted(vendor: Vendor, folder: Path) -> Path:
    """A file with the certificate of the authority that vouches for the server."""
    path = folder / "authority.pem"
    vendor.authority.cert_pem.write_to_path(path)
    return path
