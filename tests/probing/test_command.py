"""`interlock learn --probe` as it is called: what it refuses, says, keeps, and leaves behind."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import PROGRAM, Called, ended, environment, serving, until
from tests.probing.real import place

from interlock.adapters.clocks import SystemClock
from interlock.model.http import Answer, Request, Responder, Response
from interlock.sandbox import Behaviours, Sandbox
from interlock.systems import learn

Probe = Callable[..., Called]
TOKEN = "the-very-secret-key"
DESCRIPTION = Path(__file__).parent / "data" / "kinto.openapi.yaml"


def description(folder: Path) -> Path:
    """The description of a system that takes a token in a header."""
    text = DESCRIPTION.read_text().replace("{type: http, scheme: basic}", "{type: apiKey, in: header, name: X-Key}")
    path = folder / "shop.openapi.yaml"
    path.write_text(text)
    return path


def sandbox(folder: Path, **behaviours: object) -> Sandbox:
    """A system as it is described, with a few items."""
    data = description(folder).read_bytes()
    profile = learn("Shop", data, file="shop.yaml").profile
    box = Sandbox(profile, SystemClock(), seed=4, behaviours=Behaviours(**behaviours))  # type: ignore[arg-type]
    box.populate("records", 6)
    return box


@contextmanager
def shop(
    folder: Path, responder: Responder, secret: str, *, env: str = "sandbox", kind: str = 'kind = "sandbox"'
) -> Iterator[Path]:
    """A folder from which a system that answers so can be probed; the secret is what its variable holds."""
    with serving(responder) as (address,):
        at = place(
            folder / "project", "Shop", folder / "shop.openapi.yaml", address, '{ token = "env:SHOP_KEY" }', {},
            env=env, kind=kind,
        )  # fmt: skip
        (at.folder / "secret").write_text(secret)
        yield at.folder


@pytest.fixture
def probe(call: Call, monkeypatch: pytest.MonkeyPatch) -> Probe:
    """Probes the system of a folder."""

    def probed(folder: Path, *flags: str) -> Called:
        monkeypatch.chdir(folder)
        monkeypatch.setenv("SHOP_KEY", (folder / "secret").read_text())
        return call("learn", "Shop", "shop.openapi.yaml", "--into", ".", "--probe", *flags)

    return probed


def key_of(box: Sandbox) -> str:
    return str(box.credential.reveal("token"))


def test_reads_only_and_keeps_what_was_seen(tmp_path: Path, probe: Probe) -> None:
    box = sandbox(tmp_path, ignores_since=True)
    with shop(tmp_path, box, key_of(box), env="production", kind='kind = "production"') as folder:
        done = probe(folder)
        again = probe(folder, "--env", "production")
    assert done.code == 1, done.err
    assert "(production environment `production`) about 1 record: at most " in done.err
    assert "all of them only read" in done.err
    assert "! Does the filter for" in done.out
    assert "description-denied" in done.err
    assert {exchange.request.method for exchange in box.log} == {"GET"}
    kept = (folder / "systems" / "Shop.probed.yaml").read_text()
    assert "probe: since_filters" in kept
    assert "it is accepted and does nothing" in kept
    assert again.code == 1
    assert "! Does the filter for" in again.out, "what an earlier probe found out is asked anew"
    profile = orjson.loads((folder / "systems" / "Shop.profile.json").read_bytes())
    assert profile["records"][0]["since"]["confidence"] == "sure"
    assert "value" not in profile["records"][0]["since"]
    assert key_of(box) not in done.out + done.err + kept


@pytest.mark.parametrize(
    ("env", "kind", "says"),
    [
        (
            "production",
            'kind = "production"',
            "`production` is a production environment: a probe makes, changes and deletes",
        ),
        ("sandbox", "", "the environment `sandbox` is not marked as a sandbox"),
    ],
)
def test_writes_nowhere_but_in_a_sandbox(tmp_path: Path, env: str, kind: str, says: str, probe: Probe) -> None:
    box = sandbox(tmp_path)
    with shop(tmp_path, box, key_of(box), env=env, kind=kind) as folder:
        done = probe(folder, "--write")
    assert done.code == 2
    assert says in done.err
    assert "leave --write out, which only reads" in done.err
    assert box.log == []


class Answering:
    """A system that says the same to everything."""

    def __init__(self, status: int, body: bytes = b'{"error": "no"}', kind: str = "application/json") -> None:
        self.response = Response(status, {"content-type": kind}, body)
        self.asked = 0

    def answer(self, _: Request) -> Answer:
        self.asked += 1
        return Answer(self.response)


@pytest.mark.parametrize(
    ("system", "says"),
    [
        (Answering(401), "was answered 401, the credential is not accepted"),
        (Answering(404), "nothing of `Shop` could be listed at `http://127.0.0.1:"),
        (Answering(403), "was answered 403"),
        (Answering(200, b"<html>sign in</html>", "text/html"), "it is a web page"),
        (Answering(302), "was answered 302"),
    ],
    ids=["bad credential", "wrong address", "no permission", "login page", "elsewhere"],
)
def test_a_system_that_cannot_be_asked_is_told_clearly(
    tmp_path: Path, system: Answering, says: str, probe: Probe
) -> None:
    description(tmp_path)
    with shop(tmp_path, system, TOKEN) as folder:
        done = probe(folder, "--write")
        assert not (folder / "systems").exists(), "nothing is concluded"
    assert done.code == 2, done.out
    assert says in done.err
    assert TOKEN not in done.err
    assert system.asked <= 3


def test_a_system_that_is_down_and_wrong_names_are_told(tmp_path: Path, probe: Probe, call: Call) -> None:
    description(tmp_path)
    at = place(
        tmp_path / "p", "Shop", tmp_path / "shop.openapi.yaml", "http://127.0.0.1:9", '{ token = "env:SHOP_KEY" }', {}
    )
    (at.folder / "secret").write_text(TOKEN)
    down = probe(at.folder)
    assert (down.code, "no connection to 127.0.0.1:9" in down.err) == (2, True)
    assert "there is no environment `staging`" in probe(at.folder, "--env", "staging").err
    assert "`Shop` has no record `order`" in probe(at.folder, "--record", "order").err
    (at.folder / "interlock.toml").unlink()
    assert "there is no `interlock.toml`" in probe(at.folder).err
    plain = call("learn", "Shop", "shop.openapi.yaml", "--write")
    assert (plain.code, "add --probe" in plain.err) == (2, True)


class Slow:
    """A sandbox that has done what it was asked by one method a while before it says so."""

    def __init__(self, box: Sandbox, delay_s: float) -> None:
        self.box = box
        self.delay_s = delay_s
        self.method = "POST"

    def answer(self, request: Request) -> Answer:
        given = self.box.answer(request)
        return replace(given, delay_s=self.delay_s if request.method == self.method else 0.0)

    @property
    def marked(self) -> int:
        return sum("ilprobe" in orjson.dumps(item.body).decode() for item in self.box.store.items("records"))


@contextmanager
def probing(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A probe that writes, under way."""
    arguments = [str(PROGRAM), "learn", "Shop", "shop.openapi.yaml", "--into", ".", "--probe", "--write"]
    variables = environment(SHOP_KEY=(folder / "secret").read_text())
    process = subprocess.Popen(
        arguments, cwd=folder, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_an_interrupt_takes_away_what_was_made(tmp_path: Path) -> None:
    system = Slow(sandbox(tmp_path), 0.4)
    with shop(tmp_path, system, key_of(system.box)) as folder, probing(folder) as process:
        until(lambda: system.marked > 0)
        time.sleep(0.1)  # the answer to the create is under way
        done = ended(process, signal.SIGTERM, within_s=30)
        assert done.code == 130, done.err
        assert system.marked == 0
        assert not list((folder / ".interlock" / "probes").glob("*.made"))


def test_what_a_killed_probe_made_is_taken_away_by_the_next(tmp_path: Path) -> None:
    system = Slow(sandbox(tmp_path), 0.4)
    with shop(tmp_path, system, key_of(system.box)) as folder:
        with probing(folder) as process:
            until(lambda: system.marked > 0)
            process.kill()
            process.wait(10)
        assert system.marked > 0, "the answer to the create was lost with the program"
        assert list((folder / ".interlock" / "probes").glob("*.made"))
        system.method = "DELETE"
        with probing(folder) as process:  # what was left is taken away before anything is asked
            until(lambda: system.marked == 0)  # the answer to the delete is under way
            done = ended(process, signal.SIGINT, within_s=30)
        assert "taking away 1 item of an earlier probe first" in done.err
        assert "still in" not in done.err
        assert system.marked == 0
        assert not list((folder / ".interlock" / "probes").glob("*.made"))
