"""References become secrets; what is missing is named, what is secret is not."""

import pytest

from interlock.adapters.secrets import resolve
from interlock.errors import SettingsError


def test_references_become_the_parts_of_a_credential() -> None:
    credential = resolve(
        {"token": "env:SHOP_KEY"}, system="Shop", environment="sandbox", variables={"SHOP_KEY": "k-123\n"}
    )
    assert credential.reveal("token") == "k-123"
    assert "k-123" not in repr(credential)


def test_no_reference_is_no_credential() -> None:
    assert not resolve({}, system="Shop", environment="sandbox", variables={}).parts


def test_all_missing_variables_are_named_with_system_and_environment() -> None:
    references = {"client_id": "env:BOOKS_ID", "client_secret": "env:BOOKS_SECRET"}
    with pytest.raises(SettingsError) as caught:
        resolve(references, system="Books", environment="sandbox", variables={"BOOKS_SECRET": "  "})
    assert caught.value.message == (
        "the environment variables `BOOKS_ID`, `BOOKS_SECRET` of the credential of `Books` in the environment "
        "`sandbox` are not set"
    )
    assert "export BOOKS_ID=" in caught.value.hint


def test_the_process_is_where_variables_come_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_KEY", "k-9")
    assert resolve({"token": "env:SHOP_KEY"}, system="Shop", environment="s").reveal("token") == "k-9"


@pytest.mark.parametrize("reference", ["k-live-secret", "env:", "file:/x", "env:A=B", "env:A\nB"])
def test_a_secret_in_the_file_is_refused_and_not_repeated(reference: str) -> None:
    with pytest.raises(SettingsError) as caught:
        resolve({"token": reference}, system="Shop", environment="sandbox", variables={"A": "x"})
    assert caught.value.message == "`token` in the credential of `Shop` in the environment `sandbox` is not a reference"
    assert "k-live" not in caught.value.hint
