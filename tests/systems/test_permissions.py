"""What an operation asks a caller to show, as its description says."""

from __future__ import annotations

import orjson
import pytest

from interlock.model.profile import Permission, SystemProfile, Verb
from interlock.systems import learn

_LIST = {"responses": {"200": {"description": "", "content": {"application/json": {"schema": {
    "type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}, "name": {"type": "string"}}},
}}}}}}  # fmt: skip


def _learned(own: object, whole: object = None) -> SystemProfile:
    operation = dict(_LIST) if own is None else {**_LIST, "security": own}
    flows = {"deviceAuthorization": {
        "deviceAuthorizationUrl": "https://sign.example/device", "tokenUrl": "https://sign.example/token",
        "scopes": {"read": "See everything", "bare": ""},
    }}  # fmt: skip
    description: dict[str, object] = {
        "openapi": "3.2.0", "info": {"title": "T", "version": "1"}, "paths": {"/things": {"get": operation}},
        "externalDocs": {"url": "https://docs.example/api"},
        "components": {"securitySchemes": {"sign": {"type": "oauth2", "description": "Ask us.", "flows": flows}}},
    }  # fmt: skip
    if whole is not None:
        description["security"] = whole
    return learn("T", orjson.dumps(description), file="t.json").profile


@pytest.mark.parametrize(
    ("own", "whole", "asks"),
    [
        (None, None, ()),
        (None, [{"sign": ["read"]}], ((Permission("sign", ("read",)),),)),
        ([], [{"sign": ["read"]}], ()),
        ([{"sign": ["a"]}, {"sign": ["b"], "key": []}], None,
         ((Permission("sign", ("a",)),), (Permission("sign", ("b",)), Permission("key")))),
        ([{}, {"sign": "no list"}, 7, {"sign": ["a", 3, "", "a"]}], None,
         ((Permission("sign"),), (Permission("sign", ("a",)),))),
    ],
)  # fmt: skip
def test_the_operation_comes_before_the_whole(own: object, whole: object, asks: object) -> None:
    operation = _learned(own, whole).records[0].operation(Verb.LIST)
    assert operation is not None
    assert operation.asks == asks


def test_what_scopes_are_for_is_kept() -> None:
    learned = _learned(None)
    (scheme,) = learned.auth.value or ()
    assert (scheme.flow, scheme.device_url) == ("deviceAuthorization", "https://sign.example/device")
    assert (scheme.scopes, scheme.scope_says) == (("read", "bare"), (("read", "See everything"),))
    assert (scheme.description, learned.documentation) == ("Ask us.", "https://docs.example/api")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://a b", "ftp://x", "https://" + "a" * 3000])
def test_an_address_that_no_browser_should_open_is_no_documentation(address: str) -> None:
    given = {"openapi": "3.0.0", "info": {"title": "T", "version": "1"}, "externalDocs": {"url": address}, "paths": {}}
    assert learn("T", orjson.dumps(given), file="t.json").profile.documentation == ""
