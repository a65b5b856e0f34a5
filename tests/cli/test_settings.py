"""`interlock.toml` with mistakes: the key, what was given, what was expected; a secret is never shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import SETTINGS, change

_SHOP = "environments.sandbox.systems.Storefront"
_SECRET = "sk_live_4eC39HqLyjWDarjtT1zdp7dc"
_ADDRESS = 'address = "http://127.0.0.1:9"\ncredential = { token'

_BROKEN = {
    "a key that means nothing": (
        'ledger = "',
        'leger = "',
        "`environments.sandbox` has a key `leger` that means nothing",
        "did you mean `ledger`?",
    ),
    "a key of a system that means nothing": (
        "address = ",
        "adress = ",
        f"`{_SHOP}` has a key `adress` that means nothing",
        "did you mean `address`?",
    ),
    "not toml": (
        "[environments.sandbox]",
        "[environments.sandbox",
        f"`{SETTINGS}` is not TOML: expected ']' at the end of a table declaration (at line 3, column 22)",
        'a table begins with [environments.NAME.systems.SYSTEM], a line is KEY = "VALUE"',
    ),
    "a secret in place of its reference": (
        "env:STOREFRONT_KEY",
        _SECRET,
        f"`{_SHOP}.credential.token` is not a reference to a secret",
        "secrets never stand in this file; write `env:VARIABLE`, `file:PATH` or `keyring:SERVICE/NAME`",
    ),
    "a secret in place of the credential": (
        '{ token = "env:STOREFRONT_KEY" }',
        f'"{_SECRET}"',
        f"`{_SHOP}.credential` is not a table of references",
        'secrets never stand in a file; write credential = { token = "env:NAME" } and set the variable NAME',
    ),
    "a secret in the address": (
        _ADDRESS,
        _ADDRESS.replace("127", f"ada:{_SECRET}@127"),
        f"`{_SHOP}.address` holds more than an address; expected one such as `https://api.example.com`",
        "credentials are named in `credential`, by reference",
    ),
    "an address of another kind": (
        _ADDRESS,
        _ADDRESS.replace("http:", "ftp:"),
        f"`{_SHOP}.address` is `ftp://127.0.0.1:9`; expected an address such as `https://api.example.com`",
        "",
    ),
    "fast in words": (
        _ADDRESS,
        _ADDRESS.replace("credential", 'fast = "yes"\ncredential'),
        f"`{_SHOP}.fast` is `yes`; expected true or false",
        "",
    ),
    "no host": (
        _ADDRESS,
        _ADDRESS.replace("127.0.0.1:9", ""),
        f"`{_SHOP}.address` is `http://`; expected an address such as `https://api.example.com`",
        "",
    ),
    "no ledger": (
        '".interlock/sandbox.db"',
        '""',
        "`environments.sandbox.ledger` is no ledger",
        "write the path of a file such as `.interlock/live.sqlite`, or an address such as `postgresql://user@host/database`",
    ),
    "another kind": (
        'kind = "sandbox"',
        'kind = "test"',
        "`environments.sandbox.kind` is `test`; expected one of sandbox, production",
        "",
    ),
    "a system that the document does not name": (
        "systems.Storefront]",
        "systems.Storfront]",
        (
            "`interlock.toml` does not say where `Storefront` is reached in the environment `sandbox`; "
            "it names `Storfront`, `ERP`"
        ),
        'write [environments.sandbox.systems.Storefront] with address = "https://..."',
    ),
}


@pytest.mark.parametrize("what", _BROKEN)
def test_a_mistake_in_the_settings(what: str, example: Path, call: Call) -> None:
    old, new, message, hint = _BROKEN[what]
    change(example / SETTINGS, old, new, count=1)
    said = call("run")
    assert (said.code, said.out) == (2, "")
    assert said.err == f"error: {message}\n" + (f" hint: {hint}\n" if hint else "")
    for command in ("run", "plan", "status"):
        told = call(command)
        assert _SECRET not in told.out + told.err
    assert not list(example.rglob("*.db"))


def test_no_settings(example: Path, call: Call) -> None:
    (example / SETTINGS).unlink()
    for command in ("run", "plan", "history", "held"):
        said = call(command)
        assert (said.code, said.out) == (2, "")
        assert said.err == (
            "error: there is no `interlock.toml` in `.`\n"
            " hint: it says where the two systems are reached: [environments.NAME.systems.SYSTEM] with an address\n"
        )
    said = call("status")
    assert said.code == 1
    assert "\n    - there is no `interlock.toml` in `.`\n" in said.out, "a gate says so"


def test_settings_that_are_not_text(example: Path, call: Call) -> None:
    (example / SETTINGS).write_bytes(b"\xff\xfe")
    said = call("run")
    assert (said.code, said.err) == (2, f"error: `{SETTINGS}` is not text in UTF-8\n hint: save it as UTF-8\n")


def test_a_variable_that_is_not_set(example: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    assert example == Path.cwd()
    monkeypatch.delenv("ERP_CLIENT_SECRET")
    monkeypatch.setenv("ERP_CLIENT_ID", "  ")
    said = call("run")
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "error: the environment variables `ERP_CLIENT_ID`, `ERP_CLIENT_SECRET` of the credential of `ERP` in the "
        "environment `sandbox` are not set\n"
        " hint: set them before you start: export ERP_CLIENT_ID=...\n"
    )


@pytest.mark.parametrize("command", ["run", "plan", "status", "history", "held"])
def test_several_environments(command: str, example: Path, call: Call) -> None:
    text = (example / SETTINGS).read_text()
    (example / SETTINGS).write_text(text + text.replace("environments.sandbox", "environments.live"))
    said = call(command)
    assert (said.code, said.out) == (2, "")
    assert said.err == "error: there are several environments: `sandbox`, `live`\n hint: name one with --env\n"
    said = call(command, "--env", "liv")
    assert (said.code, said.out) == (2, "")
    assert said.err == "error: there is no environment `liv` in `interlock.toml`\n hint: did you mean `live`?\n"


def test_a_sandbox_minds_the_settings_and_does_not_print_their_secrets(example: Path, call: Call) -> None:
    said = call("sandbox", "Storefront", "--env", "nix")
    assert (said.code, said.out) == (2, "")
    assert said.err == "error: there is no environment `nix` in `interlock.toml`\n hint: there is `sandbox`\n"
    change(example / SETTINGS, "env:STOREFRONT_KEY", _SECRET)
    said = call("sandbox", "Storefront")
    assert said.code == 2
    assert said.err.startswith(f"error: `{_SHOP}.credential.token` is not a reference to a secret\n")
    assert _SECRET not in said.err
