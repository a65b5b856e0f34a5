"""Who may ask, under every scheme."""

from dataclasses import replace
from urllib.parse import urlencode

import orjson
import pytest
from tests.sandbox.helpers import DESK, POST_OFFICE, SHOP, Client, HandClock, client, sandbox

from interlock.model.profile import AuthKind, AuthScheme, sure

_PREFIXED = AuthScheme(AuthKind.API_KEY, parameter="Authorization", prefix="Key ")
_FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    ("scheme", "address", "headers", "status"),
    [
        (AuthScheme(AuthKind.API_KEY, parameter="X-Key"), "/books", {"x-key": "the-key"}, 200),
        (AuthScheme(AuthKind.API_KEY, parameter="X-Key"), "/books", {"x-key": "another"}, 401),
        (AuthScheme(AuthKind.API_KEY, parameter="X-Key"), "/books", {}, 401),
        (
            _PREFIXED,
            "/books",
            {"authorization": "Key the-key"},
            200,
        ),
        (
            _PREFIXED,
            "/books",
            {"authorization": "the-key"},
            401,
        ),
        (AuthScheme(AuthKind.API_KEY, where="query", parameter="key"), "/books?key=the-key", {}, 200),
        (AuthScheme(AuthKind.API_KEY, where="query", parameter="key"), "/books?key=no", {}, 401),
        (AuthScheme(AuthKind.API_KEY, where="cookie", parameter="sid"), "/books", {"cookie": "a=b; sid=the-key"}, 200),
        (AuthScheme(AuthKind.API_KEY, where="cookie", parameter="sid"), "/books", {"cookie": "sid="}, 401),
        (AuthScheme(AuthKind.BEARER), "/books", {"authorization": "bearer the-key"}, 200),
        (AuthScheme(AuthKind.BEARER), "/books", {"authorization": "Basic dGhlLWtleTo="}, 401),
        (AuthScheme(AuthKind.BASIC), "/books", {"authorization": "Basic YW5uOnMzOmNyZXQ="}, 200),
        (AuthScheme(AuthKind.BASIC), "/books", {"authorization": "Basic ####"}, 401),
        (AuthScheme(AuthKind.MUTUAL_TLS), "/books", {}, 200),
    ],
)
def test_each_scheme_lets_in_who_shows_the_credential(
    scheme: AuthScheme, address: str, headers: dict[str, str], status: int
) -> None:
    asking = Client(sandbox(replace(SHOP, auth=sure((scheme,)))))
    asking.headers = {}
    response = asking.send("GET", address, headers=headers)
    assert response.status == status
    assert ("www-authenticate" in response.headers) == (status == 401)


def test_any_one_of_several_schemes_is_enough() -> None:
    schemes = (AuthScheme(AuthKind.BEARER), AuthScheme(AuthKind.API_KEY, parameter="X-Key"))
    asking = Client(sandbox(replace(SHOP, auth=sure(schemes))))
    asking.headers = {"x-key": "the-key"}
    assert asking.send("GET", "/books").status == 200


def test_a_profile_without_schemes_lets_everybody_in() -> None:
    asking = Client(sandbox(replace(SHOP, auth=sure(()))))
    asking.headers = {}
    assert asking.send("GET", "/books").status == 200


def _token(asking: Client, **form: str) -> dict[str, object]:
    response = asking.send("POST", "/oauth/token", data=urlencode(form).encode(), headers=_FORM)
    assert response.status == 200, response.body
    found: dict[str, object] = orjson.loads(response.body)
    return found


def test_client_credentials_give_a_token_that_expires_and_can_be_refreshed() -> None:
    clock = HandClock()
    asking = client(DESK, clock)
    asking.headers = {}
    first = _token(asking, grant_type="client_credentials", client_id="client", client_secret="shh")
    signed = {"authorization": f"Bearer {first['access_token']}"}
    assert first["expires_in"] == 3600
    assert asking.send("GET", "/tickets", headers=signed).status == 200
    clock.forward(3600)
    assert asking.send("GET", "/tickets", headers=signed).status == 401
    again = _token(
        asking,
        grant_type="refresh_token",
        refresh_token=str(first["refresh_token"]),
        client_id="client",
        client_secret="shh",
    )
    assert asking.send("GET", "/tickets", headers={"authorization": f"Bearer {again['access_token']}"}).status == 200


def test_the_client_may_sign_in_by_a_header() -> None:
    asking = client(DESK)
    asking.headers = {"authorization": "Basic Y2xpZW50OnNoaA=="}
    assert "access_token" in _token(asking, grant_type="client_credentials")


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"grant_type": "client_credentials", "client_id": "client", "client_secret": "no"}, 401),
        ({"grant_type": "client_credentials"}, 401),
        ({"grant_type": "password", "client_id": "client", "client_secret": "shh"}, 400),
        ({"grant_type": "refresh_token", "refresh_token": "x", "client_id": "client", "client_secret": "shh"}, 400),
        ({}, 400),
    ],
)
def test_a_token_is_refused(form: dict[str, str], status: int) -> None:
    asking = client(DESK)
    asking.headers = {}
    response = asking.send("POST", "/oauth/token", data=urlencode(form).encode(), headers=_FORM)
    assert response.status == status


def test_all_tokens_can_be_made_to_die() -> None:
    asking = client(DESK)
    asking.headers = {}
    token = _token(asking, grant_type="client_credentials", client_id="client", client_secret="shh")["access_token"]
    asking.sandbox.expire_tokens()
    assert asking.send("GET", "/tickets", headers={"authorization": f"Bearer {token}"}).status == 401


def test_without_a_given_credential_one_is_made_up_and_told() -> None:
    made = sandbox(SHOP)
    bare = type(made)(SHOP, HandClock(), seed=3)
    asking = Client(bare)
    assert asking.send("GET", "/books").status == 401
    asking.headers = {"x-shop-key": str(bare.credential.reveal("token"))}
    assert asking.send("GET", "/books").status == 200


def test_no_secret_is_in_the_log() -> None:
    for profile in (SHOP, DESK, POST_OFFICE):
        asking = client(profile)
        asking.send("GET", f"{profile.records[0].operations[0].path}?x=1")
        asking.send("POST", "/oauth/token", data=b"client_secret=shh&grant_type=client_credentials", headers=_FORM)
        shown = repr(asking.sandbox.log)
        for secret in ("the-key", "shh", "YW5uOnMzOmNyZXQ=", "access_token"):
            assert secret not in shown
