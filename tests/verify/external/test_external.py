"""A sync that somebody wrote by hand, judged over real sockets: what it does wrong is found, and only that."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.sync.scenarios.systems import Can, description
from tests.sync.scenarios.words import Words

from interlock.errors import UsageError
from interlock.journeys.external import Served, tell
from interlock.journeys.project import load
from interlock.journeys.verifying_external import External, verify_external
from interlock.model.value import Side
from interlock.model.verdict import Judgement, Verdict
from interlock.render.verdicts import reproduce

SCRIPT = Path(__file__).with_name("sync.py")
FIELDS = ("`email` | ↔ | `mail` | ", "`phone` | ↔ | `tel` | ", "`name` | → | `title` | ", "`score` | ↔ | `rating` | ")
CRITERIA = """
## Acceptance criteria

- **arrives**: When a Contact is created in Shop, a matching Contact exists in Books within 15 minutes.
- **phone**: When a Contact's `phone` changes in Shop, its `tel` is equal in Books within 15 minutes.
- **comes-back**: When a Contact's `tel` changes in Books, its `phone` is equal in Shop within 15 minutes.
- **deleted**: When a Contact is deleted in Shop, the matching Contact is deleted in Books within 15 minutes.
- **answer-lost**: When a Contact is created in Shop while the answers of Books are lost, every Contact exists exactly once in Books within 15 minutes.
- **books-down**: When 5 Contacts are created in Shop while Books is down for 5 minutes, every Contact exists exactly once in Books within 10 minutes of its return.
- **known**: When a Contact with the same `email` exists in both systems before the first run, the two are linked and no Contact is created in Books.
- **no-draft**: When a Contact is deleted in Shop, no Contact is created in Books for 15 minutes.
- **refused**: When Books answers 422 to a Contact, it is tried 4 times in all, then it is held and an alert is sent.
"""  # noqa: E501
MISTAKES = {
    "creates-twice": (("answer-lost", " times in Books"), ("known", "created in Books")),
    "drops-a-field": (("phone", "`tel` is"),),
    "keeps-deleted": (("deleted", "exists in Books"),),
}
"""What the script does wrong, the criteria that notice, and what they say."""
FIRST = ("phone", "deleted", "answer-lost", "books-down", "known", "no-draft", "refused")
LOCKED_OUT = """
import os, time, urllib.request as u
while True:
    for name in ("SHOP", "BOOKS"):
        try:
            u.urlopen(os.environ[name + "_ADDRESS"] + {"SHOP": "/contacts", "BOOKS": "/people"}[name])
        except OSError:
            time.sleep(0.05)
"""
"""An integration with wrong credentials."""
SPEED = 450.0


def project(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "contacts.interlock.md").write_text(Words(fields=FIELDS).text() + CRITERIA)
    for side, name in ((Side.LEFT, "a.json"), (Side.RIGHT, "b.json")):
        (folder / name).write_bytes(description(side, Can()))
    return folder / "contacts.interlock.md"


def started_here(folder: Path, mistake: str, only: tuple[str, ...]) -> dict[str, Verdict]:
    """The verdicts on the script, which is started and stopped for each criterion."""
    how = External(command=shlex.join([sys.executable, str(SCRIPT), mistake]), where=folder, speed=SPEED)
    return {one.criterion: one for one in verify_external(load(project(folder)), how, only=only)}


def locked_out(folder: Path) -> dict[str, Verdict]:
    """The verdict on a sentence of absence, where none of the requests is granted."""
    (folder / "locked.py").write_text(LOCKED_OUT)
    how = External(command=f"{sys.executable} locked.py", where=folder, speed=SPEED)
    return {one.criterion: one for one in verify_external(load(project(folder)), how, only=["no-draft"])}


def run_by_another(folder: Path, only: tuple[str, ...]) -> dict[str, Verdict]:
    """The verdicts on the script where its author runs it, once for all criteria, and not as often as it could."""
    running: list[subprocess.Popen[bytes]] = []

    def run(systems: tuple[Served, ...]) -> None:
        tell(folder / "systems.env", systems, SPEED)
        told = dict(line.split("=", 1) for line in (folder / "systems.env").read_text().splitlines())
        env = {**os.environ, **told, "INTERLOCK_STATE": str(folder), "PAUSE_S": "0.4"}
        running.append(subprocess.Popen([sys.executable, str(SCRIPT)], env=env))

    try:
        each = verify_external(load(project(folder)), External(speed=SPEED), only=only, told=run)
        return {one.criterion: one for one in each}
    finally:
        for one in running:
            one.kill()
            one.wait(10)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Verdict]]:
    """What came of the script as it is, with each mistake, and run by its author; all at once, as most is waiting."""
    asked: list[tuple[str, tuple[str, ...]]] = [("", FIRST[n : n + 2]) for n in range(0, len(FIRST), 2)]
    asked += [(mistake, tuple(name for name, _ in noticed)) for mistake, noticed in MISTAKES.items()]
    with ThreadPoolExecutor(len(asked) + 2) as pool:
        apart = pool.submit(run_by_another, tmp_path_factory.mktemp("apart"), ("phone", "known", "deleted"))
        locked = pool.submit(locked_out, tmp_path_factory.mktemp("locked"))
        jobs = [
            (mistake, pool.submit(started_here, tmp_path_factory.mktemp("it"), mistake, names))
            for mistake, names in asked
        ]
        found: dict[str, dict[str, Verdict]] = {"apart": apart.result(), "locked": locked.result()}
        for mistake, job in jobs:
            found.setdefault(mistake, {}).update(job.result())
    return found


def test_a_sync_without_a_mistake_is_met_as_far_as_the_systems_show_it(judged: dict[str, dict[str, Verdict]]) -> None:
    found = judged[""]
    assert list(found) == list(FIRST)
    for name in ("phone", "deleted", "answer-lost", "books-down", "no-draft"):
        assert found[name].judgement is Judgement.MET, found[name]
    for name, rest in (("known", "none created in Books"), ("refused", "tried 4 times")):
        assert found[name].judgement is Judgement.CANNOT_TELL, found[name]
        assert "only the integration's own history tells it" in found[name].reason
        assert found[name].reason.endswith(f"all else is so: {rest}"), "what the systems show is judged nevertheless"


def test_a_sentence_of_absence_is_met_only_by_one_that_was_seen_at_work(judged: dict[str, dict[str, Verdict]]) -> None:
    assert "none created in Books; it was at work: the new Contact zq" in judged[""]["no-draft"].reason
    locked = judged["locked"]["no-draft"]
    assert locked.judgement is Judgement.CANNOT_TELL, locked
    assert locked.reason.startswith("nothing shows that the integration looked (none of its ")
    assert "requests to Shop was granted (401); none of its " in locked.reason


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_found(mistake: str, judged: dict[str, dict[str, Verdict]]) -> None:
    for name, said in MISTAKES[mistake]:
        verdict = judged[mistake][name]
        assert verdict.judgement is Judgement.NOT_MET, verdict
        assert said in verdict.reason
        assert any(line.where for line in verdict.timeline), "the requests stand in the evidence"
        assert verdict.failed_at is not None
        assert "contacts.interlock.md --external --speed 450 --command " in reproduce(verdict)


def test_one_that_its_author_runs_is_judged_one_criterion_after_the_other(
    judged: dict[str, dict[str, Verdict]],
) -> None:
    found = judged["apart"]
    assert found["phone"].judgement is Judgement.MET, found["phone"]
    assert found["deleted"].judgement is Judgement.MET, found["deleted"]
    assert found["known"].judgement is Judgement.CANNOT_TELL
    assert "`--command`" in found["known"].reason


def test_a_command_that_fails_says_so(tmp_path: Path) -> None:
    how = External(command=f"{sys.executable} -c \"raise SystemExit('no such table')\"", where=tmp_path, speed=9000)
    (verdict,) = verify_external(load(project(tmp_path)), how, only=["arrives"])
    assert verdict.judgement is Judgement.NOT_MET
    assert verdict.reason.endswith("the integration had stopped: it ended with 1: no such table")


def test_a_command_that_ends_well_is_started_again(tmp_path: Path) -> None:
    """As a scheduler does: it asks once each time."""
    count, ask = "open('count', 'a').write('x')", "u.urlopen(os.environ['SHOP_ADDRESS'] + '/contacts')"
    (tmp_path / "once.py").write_text(
        f"import os, urllib.request as u\n{count}\ntry:\n    {ask}\nexcept OSError:\n    pass\n"
    )
    how = External(command=f"{sys.executable} once.py", where=tmp_path, speed=1500)
    (verdict,) = verify_external(load(project(tmp_path)), how, only=["arrives"])
    assert verdict.judgement is Judgement.NOT_MET
    assert "stopped" not in verdict.reason
    assert len((tmp_path / "count").read_text()) > 1


def test_nothing_is_left_running(tmp_path: Path) -> None:
    """Also what the command itself started ends with it, and whoever looks no further ends it all."""
    how = External(command=f"sh -c '{sys.executable} {SCRIPT} & echo $! > child; wait'", where=tmp_path, speed=4000)
    each = verify_external(load(project(tmp_path)), how, only=["arrives", "phone"])
    next(each)
    each.close()  # type: ignore[attr-defined]
    child = int((tmp_path / "child").read_text())
    with pytest.raises(ProcessLookupError):
        for _ in range(100):
            os.kill(child, 0)
            time.sleep(0.02)


@pytest.mark.parametrize("speed", [0.0, -1.0, float("nan"), 1e9])
def test_a_speed_is_a_positive_number(speed: float, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no speed"):
        verify_external(load(project(tmp_path)), External(speed=speed))


def test_a_command_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    how = External(command="no-such-program-here --now", where=tmp_path, speed=9000)
    (verdict,) = verify_external(load(project(tmp_path)), how, only=["arrives"])
    assert verdict.judgement is Judgement.CANNOT_TELL
    assert "`no-such-program-here` cannot be started" in verdict.reason
