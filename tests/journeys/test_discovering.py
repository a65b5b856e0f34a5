"""Addresses that an authorisation server tells, and its word on tokens: against one that is not ours."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.journeys.authorisation import Vendor, run
from tests.journeys.ways import SCOPES, signed_in, status, store, way

from interlock.doctor.claims import Given, Source
from interlock.errors import InterlockError, SettingsError, Unauthorised, Unreachable, Untrusted
from interlock.journeys.access_tokens import tokens_of
from interlock.journeys.authorising import sign_out
from interlock.journeys.discovering import LateTokens, discovered
from interlock.journeys.proving_scopes import given_to
from interlock.journeys.reaching import Way
from interlock.model.profile import AuthKind, AuthScheme, sure
from interlock.model.sign_in import GrantKind

pytestmark = pytest.mark.usefixtures("to_the_end")


def openid(shop: Vendor, folder: Path, grant: GrantKind | None, *, host: str = "", **more: Any) -> Way:
    """The way where the description names no address but the one at which to ask."""
    address = f"{host or shop.address}/.well-known/openid-configuration"
    scheme = AuthScheme(AuthKind.OPENID, "sign", prefix="Bearer ", authorization_url=address)
    known = way(shop, folder, grant, **more)
    return replace(known, profile=replace(known.profile, auth=sure((scheme,), "#")))


def given(way: Way) -> Given | None:
    """What the token of a way may do."""

    async def asked() -> Given | None:
        known = await discovered(way)
        tokens = tokens_of(known)
        assert not isinstance(tokens, LateTokens)
        try:
            return await given_to(known, tokens)
        finally:
            if tokens is not None:
                await tokens.aclose()

    return run(asked())


@pytest.mark.parametrize("grant", [GrantKind.PERSON, GrantKind.CLIENT, GrantKind.DEVICE, None], ids=str)
def test_all_addresses_are_found_where_the_description_names_the_place(
    shop: Vendor, tmp_path: Path, grant: GrantKind | None
) -> None:
    shop.tells()
    shop.place, shop.approved = "/.well-known/openid-configuration", True
    the_way = openid(shop, tmp_path, grant)
    assert the_way.grant is (grant or GrantKind.CLIENT)
    if grant in (GrantKind.PERSON, GrantKind.DEVICE):
        signed_in(the_way, shop)
    assert status(the_way) == 200
    assert set(shop.looked) == {"/.well-known/openid-configuration"}


@pytest.mark.parametrize(
    ("path", "place", "looks"),
    [
        ("", "/.well-known/oauth-authorization-server", 1),
        ("", "/.well-known/openid-configuration", 2),
        ("/tenant/", "/.well-known/oauth-authorization-server/tenant", 1),
        ("/tenant", "/tenant/.well-known/openid-configuration", 2),
    ],
)
def test_an_issuer_that_the_settings_name_is_asked_at_each_of_its_places(
    shop: Vendor, tmp_path: Path, path: str, place: str, looks: int
) -> None:
    shop.tells(issuer=f"{shop.address}{path}")
    shop.place = place
    the_way = openid(
        shop, tmp_path, GrantKind.CLIENT, host="https://login.elsewhere.example", issuer=f"{shop.address}{path}"
    )
    assert status(the_way) == 200
    assert (len(shop.looked), shop.looked[-1]) == (looks, place)


def test_another_host_is_not_asked_until_the_settings_name_it(shop: Vendor, tmp_path: Path) -> None:
    the_way = openid(shop, tmp_path, GrantKind.PERSON, host="https://login.elsewhere.example/tenant")
    with pytest.raises(SettingsError) as caught:
        signed_in(the_way, shop)
    assert caught.value.hint == (
        'write issuer = "https://login.elsewhere.example/tenant" under '
        "[environments.production.systems.Shop.sign_in] if you know that it is right"
    )


@pytest.mark.parametrize(
    ("told", "kind", "said"),
    [
        ({}, Untrusted, "tells nothing of itself (it answered 404)"),
        ({"issuer": 7}, Untrusted, "has no `issuer`"),
        ({"issuer": "https://thief.example"}, Untrusted, "is of another issuer, `https://thief.example`"),
        ({"token_endpoint": "http://10.0.0.1/token"}, Untrusted, "does not tell where it gives tokens"),
    ],
    ids=["nothing", "no issuer", "another issuer", "in clear text"],
)
def test_what_cannot_be_believed_gets_no_secret(
    shop: Vendor, tmp_path: Path, told: dict[str, Any], kind: type[InterlockError], said: str
) -> None:
    if told:
        shop.tells(**told)
    with pytest.raises(kind) as caught:
        status(openid(shop, tmp_path, GrantKind.CLIENT, issuer=shop.address))
    assert said in caught.value.message
    assert (caught.value.hint, shop.grants) != ("", ["client_credentials"])


def test_a_server_that_is_down_is_asked_again_with_the_next_request(shop: Vendor, tmp_path: Path) -> None:
    async def asked() -> str:
        tokens = tokens_of(openid(shop, tmp_path, GrantKind.CLIENT, issuer=shop.address))
        assert isinstance(tokens, LateTokens)
        try:
            with pytest.raises(Untrusted):
                await tokens.current()
            shop.tells()
            return await tokens.current()
        finally:
            await tokens.aclose()

    assert run(asked()) in shop.access
    nobody = openid(shop, tmp_path, GrantKind.CLIENT, issuer="http://127.0.0.1:9")
    with pytest.raises(Unreachable) as caught:
        status(nobody)
    assert "nobody tells where to sign in to `Shop`: no connection to 127.0.0.1:9" in caught.value.message


@pytest.mark.parametrize(
    ("names_itself", "named", "fine"),
    [(True, "", False), (True, "own", True), (True, "https://thief.example", False), (False, "", True),
     (False, "own", True), (False, "https://thief.example", False)],
)  # fmt: skip
def test_an_answer_to_a_sign_in_is_of_the_server_that_was_asked(
    shop: Vendor, tmp_path: Path, names_itself: bool, named: str, fine: bool
) -> None:
    shop.tells(authorization_response_iss_parameter_supported=names_itself)
    shop.issuer = shop.address if named == "own" else named
    the_way = openid(shop, tmp_path, GrantKind.PERSON, issuer=shop.address)
    if fine:
        signed_in(the_way, shop)
        return
    with pytest.raises(Unauthorised) as caught:
        signed_in(the_way, shop)
    assert f"the answer to the sign-in is of {f'`{named}`' if named else 'nobody'}" in caught.value.message
    assert (shop.grants, store(the_way).read()) == ([], None)


def test_the_server_s_own_word_on_a_token_counts_most(shop: Vendor, tmp_path: Path) -> None:
    the_way = openid(shop, tmp_path, GrantKind.PERSON, issuer=shop.address)
    shop.tells()
    signed_in(the_way, shop)
    assert given(the_way) == Given(SCOPES, Source.SERVER)
    (token,) = shop.access
    shop.access[token] = (shop.access[token][0], "things.read")
    assert given(the_way) == Given(("things.read",), Source.SERVER)
    del shop.access[token]
    assert given(the_way) == Given((), Source.SERVER, active=False)
    assert shop.asked_of == ["access_token"] * 3
    shop.tells(introspection_endpoint=f"{shop.address}/nowhere")
    assert given(the_way) == Given(SCOPES, Source.ANSWER)


def test_who_signs_out_takes_the_sign_in_back_where_the_vendor_says_how(shop: Vendor, tmp_path: Path) -> None:
    the_way = openid(shop, tmp_path, GrantKind.PERSON, issuer=shop.address)
    shop.tells()
    signed_in(the_way, shop)
    known = set(shop.refresh)
    assert sign_out(the_way).untold == ""
    assert (set(shop.revoked), shop.refresh) == (known, {})
    shop.tells(revocation_endpoint=f"{shop.address}/nowhere")
    signed_in(the_way, shop)
    done = sign_out(the_way)
    assert (done.was_there, "does not take the sign-in back: it answered 404" in done.untold) == (True, True)
    assert store(the_way).read() is None
