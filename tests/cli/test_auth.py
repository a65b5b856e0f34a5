"""`interlock auth` as it is called: a sign-in over real sockets, the guide, and what it never prints."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import PROGRAM, SETTINGS, change, copy_example, environment
from tests.journeys.authorisation import CLIENT, SECRET, Vendor, trusted, vendor

_OLD = """address = "http://127.0.0.1:9"
credential = { client_id = "env:ERP_CLIENT_ID", client_secret = "env:ERP_CLIENT_SECRET" }"""


@pytest.fixture(scope="module")
def shop() -> Iterator[Vendor]:
    with vendor() as running:
        running.allowed = ("partners:read", "partners:write", "orders:read", "orders:write", "stock:read")
        yield running


@pytest.fixture
def folder(tmp_path: Path, shop: Vendor) -> Path:
    """The example, where a person signs in to one system."""
    project = copy_example(tmp_path / "project")
    change(
        project / SETTINGS,
        _OLD,
        f'address = "{shop.address}/api"\nauthority = "{trusted(shop, tmp_path)}"\n'
        'credential = { client_id = "env:ERP_CLIENT_ID", client_secret = "env:ERP_CLIENT_SECRET" }\n'
        "[environments.sandbox.systems.ERP.sign_in]\n"
        f'grant = "authorization code"\ntoken_address = "{shop.address}/token"\n'
        f'authorize_address = "{shop.address}/authorize"',
    )
    return project


def test_a_person_signs_in_and_out(
    folder: Path, shop: Vendor, tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    variables = environment(ERP_CLIENT_ID=CLIENT, ERP_CLIENT_SECRET=SECRET, XDG_STATE_HOME=str(tmp_path / "state"))
    arguments = [str(PROGRAM), "auth", "ERP", "--no-browser", "--patience", "20"]
    with subprocess.Popen(
        arguments, cwd=folder, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stderr is not None
        lines = [program.stderr.readline(), program.stderr.readline()]
        assert lines[0] == "open this address in a browser to sign in to `ERP`:\n"
        assert shop.visit(lines[1].strip())[0] == 200
        out, err = program.communicate(timeout=20)
    (kept,) = (tmp_path / "state").rglob("*.json")
    assert (program.returncode, out) == (0, f"signed in to ERP in sandbox; kept in {kept}\n")
    assert err == "scopes: partners:read partners:write orders:read orders:write stock:read\n"
    secrets = {SECRET, *shop.access, *shop.refresh}
    assert not any(secret in out + err for secret in secrets)
    assert not any(secret in path.read_text() for path in folder.rglob("*.*") if path.is_file() for secret in secrets)
    monkeypatch.chdir(folder)
    for name in ("ERP_CLIENT_ID", "ERP_CLIENT_SECRET", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, variables[name])
    assert call("auth", "ERP", "--sign-out").out == "forgotten here; the vendor's settings take the permission back\n"
    assert not kept.exists()


def test_the_guide_needs_no_credential(tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    project = copy_example(tmp_path / "project")
    monkeypatch.chdir(project)
    monkeypatch.delenv("ERP_CLIENT_ID", raising=False)
    said = call("auth", "erp", "--guide")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("How to get a credential of ERP for the environment sandbox\n")
    told = orjson.loads(call("auth", "ERP", "--guide", "--format", "json").out)
    assert [one["scope"] for one in told["scopes"]] == [
        "partners:read", "partners:write", "orders:read", "orders:write", "stock:read",
    ]  # fmt: skip
    assert told["scopes"][4] == {
        "scope": "stock:read", "says": "Read stock levels",
        "for": ["Stock: list (GET /stock-levels)", "Stock: get (GET /stock-levels/{id})"],
    }  # fmt: skip
    assert told["not_needed"] == ["stock:write"]


def test_the_guide_names_what_the_description_may_not_decide(
    tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The example's description gives tokens on the system's own host; here it is another one."""
    project = copy_example(tmp_path / "project")
    monkeypatch.chdir(project)
    description = project / "systems" / "erp.openapi.yaml"
    whole = description.read_text()
    plain = orjson.loads(call("auth", "ERP", "--guide", "--format", "json").out)["settings"]
    assert not any("sign_in" in line for line in plain)
    (token,) = (line.split()[1] for line in whole.splitlines() if "tokenUrl" in line)
    change(description, f"tokenUrl: {token}", "tokenUrl: https://login.example.com/token")
    told = orjson.loads(call("auth", "ERP", "--guide", "--format", "json").out)["settings"]
    assert told == [
        *plain, "", "[environments.sandbox.systems.ERP.sign_in]", 'token_address = "https://login.example.com/token"',
    ]  # fmt: skip


def test_the_whole_guide(tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    project = copy_example(tmp_path / "project")
    monkeypatch.chdir(project)
    change(project / SETTINGS, '{ token = "env:STOREFRONT_KEY" }', "{}")
    shutil.rmtree(project / "evidence", ignore_errors=True)
    assert (
        call("auth", "Storefront", "--guide").out
        == """\
How to get a credential of Storefront for the environment sandbox

  how it is shown  an API key, sent in the header `X-Lark-Key`

1. Make an API key.
2. Let it do what the list below names, and no more.
3. Keep what you are given in a variable, in a file outside of the repository, or in the key ring.
4. Write where it is kept into `interlock.toml`, as below.
5. See that it is right: `interlock doctor --env sandbox`.

What it must be allowed to do
  Customer: list (GET /customers)
  Customer: get (GET /customers/{id})
  Customer: update (PATCH /customers/{id})
  Order: list (GET /orders)
  Order: get (GET /orders/{id})
  Stock: list (GET /products)
  Stock: get (GET /products/{id})
  Stock: update (PATCH /products/{id})
  webhooks: create (POST /webhooks)

interlock.toml
  [environments.sandbox.systems.Storefront]
  address = "https://..."
  credential = { token = "env:STOREFRONT_TOKEN" }
"""
    )


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('grant = "authorisation code"', "`environments.sandbox.systems.ERP.sign_in.grant` is `authorisation code`"),
        ('token_address = "http://login.example/token"', "is no address that a secret may be sent to"),
        ('token_address = "https://user:secret@login.example/token"', "is no address that a secret may be sent to"),
        ('redirect = "https://ours.example/back"', "expected an address on this machine"),
        ("scopes = [1]", "is no list of scopes"),
        ('keep = "tokens.json"', "expected `keyring`, or `file:` and a path"),
        ('secret = "x"', "has a key `secret` that means nothing"),
    ],
)
def test_a_mistake_in_the_settings(
    tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch, lines: str, said: str
) -> None:
    project = copy_example(tmp_path / "project")
    monkeypatch.chdir(project)
    change(project / SETTINGS, _OLD, f"{_OLD}\n[environments.sandbox.systems.ERP.sign_in]\n{lines}")
    refused = call("auth", "ERP", "--guide")
    assert refused.code == 2
    assert said in refused.err
    assert "user:secret" not in refused.err


def test_who_needs_no_sign_in(tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    project = copy_example(tmp_path / "project")
    monkeypatch.chdir(project)
    monkeypatch.setenv("STOREFRONT_KEY", "k")
    said = call("auth", "Storefront")
    assert (said.code, said.out) == (
        0,
        "nobody signs in to Storefront: its credential does it; `interlock doctor` tries it\n",
    )
    assert call("auth", "Nobody").code == 2
