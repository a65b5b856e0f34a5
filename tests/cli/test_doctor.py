"""`interlock doctor` as it is called: what it proves of systems at real addresses, and what it says of each trouble."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema
import orjson
import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import DOCUMENT, SETTINGS, change, hurry, served, serving

from interlock.journeys.connections import connection_digests
from interlock.journeys.evidence import kept
from interlock.journeys.project import load
from interlock.model.http import Answer, Request, Responder, Response
from interlock.sandbox import Sandbox

ROOT = Path(__file__).parents[2]
Proofs = dict[tuple[str, str], Mapping[str, str]]


def proofs(call: Call, *flags: str, code: int = 1) -> Proofs:
    """What it found, by check and what it is about; the worst of several."""
    said = call("doctor", "--format", "json", "-q", *flags)
    assert said.code == code, said.err + said.out
    found = orjson.loads(said.out)
    jsonschema.validate(found, json.loads((ROOT / "docs" / "schemas" / "doctor.json").read_text()))
    worst = ("proven", "not tried", "warning", "missing")
    ranked = sorted(found["checks"], key=lambda one: worst.index(one["outcome"]))
    return {(one["check"], one["about"]): one for one in ranked}


@pytest.fixture
def systems(example: Path) -> Iterator[tuple[Sandbox, Sandbox]]:
    hurry(example)
    with served(example) as (shop, erp):
        shop.populate("customers", 3)
        shop.populate("products", 3)
        erp.populate("business-partners", 3)
        yield shop, erp


@pytest.mark.usefixtures("systems")
def test_all_that_can_be_proven_of_two_systems(call: Call) -> None:
    found = proofs(call)
    assert {key: one["outcome"] for key, one in found.items() if key[1] in {"Storefront", "ERP"}} == {
        ("credential", "Storefront"): "proven", ("credential", "ERP"): "proven",
        ("encrypted", "Storefront"): "proven", ("encrypted", "ERP"): "proven",
        ("scopes", "Storefront"): "not tried", ("scopes", "ERP"): "not tried",
        ("operations", "Storefront"): "not tried", ("operations", "ERP"): "not tried",
        ("mirror", "Storefront"): "not tried", ("mirror", "ERP"): "not tried",
        ("clock", "Storefront"): "proven", ("clock", "ERP"): "proven",
        ("rate-limit", "Storefront"): "proven", ("rate-limit", "ERP"): "proven",
        ("webhooks", "Storefront"): "not tried", ("webhooks", "ERP"): "not tried",
        ("secrets", "Storefront"): "proven", ("secrets", "ERP"): "proven",
    }  # fmt: skip
    assert found["people", "People"]["outcome"] == "proven"
    assert found["resources", "Storefront API reference"]["said"] == "open to everybody, as the document says"
    missing = found["resources", "ERP API reference"]
    assert (missing["outcome"], missing["turn"]) == ("missing", "Grace Hopper")


@pytest.mark.usefixtures("systems")
def test_words_of_people_are_kept_and_count_until_the_row_changes(example: Path, call: Call) -> None:
    for resource in ("Storefront sandbox", "ERP API reference", "ERP sandbox"):
        for person in ("Annie Easley", "Katherine Johnson", "dorothy@ledgerline.example"):
            assert call("doctor", "--confirm", resource, "--by", person).code == 0
    found = proofs(call, code=0)
    said = found["resources", "ERP sandbox"]
    assert (said["outcome"], said["kind"]) == ("proven", "statement")
    assert said["said"] == f"{said['by']} says so, on {datetime.now(UTC):%Y-%m-%d}"
    assert found["sandbox-logins", "ERP sandbox"]["outcome"] == "proven"
    project = load(example)
    (proof,) = kept(project, connection_digests(project)).of("doctor", "sandbox")
    assert (proof.evidence.verdict, proof.holds) == ("proven", True)
    change(
        example / DOCUMENT,
        "OAuth client; scopes `partners:write`",
        "OAuth client, asked of nobody; scopes `partners:write`",
    )
    assert proofs(call)["resources", "ERP sandbox"]["outcome"] == "missing"
    change(example / SETTINGS, "ERP_CLIENT_SECRET", "ERP_CLIENT_ID")
    project = load(example)
    (proof,) = kept(project, connection_digests(project)).of("doctor", "sandbox")
    assert "the sandbox connections have changed since" in proof.void
    refused = call("doctor", "--confirm", "ERP sandbx", "--by", "Annie Easley")
    assert (refused.code, "ERP sandbox" in refused.err) == (2, True)
    assert call("doctor", "--confirm", "ERP sandbox", "--by", "Nobody").code == 2


def test_writes_are_tried_in_a_sandbox_and_nothing_stays(
    systems: tuple[Sandbox, Sandbox], example: Path, call: Call
) -> None:
    before = _counts(systems)
    said = call("doctor", "-q", "--write")
    assert "writes of customers were tried: create, update, delete" in said.out
    assert _counts(systems) == before
    change(example / SETTINGS, 'kind = "sandbox"', 'kind = "production"')
    refused = call("doctor", "--write")
    assert refused.code == 2
    assert "is a production environment: trying writes makes, changes and deletes items" in refused.err


def _counts(systems: tuple[Sandbox, Sandbox]) -> list[int]:
    names = (("customers", "products"), ("business-partners", "stock-levels"))
    return [len(box.store.items(name)) for box, of_it in zip(systems, names, strict=True) for name in of_it]


@pytest.mark.usefixtures("systems")
def test_a_secret_in_a_committed_file_is_found_and_not_shown(example: Path, call: Call) -> None:
    (example / "notes.txt").write_text("the key is very-secret, ask Ada")
    git = ["git", "-C", str(example), "-c", "user.email=a@b.example", "-c", "user.name=A"]
    for arguments in (["init", "-q"], ["add", "notes.txt"], ["commit", "-qm", "notes"]):
        subprocess.run([*git, *arguments], check=True)
    said = call("doctor", "-q")
    assert "a secret of it stands in `notes.txt`" in said.out
    assert "very-secret" not in said.out + said.err
    evidence = b"".join(path.read_bytes() for path in (example / "evidence").iterdir())
    assert b"very-secret" not in evidence


def test_two_environments_are_compared(systems: tuple[Sandbox, Sandbox], example: Path, call: Call) -> None:
    class Other(Responder):
        """Production, where one field has another name and another one is a number."""

        def answer(self, request: Request) -> Answer:
            found = systems[0].answer(request)
            response = found.response
            if response is None or not request.path.startswith("/customers"):
                return found
            text = response.body.replace(b'"phone":', b'"telephone":').replace(b'"country":"', b'"country":1,"x":"')
            headers = {name: value for name, value in response.headers.items() if name != "content-length"}
            return replace(found, response=replace(response, body=text, headers=headers))

    with serving(Other()) as (address,):
        text = (example / SETTINGS).read_text()
        live = text.replace("sandbox", "production")
        port = next(line for line in live.splitlines() if line.startswith("address"))
        (example / SETTINGS).write_text(text + live.replace(port, f'address = "{address}"', 1).partition("\n\n")[2])
        found = proofs(call, "--env", "sandbox")
    said = found["mirror", "Storefront"]
    assert (said["outcome"], said["turn"]) == ("warning", "Katherine Johnson")
    assert "`phone` is shown here only" in said["said"]
    assert "`telephone` is shown in `production` only" in said["said"]
    assert found["mirror", "ERP"]["outcome"] == "not tried"  # no items of some records


# What goes wrong


@contextmanager
def _in_place_of_shop(example: Path, answer: Callable[[Request], Answer]) -> Iterator[None]:
    class Says(Responder):
        def answer(self, request: Request) -> Answer:
            return answer(request)

    with serving(Says()) as (address,):
        text = (example / SETTINGS).read_text()
        (example / SETTINGS).write_text(text.replace("http://127.0.0.1:9", address, 1))
        yield


def _response(status: int, body: bytes, **headers: str) -> Callable[[Request], Answer]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: Answer(Response(status, {"content-type": "application/json", **named}, body))


_PAGE = b"<!doctype html><html><body>Log in to the guest network</body></html>"
_TROUBLES = {
    "a captive portal": (_response(200, _PAGE, content_type="text/html"), "with a web page, not with data"),
    "no answer": (lambda _: Answer(None, delay_s=30), "there was no answer within the 1 s"),
}


@pytest.mark.parametrize("trouble", _TROUBLES)
def test_each_trouble_is_one_clear_line(example: Path, call: Call, trouble: str) -> None:
    hurry(example)
    answer, line = _TROUBLES[trouble]
    with _in_place_of_shop(example, answer):
        began = datetime.now(UTC)
        found = proofs(call, "--patience", "1" if trouble == "no answer" else "30")
        assert datetime.now(UTC) - began < timedelta(seconds=15)
    said = found["credential", "Storefront"]
    assert (said["outcome"], line in said["said"]) == ("missing", True), said
    assert said["todo"]
    assert "shop-key" not in said["said"]
    assert found["operations", "Storefront"]["said"] == "it does not let us in"
    assert "connection refused" in found["credential", "ERP"]["said"]


@pytest.mark.usefixtures("example")
def test_a_missing_secret_is_told_for_each_system(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STOREFRONT_KEY")
    said = call("doctor", "-q")
    assert said.code == 1
    assert said.out.startswith("""\
the credential signs in
  ✗ Storefront  the environment variable `STOREFRONT_KEY` of the credential of `Storefront` in the
                environment `sandbox` is not set
      → Katherine Johnson: set it before you start: export STOREFRONT_KEY=...
  ✗ ERP         `ERP` gives no access token: no connection to 127.0.0.1:9: connection refused
""")
    assert re.search(r" [2-9]\d* warnings, ", said.out)


def test_a_system_of_which_nothing_is_known(example: Path, call: Call) -> None:
    (example / "systems" / "erp.openapi.yaml").unlink()
    said = proofs(call)["credential", "ERP"]
    assert (said["outcome"], said["said"]) == (
        "missing", "nothing is known of it: its API description is missing, or cannot be read",
    )  # fmt: skip


def test_a_clock_that_is_wrong(systems: tuple[Sandbox, Sandbox], example: Path, call: Call) -> None:
    def late(request: Request) -> Answer:
        found = systems[0].answer(request)
        assert found.response is not None
        date = (datetime.now(UTC) - timedelta(minutes=10)).strftime("%a, %d %b %Y %H:%M:%S GMT")
        return replace(found, response=replace(found.response, headers={**found.response.headers, "date": date}))

    class Late(Responder):
        def answer(self, request: Request) -> Answer:
            return late(request)

    with serving(Late()) as (address,):
        text = (example / SETTINGS).read_text()
        own = next(line for line in text.splitlines() if line.startswith("address"))
        (example / SETTINGS).write_text(text.replace(own, f'address = "{address}"', 1))
        said = proofs(call)["clock", "Storefront"]
    assert said["outcome"] == "warning"
    assert said["said"] == "its clock is 10 minutes behind ours"
