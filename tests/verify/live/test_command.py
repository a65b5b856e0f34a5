"""`interlock verify --env` on two systems at real addresses: what it asks, keeps, and never leaves behind."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import PROGRAM, ROOT, serving
from tests.kills.pairs import SETTINGS
from tests.sync.scenarios.systems import Can, description, profile
from tests.sync.scenarios.words import Words

from interlock.adapters.clocks import SystemClock
from interlock.adapters.ledger import SqliteLedger
from interlock.model.http import Answer, Request, Response
from interlock.model.value import Side
from interlock.sandbox import Sandbox

CRITERIA = """
## Acceptance criteria

- **arrives**: When a Contact is created in Shop, a matching Contact exists in Books within 1 minute.
"""
RESOURCE = {Side.LEFT: "contacts", Side.RIGHT: "people"}


@dataclass
class Place:
    folder: Path
    boxes: dict[Side, Sandbox]
    secrets: dict[str, str]

    def others(self) -> dict[Side, list[object]]:
        """All that is in both systems, with versions and stamps."""
        return {side: list(box.store.items(RESOURCE[side])) for side, box in self.boxes.items()}

    @property
    def journals(self) -> list[Path]:
        return list((self.folder / ".interlock" / "live").glob("*.journal"))

    def started(self) -> subprocess.Popen[str]:
        """The program at work, at a moment when it has made items on both sides."""
        before = self.others()
        env = {**os.environ, **self.secrets, "PYTHONPATH": str(ROOT / "src")}
        process = subprocess.Popen(
            [PROGRAM, "verify", "--env", "test", "--yes"],
            cwd=self.folder, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        until = time.monotonic() + 30
        while any(len(now) < len(before[side]) + 2 for side, now in self.others().items()):
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < until
            time.sleep(0.005)
        return process


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """Two systems with people who are in both, unlinked and different; the program is called in the folder."""
    boxes = {side: Sandbox(profile(side, Can()), SystemClock(), seed=1) for side in Side}
    for n in range(3):
        boxes[Side.LEFT].store.insert("contacts", {"email": f"p{n}@x.test", "phone": "here"})
        boxes[Side.RIGHT].store.insert("people", {"mail": f"p{n}@x.test", "tel": "there"})
    secrets = {
        f"{name}_TOKEN": str(boxes[side].credential.reveal("token"))
        for side, name in zip(Side, ("SHOP", "BOOKS"), strict=True)
    }
    with serving(*boxes.values()) as addresses:
        said = dict(zip(("left", "right"), addresses, strict=True))
        credentials = {
            f"{side}_credential": f'{{ token = "env:{name}" }}' for side, name in zip(said, secrets, strict=True)
        }
        (tmp_path / "interlock.toml").write_text(SETTINGS.format(**said, **credentials))
        (tmp_path / "contacts.interlock.md").write_text(Words(often="every 1 second").text() + CRITERIA)
        for side, name in zip(Side, ("a.json", "b.json"), strict=True):
            (tmp_path / name).write_bytes(description(side, Can()))
        for name, secret in secrets.items():
            monkeypatch.setenv(name, secret)
        monkeypatch.chdir(tmp_path)
        yield Place(tmp_path, boxes, secrets)


def test_verdicts_are_kept_for_the_environment_and_nothing_else_changes(place: Place, call: Call) -> None:
    before = place.others()
    said = call("verify", "--env", "test", "--yes")
    assert said.code == 0, said
    assert "1 met" in said.out
    kept = orjson.loads((place.folder / "evidence" / "contacts.verification.test.json").read_bytes())
    assert kept["environment"] == "test"
    assert place.others() == before
    assert place.journals == []
    assert not (place.folder / "ledger.db").exists(), "the integration's own memory is not used"
    for secret in place.secrets.values():
        assert secret not in said.out + said.err + orjson.dumps(kept).decode()


def test_a_system_that_takes_no_items_is_told_of(place: Place, call: Call) -> None:
    before = place.others()
    place.boxes[Side.RIGHT].faults.answer(403, resource="people", writes=True)
    said = call("verify", "--env", "test", "--yes")
    assert said.code == 1
    assert "no Contact can be made that Books accepts: POST /people of `Books` was answered 403" in said.out
    assert place.others() == before, "what was made on the other side is taken away"


class WebPage:
    """What stands at a wrong address."""

    def answer(self, _request: Request) -> Answer:
        return Answer(Response(200, {"content-type": "text/html"}, b"<!doctype html><title>Hello</title>"))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("page", "a web page"),
        ("secret", "401"),
    ],
)
def test_what_is_wrong_with_a_system_is_said_before_anything_is_made(
    wrong: str, message: str, place: Place, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = place.folder / "interlock.toml"
    address = next(line for line in settings.read_text().splitlines() if "address" in line).split('"')[1]
    with serving(WebPage()) as (page,):
        elsewhere = {"down": "http://127.0.0.1:9", "page": page, "secret": address}[wrong]
        settings.write_text(settings.read_text().replace(address, elsewhere))
        if wrong == "secret":
            monkeypatch.setenv("SHOP_TOKEN", "none of theirs")
        before = place.others()
        for again in (("--yes",), ("--clean-up",)):
            said = call("verify", "--env", "test", *again)
            if again == ("--clean-up",):
                assert (said.code, "nothing was left in Shop" in said.err) == (0, True), (
                    "nothing wants to be cleaned up"
                )
                continue
            assert said.code == 2, said
            assert "`test` cannot be verified on, and nothing was made there" in said.err
            assert message in said.err
            assert said.out == ""
    assert place.others() == before
    assert place.journals == []


def test_a_second_ctrl_c_leaves_what_is_noted(place: Place) -> None:
    before = place.others()
    process = place.started()
    for box in place.boxes.values():
        box.faults.slow(0.2)
    process.send_signal(signal.SIGINT)
    assert process.stderr is not None
    while "taking away what was made (" not in (line := process.stderr.readline()):
        assert line, "it tells what it is doing"
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert place.others() != before
    assert len(place.journals) == 1


def test_ctrl_c_takes_everything_away(place: Place, call: Call) -> None:
    before = place.others()
    process = place.started()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert place.others() == before
    assert place.journals == []
    said = call("verify", "--env", "test", "--clean-up")
    assert (said.code, "nothing was left in Shop (http://" in said.err) == (0, True)


def test_what_a_kill_left_is_noted_and_taken_away(place: Place, call: Call) -> None:
    before = place.others()
    process = place.started()
    process.kill()
    process.communicate(timeout=30)
    assert place.others() != before
    assert len(place.journals) == 1
    place.boxes[Side.RIGHT].faults.answer(403, resource="people", writes=True)
    said = call("verify", "--env", "test", "--clean-up")
    assert said.code == 1
    assert "not taken away: `people` `" in said.err
    assert "`--clean-up` tries again" in said.err
    assert len(place.journals) == 1
    place.boxes[Side.RIGHT].faults.clear()
    said = call("verify", "--env", "test", "--clean-up")
    assert said.code == 0
    assert "taken away in Shop (http://" in said.err
    assert place.others() == before
    assert place.journals == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--env", "test"), "that needs a yes"),
        (("--patience", "2 minutes"), "`--patience` says nothing without `--env`"),
        (("--speed", "60"), "`--speed` says nothing without `--external`"),
        (("--env", "test", "--external"), "leave one out"),
        (("--env", "test", "--falsify"), "`--falsify` is for sandboxes in virtual time"),
        (("--external", "--repeat", "3"), "`--repeat` is for sandboxes in virtual time"),
        (("--external", "--port", "8401"), "`--port` is given once for each"),
        (("--env", "nowhere", "--yes"), "nowhere"),
        (("--env", "test", "--yes", "--only", "nothing"), "there is no criterion, story or record `nothing`"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments: tuple[str, ...], message: str, place: Place, call: Call) -> None:
    before = place.others()
    said = call("verify", *arguments)
    assert said.code == 2
    assert message in said.err
    assert place.others() == before
    assert not any(box.log for box in place.boxes.values()), "nothing was asked of the systems"


@pytest.mark.parametrize("kind", ['kind = "production"', ""])
def test_only_a_marked_sandbox_is_written_to(kind: str, place: Place, call: Call) -> None:
    settings = place.folder / "interlock.toml"
    settings.write_text(settings.read_text().replace('kind = "sandbox"', kind))
    said = call("verify", "--env", "test", "--yes")
    assert said.code == 2
    assert "--allow-production" in said.err
    assert not any(box.log for box in place.boxes.values())


def test_it_waits_for_no_integration_that_runs_there(place: Place, call: Call) -> None:
    """One that runs would take up the items of the test."""
    with closing(SqliteLedger(place.folder / "ledger.db", "test")) as ledger:
        ledger.acquire(SystemClock().now(), 600, ["Contact"])
        said = call("verify", "--env", "test", "--yes")
    assert said.code == 2
    assert "the integration runs in `test` now" in said.err
