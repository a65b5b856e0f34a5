"""References become secrets; what is missing is named, what is secret is not."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from interlock.adapters import key_ring
from interlock.adapters.secrets import resolve
from interlock.adapters.token_store import store_of
from interlock.errors import InterlockError, SettingsError
from interlock.model.secret import Secret
from interlock.model.sign_in import Granted, Kept


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


@pytest.mark.parametrize("reference", ["k-live-secret", "env:", "files:/x", "env:A=B", "env:A\nB"])
def test_a_secret_in_the_file_is_refused_and_not_repeated(reference: str) -> None:
    with pytest.raises(SettingsError) as caught:
        resolve({"token": reference}, system="Shop", environment="sandbox", variables={"A": "x"})
    assert caught.value.message == "`token` in the credential of `Shop` in the environment `sandbox` is not a reference"
    assert "k-live" not in caught.value.hint


def _put(path: Path, text: str, mode: int = 0o600) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(mode)
    return path


def test_a_file_of_its_own_holds_a_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _put(tmp_path / "keys" / "shop", "k-file\n")
    references = {"token": f"file:{path}", "other": "env:OTHER"}
    found = resolve(references, system="Shop", environment="s", variables={"OTHER": "k-env"})
    assert (found.reveal("token"), found.reveal("other")) == ("k-file", "k-env")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert resolve({"token": "file:~/keys/shop"}, system="Shop", environment="s").reveal("token") == "k-file"


@pytest.mark.parametrize(
    ("mode", "inside", "text", "said"),
    [
        (0o644, False, "k-file", "may be read or changed by others (its mode is 0644)"),
        (0o620, False, "k-file", "may be read or changed by others (its mode is 0620)"),
        (0o600, True, "k-file", "lies in the git work tree"),
        (0o600, False, "  \n", "there is nothing where"),
        (0o600, False, "x" * 100_001, "has more than 100 kB"),
        (0o600, False, None, "cannot be read: no such file or directory"),
    ],
)
def test_a_file_that_is_not_for_secrets_is_refused(
    tmp_path: Path, mode: int, inside: bool, text: str | None, said: str
) -> None:
    if inside:
        (tmp_path / ".git").mkdir()
    path = tmp_path / "deep" / "key"
    if text is not None:
        _put(path, text, mode)
    with pytest.raises(SettingsError) as caught:
        resolve({"token": f"file:{path}"}, system="Shop", environment="s")
    assert said in caught.value.message
    assert "`token` in the credential of `Shop` in the environment `s`" in caught.value.message
    assert "k-file" not in caught.value.message + caught.value.hint


def test_a_link_from_outside_into_a_repository_is_seen(tmp_path: Path) -> None:
    inside = _put(tmp_path / "repo" / "key", "k")
    (tmp_path / "repo" / ".git").write_text("gitdir: elsewhere")  # as a linked work tree has it
    (tmp_path / "link").symlink_to(inside)
    with pytest.raises(SettingsError, match="lies in the git work tree"):
        resolve({"token": f"file:{tmp_path / 'link'}"}, system="Shop", environment="s")


@pytest.mark.parametrize("reference", ["file:keys/shop", "file:", "file:/a\nb"])
def test_a_file_is_named_by_its_whole_path(reference: str) -> None:
    with pytest.raises(SettingsError, match="is not named by a whole path"):
        resolve({"token": reference}, system="Shop", environment="s")


class _Ring(KeyringBackend):
    """A key ring in memory; it can be locked."""

    priority = 1
    locked = False

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked(f"locked, and it holds {self.kept}")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringLocked(password)
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def ring() -> Iterator[_Ring]:
    before = keyring.get_keyring()
    mine = _Ring()
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)


def test_the_key_ring_holds_a_secret(ring: _Ring) -> None:
    ring.kept["interlock", "shop/live"] = "k-ring"
    found = resolve({"token": "keyring:interlock/shop/live"}, system="Shop", environment="s")
    assert found.reveal("token") == "k-ring"


def test_what_the_key_ring_lacks_or_locks_is_said_without_what_it_holds(ring: _Ring) -> None:
    with pytest.raises(SettingsError, match="there is nothing where"):
        resolve({"token": "keyring:interlock/none"}, system="Shop", environment="s")
    with pytest.raises(SettingsError, match="is not named by service and name"):
        resolve({"token": "keyring:interlock"}, system="Shop", environment="s")
    ring.kept["interlock", "shop"] = "k-ring"
    ring.locked = True
    with pytest.raises(SettingsError) as caught:
        resolve({"token": "keyring:interlock/shop"}, system="Shop", environment="s")
    assert "KeyringLocked" in caught.value.message
    assert "k-ring" not in caught.value.message
    with pytest.raises(InterlockError) as unwritten:
        key_ring.write("interlock", "shop", "k-new", what="it")
    assert "k-new" not in unwritten.value.message


def test_without_the_library_the_command_that_brings_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(SettingsError) as caught:
        resolve({"token": "keyring:interlock/shop"}, system="Shop", environment="s")
    assert "`keyring` is not installed" in caught.value.message
    assert "keyring" in caught.value.hint


def test_the_key_ring_keeps_a_sign_in(ring: _Ring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    store = store_of("keyring", "live.Shop", what="the sign-in")
    assert store.read() is None
    kept = Kept(
        Granted(Secret("a-1"), datetime(2027, 1, 1, tzinfo=UTC), Secret("r-1"), ("x",)), by="Mary", asked=("x",)
    )
    store.write(kept)
    found = store_of("keyring", "live.Shop", what="the sign-in").read()
    assert found is not None
    assert (found.granted.access.reveal(), found.granted.until, found.by) == ("a-1", kept.granted.until, "Mary")
    assert store_of("keyring", "test.Shop", what="the sign-in").read() is None
    assert not any("a-1" in path.read_text() for path in tmp_path.rglob("*") if path.is_file())
    assert (store.forget(), store.forget(), ring.kept) == (True, False, {})
